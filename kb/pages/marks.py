"""Spans over a text that may nest and cross, as the tags that HTML can hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kb.pages.facts import Fact
from kb.pages.knowledge import Named


@dataclass(frozen=True)
class Mark:
    """A half-open span of the text to be marked: evidence of ``facts``, or a mention of ``actor``."""

    begin: int
    end: int
    facts: tuple[Fact, ...] = ()
    actor: Named | None = None

    @property
    def anchor(self) -> str:
        """Return the fragment that names the span (RFC 5147)."""
        return f"char={self.begin},{self.end}"


@dataclass(frozen=True)
class Piece:
    """A step through a marked text: words, or a mark that opens or closes.

    ``whole`` is False where a mark opens that was cut, or closes that goes on, because another crosses it.
    """

    step: str
    words: str = ""
    mark: Mark | None = None
    whole: bool = True


def pieces(text: str, marks: Iterable[Mark]) -> Iterator[Piece]:
    """Yield *text* cut at *marks*, tags properly nested and mentions innermost; marks that are empty or beyond the text are left out."""
    fit = (mark for mark in marks if 0 <= mark.begin < mark.end <= len(text))
    waiting = sorted(fit, key=lambda mark: (mark.begin, _depth(mark)), reverse=True)
    opened: list[Mark] = []
    at = 0
    while waiting or opened:
        stop = min([mark.end for mark in opened] + [mark.begin for mark in waiting[-1:]])
        if stop > at:
            yield Piece("words", text[at:stop])
            at = stop
        begun = [waiting.pop() for _ in range(sum(mark.begin == at for mark in waiting))]
        yield from _step(opened, begun, at)
    if at < len(text):
        yield Piece("words", text[at:])


def _depth(mark: Mark) -> tuple[bool, int]:
    # a link holds no link, so what has links of its own must not open inside a mention
    return (mark.actor is not None, -mark.end)


def _step(opened: list[Mark], begun: list[Mark], at: int) -> Iterator[Piece]:
    """Close what ends *at* and open what has *begun*, cutting what would cross them."""
    mentions_cut = any(mark.actor is None for mark in begun)
    loose = (depth for depth, mark in enumerate(opened) if mark.end == at or (mark.actor is not None and mentions_cut))
    lowest = next(loose, len(opened))
    above = opened[lowest:]
    for mark in reversed(above):
        yield Piece("close", mark=mark, whole=mark.end == at)
    cut = [mark for mark in above if mark.end > at]
    opened[lowest:] = sorted(cut + begun, key=_depth)
    for mark in opened[lowest:]:
        yield Piece("open", mark=mark, whole=mark not in cut)


def outermost(marks: Iterable[Mark]) -> Iterator[Mark]:
    """Yield those of *marks* that lie in no other and cross none before them: links cannot nest."""
    reached = 0
    for mark in sorted(marks, key=lambda each: (each.begin, -each.end)):
        if mark.begin >= reached:
            reached = mark.end
            yield mark
