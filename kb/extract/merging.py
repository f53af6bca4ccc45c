"""Several tellings of one thing become one assertion with several pieces of evidence."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import replace

from kb.model import Affiliation, Assertion, Certainty, Communication, Deadline, Position, Span


def merge_repeats(assertions: Iterable[Assertion], text: str) -> list[Assertion]:
    """Return *assertions* with equal ones made one, in the order of their first telling.

    A communication is the same only in the same words (a sentence that stands twice); a deadline, position or
    affiliation is the same when it says the same of the same actors.
    """
    merged: dict[Hashable, Assertion] = {}
    for assertion in assertions:
        key = _sameness(assertion, text)
        merged[key] = _join(merged[key], assertion) if key in merged else assertion
    return list(merged.values())


def _sameness(assertion: Assertion, text: str) -> Hashable:

    def words(span: Span | None) -> str:
        return " ".join(span.of(text).lower().split()) if span else ""

    match assertion:
        case Communication(cue=cue, content=content, topic=topic):
            told = tuple(words(span) for span in content) or (words(topic), *map(words, assertion.evidence))
            return ("communication", assertion.act, assertion.source, assertion.recipients, assertion.polarity, words(cue), told, assertion.reported_by)
        case Deadline(due=due, matter=matter, bound=bound):
            return ("deadline", due, bound, words(matter) if not assertion.obliged else assertion.obliged)
        case Position(holder=holder, target=target, stance=stance):
            return ("position", holder, stance, target or words(assertion.target_span))
        case Affiliation(member=member, role=role, organization=organization):
            return ("affiliation", member, role.lower(), organization)
    raise TypeError(f"no such assertion: {assertion!r}")


def _join(first: Assertion, second: Assertion) -> Assertion:
    """Return *first* with the evidence of both; what one telling says outright is certain and the article's own."""
    evidence: tuple[Span, ...] = tuple(sorted({*first.evidence, *second.evidence}))
    certain = Certainty.CERTAIN in (first.certainty, second.certainty)
    reported_by = first.reported_by if second.reported_by else ()
    if isinstance(first, Deadline) and isinstance(second, Deadline):
        first = replace(first, status=second.status or first.status)
    return replace(
        first,
        evidence=evidence,
        confidence=max(first.confidence, second.confidence),
        certainty=Certainty.CERTAIN if certain else Certainty.HEDGED,
        reported_by=reported_by,
    )
