"""What a graph says of each article, by the terms of the ontology alone: it does not matter who made the graph, nor how its IRIs look."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from enum import StrEnum
from typing import TypedDict, TypeVar

from rdflib import RDF, RDFS, SDO, Graph, URIRef
from rdflib.term import Node

from kb.errors import InputError
from kb.model import (
    Act,
    Actor,
    ActorKind,
    Affiliation,
    Assertion,
    Bound,
    Certainty,
    Communication,
    Deadline,
    Extraction,
    Medium,
    Mention,
    Polarity,
    Position,
    Quotation,
    Span,
    Stance,
)
from kb.vocab import ITSRDF, KB, NIF

Concept = TypeVar("Concept", bound=StrEnum)

_ASSERTIONS = (KB.Communication, KB.Deadline, KB.Position, KB.Affiliation)
# a news organisation is an organisation too: the narrower class comes first
_KINDS = sorted(ActorKind, key=lambda kind: kind is ActorKind.ORGANIZATION)


class _Common(TypedDict):
    evidence: tuple[Span, ...]
    rule: str
    confidence: float
    certainty: Certainty
    polarity: Polarity
    reported_by: tuple[str, ...]


def read_facts(graph: Graph) -> dict[str, Extraction]:
    """Return what *graph* says, by each article's ``schema:identifier``, or its IRI where it has none. Actors stand by IRI.

    Raises:
        InputError: An assertion lacks what the ontology asks of it.
    """
    nodes = _nodes_of_articles(graph)
    articles = sorted(iri for iri in graph.subjects(RDF.type, KB.Article) if isinstance(iri, URIRef))
    return {str(graph.value(iri, SDO.identifier) or iri): _Reader(graph, iri).extraction(nodes[str(iri)]) for iri in articles}


def _nodes_of_articles(graph: Graph) -> dict[str, set[URIRef]]:
    """Return the mentions in each article and the assertions with evidence in it, by the article's IRI."""
    nodes: dict[str, set[URIRef]] = defaultdict(set)
    for phrase in graph.subjects(RDF.type, KB.Mention):
        nodes[_article_of(phrase)].add(URIRef(str(phrase)))
    for kind in _ASSERTIONS:
        for assertion in graph.subjects(RDF.type, kind):
            for evidence in graph.objects(assertion, KB.evidence):
                nodes[_article_of(evidence)].add(URIRef(str(assertion)))
    return nodes


def _article_of(span: Node) -> str:
    return str(span).split("#", 1)[0]


