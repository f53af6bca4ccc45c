"""Where a build's files go, and the writing of its graphs."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import Enum
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO, cast

from kb.build.files import replacing
from kb.errors import OutputError
from kb.read import Source, is_remote

#: Articles of one file, where the output is a folder.
PART = 1000
_SUFFIXES = (".nq", ".nq.gz")


class Kind(Enum):
    """What a build writes."""

    FILE = "one file of N-Quads"
    PARTS = "a folder of files of N-Quads"
    STORE = "a store on disk"


@dataclass(frozen=True)
class Places:
    """The files of a build: its output, and beside it (of parts, in their folder) the rest.

    ``url`` is the address that the files are copied to in the end; the folder that they stand in until then is ``stage``.
    """

    out: Path
    kind: Kind
    url: str | None = None
    stage: Path | None = None

    @property
    def manifest(self) -> Path:
        """What was read, written, skipped and failed."""
        return self._beside("manifest.json")

    @property
    def rejects(self) -> Path:
        """The articles that failed, as JSON Lines."""
        return self._beside("rejects.jsonl")

    @property
    def work(self) -> Path:
        """The folder of a build that is not finished."""
        return self.out / ".kb-build" if self.kind is Kind.PARTS else self.out.with_name(f".{self.out.name}.kb-build")

    @property
    def folders(self) -> list[Path]:
        """The folders that a build makes."""
        return ([self.stage] if self.stage else []) + ([self.out] if self.kind is Kind.PARTS else [])

    def are_ours(self, source: Source) -> bool:
        """Return whether *source* is a file that this build writes, which must not become its input the next time."""
        reports = (self.manifest, self.rejects)
        if source.path is None:
            return self.url is not None and source.url in {self.address_of(path) for path in reports}
        return self.url is None and source.path.absolute() in {path.absolute() for path in reports}

    def outputs(self) -> list[Path]:
        """Return the output, or the parts of it that are there, sorted."""
        return sorted(self.out.glob("part-*.nq")) if self.kind is Kind.PARTS else [self.out]

    def address_of(self, path: Path) -> str:
        """Return where *path*, one of these files, is in the end."""
        if self.url is None:
            return str(path)
        return f"{self.url.rstrip('/') if self.kind is Kind.PARTS else self.url.rpartition('/')[0]}/{path.name}"

    def _beside(self, name: str) -> Path:
        return self.out / name if self.kind is Kind.PARTS else self.out.with_name(f"{self.out.name.partition('.nq')[0]}.{name}")


def places(out: str) -> Places:
    """Return the files of the build that writes *out*: a name in .nq or .nq.gz, or a folder; or the address of one of these, as ``s3://``.

    Raises:
        OutputError: It is neither.
    """
    if is_remote(out):
        name = out.rstrip("/").rpartition("/")[2]
        # in this folder, under a name that no other address has
        stage = Path(f".{name[:100]}-{hashlib.sha256(out.encode()).hexdigest()[:8]}.kb-build")
        return replace(places(f"{stage}/{name}{'/' if out.endswith('/') else ''}"), url=out, stage=stage)
    path = Path(out)
    if out.lower().endswith(_SUFFIXES) and not path.is_dir():
        return Places(path, Kind.FILE)
    if path.suffix and not path.is_dir() and not out.endswith("/"):
        raise OutputError(f"{out}: a build writes N-Quads: give a name in .nq or .nq.gz, or a folder")
    return Places(path, Kind.PARTS)


def store_places(folder: str) -> Places:
    """Return the files of the build that fills the store in *folder*.

    Raises:
        StoreError: It cannot be written, or another process does.
    """
    from kb.store import check_writable  # noqa: PLC0415 - rdflib, which workers that read need not load

    # the files beside it are named after it
    path = Path(folder).resolve() if Path(folder).name in ("", "..") else Path(folder)
    check_writable(path)
    return Places(path, Kind.STORE)


@dataclass(frozen=True)
class Written:
    """One file of the output, or the store; bytes and SHA-256 are those of the file, and of what was put into the store, as N-Quads."""

    name: str
    articles: int
    bytes: int
    sha256: str


def write_graphs(where: Places, graphs: Iterable[tuple[str, bytes]]) -> list[Written]:
    """Write *graphs* (IRI and N-Quads, sorted) and return the files; what an earlier build left in the folder goes.

    Raises:
        OSError: They cannot be written.
        StoreError: The store cannot be written.
    """
    first_of_each = _first_of_each(graphs)
    if where.kind is Kind.STORE:
        return [_fill(where.out, first_of_each)]
    quads = (data for _, data in first_of_each)
    if where.kind is Kind.FILE:
        return [_write(where.out, quads, where.work)]
    written: list[Written] = []
    for first in quads:
        written.append(_write(where.out / f"part-{len(written):05}.nq", chain([first], islice(quads, PART - 1)), where.work))
    for old in where.outputs():
        if old.name not in {each.name for each in written}:
            old.unlink()
    return written


def _first_of_each(graphs: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    """Yield the graphs; of two ids that make one IRI, the first goes."""
    last = None
    for iri, quads in graphs:
        if iri != last:
            yield iri, quads
        last = iri


def _fill(folder: Path, graphs: Iterator[tuple[str, bytes]]) -> Written:
    from kb.store import fill_store  # noqa: PLC0415 - rdflib, which workers that read need not load

    size, digest = 0, hashlib.sha256()

    def measured() -> Iterator[tuple[str, bytes]]:
        nonlocal size
        for iri, quads in graphs:
            size += len(quads)
            digest.update(quads)
            yield iri, quads

    articles = fill_store(folder, measured())
    return Written(folder.name, articles, size, digest.hexdigest())


def _write(path: Path, quads: Iterator[bytes], work: Path) -> Written:
    articles = 0
    with replacing(path, work) as handle, _packing(handle, path) as packed:
        for data in quads:
            packed.write(data)
            articles += 1
    with path.open("rb") as handle:
        return Written(path.name, articles, path.stat().st_size, hashlib.file_digest(handle, "sha256").hexdigest())


@contextmanager
def _packing(handle: BinaryIO, path: Path) -> Iterator[BinaryIO]:
    if path.suffix.lower() != ".gz":
        yield handle
        return
    # no name and no time: the same bytes each time
    with gzip.GzipFile(filename="", mode="wb", compresslevel=6, fileobj=handle, mtime=0) as packed:
        yield cast(BinaryIO, packed)
