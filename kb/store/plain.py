"""N-Quads as programs write them, one quad a line: what the engine can read by itself, several times faster than quad by quad."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, BinaryIO

import pyoxigraph as ox

from kb.query import RdfFile

if TYPE_CHECKING:
    from typing_extensions import Buffer

#: Bytes of whole lines that are looked at together.
_BLOCK = 1 << 20
_IRI = rb"<[^<>\s]+>"
# in a named graph, without blank nodes, comments or a space too many
_LINE = re.compile(_IRI + b" " + _IRI + rb' (?:%b|"[^"\\\n]*(?:\\.[^"\\\n]*)*"(?:\^\^%b|@[\w-]+)?) %b \.\n' % (_IRI, _IRI, _IRI))


def is_plain(file: RdfFile) -> bool:
    """Return whether each line of *file* is one quad in a named graph, and none has a blank node."""
    if file.format != "nquads" or file.path is None:
        return False
    with file.open() as handle:
        while lines := handle.readlines(_BLOCK):
            if not all(map(_LINE.fullmatch, lines)):
                return False
    return True


def load_plain(store: ox.Store, file: RdfFile) -> None:
    """Load the plain *file* into the empty *store* in bulk: its quads, and their triples into the default graph.

    Raises:
        InputError: It is broken.
    """
    try:
        store.bulk_load(path=file.path, format=ox.RdfFormat.N_QUADS)
        with file.open() as handle:
            store.bulk_load(io.BufferedReader(_Triples(handle), _BLOCK), ox.RdfFormat.N_TRIPLES)
    except (SyntaxError, ValueError) as error:
        raise file.broken(error) from error


class _Triples(io.RawIOBase):
    """The lines of plain N-Quads without their graphs, which is N-Triples."""

    def __init__(self, quads: BinaryIO) -> None:
        self._quads, self._left = quads, b""

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: Buffer) -> int:
        """Fill *buffer*; return how many bytes that is."""
        if not self._left:
            self._left = b"".join(line.rsplit(b" ", 2)[0] + b" .\n" for line in self._quads.readlines(_BLOCK))
        view = memoryview(buffer)
        taken, self._left = self._left[: len(view)], self._left[len(view) :]
        view[: len(taken)] = taken
        return len(taken)
