"""Positions: who is for or against whom or what, shown by verbs, nouns, adjectives and judgements.

Each kind of word has a module that yields cues; :mod:`cues` makes positions of them. An item stands for one holder,
target and stance in the article, with all the places that show it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kb.extract.positions import adjectives, judgements, nouns, verbs
from kb.extract.positions.cues import positions_of
from kb.extract.reading import Reading
from kb.extract.syntax import text_of
from kb.model import Certainty, Position, Stance

_FINDERS = (verbs.find, nouns.find, adjectives.find, judgements.find)


def find(reading: Reading) -> Iterator[Position]:
    """Yield the positions of an article, one for each holder, target and stance."""
    merged: dict[tuple[str, str, Stance], Position] = {}
    cues = sorted((cue for finder in _FINDERS for cue in finder(reading)), key=lambda cue: (cue.predicate.i, cue.rule))
    for cue in cues:
        for position in positions_of(reading, cue):
            words = position.target or position.target_span.of(text_of(reading.doc)).lower()
            key = (position.holder, words, position.stance)
            merged[key] = _merge(merged[key], position) if key in merged else position
    yield from merged.values()


def _merge(first: Position, second: Position) -> Position:
    """Return *first* with the evidence of *second*; told as a fact once, it is told as a fact."""
    certain = Certainty.CERTAIN in (first.certainty, second.certainty)
    return replace(
        first,
        evidence=tuple(sorted({*first.evidence, *second.evidence})),
        confidence=max(first.confidence, second.confidence),
        certainty=Certainty.CERTAIN if certain else Certainty.HEDGED,
    )


__all__ = ["find"]
