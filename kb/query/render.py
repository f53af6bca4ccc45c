"""Answers for programs: CSV, TSV, JSON and XML as the SPARQL recommendations have them, graphs as Turtle."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import BinaryIO

import pyoxigraph as ox

from kb.errors import QueryError
from kb.query.run import Answer
from kb.vocab import prefixes

_FORMATS = {
    "csv": ox.QueryResultsFormat.CSV,
    "json": ox.QueryResultsFormat.JSON,
    "tsv": ox.QueryResultsFormat.TSV,
    "xml": ox.QueryResultsFormat.XML,
}
RESULT_FORMATS = (*sorted([*_FORMATS, "turtle"]),)


def turtle(triples: Iterable[ox.Triple], prefixes: Mapping[str, str]) -> bytes:
    """Return *triples* as Turtle, sorted: the same graph has the same bytes.

    Args:
        triples: The graph; engines may repeat themselves.
        prefixes: Namespaces by their prefixes.
    """
    data = ox.serialize(sorted(set(triples), key=str), format=ox.RdfFormat.TURTLE, prefixes=dict(prefixes)) or b""
    lines = data.decode().splitlines(keepends=True)
    # the engine declares prefixes in no order
    count = next((number for number, line in enumerate(lines) if not line.startswith("@prefix ")), len(lines))
    return "".join(sorted(lines[:count]) + lines[count:]).encode()


def write(answer: Answer, format: str, out: BinaryIO) -> None:
    """Write *answer* in *format* to *out*, row by row as it comes.

    Raises:
        QueryError: Rows cannot be Turtle, nor a graph anything else, or the engine gave up.
    """
    result = answer.result
    if isinstance(result, ox.QueryTriples):
        if format != "turtle":
            raise QueryError(f"a CONSTRUCT or DESCRIBE query gives a graph, which {format} cannot show: use --format turtle")
        out.write(turtle(result, prefixes()))
        return
    if format == "turtle":
        raise QueryError("only CONSTRUCT and DESCRIBE queries give a graph: use --format csv, json, tsv or xml")
    if isinstance(result, ox.QueryBoolean) and format in ("csv", "tsv"):
        out.write(f"{str(bool(result)).lower()}\n".encode())
        return
    try:
        result.serialize(out, _FORMATS[format])
    except (RuntimeError, ValueError, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise  # out took nothing more; the engine's own errors have no number
        raise QueryError(f"the query cannot be answered: {' '.join(str(error).split())}") from error
    if format in ("json", "xml"):
        out.write(b"\n")