class _Reader:
    """One article of a graph."""

    def __init__(self, graph: Graph, article: URIRef) -> None:
        self._graph, self._article = graph, article

    def extraction(self, nodes: set[URIRef]) -> Extraction:
        mentions = tuple(self._mentions(nodes))
        actors = dict.fromkeys(mention.actor for mention in mentions)
        return Extraction(actors=tuple(map(self._actor, actors)), mentions=mentions, assertions=tuple(self._assertions(nodes)))

    def _mentions(self, nodes: set[URIRef]) -> Iterator[Mention]:
        for phrase in sorted(nodes):
            if (phrase, RDF.type, KB.Mention) in self._graph and (span := self._place(phrase)):
                for actor in self._actors(phrase, ITSRDF.taIdentRef):
                    yield Mention(span, actor)

    def _actor(self, iri: str) -> Actor:
        node = URIRef(iri)
        kind = next((kind for kind in _KINDS if (node, RDF.type, KB[kind]) in self._graph), None)
        if kind is None:
            raise InputError(f"<{iri}> is of no kind of actor: 'kb validate' shows what else is wrong")
        return Actor(iri, str(self._graph.value(node, RDFS.label) or ""), kind)

    def _assertions(self, nodes: set[URIRef]) -> Iterator[Assertion]:
        readers = zip(_ASSERTIONS, (self._communication, self._deadline, self._position, self._affiliation), strict=True)
        for kind, read in readers:
            own = [node for node in nodes if (node, RDF.type, kind) in self._graph and self._spans(node, KB.evidence)]
            yield from map(read, sorted(own, key=lambda node: (self._spans(node, KB.evidence)[0], node)))

    def _communication(self, node: URIRef) -> Communication:
        return Communication(
            **self._common(node),
            cue=self._span(node, KB.cueSpan),
            act=self._concept(node, KB.act, Act),
            medium=self._concept(node, KB.medium, Medium),
            quotation=self._concept(node, KB.quotation, Quotation),
            source=self._actors(node, KB.source),
            source_span=self._optional(node, KB.sourceSpan),
            content=self._spans(node, KB.contentSpan),
            recipients=self._actors(node, KB.recipient),
            topic=self._optional(node, KB.topicSpan),
            date=str(self._graph.value(node, KB.date) or "") or None,
        )

    def _deadline(self, node: URIRef) -> Deadline:
        return Deadline(
            **self._common(node),
            due=str(self._needed(node, KB.due)),
            due_span=self._span(node, KB.dueSpan),
            bound=self._concept(node, KB.bound, Bound),
            matter=self._optional(node, KB.matterSpan),
            obliged=self._actors(node, KB.obliged),
            set_by=self._actors(node, KB.setBy),
        )

    def _position(self, node: URIRef) -> Position:
        target = self._needed(node, KB.target)
        return Position(
            **self._common(node),
            holder=str(self._needed(node, KB.holder)),
            target=None if (target, RDF.type, KB.Topic) in self._graph else str(target),
            target_span=self._span(node, KB.targetSpan),
            stance=self._concept(node, KB.stance, Stance),
        )

    def _affiliation(self, node: URIRef) -> Affiliation:
        return Affiliation(
            **self._common(node),
            member=str(self._needed(node, KB.member)),
            role=str(self._graph.value(node, KB.role) or ""),
            organization=next(iter(self._actors(node, KB.organization)), None),
        )

    def _common(self, node: URIRef) -> _Common:
        return {
            "evidence": self._spans(node, KB.evidence),
            "rule": str(self._graph.value(node, KB.rule) or ""),
            "confidence": float(str(self._graph.value(node, KB.confidence) or 0)),
            "certainty": self._concept(node, KB.certainty, Certainty),
            "polarity": self._concept(node, KB.polarity, Polarity),
            "reported_by": self._actors(node, KB.reportedBy),
        }

    def _actors(self, node: URIRef, predicate: URIRef) -> tuple[str, ...]:
        return tuple(sorted(map(str, self._graph.objects(node, predicate))))

    def _concept(self, node: URIRef, predicate: URIRef, scheme: type[Concept]) -> Concept:
        value = self._needed(node, predicate)
        try:
            return scheme(str(value).removeprefix(str(KB)))
        except ValueError:
            raise InputError(f"<{node}>: {predicate.fragment} is <{value}>, which the ontology does not know there") from None

    def _needed(self, node: URIRef, predicate: URIRef) -> Node:
        value = self._graph.value(node, predicate)
        if value is None:
            raise InputError(f"<{node}> has no kb:{predicate.fragment}: 'kb validate' shows what else is wrong")
        return value

    def _place(self, phrase: Node) -> Span | None:
        begin, end = self._graph.value(phrase, NIF.beginIndex), self._graph.value(phrase, NIF.endIndex)
        return None if begin is None or end is None else Span(int(str(begin)), int(str(end)))

    def _spans(self, node: URIRef, predicate: URIRef) -> tuple[Span, ...]:
        """Return the spans in this article that *predicate* leads to, in their order."""
        own = (value for value in self._graph.objects(node, predicate) if _article_of(value) == str(self._article))
        return tuple(sorted(span for value in own if (span := self._place(value))))

    def _span(self, node: URIRef, predicate: URIRef) -> Span:
        spans = self._spans(node, predicate)
        if not spans:
            raise InputError(f"<{node}> has no kb:{predicate.fragment} with offsets in its article: 'kb validate' shows what else is wrong")
        return spans[0]

    def _optional(self, node: URIRef, predicate: URIRef) -> Span | None:
        return next(iter(self._spans(node, predicate)), None)
