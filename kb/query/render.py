"""Answers as text for programs: CSV, TSV, JSON and XML as the SPARQL recommendations have them, graphs as Turtle."""

from __future__ import annotations

import re

from rdflib import Literal, URIRef
from rdflib.term import Identifier

from kb.errors import QueryError
from kb.query.run import Answer

RESULT_FORMATS = ("csv", "json", "tsv", "turtle", "xml")

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\t": "\\t", "\n": "\\n", "\r": "\\r"}


def render(answer: Answer, format: str) -> str:
    """Return *answer* in *format*.

    Raises:
        QueryError: Rows cannot be Turtle, nor a graph anything else.
    """
    if answer.graph is not None:
        if format != "turtle":
            raise QueryError(f"a CONSTRUCT or DESCRIBE query gives a graph, which {format} cannot show: use --format turtle")
        return answer.graph.serialize(format="turtle")
    if format == "turtle":
        raise QueryError("only CONSTRUCT and DESCRIBE queries give a graph: use --format csv, json, tsv or xml")
    if answer.truth is not None and format in ("csv", "tsv"):
        return f"{str(answer.truth).lower()}\n"
    if format == "tsv":
        return _tsv(answer)
    data = answer.result.serialize(format=format)
    text = data.decode() if data else ""
    return text if text.endswith("\n") else text + "\n"


def _tsv(answer: Answer) -> str:
    lines = ["\t".join(f"?{variable}" for variable in answer.variables)]
    lines += ["\t".join(_term(cell) for cell in row) for row in answer.rows]
    return "\n".join(lines) + "\n"


def _term(term: Identifier | None) -> str:
    """Return *term* on one line, as Turtle writes it."""
    if term is None:
        return ""
    if not isinstance(term, Literal):
        return term.n3() if isinstance(term, URIRef) else f"_:{term}"
    quoted = '"' + re.sub(r'[\\"\t\n\r]', lambda found: _ESCAPES[found.group()], str(term)) + '"'
    if term.language:
        return f"{quoted}@{term.language}"
    return f"{quoted}^^<{term.datatype}>" if term.datatype else quoted
