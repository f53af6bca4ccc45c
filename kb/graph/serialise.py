"""Graphs as text, with the same bytes for the same triples.

What is written of several articles can be joined: end to end in Turtle, TriG, N-Quads and N-Triples, as the members of
an array in JSON-LD, not at all in RDF/XML.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from rdflib import Graph

from kb.errors import OutputError
from kb.graph.terms import natural_key, written
from kb.graph.turtle import trig, turtle
from kb.vocab import prefixes

# what XML 1.0 cannot hold, not even escaped
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


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
    return _format(name).write(graph, _prefixes(graph))


def _format(name: str) -> Format:
    if name not in FORMATS:
        raise OutputError(f"unknown format {name!r}: choose one of {', '.join(FORMATS)}")
    return FORMATS[name]


def _prefixes(graph: Graph) -> dict[str, str]:
    """Return the prefixes of *graph*, else the usual ones."""
    return {prefix: str(namespace) for prefix, namespace in graph.namespaces()} or prefixes()


def _ntriples(graph: Graph, _: Mapping[str, str]) -> str:
    return "".join(sorted(f"{written(s)} {written(p)} {written(o)} .\n" for s, p, o in graph))


def _nquads(graph: Graph, _: Mapping[str, str]) -> str:
    name = written(graph.identifier)
    return "".join(sorted(f"{written(s)} {written(p)} {written(o)} {name} .\n" for s, p, o in graph))


def _sorted_copy(graph: Graph, short: Mapping[str, str]) -> Graph:
    """Return *graph* with its triples added in their order, since rdflib writes them as they came."""
    copy = Graph(identifier=graph.identifier, bind_namespaces="none")
    for prefix, namespace in sorted(short.items()):
        copy.bind(prefix, namespace)
    for triple in sorted(graph, key=lambda each: tuple(natural_key(term) for term in each)):
        copy.add(triple)
    return copy


def _rdfxml(graph: Graph, short: Mapping[str, str]) -> str:
    for _, _, value in graph:
        if found := _NOT_XML.search(str(value)):
            raise OutputError(f"{graph.identifier}: RDF/XML cannot hold the character U+{ord(found.group()):04X}; choose another format, such as turtle")
    # XML readers turn a bare carriage return into a line feed, which would shift offsets
    return _sorted_copy(graph, short).serialize(format="xml").replace("\r", "&#13;")


def _jsonld(graph: Graph, short: Mapping[str, str]) -> str:
    text = _sorted_copy(graph, short).serialize(format="json-ld", context=dict(short), auto_compact=True)
    nodes = json.loads(text)
    listed = nodes.get("@graph", [{key: value for key, value in nodes.items() if key != "@context"}])
    ordered = [_ordered(node) for node in sorted(listed, key=lambda node: str(node["@id"]))]
    document = {"@context": dict(sorted(short.items())), "@id": str(graph.identifier), "@graph": ordered}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _ordered(value: Any) -> Any:
    """Return the JSON *value* with its keys and the members of its lists in order."""
    if isinstance(value, dict):
        return {key: _ordered(value[key]) for key in sorted(value)}
    if isinstance(value, list):
        return sorted((_ordered(each) for each in value), key=lambda each: json.dumps(each, sort_keys=True))
    return value


#: Formats by name.
FORMATS: dict[str, Format] = {
    each.name: each
    for each in (
        Format("turtle", ".ttl", turtle),
        Format("trig", ".trig", trig),
        Format("nquads", ".nq", _nquads),
        Format("ntriples", ".nt", _ntriples),
        Format("jsonld", ".jsonld", _jsonld),
        Format("rdfxml", ".rdf", _rdfxml),
    )
}
