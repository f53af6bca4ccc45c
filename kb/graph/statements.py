"""The triples of one article, light: rdflib's Graph indexes each of them three times, which takes longer than making them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from rdflib import Graph, URIRef

from kb.graph.terms import Triple, written


@dataclass(frozen=True)
class Statements:
    """The triples of a graph, each once, and the IRI that names it; ``prefixes`` shorten its IRIs in text."""

    iri: URIRef
    triples: tuple[Triple, ...]
    prefixes: Mapping[str, str]

    def __iter__(self) -> Iterator[Triple]:
        """Yield the triples, in the order of their making."""
        return iter(self.triples)

    def __len__(self) -> int:
        """Return how many triples there are."""
        return len(self.triples)

    @cached_property
    def lines(self) -> list[str]:
        """The triples as N-Triples writes them, in order, without the full stop."""
        return sorted([f"<{subject}> <{predicate}> {written(value)}" for subject, predicate, value in self.triples])

    def ntriples(self) -> str:
        """Return the triples as N-Triples."""
        return "".join([f"{line} .\n" for line in self.lines])

    def nquads(self) -> str:
        """Return the triples as N-Quads of the graph."""
        end = f" {written(self.iri)} .\n"
        return "".join([line + end for line in self.lines])

    def graph(self) -> Graph:
        """Return a new rdflib graph of the triples."""
        graph = Graph(identifier=self.iri, bind_namespaces="none")
        for prefix, namespace in self.prefixes.items():
            graph.bind(prefix, namespace)
        for triple in self.triples:
            graph.add(triple)
        return graph
