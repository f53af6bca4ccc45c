"""RDF files to one dataset. Nothing is fetched: a JSON-LD context on the web is refused."""

from __future__ import annotations

import json
import sys
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rdflib import Dataset, Graph
from rdflib.plugins.parsers.notation3 import BadSyntax

from kb.errors import InputError

# our names of formats to rdflib's
_PARSERS = {"turtle": "turtle", "trig": "trig", "nquads": "nquads", "ntriples": "nt", "jsonld": "json-ld", "rdfxml": "xml"}
_SUFFIXES = {
    ".ttl": "turtle",
    ".trig": "trig",
    ".nq": "nquads",
    ".nt": "ntriples",
    ".jsonld": "jsonld",
    ".rdf": "rdfxml",
    ".owl": "rdfxml",
    ".xml": "rdfxml",
}


def load_dataset(files: Iterable[str | Path], *, format: str | None = None) -> Dataset:
    """Return all triples of *files* ("-" is standard input), each named graph by its name; queries see their union.

    Args:
        files: Paths, or "-".
        format: Format of all of them; else the suffix tells, and standard input is TriG, which holds Turtle.

    Raises:
        InputError: A file is missing, of no known format, or broken; the message names the line.
    """
    dataset = Dataset(default_union=True)
    for file in files:
        name = "standard input" if str(file) == "-" else str(file)
        found = format or ("trig" if str(file) == "-" else _format_of(Path(file)))
        data = _read(file, name)
        try:
            if found == "jsonld":
                _refuse_remote_context(data, name)
            with rdflib_quiet():
                dataset.parse(data=data, format=_PARSERS[found], publicID=_address(file))
        except InputError:
            raise
        # parsers raise what they like: AssertionError, ValueError, SAXParseException
        except Exception as error:
            raise InputError(f"{name}{_place(error, data, found)}: broken {found}: {_reason(error)}") from error
    return dataset


@contextmanager
def rdflib_quiet() -> Iterator[None]:
    """Silence the warnings of rdflib's Dataset about its own calls."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        yield


def graphs_of(dataset: Dataset) -> list[Graph]:
    """Return the graphs of *dataset* that hold something, sorted by name."""
    with rdflib_quiet():
        return sorted((graph for graph in dataset.graphs() if len(graph)), key=lambda graph: str(graph.identifier))


def _format_of(path: Path) -> str:
    try:
        return _SUFFIXES[path.suffix.lower()]
    except KeyError:
        raise InputError(f"{path}: unknown format {path.suffix or '(no suffix)'!r}: rename it to one of {', '.join(_SUFFIXES)}, or give --from") from None


def _read(file: str | Path, name: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if str(file) == "-" else Path(file).read_bytes()
    except FileNotFoundError:
        raise InputError(f"{name}: no such file") from None
    except OSError as error:
        raise InputError(f"{name}: cannot be read: {error.strerror}") from error


def _address(file: str | Path) -> str:
    """Return what relative IRIs are relative to."""
    return "file:///dev/stdin" if str(file) == "-" else Path(file).resolve().as_uri()


def _place(error: Exception, data: bytes, format: str) -> str:
    """Return ", line N" where it can be told."""
    line: int | None = None
    if isinstance(error, BadSyntax):
        line = error.lines + 1
    elif isinstance(error, UnicodeDecodeError):
        line = data.count(b"\n", 0, error.start) + 1
    elif format in ("nquads", "ntriples"):
        line = next((number for number, text in enumerate(data.splitlines(), start=1) if not _parses(text, format)), None)
    elif hasattr(error, "getLineNumber"):
        line = error.getLineNumber()
    elif isinstance(error, json.JSONDecodeError):
        line = error.lineno
    return f", line {line}" if line else ""


def _parses(line: bytes, format: str) -> bool:
    try:
        with rdflib_quiet():
            Dataset().parse(data=line + b"\n", format=_PARSERS[format])
    except Exception:
        return False
    return True


def _reason(error: Exception) -> str:
    """Return why, in one short line."""
    reason = getattr(error, "_why", None) or (error.getMessage() if hasattr(error, "getMessage") else str(error)) or type(error).__name__
    return " ".join(str(reason).split())[:200]


def _refuse_remote_context(data: bytes, name: str) -> None:
    for context in _contexts(json.loads(data)):
        raise InputError(f"{name}: its @context is {context!r}, and nothing is fetched from the web; write the context into the file")


def _contexts(value: Any) -> Iterator[str]:
    """Yield the contexts that a JSON-LD *value* names by address instead of holding them."""
    if isinstance(value, list):
        for each in value:
            yield from _contexts(each)
    elif isinstance(value, dict):
        for key, each in value.items():
            if key in ("@context", "@import"):
                yield from (found for found in (each if isinstance(each, list) else [each]) if isinstance(found, str))
            yield from _contexts(each)
