"""NITF 3.x (https://iptc.org/standards/nitf/): a news text as XML."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kb.errors import InputError
from kb.read.items import Document, Found, ReadOptions, Record, Skipped
from kb.read.markup import element_text, local_name
from kb.read.opening import read_whole
from kb.read.records import lenient_published
from kb.read.xml import child, parse_xml, words

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


def read(document: Document, options: ReadOptions) -> Iterator[Found | Skipped]:
    """Yield the one record of a NITF file."""
    root = parse_xml(read_whole(document, options.max_bytes), document.name)
    if local_name(root) != "nitf":
        raise InputError(f"{document.name}: its root is <{local_name(root)}>, not <nitf>; give another --from")
    record = record_of(root)
    yield Found(document.name, record) if record["text"] else Skipped(f"{document.name}: has no body", "no article")


def record_of(nitf: Element) -> Record:
    """Return the record of a ``nitf`` element; its text is empty where it has no body."""
    title, content = child(nitf, "body", "body.head", "hedline", "hl1"), child(nitf, "body", "body.content")
    if title is None:
        title = child(nitf, "head", "title")
    identifier, site = child(nitf, "head", "docdata", "doc-id"), child(nitf, "head", "pubdata")
    return {
        "id": identifier.get("id-string") if identifier is not None else None,
        "text": element_text(content) if content is not None else "",
        "title": words(title),
        "published": _published(nitf),
        "publisher": site.get("name") if site is not None else None,
        "author": words(child(nitf, "body", "body.head", "byline")),
        "url": site.get("ex-ref") if site is not None else None,
    }


def _published(nitf: Element) -> str | None:
    """Return when the text was issued, else released, else published."""
    for path, attribute in (("date.issue", "norm"), ("date.release", "norm")):
        found = child(nitf, "head", "docdata", path)
        if found is not None and (moment := lenient_published(found.get(attribute))):
            return moment
    site = child(nitf, "head", "pubdata")
    return lenient_published(site.get("date.publication")) if site is not None else None
