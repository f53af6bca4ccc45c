"""Graphs as text, with the same bytes for the same triples.

What is written of several articles can be joined: end to end in Turtle, TriG, N-Quads and N-Triples, as the members of
an array in JSON-LD, not at all in RDF/XML.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kb.errors import OutputError
from kb.graph.documents import jsonld, rdfxml
from kb.graph.statements import Statements
from kb.graph.turtle import trig, turtle


@dataclass(frozen=True)
class Format:
    """A way to write graphs."""

    name: str
    suffix: str
    write: Callable[[Statements], str]


def serialise(statements: Statements, name: str = "turtle") -> str:
    """Return the graph of *statements* in the format *name*.

    Raises:
        OutputError: There is no such format, or it cannot hold a character of the graph.
    """
    if name not in FORMATS:
        raise OutputError(f"unknown format {name!r}: choose one of {', '.join(FORMATS)}")
    return FORMATS[name].write(statements)


#: Formats by name.
FORMATS: dict[str, Format] = {
    each.name: each
    for each in (
        Format("turtle", ".ttl", turtle),
        Format("trig", ".trig", trig),
        Format("nquads", ".nq", Statements.nquads),
        Format("ntriples", ".nt", Statements.ntriples),
        Format("jsonld", ".jsonld", jsonld),
        Format("rdfxml", ".rdf", rdfxml),
    )
}
