"""Who tells us of an assertion: the source of the communication whose content it stands in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kb.model import Act, Affiliation, Assertion, Certainty, Communication, Deadline, Polarity, Position, Span

#: acts that tell something as so; not to do them leaves it open
_ASSERTIVE = (Act.STATING, Act.ANNOUNCING, Act.REVEALING, Act.CONFIRMING)


def report(assertions: Sequence[Assertion]) -> list[Assertion]:
    """Return *assertions* with ``reported_by`` set to the sources of the innermost communication around each.

    What somebody denies is told as not so; of what somebody did not say, nothing is known, and a position in it is none.
    """
    speeches = [(span, a) for a in assertions if isinstance(a, Communication) and a.source for span in a.content]
    told = (_told(assertion, innermost(assertion, speeches)) for assertion in assertions)
    return [assertion for assertion in told if assertion is not None]


def innermost(assertion: Assertion, speeches: Sequence[tuple[Span, Communication]]) -> Communication | None:
    """Return the one of *speeches*, each with its content, whose content holds *assertion* most closely, of equal ones the first."""
    first, last = anchor(assertion)
    around = [(span, speech) for span, speech in speeches if span[0] <= first and last <= span[1] and speech is not assertion]
    return min(around, key=lambda each: each[0].end - each[0].begin)[1] if around else None


def _told(assertion: Assertion, speech: Communication | None) -> Assertion | None:
    """Return *assertion* as *speech* tells it, or None when that is not at all; one's own position is nobody's report."""
    if speech is None:
        return assertion
    own = isinstance(assertion, Position) and assertion.holder in speech.source
    if speech.polarity is Polarity.NEGATIVE and speech.act in _ASSERTIVE:
        return None if isinstance(assertion, Position) else replace(assertion, reported_by=speech.source, certainty=Certainty.HEDGED)
    denied = speech.act is Act.DENYING and assertion.polarity is Polarity.POSITIVE
    return replace(assertion, reported_by=() if own else speech.source, polarity=Polarity.NEGATIVE if denied else assertion.polarity)


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
