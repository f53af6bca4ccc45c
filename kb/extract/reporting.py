"""Who tells us of an assertion: the source of the communication whose content it stands in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kb.extract.reading import Keys
from kb.model import Affiliation, Assertion, Communication, Deadline, Position, Span


def report(assertions: Sequence[Assertion]) -> list[Assertion]:
    """Return *assertions* with ``reported_by`` set to the sources of the innermost communication around each."""
    speeches = [a for a in assertions if isinstance(a, Communication) and a.source and a.content]
    return [replace(assertion, reported_by=reporters(assertion, speeches)) for assertion in assertions]


def reporters(assertion: Assertion, speeches: Sequence[Communication]) -> Keys:
    """Return who reports *assertion*: nobody when it stands outside every content, or is the speaker's own position."""
    place = anchor(assertion)
    around = [(span.end - span.begin, i) for i, speech in enumerate(speeches) if speech is not assertion for span in speech.content if span.covers(place)]
    if not around:
        return ()
    sources = speeches[min(around)[1]].source
    if isinstance(assertion, Position) and assertion.holder in sources:
        return ()
    return sources


def anchor(assertion: Assertion) -> Span:
    """Return the span that tells where *assertion* stands."""
    match assertion:
        case Communication(cue=cue):
            return cue
        case Deadline(due_span=span):
            return span
        case Position(target_span=span):
            return span
        case Affiliation(evidence=evidence):
            return evidence[0]
    raise TypeError(f"no such assertion: {assertion!r}")
