"""Deadlines: times by or until which somebody must act, or something ends. What makes a time one is its construction."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from kb.extract.certainty import certainty_of, polarity_of
from kb.extract.deadlines import acting, naming
from kb.extract.deadlines.due import due_of
from kb.extract.deadlines.frames import Frame, predicate_of
from kb.extract.deadlines.moments import Moment, moments
from kb.extract.deadlines.parties import matter_of, parties_of
from kb.extract.lexicon import words
from kb.extract.reading import Reading
from kb.extract.syntax import char_span, clause_span
from kb.model import Deadline, Polarity, Span

__all__ = ["find"]

#: the constructions, the surest first
_CONSTRUCTIONS = (naming.named, naming.remaining, naming.expiring, acting.giving, acting.by, acting.until, acting.within)


def find(reading: Reading) -> Iterator[Deadline]:
    """Yield each telling of a deadline; a time whose year, month or day cannot be told gives none."""
    published = reading.article.published
    day = published.date() if isinstance(published, datetime) else published
    for moment in moments(reading):
        frame = next((frame for construction in _CONSTRUCTIONS if (frame := construction(moment, reading))), None)
        due = due_of(moment, day, ahead=frame.ahead) if frame else None
        if frame and due:
            yield _deadline(reading, moment, frame, due)


def _deadline(reading: Reading, moment: Moment, frame: Frame, due: str) -> Deadline:
    predicate = predicate_of(frame.head)
    obliged, set_by = parties_of(frame, reading.cast)
    span = due_span(moment)
    clause = clause_span(predicate)
    named = frame.head.lemma_.lower() in words("deadlines", "nouns", "deadline")
    return Deadline(
        evidence=(clause if clause.covers(span) else char_span(moment.doc, moment.top.sent.start, moment.top.sent.end),),
        rule=frame.rule,
        confidence=frame.confidence,
        certainty=certainty_of(predicate),
        # "did not reply by Friday" still tells a deadline, "set no deadline" does not
        polarity=polarity_of(predicate) if named and predicate.lemma_ in words("deadlines", "verbs", "setting") - {"meet", "miss"} else Polarity.POSITIVE,
        due=due,
        due_span=span,
        bound=frame.bound,
        matter=matter_of(frame, moment),
        obliged=obliged,
        set_by=set_by,
    )


def due_span(moment: Moment) -> Span:
    """Return the words of the time, "within" and "in" before a duration included."""
    if moment.time.type == "DURATION" and moment.preposition in ("within", "in"):
        return Span(moment.doc[moment.begin].idx, moment.time.span.end)
    return moment.time.span
