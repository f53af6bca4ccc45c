"""dpa's digitalwires (https://github.com/dpa-newslab/dpa-digitalwires-to-newsmlg2): an agency's item as JSON, its text as HTML in ``article_html``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeGuard

from kb.read.items import Found, Record, Skipped
from kb.read.markup import fragment_text
from kb.read.records import lenient_published


def is_digitalwires(value: object) -> TypeGuard[Mapping[str, Any]]:
    """Return whether a JSON value looks like such an item rather than an article of ours."""
    return isinstance(value, Mapping) and "text" not in value and "article_html" in value and isinstance(value.get("urn"), str)


def found(where: str, item: Mapping[str, Any]) -> Found | Skipped:
    """Return the article's record, or why the item is none."""
    status, html = item.get("pubstatus"), item.get("article_html")
    if status not in ("usable", None):
        return Skipped(f"{where}: is {status!r}, not usable", "no article")
    text = fragment_text(html) if isinstance(html, str) else ""
    return Found(where, _record(item, text)) if text else Skipped(f"{where}: has no article_html", "no article")


def _record(item: Mapping[str, Any], text: str) -> Record:
    return {
        "id": item["urn"],
        "text": text,
        "title": item.get("headline"),
        "published": lenient_published(item.get("content_created")) or lenient_published(item.get("version_created")),
        "publisher": item.get("creditline"),
        "author": item.get("byline"),
        "language": item.get("language"),
    }
