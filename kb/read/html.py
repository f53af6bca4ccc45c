"""HTML pages, by trafilatura: the article's text without what stands around it, and what the page says of it."""

from __future__ import annotations

from collections.abc import Iterator

from kb.errors import InputError
from kb.read import items
from kb.read.items import Found, ReadOptions, Record, Skipped
from kb.read.opening import read_whole

# else the library takes no date after today, so that what a page says would depend on when it is read
_DATES = {"original_date": True, "extensive_search": True, "max_date": "2100-01-01"}


def read(document: items.Document, options: ReadOptions) -> Iterator[Found | Skipped]:
    """Yield the one record of a page."""
    record = record_of(read_whole(document, options.max_bytes), document.name, document.url)
    yield Found(document.name, record) if record else Skipped(f"{document.name}: no article is to be seen in the page", "no article")


def record_of(data: bytes, where: str, url: str | None) -> Record | None:
    """Return the record of a page, or None when no article is to be seen in it.

    Raises:
        InputError: It is no HTML.
    """
    import trafilatura  # noqa: PLC0415 - half a second that other formats need not wait
    from trafilatura.settings import Document  # noqa: PLC0415

    try:
        found = trafilatura.bare_extraction(data, url=url, include_comments=False, include_tables=False, with_metadata=True, date_extraction_params=_DATES)
    except Exception as error:
        # what hostile pages make a parser of such reach raise is without number
        raise InputError(f"{where}: HTML that cannot be read: {type(error).__name__}: {' '.join(str(error).split())}") from error
    if not isinstance(found, Document) or not (found.text or "").strip():
        return None
    return {
        "text": found.text,
        "title": found.title,
        "published": found.date,
        "publisher": found.sitename,
        "author": found.author,
        "url": found.url or url,
        "language": None,
    }
