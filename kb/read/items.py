"""What readers are told, and what they hand on: records, and in their places what cannot or need not be used."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, BinaryIO

#: The most bytes of one document, unpacked, unless told otherwise.
MAX_BYTES = 64 * 1024 * 1024
#: Seconds that fetching one address may take.
TIMEOUT = 30.0


@dataclass(frozen=True)
class ArticleDefaults:
    """What holds for articles that do not say it themselves."""

    title: str | None = None
    published: date | datetime | None = None
    publisher: str | None = None
    url: str | None = None


@dataclass(frozen=True)
class ReadOptions:
    """How inputs are read.

    Attributes:
        defaults: What holds for articles that do not say it themselves.
        fields: For an article's key ("text"), the key or column that holds it, with dots for what lies deeper ("content.body").
        english_only: Whether articles in other languages are skipped.
        max_bytes: The most bytes of one document: a file that is one article, a line, a page of a web archive.
        max_words: Longer articles are skipped.
        allow_private: Whether addresses inside the own network may be fetched.
        timeout: Seconds that fetching one address may take.
    """

    defaults: ArticleDefaults = field(default_factory=ArticleDefaults)
    fields: Mapping[str, str] = field(default_factory=dict)
    english_only: bool = False
    max_bytes: int = MAX_BYTES
    max_words: int | None = None
    allow_private: bool = False
    timeout: float = TIMEOUT


@dataclass(frozen=True)
class Rejected:
    """What stands in an article's place when it cannot be used. ``message`` is one line: where, what, how to mend it."""

    message: str


@dataclass(frozen=True)
class Skipped:
    """What stands in the place of what is sound but not wanted.

    ``reason`` is "no article" (a picture, an empty feed item), "language" or "too long"; ``message`` is one line.
    """

    message: str
    reason: str


@dataclass(frozen=True)
class Found:
    """One record as a reader found it: the keys of an article, unchecked; messages call its place *where*."""

    where: str
    record: object


@dataclass(frozen=True)
class Document:
    """One open input: its name in messages, its unpacked bytes, the address it was fetched from."""

    name: str
    stream: BinaryIO
    url: str | None = None


#: What each format's module has: from an open input to its records.
Reader = Callable[[Document, ReadOptions], Iterator[Found | Rejected | Skipped]]

Record = dict[str, Any]
