"""IPTC ninjs 1.4 to 3.0 (https://iptc.org/standards/ninjs/): a news item as JSON.

Versions 1 have ``headline``, ``byline``, ``body_text`` and ``body_xhtml``; versions 2 and 3 lists of ``headlines`` and ``bodies`` by role.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kb.read.items import Found, Record, Skipped
from kb.read.markup import fragment_text
from kb.read.records import lenient_published

_MARKS = {"headline", "headlines", "bodies", "body_text", "body_xhtml", "descriptions", "description_text", "versioncreated", "renditions", "associations"}
_TEXTS = ("text", "composite", None)
_MOMENTS = ("contentcreated", "firstcreated", "versioncreated")
_PLAIN = "text/plain"


def is_ninjs(value: object) -> bool:
    """Return whether a JSON value looks like a ninjs item rather than an article of ours."""
    if not isinstance(value, Mapping) or "text" in value or not isinstance(value.get("uri"), str):
        return False
    return any(isinstance(key, str) and key.lower() in _MARKS for key in value)


def found(where: str, item: object) -> Found | Skipped:
    """Return the article's record, or why the item is none."""
    assert isinstance(item, Mapping)  # noqa: S101 - is_ninjs said so
    # writers of 2.0 and 3.0 disagree on versionCreated and versioncreated
    lowered = {str(key).lower(): value for key, value in item.items()}
    kind = lowered.get("type")
    if kind not in _TEXTS:
        return Skipped(f"{where}: is of type {kind!r}, not text", "no article")
    record = _record(lowered)
    return Found(where, record) if record["text"] else Skipped(f"{where}: has no body", "no article")


def _record(item: Mapping[str, Any]) -> Record:
    uri = item["uri"]
    return {
        "id": uri,
        "text": _text(item),
        "title": item.get("headline") or _of_role(item.get("headlines"), "main", "headline"),
        "published": next(filter(None, (lenient_published(item.get(key)) for key in _MOMENTS)), None),
        "publisher": _publisher(item),
        "author": item.get("byline") or item.get("by"),
        "url": uri if uri.startswith(("http://", "https://")) else None,
        "language": item.get("language"),
    }


def _text(item: Mapping[str, Any]) -> str:
    """Return the body; mark-up shows paragraphs that plain text has often lost, so it goes first."""
    bodies = [(_type_of(body), body["value"]) for body in _mappings(item.get("bodies")) if isinstance(body.get("value"), str)]
    marked = [item.get("body_xhtml"), *(value for kind, value in bodies if kind != _PLAIN)]
    plain = [item.get("body_text"), *(value for kind, value in bodies if kind == _PLAIN)]
    texts = [fragment_text(value) for value in marked if isinstance(value, str)] + [value.strip() for value in plain if isinstance(value, str)]
    return next(filter(None, texts), "")


def _type_of(body: Mapping[str, Any]) -> str:
    given = body.get("contenttype") or body.get("contentType")
    if isinstance(given, str):
        return given.lower()
    return "text/html" if "</" in body["value"] else _PLAIN


def _of_role(values: object, *roles: str) -> str | None:
    """Return the value that has one of *roles*, else the first."""
    told = [entry for entry in _mappings(values) if isinstance(entry.get("value"), str)]
    best = next((entry for role in roles for entry in told if entry.get("role") == role), told[0] if told else None)
    return best["value"] if best else None


def _publisher(item: Mapping[str, Any]) -> str | None:
    sources = item.get("infosources") or item.get("infosource")
    named = [entry["name"] for entry in _mappings(sources) if isinstance(entry.get("name"), str)]
    holder = item.get("copyrightholder")
    return named[0] if named else holder if isinstance(holder, str) else None


def _mappings(values: object) -> Iterable[Mapping[str, Any]]:
    return [value for value in values if isinstance(value, Mapping)] if isinstance(values, list) else []
