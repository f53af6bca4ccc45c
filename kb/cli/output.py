"""Where converted articles go: one file, standard output, or a folder with one file an article.

Every file is written beside its place and then renamed, so that no half of one is ever seen. What comes out does not
depend on the order in which articles come in: of two with one IRI, the one whose text has the smaller hash stands.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from kb.build.files import replacing
from kb.errors import OutputError
from kb.graph import Format

# one article after another is one file in these; of RDF/XML it is not
_JOINABLE = ("turtle", "trig", "nquads", "ntriples", "jsonld")
_NAME_LENGTH = 200
_CHUNK = 1 << 20


class Sink(Protocol):
    """Takes the written articles."""

    def add(self, iri: str, text: str) -> bool:
        """Take the *text* of the article *iri*; return False when that article was there before."""

    def finish(self) -> None:
        """Put everything in its place."""

    def __enter__(self) -> Self:
        """Start."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Leave nothing temporary behind."""


def open_sink(out: str | None, format: Format) -> Sink:
    """Return where *out* ("-" or None for standard output, a folder, or a file) takes articles in *format*.

    Raises:
        OutputError: Nothing can be written there.
    """
    if out is None or out == "-":
        return OneFile(None, format)
    path = Path(out)
    if path.is_dir() or out.endswith(("/", os.sep)):
        return Folder(path, format)
    return OneFile(path, format)


class OneFile:
    """All articles in one file, sorted by IRI; until then they lie in a nameless temporary file."""

    def __init__(self, path: Path | None, format: Format) -> None:
        """Check that *path* can be written; None is standard output."""
        self._path = path.resolve() if path else None
        self._format = format
        # a device or a pipe cannot be replaced by a file
        self._direct = self._path is None or (self._path.exists() and not self._path.is_file())
        self._places: dict[str, tuple[bytes, int, int]] = {}
        self._stack = ExitStack()
        try:
            folder = None if self._path is None or self._direct else self._path.parent
            self._spool = self._stack.enter_context(tempfile.TemporaryFile(dir=folder))  # noqa: SIM115 - the stack closes it
            if self._path and self._path.exists() and not os.access(self._path, os.W_OK):
                raise PermissionError(13, "Permission denied")
        except OSError as error:
            raise _unwritable(path or "standard output", error) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._stack.close()

    def add(self, iri: str, text: str) -> bool:
        """Take the *text* of the article *iri*; return False when that article was there before."""
        data = text.encode()
        known, place = self._places.get(iri), (hashlib.sha256(data).digest(), self._spool.seek(0, os.SEEK_END), len(data))
        if known is None and self._places and self._format.name not in _JOINABLE:
            raise OutputError(f"{self._format.name} cannot hold several articles in one file; give a folder (-o out/), or --to trig")
        if known is None or place[0] < known[0]:
            try:
                self._spool.write(data)
            except OSError as error:
                raise _unwritable(self._path or "standard output", error) from error
            self._places[iri] = place
        return known is None

    def finish(self) -> None:
        """Write the articles in the order of their IRIs."""
        if not self._places:
            return
        if self._path is None:
            for data in self._joined():
                sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
            return
        try:
            with self._path.open("wb") if self._direct else replacing(self._path) as handle:
                handle.writelines(self._joined())
        except OSError as error:
            raise _unwritable(self._path, error) from error

    def _joined(self) -> Iterator[bytes]:
        array = self._format.name == "jsonld" and len(self._places) > 1
        for number, iri in enumerate(sorted(self._places)):
            if array:
                yield b",\n" if number else b"[\n"
            _, begin, length = self._places[iri]
            self._spool.seek(begin)
            while length > 0:
                data = self._spool.read(min(length, _CHUNK))
                length -= len(data)
                yield data
        if array:
            yield b"]\n"


class Folder:
    """One file an article, named after its id."""

    def __init__(self, path: Path, format: Format) -> None:
        """Make the folder, and check that files can be made in it."""
        self._path, self._format = path, format
        self._made = not path.exists()
        self._digests: dict[str, bytes] = {}
        try:
            path.mkdir(exist_ok=True)
            with tempfile.TemporaryFile(dir=path):
                pass
        except OSError as error:
            raise _unwritable(path, error) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._made and not self._digests:
            self._path.rmdir()

    def add(self, iri: str, text: str) -> bool:
        """Write the *text* of the article *iri*; return False when that article was there before."""
        data = text.encode()
        known, digest = self._digests.get(iri), hashlib.sha256(data).digest()
        if known is None or digest < known:
            path = self._path / self._name(iri)
            try:
                with replacing(path) as handle:
                    handle.write(data)
            except OSError as error:
                raise _unwritable(path, error) from error
            self._digests[iri] = digest
        return known is None

    def finish(self) -> None:
        """Do nothing: each file is in its place already."""

    def _name(self, iri: str) -> str:
        name = iri.rsplit("/", 1)[1]
        if len(name) > _NAME_LENGTH:
            name = f"{name[:_NAME_LENGTH]}-{hashlib.sha256(iri.encode()).hexdigest()[:16]}"
        return name + self._format.suffix


def write_file(path: Path, data: bytes) -> None:
    """Write *data* to *path*, which holds all of it or what it held before.

    Raises:
        OutputError: It cannot be written.
    """
    try:
        with replacing(path) as handle:
            handle.write(data)
    except OSError as error:
        raise _unwritable(path, error) from error


def _unwritable(path: Path | str, error: OSError) -> OutputError:
    return OutputError(f"{path}: cannot be written: {error.strerror}")
