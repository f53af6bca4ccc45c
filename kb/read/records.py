"""One JSON object, or one text with what the command line says about it, to one article."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from kb.errors import InputError
from kb.model import Article
from kb.read.items import ArticleDefaults

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}([.,]\d{1,6})?)?(Z|[+-]\d{2}:?\d{2})?")
# no characters: UTF-8 cannot hold a lone surrogate, and stores cut a text at NUL
_UNUSABLE = re.compile("[\ud800-\udfff\x00]")
_SHOWN = 60


def parse_published(value: str) -> date | datetime:
    """Return an ISO 8601 date, or a date with time.

    >>> parse_published("2014-11-07")
    datetime.date(2014, 11, 7)

    Raises:
        ValueError: It is neither, or no day of the calendar.
    """
    if _DAY.fullmatch(value):
        return date.fromisoformat(value)
    if _MOMENT.fullmatch(value):
        return datetime.fromisoformat(value)
    raise ValueError(value)


def lenient_published(value: object) -> str | None:
    """Return *value* as `parse_published` wants it, or None when it is no moment: a wire's odd date is no reason to lose its article.

    >>> lenient_published("20080510T120000Z")
    '2008-05-10T12:00:00+00:00'
    """
    try:
        moment = datetime.fromisoformat(str(value).strip())
    except ValueError:
        return None
    return moment.date().isoformat() if re.fullmatch(r"[\d-]+", str(value).strip()) else moment.isoformat()


def mapped(record: object, fields: Mapping[str, str]) -> object:
    """Return *record* with what *fields* names put under the articles' keys.

    >>> mapped({"content": {"body": "Talks resume."}}, {"text": "content.body"})["text"]
    'Talks resume.'
    """
    if not fields or not isinstance(record, Mapping):
        return record
    return {**record, **{key: _deep(record, path) for key, path in fields.items()}}


def _deep(record: Mapping[str, Any], path: str) -> object:
    if path in record:
        return record[path]
    value: object = record
    for part in path.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def article_from(record: object, where: str, defaults: ArticleDefaults) -> Article:
    """Return the article that a JSON object describes; keys that no article has are ignored.

    Without an ``id`` one is made from the URL, else from the text.

    Raises:
        InputError: It is no object, lacks text, or one of its values cannot be used; the message begins with *where*.
    """
    if not isinstance(record, Mapping):
        raise InputError(f'{where}: is no JSON object; write {{"text": "..."}}')
    text = record.get("text")
    if not isinstance(text, str):
        problem = f'has no "text"{_keys(record)}' if text is None else f'"text" is {_shown(text)}, not a string'
        raise InputError(f'{where}: {problem}; every article needs its words under "text" (or --field text=KEY)')
    if not text.strip():
        raise InputError(f'{where}: "text" is empty; every article needs its words under "text"')
    _check_characters(text, "text", where)
    url = _string(record, "url", where) or defaults.url
    return Article(
        id=_identifier(record, where) or made_id(url or text),
        text=text,
        title=_string(record, "title", where) or defaults.title,
        published=_published(record, where) or defaults.published,
        publisher=_string(record, "publisher", where) or defaults.publisher,
        author=_author(record, where),
        url=url,
        language=_string(record, "language", where),
    )


def made_id(words: str) -> str:
    """Return an id that depends on *words* alone.

    >>> made_id("https://example.org/1")
    '18c17418f5ad82f0'
    """
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _identifier(record: Mapping[str, Any], where: str) -> str | None:
    value = record.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return _string(record, "id", where)


def _published(record: Mapping[str, Any], where: str) -> date | datetime | None:
    value = _string(record, "published", where)
    if value is None:
        return None
    try:
        return parse_published(value)
    except ValueError:
        raise InputError(f'{where}: "published" is {_shown(value)}, no ISO date; write 2014-11-07 or 2014-11-07T09:30:00Z') from None


def _author(record: Mapping[str, Any], where: str) -> str | None:
    """Return the author; several in a list become one line, as a byline has them."""
    value = record.get("author")
    if isinstance(value, list) and all(isinstance(name, str) for name in value):
        record = {"author": ", ".join(value)}
    return _string(record, "author", where)


def _string(record: Mapping[str, Any], key: str, where: str) -> str | None:
    """Return the string at *key*, or None when there is none or an empty one."""
    value = record.get(key)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise InputError(f'{where}: "{key}" is {_shown(value)}, not a string; put it in quotation marks or leave it out')
    _check_characters(value, key, where)
    return value


def _check_characters(value: str, key: str, where: str) -> None:
    if found := _UNUSABLE.search(value):
        code = f"U+{ord(found.group()):04X}"
        raise InputError(f'{where}: "{key}" holds {code} at character {found.start()}, which no RDF file can hold; remove it')


def _keys(record: Mapping[str, Any]) -> str:
    """Return what keys there are instead."""
    names = [str(key) for key, value in record.items() if isinstance(value, str)]
    return f" but {_shown(', '.join(names))}" if names else ""


def _shown(value: object) -> str:
    """Return *value* on one line, cut where it is long."""
    shown = ascii(value) if isinstance(value, str) and _UNUSABLE.search(value) else repr(value)
    return shown if len(shown) <= _SHOWN else shown[:_SHOWN] + "…"
