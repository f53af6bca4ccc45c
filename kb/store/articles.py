"""The store on disk: each article whole or absent, one writer, and a default graph that is the union of all articles."""

from __future__ import annotations

import enum
import errno
import fcntl
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

import pyoxigraph as ox

from kb.errors import StoreError
from kb.query import Answer, Embedded, ask_question, find_question, run_query
from kb.query.run import Result

# what every store of the engine holds
_MARK = "CURRENT"
_IDENTITY = "IDENTITY"
_DISK_ERRORS = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES)


class Change(enum.Enum):
    """What putting an article into a store did."""

    ADDED = "added"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"


class ArticleStore:
    """Articles on disk. ``open_store`` makes one; as a context manager it lets go of the folder at the end."""

    def __init__(self, folder: Path, store: ox.Store, lock: int | None = None) -> None:
        """Hold the *store* in *folder*, and the descriptor that locks it for writing."""
        self._folder, self._store, self._lock = folder, store, lock

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the folder, for the next writer."""
        # the engine closes its files when nobody holds it
        self._store = ox.Store()
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def evaluate(self, sparql: str) -> Result:
        """Return the answer to *sparql* as the engine gives it."""
        return Embedded(self._store).evaluate(sparql)

    def query(self, sparql: str, *, parameters: Mapping[str, str] | None = None, limit: int | None = None) -> Answer:
        """Return the answer to *sparql*; arguments and errors are those of ``kb.query.run_query``."""
        return run_query(self, sparql, parameters=parameters, limit=limit)

    def ask(self, name: str, parameters: Mapping[str, str] | None = None, *, limit: int | None = None) -> Answer:
        """Return the answer to the built-in question *name*; see ``kb.query.ask_question``."""
        return ask_question(self, find_question(name), parameters or {}, limit=limit)

    def articles(self) -> list[str]:
        """Return the IRIs of the articles, sorted."""
        return sorted(graph.value for graph in self._store.named_graphs())

    def graph(self, iri: str) -> Iterator[ox.Quad]:
        """Yield the quads of the article *iri*; none when it is not there."""
        return self._store.quads_for_pattern(None, None, None, ox.NamedNode(iri))

    def replace(self, iri: str, triples: Iterable[ox.Triple]) -> Change:
        """Make *triples* all that the graph of the article *iri* holds; after a crash it holds all of them or what it held before.

        Raises:
            StoreError: The store cannot be written.
        """
        graph = ox.NamedNode(iri)
        new, old = _as_stored(triples), {quad.triple for quad in self.graph(iri)}
        if new == old:
            return Change.UNCHANGED
        self._update(graph, gone=old - new, come=new - old, emptied=not new)
        return Change.REPLACED if old else Change.ADDED

    def remove(self, iri: str) -> bool:
        """Take the article *iri* out, all of it at once; return whether it was there."""
        old = {quad.triple for quad in self.graph(iri)}
        if old:
            self._update(ox.NamedNode(iri), gone=old, come=set(), emptied=True)
        return bool(old)

    def dump(self, out: BinaryIO) -> None:
        """Write all articles to *out* as N-Quads, sorted by article and line: the same articles give the same bytes."""
        for iri in self.articles():
            out.writelines(sorted(f"{quad} .\n".encode() for quad in self.graph(iri)))

    def _update(self, graph: ox.NamedNode, *, gone: set[ox.Triple], come: set[ox.Triple], emptied: bool) -> None:
        """Change the *graph* and the union in one transaction; *emptied* says that nothing is left in the graph."""
        left = {triple for triple in gone if not self._elsewhere(triple, graph)}
        try:
            if not gone:
                # one transaction, too, and several times faster than an update that must be parsed
                self._store.extend(ox.Quad(triple.subject, triple.predicate, triple.object, name) for triple in come for name in (graph, ox.DefaultGraph()))
                return
            self._store.update(
                f"DELETE DATA {{ {_block(left)} GRAPH {graph} {{ {_block(gone)} }} }} ;\nINSERT DATA {{ {_block(come)} GRAPH {graph} {{ {_block(come)} }} }}"
                # the engine keeps the name of a graph that has become empty
                + (f" ;\nDROP SILENT GRAPH {graph}" if emptied else "")
            )
        except (OSError, RuntimeError) as error:
            raise StoreError(f"{self._folder}: cannot be written: {_why(error)}") from error

    def _elsewhere(self, triple: ox.Triple, graph: ox.NamedNode) -> bool:
        """Return whether another article holds *triple*, too."""
        found = self._store.quads_for_pattern(triple.subject, triple.predicate, triple.object)
        return any(quad.graph_name != graph and not isinstance(quad.graph_name, ox.DefaultGraph) for quad in found)


def open_store(path: str | Path, *, read_only: bool = True) -> ArticleStore:
    """Return the store in the folder *path*; for writing it is made when it is not there.

    Raises:
        StoreError: There is none to read, it is no store, or another process is writing to it.
    """
    folder = Path(path)
    if not read_only:
        if is_empty(folder):
            _create(folder)
        lock = lock_folder(folder)
        # what a load left behind that died; one that runs would hold the lock
        shutil.rmtree(staging_of(folder), ignore_errors=True)
        try:
            return ArticleStore(folder, _opened(folder, ox.Store), lock)
        except StoreError:
            os.close(lock)
            raise
    if not folder.is_dir():
        raise StoreError(f"{folder}: no such store; make it with: kb load INPUT... --store {folder}")
    # an empty folder is where a first load goes on
    return ArticleStore(folder, _opened(folder, ox.Store.read_only) if not is_empty(folder) else ox.Store())


def lock_folder(folder: Path) -> int:
    """Make *folder* if need be; return the descriptor that locks it for writing until it is closed, or the process dies.

    Raises:
        StoreError: Another process writes there, or it cannot be made.
    """
    try:
        folder.mkdir(exist_ok=True)
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise StoreError(f"{folder}: cannot be made: {error.strerror}") from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        raise _busy(folder) from None
    return descriptor


def _create(folder: Path) -> None:
    """Make an empty store in the empty *folder*: beside it and then renamed, since the engine cannot open one that was made by half."""
    with building(folder) as staging:
        ox.Store(str(staging)).flush()


@contextmanager
def building(folder: Path) -> Iterator[Path]:
    """Give a folder to build a store in, which takes the place of the empty *folder* at the end, if all went well.

    Raises:
        StoreError: Another process writes there, or it cannot be written.
    """
    with ExitStack() as stack:
        stack.callback(os.close, lock_folder(folder))
        staging = staging_of(folder)
        stack.callback(os.close, lock_folder(staging))
        stack.callback(shutil.rmtree, staging, ignore_errors=True)
        try:
            for left in staging.iterdir():
                left.unlink()
            yield staging
            staging.rename(folder)
        except OSError as error:
            raise StoreError(f"{folder}: cannot be written: {_why(error)}") from error


def is_empty(folder: Path) -> bool:
    """Return whether nothing is in *folder* yet, or it is not even there."""
    return not folder.exists() or (folder.is_dir() and not any(folder.iterdir()))


def identity_of(folder: Path) -> str:
    """Return the name that the engine gave the store in *folder* when it was made; empty when there is none."""
    try:
        return (folder / _IDENTITY).read_text().strip()
    except OSError:
        return ""


def check_writable(folder: Path) -> None:
    """See to it that what stands in *folder*, if anything does, is a store that can be written now.

    Raises:
        StoreError: It is none, or another process is writing to it.
    """
    if not is_empty(folder):
        open_store(folder, read_only=False).close()


def staging_of(folder: Path) -> Path:
    """Return where the store in *folder* is built before it takes its place."""
    place = folder.resolve()
    return place.with_name(f".{place.name}.loading")


def _opened(folder: Path, opener: Callable[[str], ox.Store]) -> ox.Store:
    if not (folder / _MARK).exists() and any(folder.iterdir()):
        raise StoreError(f"{folder}: is no store but a folder with other things in it; name another")
    try:
        return opener(str(folder))
    except (OSError, RuntimeError) as error:
        # Oxigraph's own programs lock it in their own way
        raise _busy(folder) if "lock" in str(error).lower() else StoreError(f"{folder}: cannot be opened: {_why(error)}") from error


def _busy(folder: Path) -> StoreError:
    return StoreError(f"{folder}: another process is writing to this store; try again when it has ended")


def _why(error: Exception) -> str:
    """Return what *error* comes from: the engine tells of a disk that takes nothing in many words, the telling ones last."""
    text = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return next((each for each in map(os.strerror, _DISK_ERRORS) if each in text), text)


def _as_stored(triples: Iterable[ox.Triple]) -> set[ox.Triple]:
    """Return *triples* as the engine gives them back: it writes numbers and times in one way only."""
    memory = ox.Store()
    memory.extend(ox.Quad(triple.subject, triple.predicate, triple.object) for triple in triples)
    return {quad.triple for quad in memory}


def _block(triples: Iterable[ox.Triple]) -> str:
    return " ".join(f"{triple} ." for triple in triples)
