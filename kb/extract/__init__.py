"""A Doc to what it says: actors, times, communications, deadlines, positions and affiliations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import attrgetter

from spacy.tokens import Doc

from kb.extract import affiliations, communications, deadlines, positions
from kb.extract.actors import find_cast
from kb.extract.linking import Gazetteer, load_gazetteer
from kb.extract.merging import merge_repeats
from kb.extract.reading import Reading, Rule
from kb.extract.reporting import report
from kb.model import Affiliation, Article, Assertion, Communication, Deadline, Extraction, Position, Span, TimeExpression

#: what reads an article, in this order; the first finds who speaks where, on which the others build
RULES: tuple[Rule, ...] = (communications.find, deadlines.find, positions.find, affiliations.find)


def extract(article: Article, doc: Doc, gazetteer: Gazetteer | None = None, *, rules: Sequence[Rule] = RULES) -> Extraction:
    """Return all that *doc*, the annotation of *article*, says by *rules*. Pure: equal input gives equal output.

    Args:
        article: What was annotated.
        doc: Its annotation.
        gazetteer: What is known of actors beforehand; None for what the package ships.
        rules: What reads assertions.
    """
    times = tuple(sorted(TimeExpression(Span(t.start_char, t.end_char), t.label_, t.kb_id_) for t in doc.spans.get("times", [])))
    reading = Reading(article, doc, find_cast(article, doc, gazetteer or load_gazetteer()), times)
    found: list[Assertion] = []
    for rule in rules:
        found += rule(reading)
    assertions = merge_repeats(report(found), article.text)
    reading.cast.prune({key for assertion in assertions for key in _actors_of(assertion)})
    return Extraction(tuple(reading.cast.actors.values()), tuple(sorted(reading.cast.mentions, key=attrgetter("span", "actor"))), times, tuple(assertions))


def _actors_of(assertion: Assertion) -> Iterator[str]:
    """Yield the keys of all actors that *assertion* names."""
    yield from assertion.reported_by
    match assertion:
        case Communication():
            yield from (*assertion.source, *assertion.recipients)
        case Deadline():
            yield from (*assertion.obliged, *assertion.set_by)
        case Position():
            yield from (assertion.holder, *([assertion.target] if assertion.target else []), *assertion.concerns)
        case Affiliation():
            yield from (assertion.member, *([assertion.organization] if assertion.organization else []))
