"""The triples of one article while they are made: its IRI, its spans and the IRIs of its actors."""

from __future__ import annotations

from dataclasses import dataclass, field

from rdflib import Literal, URIRef

from kb.graph import iris
from kb.graph.literals import offset_literal
from kb.graph.terms import Triple
from kb.model import Article, Span
from kb.vocab import IS_A, NIF


@dataclass(frozen=True)
class Scope:
    """What every part of the builder needs. ``triples`` is an ordered set; ``actors`` maps keys to IRIs, ``spans`` those added to theirs."""

    article: Article
    article_iri: URIRef
    context_iri: URIRef
    base: str
    triples: dict[Triple, None] = field(default_factory=dict)
    actors: dict[str, URIRef] = field(default_factory=dict)
    spans: dict[Span, URIRef] = field(default_factory=dict)

    def add(self, subject: URIRef, predicate: URIRef, value: URIRef | Literal) -> None:
        """Add one triple."""
        self.triples[subject, predicate, value] = None

    def add_span(self, span: Span) -> URIRef:
        """Add *span* with its words, once, and return its IRI."""
        span_iri = self.spans.get(span)
        if span_iri is None:
            span_iri = self.spans[span] = iris.span_iri(self.article_iri, span)
            self.add(span_iri, IS_A, NIF.Phrase)
            self.add(span_iri, NIF.beginIndex, offset_literal(span.begin))
            self.add(span_iri, NIF.endIndex, offset_literal(span.end))
            self.add(span_iri, NIF.anchorOf, Literal(span.of(self.article.text)))
            self.add(span_iri, NIF.referenceContext, self.context_iri)
        return span_iri

    def words(self, span: Span) -> str:
        """Return the words of *span* on one line."""
        return " ".join(span.of(self.article.text).split())
