"""Deadlines: times by or until which somebody must act, or something ends. What makes a time one is its construction."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from kb.extract.certainty import certainty_of, polarity_of
from kb.extract.deadlines import acting, naming
from kb.extract.deadlines.due import due_of
from kb.extract.deadlines.frames import Frame, belongs, predicate_of
from kb.extract.deadlines.moments import Moment, moments
from kb.extract.deadlines.parties import matter_of, parties_of
from kb.extract.deadlines.status import status_of, statuses_told
from kb.extract.reading import Reading
from kb.extract.syntax import char_span, clause_span
from kb.model import Deadline, Polarity, Span, Status

__all__ = ["find"]

#: the constructions, the surest first
_CONSTRUCTIONS = (naming.named, naming.remaining, naming.expiring, naming.due, acting.giving, acting.by, acting.until, acting.moved, acting.within)


def find(reading: Reading) -> Iterator[Deadline]:
    """Yield the deadlines of the article, each with all its tellings; a time whose year, month or day cannot be told gives none."""
    found: list[Deadline] = []
    for telling in _tellings(reading):
        same = next((i for i, known in enumerate(found) if known.due == telling.due and is_retold(known, telling, reading.article.text)), None)
        if same is None:
            found.append(telling)
        else:
            found[same] = _join(found[same], telling)
    yield from _with_later_news(found, reading)


def _with_later_news(found: list[Deadline], reading: Reading) -> list[Deadline]:
    """Return *found* with what the article tells of "the deadline" without its date, where it names one deadline only."""
    named = [i for i, deadline in enumerate(found) if deadline.rule == "deadline.noun.v1"]
    if len(named) != 1:
        return found
    only = found[named[0]]
    for status, span in statuses_told(reading.doc):
        if not any(span.overlaps(evidence) for evidence in only.evidence):
            only = replace(only, status=status, evidence=tuple(sorted({*only.evidence, span})))
    return [only if i == named[0] else deadline for i, deadline in enumerate(found)]


def is_retold(first: Deadline, second: Deadline, text: str) -> bool:
    """Return whether two deadlines of one date are one: told twice in much the same words, or once as "the deadline" alone."""
    if first.matter is None or second.matter is None:
        return True
    words_of = [{word for word in re.findall(r"\w+", d.matter.of(text).lower()) if len(word) > 3} for d in (first, second) if d.matter]
    return 2 * len(words_of[0] & words_of[1]) >= min(map(len, words_of))


def _join(first: Deadline, second: Deadline) -> Deadline:
    """Return *first* with the evidence of *second*, and with what only *second* tells."""
    return replace(
        first,
        evidence=tuple(sorted({*first.evidence, *second.evidence})),
        confidence=max(first.confidence, second.confidence),
        matter=first.matter or second.matter,
        obliged=first.obliged or second.obliged,
        set_by=first.set_by or second.set_by,
        status=second.status or first.status,
    )


def _tellings(reading: Reading) -> Iterator[Deadline]:
    published = reading.article.published
    day = published.date() if isinstance(published, datetime) else published
    for moment in moments(reading):
        frame = next((frame for construction in _CONSTRUCTIONS if (frame := construction(moment, reading))), None)
        if frame is None:
            continue
        status = status_of(frame.head, frame.bound)
        ahead = frame.ahead if status in (None, Status.CANCELLED) else status in (Status.MOVED, Status.EXTENDED)
        if due := due_of(moment, day, ahead=ahead, over=status in (Status.MET, Status.MISSED)):
            yield _deadline(reading, moment, frame, due, status)


def _deadline(reading: Reading, moment: Moment, frame: Frame, due: str, status: Status | None) -> Deadline:
    predicate = predicate_of(frame.head)
    obliged, set_by = parties_of(frame, reading.cast)
    span = due_span(moment)
    clause = clause_span(predicate)
    named = belongs(frame.head, "nouns", "deadline")
    return Deadline(
        evidence=(clause if clause.covers(span) else char_span(moment.doc, moment.top.sent.start, moment.top.sent.end),),
        rule=frame.rule,
        confidence=frame.confidence,
        certainty=certainty_of(predicate),
        # "did not reply by Friday" still tells a deadline, "set no deadline" does not
        polarity=polarity_of(predicate) if named and belongs(predicate, "verbs", "setting") else Polarity.POSITIVE,
        due=due,
        due_span=span,
        bound=frame.bound,
        matter=matter_of(frame, moment),
        obliged=obliged,
        set_by=set_by,
        status=status,
    )


def due_span(moment: Moment) -> Span:
    """Return the words of the time, "within" and "in" before a duration included."""
    if moment.time.type == "DURATION" and moment.preposition in ("within", "in"):
        return Span(moment.doc[moment.begin].idx, moment.time.span.end)
    return moment.time.span
