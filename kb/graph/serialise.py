"""Graphs as text, with the same bytes for the same triples.

What is written of several articles can be joined: end to end in Turtle, TriG, N-Quads and N-Triples, as the members of
an array in JSON-LD, not at all in RDF/XML.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from rdflib import Graph

from kb.errors import OutputError
from kb.graph.documents import jsonld, rdfxml
from kb.graph.terms import written
from kb.graph.turtle import trig, turtle
from kb.vocab import prefixes


@dataclass(frozen=True)
class Format:
    """A way to write graphs."""

    name: str
    suffix: str
    write: Callable[[Graph, Mapping[str, str]], str]


def serialise(graph: Graph, name: str = "turtle") -> str:
    """Return *graph* in the format *name*.

    Raises:
        OutputError: There is no such format, or it cannot hold a character of the graph.
    """
    if name not in FORMATS:
        raise OutputError(f"unknown format {name!r}: choose one of {', '.join(FORMATS)}")
    # a graph made elsewhere binds none of the prefixes
    bound = {prefix: str(namespace) for prefix, namespace in graph.namespaces()}
    return FORMATS[name].write(graph, prefixes() | bound)


def _ntriples(graph: Graph, _: Mapping[str, str]) -> str:
    return "".join(sorted(f"{written(s)} {written(p)} {written(o)} .\n" for s, p, o in graph))


def _nquads(graph: Graph, _: Mapping[str, str]) -> str:
    name = written(graph.identifier)
    return "".join(sorted(f"{written(s)} {written(p)} {written(o)} {name} .\n" for s, p, o in graph))


#: Formats by name.
FORMATS: dict[str, Format] = {
    each.name: each
    for each in (
        Format("turtle", ".ttl", turtle),
        Format("trig", ".trig", trig),
        Format("nquads", ".nq", _nquads),
        Format("ntriples", ".nt", _ntriples),
        Format("jsonld", ".jsonld", jsonld),
        Format("rdfxml", ".rdf", rdfxml),
    )
}
