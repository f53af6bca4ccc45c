"""RSS and Atom: each item with a content, or else a summary, is an article."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from kb.errors import InputError
from kb.read.items import Document, Found, ReadOptions, Record, Skipped
from kb.read.markup import fragment_text
from kb.read.opening import read_whole
from kb.read.xml import refuse_entities


def read(document: Document, options: ReadOptions) -> Iterator[Found | Skipped]:
    """Yield the record of each item."""
    data = read_whole(document, options.max_bytes)
    refuse_entities(data, document.name)
    import feedparser  # noqa: PLC0415 - only feeds need it

    try:
        parsed = feedparser.parse(io.BytesIO(data), response_headers={"content-location": document.url or ""})
    except UnicodeEncodeError as error:
        # feedparser takes a reference to half a character ("&#xD800;") for one
        raise InputError(f"{document.name}: has a reference to a character that there is none of ({error.object!r}); take it out") from error
    if not parsed.version and not parsed.entries:
        raise InputError(f"{document.name}: is no RSS or Atom feed; give another --from")
    for number, entry in enumerate(parsed.entries, start=1):
        where = f"{document.name}, item {number}"
        record = _record(entry, parsed.feed)
        yield Found(where, record) if record["text"] else Skipped(f"{where}: has neither content nor summary", "no article")


def _record(entry: Any, feed: Any) -> Record:
    contents = [part.get("value") for part in entry.get("content", [])] + [entry.get("summary")]
    authors = [author.get("name") for author in entry.get("authors", []) if author.get("name")]
    return {
        "id": entry.get("id") or entry.get("link"),
        "text": next(filter(None, (fragment_text(part) for part in contents if part)), ""),
        "title": fragment_text(entry.get("title", "")).replace("\n\n", " "),
        "published": _moment(entry.get("published_parsed") or entry.get("updated_parsed")),
        "publisher": entry.get("source", {}).get("title") or feed.get("title"),
        "author": authors or None,
        "url": entry.get("link"),
        "language": feed.get("language"),
    }


def _moment(parsed: Any) -> str | None:
    """Return feedparser's nine numbers, which are in UTC, as ISO 8601."""
    try:
        return datetime(*parsed[:6]).replace(tzinfo=UTC).isoformat() if parsed else None
    except ValueError:
        return None
