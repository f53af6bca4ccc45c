"""Assertions as triples: each kind lists its facts, from which its IRI is made too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import singledispatch

from rdflib import PROV, RDFS, Literal, URIRef

from kb.graph import iris
from kb.graph.literals import confidence_literal, time_literal
from kb.graph.scope import Scope
from kb.model import Affiliation, Assertion, Communication, Deadline, Position, Span
from kb.vocab import IS_A, KB

Fact = tuple[URIRef, URIRef | Literal]

#: What stands in ``kb:content`` between the parts of an interrupted quotation.
ELLIPSIS = " … "


def add_assertions(scope: Scope, assertions: Iterable[Assertion], run: URIRef) -> None:
    """Add *assertions*, found in *run*; of two that say the same the more confident stands."""
    told: dict[URIRef, tuple[Assertion, list[Fact]]] = {}
    for assertion in sorted(assertions, key=lambda each: (-each.confidence, each.rule)):
        facts = [*_common(assertion, scope), *_own(assertion, scope)]
        content = (f"{predicate} {value.n3()}" for predicate, value in facts)
        told.setdefault(iris.assertion_iri(scope.article_iri, type(assertion).__name__, content), (assertion, facts))
    for iri, (assertion, facts) in told.items():
        scope.add(iri, IS_A, KB.Assertion)
        scope.add(iri, IS_A, KB[type(assertion).__name__])
        scope.add(iri, KB.rule, Literal(assertion.rule))
        scope.add(iri, KB.confidence, confidence_literal(assertion.confidence))
        scope.add(iri, PROV.wasGeneratedBy, run)
        for predicate, value in facts:
            scope.add(iri, predicate, value)


def _actors(scope: Scope, predicate: URIRef, keys: Iterable[str]) -> Iterator[Fact]:
    for key in keys:
        yield predicate, scope.actors[key]


def _spans(scope: Scope, predicate: URIRef, *spans: Span | None) -> Iterator[Fact]:
    for span in spans:
        if span is not None:
            yield predicate, scope.add_span(span)


def _common(assertion: Assertion, scope: Scope) -> Iterator[Fact]:
    yield from _spans(scope, KB.evidence, *assertion.evidence)
    yield KB.certainty, KB[assertion.certainty]
    yield KB.polarity, KB[assertion.polarity]
    yield from _actors(scope, KB.reportedBy, assertion.reported_by)


@singledispatch
def _own(assertion: Assertion, scope: Scope) -> Iterator[Fact]:
    """Yield what the class of *assertion* has beyond what all have."""
    raise TypeError(f"no graph form for {type(assertion).__name__} in {scope.article_iri}")


@_own.register
def _(assertion: Communication, scope: Scope) -> Iterator[Fact]:
    yield KB.act, KB[assertion.act]
    yield KB.medium, KB[assertion.medium]
    yield KB.quotation, KB[assertion.quotation]
    yield from _actors(scope, KB.source, assertion.source)
    yield from _actors(scope, KB.recipient, assertion.recipients)
    yield from _spans(scope, KB.sourceSpan, assertion.source_span)
    yield from _spans(scope, KB.cueSpan, assertion.cue)
    yield from _spans(scope, KB.contentSpan, *assertion.content)
    yield from _spans(scope, KB.topicSpan, assertion.topic)
    if assertion.content:
        yield KB.content, Literal(ELLIPSIS.join(scope.words(span) for span in sorted(assertion.content)))
    if assertion.date is not None:
        yield KB.date, time_literal(assertion.date)


@_own.register
def _(assertion: Deadline, scope: Scope) -> Iterator[Fact]:
    yield KB.due, time_literal(assertion.due)
    yield KB.bound, KB[assertion.bound]
    yield from _spans(scope, KB.dueSpan, assertion.due_span)
    yield from _spans(scope, KB.matterSpan, assertion.matter)
    if assertion.matter is not None:
        yield KB.matter, Literal(scope.words(assertion.matter))
    yield from _actors(scope, KB.obliged, assertion.obliged)
    yield from _actors(scope, KB.setBy, assertion.set_by)
    if assertion.status is not None:
        yield KB.status, KB[assertion.status]


@_own.register
def _(assertion: Position, scope: Scope) -> Iterator[Fact]:
    yield from _actors(scope, KB.holder, [assertion.holder])
    yield from _spans(scope, KB.targetSpan, assertion.target_span)
    yield KB.stance, KB[assertion.stance]
    yield KB.target, _topic(assertion, scope) if assertion.target is None else scope.actors[assertion.target]


def _topic(assertion: Position, scope: Scope) -> URIRef:
    """Add the topic that the words of the target name, and return its IRI."""
    words = scope.words(assertion.target_span)
    iri = iris.topic_iri(scope.article_iri, words)
    scope.add(iri, IS_A, KB.Topic)
    scope.add(iri, RDFS.label, Literal(words))
    for predicate, actor in _actors(scope, KB.concerns, assertion.concerns):
        scope.add(iri, predicate, actor)
    return iri


@_own.register
def _(assertion: Affiliation, scope: Scope) -> Iterator[Fact]:
    yield from _actors(scope, KB.member, [assertion.member])
    if assertion.role:
        yield KB.role, Literal(assertion.role)
    yield from _actors(scope, KB.organization, [] if assertion.organization is None else [assertion.organization])
