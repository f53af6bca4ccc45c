"""Attributions as the language pipeline left them on a Doc: who said, the words that say so, and what is said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from spacy.tokens import Doc, Span

from kb.model import Span as Range


@dataclass(eq=False)
class Attribution:
    """One attribution as the pipeline left it on the Doc."""

    score: float = 0.0
    cue: list[Span] = field(default_factory=list)
    source: list[Span] = field(default_factory=list)
    content: list[Span] = field(default_factory=list)

    @cached_property
    def extent(self) -> Range:
        """The characters from the first of the content to the last; there must be some."""
        return Range(min(span.start_char for span in self.content), max(span.end_char for span in self.content))

    @cached_property
    def told(self) -> int:
        """The characters of the content, as :func:`characters_of`."""
        return characters_of([(span.start_char, span.end_char) for span in self.content])


def attributions(doc: Doc) -> list[Attribution]:
    """Return what ``doc.spans["attributions"]`` holds; nothing where the pipeline has no such head."""
    found: dict[str, Attribution] = {}
    for span in doc.spans.get("attributions", ()):
        attribution = found.get(span.id_)
        if attribution is None:
            attribution = found[span.id_] = Attribution(float(span.kb_id_))
        {"CUE": attribution.cue, "SOURCE": attribution.source, "CONTENT": attribution.content}[span.label_].append(span)
    return list(found.values())


def characters_of(spans: Iterable[tuple[int, int]]) -> int:
    """Return the characters of *spans* as the bits of one integer: many pairs of them are compared."""
    found = 0
    for begin, end in spans:
        found |= ((1 << (end - begin)) - 1) << begin
    return found


def share(own: int, other: int) -> float:
    """Return the shared over the united characters of two contents, 0 where *own* has none."""
    return (own & other).bit_count() / (own | other).bit_count() if own else 0.0
