"""Which item of a system stands for which item of the annotation: one to one, the most alike first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from kb.model import Extraction, Span

Left = TypeVar("Left")
Right = TypeVar("Right")

#: From which overlap on two spans, or two sets of spans, are the same place.
SAME = 0.5


def overlap(left: Iterable[Span], right: Iterable[Span]) -> float:
    """Return the characters that both cover over those that either covers: 0 when they share none, 1 when they agree.

    >>> overlap([Span(0, 4)], [Span(2, 6)])
    0.3333333333333333
    """
    ours = {place for span in left for place in range(span.begin, span.end)}
    theirs = {place for span in right for place in range(span.begin, span.end)}
    return len(ours & theirs) / len(ours | theirs) if ours & theirs else 0.0


def same_place(left: Iterable[Span], right: Iterable[Span]) -> float:
    """Return their overlap when it is enough to call them the same place, else 0."""
    shared = overlap(left, right)
    return shared if shared >= SAME else 0.0


def pair_up(left: Sequence[Left], right: Sequence[Right], likeness: Callable[[Left, Right], float]) -> list[tuple[int, int]]:
    """Return pairs of indices, the most alike first; what has no likeness to anything left over stays alone.

    >>> pair_up([1, 5], [5, 1, 1], lambda one, other: one == other)
    [(0, 1), (1, 0)]
    """
    ranked = sorted((-likeness(one, other), i, j) for i, one in enumerate(left) for j, other in enumerate(right))
    taken_left, taken_right, pairs = set(), set(), []
    for unlike, i, j in ranked:
        if unlike < 0 and i not in taken_left and j not in taken_right:
            taken_left.add(i)
            taken_right.add(j)
            pairs.append((i, j))
    return pairs


def align_actors(gold: Extraction, system: Extraction) -> dict[str, str]:
    """Return for actors of *system* the actor of *gold* that each stands for: the one that shares most mentions with it."""
    ours, theirs = _places(gold), _places(system)
    names, candidates = list(ours), sorted(theirs)

    def shared(name: str, candidate: str) -> float:
        return sum(any(same_place([one], [other]) for other in theirs[candidate]) for one in ours[name])

    return {candidates[j]: names[i] for i, j in pair_up(names, candidates, shared)}


def _places(facts: Extraction) -> dict[str, list[Span]]:
    places: dict[str, list[Span]] = {actor.key: [] for actor in facts.actors}
    for mention in facts.mentions:
        places[mention.actor].append(mention.span)
    return places
