"""NewsML-G2 (https://iptc.org/standards/newsml-g2/): news items in XML, alone or many in a message.

Text stands in ``contentSet``, as NITF or XHTML (``inlineXML``) or as a string (``inlineData``). Pictures, events, plans, concepts and packages
have none and are skipped.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kb.errors import InputError
from kb.read.items import Document, Found, ReadOptions, Record, Skipped
from kb.read.markup import element_text, fragment_text, local_name
from kb.read.nitf import record_of
from kb.read.opening import read_whole
from kb.read.records import lenient_published
from kb.read.xml import child, parse_xml, words

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_ITEMS = frozenset(("newsitem", "packageitem", "conceptitem", "knowledgeitem", "planningitem", "catalogitem", "contentset"))
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_TEXTS = ("text", "composite")


def read(document: Document, options: ReadOptions) -> Iterator[Found | Skipped]:
    """Yield the record of each news item, and what other items there are."""
    root = parse_xml(read_whole(document, options.max_bytes), document.name)
    items = [root] if local_name(root) in _ITEMS else [each for each in root.iter() if local_name(each) in _ITEMS - {"contentset"}]
    if not items:
        raise InputError(f"{document.name}: its root is <{local_name(root)}>, and it holds no item of NewsML-G2; give another --from")
    for number, item in enumerate(items, start=1):
        yield _found(item, document.name if len(items) == 1 else f"{document.name}, item {number}")


def _found(item: Element, where: str) -> Found | Skipped:
    name, kind = local_name(item), _class_of(item)
    if name not in ("newsitem", "contentset"):
        return Skipped(f"{where}: is a {name.removesuffix('item')} item, not news text", "no article")
    if kind not in _TEXTS:
        return Skipped(f"{where}: is of class {kind!r}, not text", "no article")
    content = item if name == "contentset" else child(item, "contentset")
    record = _content(content) if content is not None else {}
    if not record.get("text"):
        return Skipped(f"{where}: has no text of its own", "no article")
    return Found(where, _merged(record, _metadata(item)))


def _class_of(item: Element) -> str:
    """Return the local part of the item's class ("ninat:text"); the standard's default is text."""
    found = child(item, "itemmeta", "itemclass")
    code = found.get("qcode") or found.get("uri") or "text" if found is not None else "text"
    return code.replace("/", ":").rpartition(":")[2].lower()


def _content(content: Element) -> Record:
    """Return the first text among the renditions."""
    for part in content:
        name, record = local_name(part), {}
        if name == "inlinexml":
            record = _inline_xml(part)
        elif name == "inlinedata" and part.text and not part.get("encoding"):
            marked = "html" in (part.get("contenttype") or "")
            record = {"text": fragment_text(part.text) if marked else part.text.strip()}
        if record.get("text"):
            return record | {"language": part.get(_LANG)}
    return {}


def _inline_xml(part: Element) -> Record:
    nitf = next((each for each in part if local_name(each) == "nitf"), None)
    if nitf is not None:
        return record_of(nitf)
    html = next((each for each in part if local_name(each) in ("html", "body", "div", "section", "article")), None)
    return {"text": element_text(html)} if html is not None else {}


def _metadata(item: Element) -> Record:
    guid = item.get("guid")
    moments = (("contentmeta", "contentcreated"), ("itemmeta", "firstcreated"), ("itemmeta", "versioncreated"))
    language = child(item, "contentmeta", "language")
    return {
        "id": guid,
        "title": words(child(item, "contentmeta", "headline")),
        "published": next(filter(None, (lenient_published(words(child(item, *path))) for path in moments)), None),
        "publisher": words(child(item, "itemmeta", "provider", "name")) or words(child(item, "contentmeta", "infosource", "name")),
        "author": words(child(item, "contentmeta", "by")) or words(child(item, "contentmeta", "creator", "name")),
        "url": guid if guid and guid.startswith(("http://", "https://")) else None,
        "language": (language.get("tag") if language is not None else None) or item.get(_LANG),
    }


def _merged(content: Record, item: Record) -> Record:
    """Return *content* with what *item* says; of two the item's word goes, save for the language, which the text knows best."""
    told = {key: value for key, value in item.items() if value}
    return {**content, **told, "language": content.get("language") or told.get("language")}
