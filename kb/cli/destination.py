"""Where ``kb load`` puts articles: a store on disk, or an endpoint."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

import pyoxigraph as ox

from kb.query import RdfFile
from kb.store import ArticleStore, Change, Endpoint, articles_of, bulk_load, fits_bulk, load_file, open_store

#: Articles on their way to an endpoint at one time.
_AT_ONCE = 4


class Destination(Protocol):
    """Takes articles; a context manager. ``changes`` counts what became of them."""

    changes: Counter[str]

    def __enter__(self) -> Self:
        """Start."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Let go of what is open."""

    def open(self) -> object:
        """Open it now, so that what is wrong with it shows before the work begins."""

    def add(self, iri: str, text: str) -> bool:
        """Take the article *iri*, written as N-Quads; return False when it came before in this run."""

    def load(self, file: RdfFile) -> Iterator[str]:
        """Take the articles of *file*; yield their IRIs."""


class StoreDestination:
    """A store on disk, open from the first use on; of two articles with one IRI in a run, the one whose text has the smaller hash stands."""

    def __init__(self, folder: Path) -> None:
        """Fill the store in *folder*."""
        self.changes: Counter[str] = Counter()
        self._folder = folder
        self._store: ArticleStore | None = None
        self._digests: dict[str, bytes] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._store is not None:
            self._store.close()

    def add(self, iri: str, text: str) -> bool:
        """Take the article *iri*, written as N-Quads; return False when it came before in this run."""
        known, digest = self._digests.get(iri), hashlib.sha256(text.encode()).digest()
        if known is None or digest < known:
            triples = [quad.triple for quad in ox.parse(text, ox.RdfFormat.N_QUADS)]
            self._count(self.open().replace(iri, triples))
            self._digests[iri] = digest
        return known is None

    def load(self, file: RdfFile) -> Iterator[str]:
        """Take the articles of *file*, in bulk where that can be; yield their IRIs."""
        if self._store is None and fits_bulk(self._folder, file):
            self.changes[Change.ADDED.value] += bulk_load(self._folder, file)
            yield from self.open().articles()
            return
        for iri, change in load_file(self.open(), file):
            self._count(change)
            yield iri

    def open(self) -> ArticleStore:
        """Return the store, locked for this process.

        Raises:
            StoreError: Another process writes to it.
        """
        self._store = self._store or open_store(self._folder, read_only=False)
        return self._store

    def _count(self, change: Change) -> None:
        self.changes[change.value] += 1


class EndpointDestination:
    """An endpoint, to which several articles travel at once."""

    def __init__(self, endpoint: Endpoint, *, resume: bool) -> None:
        """Fill *endpoint*; with *resume* leave alone what is there."""
        self.changes: Counter[str] = Counter()
        self._endpoint, self._resume = endpoint, resume
        self._seen: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._endpoint.__exit__(kind, error, trace)

    def open(self) -> None:
        """Do nothing: the first article shows whether the endpoint takes any."""

    def add(self, iri: str, text: str) -> bool:
        """Take the article *iri*, written as N-Quads; return False, and leave it, when it came before in this run."""
        if iri in self._seen:
            return False
        self._seen.add(iri)
        self.changes[self._put(iri, [quad.triple for quad in ox.parse(text, ox.RdfFormat.N_QUADS)])] += 1
        return True

    def load(self, file: RdfFile) -> Iterator[str]:
        """Take the articles of *file*; yield their IRIs."""
        articles = articles_of(file)
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            # a few at a time, so that a large file is never in memory whole
            while batch := list(islice(articles, _AT_ONCE * 4)):
                for (iri, _), how in zip(batch, pool.map(lambda article: self._put(*article), batch), strict=True):
                    self.changes[how] += 1
                    yield iri

    def _put(self, iri: str, triples: list[ox.Triple]) -> str:
        if self._resume and self._endpoint.has(iri):
            return "there before"
        self._endpoint.replace(iri, triples)
        return "sent"
