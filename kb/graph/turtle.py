"""Turtle and TriG with the same bytes for the same triples.

rdflib's own writer is not used here: it writes every span's IRI in full, because it shortens no fragment, and takes ten times as long.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from rdflib import PROV, RDF, Graph
from rdflib.term import Node

from kb.graph.terms import natural_key, written
from kb.vocab import KB, NIF

# subjects stand in this order of their classes: what the article says first, its words last
_CLASSES = (KB.Article, KB.Communication, KB.Deadline, KB.Position, KB.Affiliation, KB.Topic, KB.Actor, NIF.Phrase, NIF.Context, PROV.Activity)


def turtle(graph: Graph, prefixes: Mapping[str, str]) -> str:
    """Return *graph* as Turtle, relative to the IRI that identifies it."""
    return f"{_head(graph, prefixes)}\n{_body(graph, prefixes)}"


def trig(graph: Graph, prefixes: Mapping[str, str]) -> str:
    """Return *graph* as TriG, as the named graph of its identifier."""
    return f"{_head(graph, prefixes)}\n<> {{\n{_body(graph, prefixes)}}}\n"


def _head(graph: Graph, prefixes: Mapping[str, str]) -> str:
    lines = [f"@base <{graph.identifier}> ."]
    lines += [f"@prefix {prefix}: <{namespace}> ." for prefix, namespace in sorted(prefixes.items())]
    return "\n".join(lines) + "\n"


def _body(graph: Graph, prefixes: Mapping[str, str]) -> str:
    short: dict[Node, str] = {}
    # the longest namespace wins, so that person: beats actor:
    namespaces = sorted(prefixes.items(), key=lambda item: (-len(item[1]), item[0]))

    def name(term: Node) -> str:
        if term not in short:
            short[term] = written(term, namespaces, str(graph.identifier))
        return short[term]

    facts: dict[Node, dict[Node, list[Node]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value in graph:
        facts[subject][predicate].append(value)
    blocks = []
    for subject in sorted(facts, key=lambda each: (_rank(facts[each][RDF.type]), natural_key(each))):
        lines = []
        for predicate in sorted(facts[subject], key=lambda each: (each != RDF.type, str(each))):
            values = ", ".join(name(value) for value in sorted(facts[subject][predicate], key=natural_key))
            lines.append(f"{'a' if predicate == RDF.type else name(predicate)} {values}")
        blocks.append(name(subject) + " " + " ;\n    ".join(lines) + " .\n")
    return "\n".join(blocks)


def _rank(classes: list[Node]) -> int:
    """Return where a subject with these *classes* stands."""
    return next((rank for rank, kind in enumerate(_CLASSES) if kind in classes), len(_CLASSES))
