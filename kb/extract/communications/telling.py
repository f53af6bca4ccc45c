"""A communication in the making: tokens and spans, before actors are looked up."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from kb.extract.syntax import char_span, core_phrase
from kb.model import Act, Medium, Span


@dataclass(eq=False)
class Telling:
    """One cue and what hangs on it. ``content`` holds spans of characters, in order."""

    cue: Token
    cue_span: Span
    act: Act
    rule: str
    confidence: float
    medium: Medium = Medium.UNSPECIFIED
    sources: list[Token] = field(default_factory=list)
    content: list[Span] = field(default_factory=list)
    recipients: list[Token] = field(default_factory=list)
    topic: Span | None = None
    bare: bool = False
    takes_quote: bool = False
    naming: bool = False  # "called it a shame": even one quoted word is what it was called

    @property
    def complete(self) -> bool:
        """Whether there is something to tell: content, a topic, or a word that needs none."""
        return bool(self.content or self.topic or self.bare)


def phrase_span(doc: Doc, heads: list[Token]) -> Span | None:
    """Return the characters from the first to the last of the noun phrases *heads*, or None for none."""
    if not heads:
        return None
    ranges = [core_phrase(head) for head in heads]
    begin, end = min(r[0] for r in ranges), max(r[1] for r in ranges)
    return char_span(doc, begin, end) if doc[begin].sent == doc[end - 1].sent else char_span(doc, *ranges[0])


def subtract(span: Span, hole: Span) -> list[Span]:
    """Return what is left of *span* without *hole*.

    >>> subtract(Span(0, 9), Span(3, 5))
    [Span(begin=0, end=3), Span(begin=5, end=9)]
    """
    if not span.overlaps(hole):
        return [span]
    return [part for part in (Span(span.begin, hole.begin), Span(hole.end, span.end)) if part.begin < part.end]
