"""Web archives (WARC 1.0 and 1.1, ISO 28500), as CC-NEWS has them: each HTML response is read as a page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kb.errors import InputError
from kb.read.html import record_of
from kb.read.items import Document, Found, ReadOptions, Rejected, Skipped
from kb.read.opening import head

_PAGES = ("text/html", "application/xhtml+xml")


def read(document: Document, options: ReadOptions) -> Iterator[Found | Rejected | Skipped]:
    """Yield a record for each page, one at a time; what is no page is passed over."""
    if not head(document.stream).startswith(b"WARC/"):
        # warcio would read what is no archive as one endless line
        raise InputError(f"{document.name}: holds no record; is it a web archive?")
    seen = paged = False
    for number, record in enumerate(_records(document), start=1):
        seen = True
        if _is_page(record):
            paged = True
            yield _page(record, f"{document.name}, record {number}", options)
    if not seen:
        raise InputError(f"{document.name}: holds no record; is it a web archive?")
    if not paged:
        yield Skipped(f"{document.name}: holds no HTML page; is it a web archive?", "no article")


def _records(document: Document) -> Iterator[Any]:
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415 - only archives need it
    from warcio.exceptions import ArchiveLoadFailed  # noqa: PLC0415

    number = 0
    try:
        for number, record in enumerate(ArchiveIterator(document.stream), start=1):  # noqa: B007 - told when the next one is damaged
            yield record
    except (ArchiveLoadFailed, ValueError) as error:
        raise InputError(f"{document.name}, record {number + 1}: is cut short or damaged: {' '.join(str(error).split())}") from error
    except AttributeError as error:
        # what warcio makes of a response that came from nowhere
        raise InputError(f"{document.name}, record {number + 1}: has no WARC-Target-URI; is the archive damaged?") from error


def _is_page(record: Any) -> bool:
    if record.rec_type != "response" or record.http_headers is None or record.http_headers.get_statuscode() != "200":
        return False
    return (record.http_headers.get_header("Content-Type") or "").partition(";")[0].strip().lower() in _PAGES


def _page(record: Any, where: str, options: ReadOptions) -> Found | Rejected | Skipped:
    url = record.rec_headers.get_header("WARC-Target-URI")
    where = f"{where} ({url})" if url else where
    try:
        data = record.content_stream().read(options.max_bytes + 1)
    except ValueError as error:
        return Rejected(f"{where}: the page is damaged: {' '.join(str(error).split())}")
    if len(data) > options.max_bytes:
        return Rejected(f"{where}: the page has more than {options.max_bytes:,} bytes; raise --max-bytes")
    try:
        found = record_of(data, where, url)
    except InputError as error:
        return Rejected(str(error))
    return Found(where, found) if found else Skipped(f"{where}: no article is to be seen in the page", "no article")
