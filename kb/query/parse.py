"""RDF files to quads, with what is broken in them told by file and line. Nothing is fetched from the web."""

from __future__ import annotations

import codecs
import io
import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO
from xml.parsers import expat

import pyoxigraph as ox

from kb.errors import InputError

_FORMATS = {
    "turtle": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}
#: Formats by the suffix of a file's name.
SUFFIXES = {
    ".ttl": "turtle",
    ".trig": "trig",
    ".nq": "nquads",
    ".nt": "ntriples",
    ".jsonld": "jsonld",
    ".rdf": "rdfxml",
    ".owl": "rdfxml",
    ".xml": "rdfxml",
}
# an entity made of entities grows without bound
_NESTED_ENTITY = re.compile(rb"<!ENTITY[^>]*&")
_DEPTH = 500  # elements within elements; RDF/XML that people and programs write has a few
_POSITION = re.compile(r"^Parser error at line \d+ (?:between columns \d+ and \d+|column \d+): | \(line \d+\)$")


@dataclass(frozen=True)
class RdfFile:
    """One RDF file, or standard input when ``path`` is None. ``format`` is one of the names of ``SUFFIXES``."""

    path: Path | None
    format: str

    @property
    def name(self) -> str:
        """Return what messages call it."""
        return str(self.path) if self.path else "standard input"

    @property
    def iri(self) -> str:
        """Return what relative IRIs are relative to."""
        return self.path.resolve().as_uri() if self.path else "file:///dev/stdin"

    @property
    def oxigraph_format(self) -> ox.RdfFormat:
        """Return the format as Oxigraph names it."""
        return _FORMATS[self.format]

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """Open it for reading.

        Raises:
            InputError: It is missing or cannot be read.
        """
        try:
            with nullcontext(sys.stdin.buffer) if self.path is None else self.path.open("rb") as handle:
                yield handle
        except FileNotFoundError:
            raise InputError(f"{self.name}: no such file") from None
        except OSError as error:
            raise InputError(f"{self.name}: cannot be read: {error.strerror or error}") from error

    def quads(self, *, rename_blank_nodes: bool = True) -> Iterator[ox.Quad]:
        """Yield its quads in the order of the file.

        Args:
            rename_blank_nodes: Keep those of this file apart from those of others.

        Raises:
            InputError: It is missing or broken; the message names the line.
        """
        with self.open() as handle:
            try:
                source = self._checked(handle.read()) if self.format in ("jsonld", "rdfxml") else _without_mark(handle)
                yield from ox.parse(source, self.oxigraph_format, base_iri=self.iri, rename_blank_nodes=rename_blank_nodes)
            except (SyntaxError, ValueError) as error:
                raise self.broken(error) from error

    def _checked(self, data: bytes) -> bytes:
        """Return *data* when it asks for nothing from the web and is no bomb."""
        data = data.removeprefix(codecs.BOM_UTF8)
        if self.format == "rdfxml":
            if _NESTED_ENTITY.search(data):
                raise InputError(f"{self.name}: its DTD builds entities from entities; write them out")
            if _is_deep(data):
                raise InputError(f"{self.name}: its elements are nested more than {_DEPTH} deep; write it flat")
            return data
        try:
            context = next(_remote_contexts(json.loads(data)), None)
        except RecursionError:
            raise InputError(f"{self.name}: its brackets are nested too deep to be read; write it flat") from None
        if context is not None:
            raise InputError(f"{self.name}: its @context is {context!r}, and nothing is fetched from the web; write the context into the file")
        return data

    def broken(self, error: SyntaxError | ValueError) -> InputError:
        """Return *error* of the parser as one line for people."""
        line = getattr(error, "lineno", None)
        reason = " ".join(_POSITION.sub("", str(error)).split())[:200]
        return InputError(f"{self.name}{f', line {line}' if line else ''}: broken {self.format}: {reason}")


def rdf_file(given: str | Path, *, format: str | None = None) -> RdfFile:
    """Return the file that *given* ("-" is standard input) names; its suffix tells the format unless *format* does.

    Raises:
        InputError: No format goes with the suffix.
    """
    if str(given) == "-":
        # TriG holds Turtle
        return RdfFile(None, format or "trig")
    path = Path(given)
    if format is None and path.suffix.lower() not in SUFFIXES:
        raise InputError(f"{path}: unknown format {path.suffix or '(no suffix)'!r}: rename it to one of {', '.join(SUFFIXES)}, or give --from")
    return RdfFile(path, format or SUFFIXES[path.suffix.lower()])


def _without_mark(handle: BinaryIO) -> BinaryIO:
    """Return *handle* behind its byte order mark, if it has one."""
    if isinstance(handle, io.BufferedReader) and handle.peek(len(codecs.BOM_UTF8)).startswith(codecs.BOM_UTF8):
        handle.read(len(codecs.BOM_UTF8))
    return handle


def _is_deep(data: bytes) -> bool:
    """Return whether elements of the XML *data* are nested so deep that the parser would take a time that grows with the square of the depth."""
    depth = 0

    class Deep(Exception):
        """No error, but the way out of the parser."""

    def begin(*_: Any) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEPTH:
            raise Deep

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1

    scanner = expat.ParserCreate()
    scanner.StartElementHandler, scanner.EndElementHandler = begin, end
    try:
        scanner.Parse(data, True)
    except Deep:
        return True
    except (expat.ExpatError, ValueError, LookupError):
        # what is broken is told by the parser that reads it
        return False
    return False


def _remote_contexts(value: Any) -> Iterator[str]:
    """Yield the contexts that a JSON-LD *value* names by address instead of holding them."""
    if isinstance(value, list):
        for each in value:
            yield from _remote_contexts(each)
    elif isinstance(value, dict):
        for key, each in value.items():
            if key in ("@context", "@import"):
                yield from (found for found in (each if isinstance(each, list) else [each]) if isinstance(found, str))
            yield from _remote_contexts(each)
