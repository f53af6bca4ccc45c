"""Positions: who is for or against whom or what, shown by verbs, nouns, adjectives and judgements.

Each kind of word has a module that yields cues; :mod:`cues` makes positions of them.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.extract.positions import adjectives, judgements, nouns, verbs
from kb.extract.positions.cues import positions_of
from kb.extract.reading import Reading
from kb.model import Position

_FINDERS = (verbs.find, nouns.find, adjectives.find, judgements.find)


def find(reading: Reading) -> Iterator[Position]:
    """Yield the positions of an article, each telling apart."""
    cues = sorted((cue for finder in _FINDERS for cue in finder(reading)), key=lambda cue: (cue.predicate.i, cue.rule))
    for cue in cues:
        yield from positions_of(reading, cue)


__all__ = ["find"]
