"""Times as a deadline tells them: with their preposition, and with the word that they hang on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kb.extract.lexicon import words
from kb.extract.reading import Reading
from kb.extract.syntax import text_of
from kb.model import TimeExpression

_REACH = 7  # tokens between a time and its preposition


@dataclass(frozen=True)
class Moment:
    """One time in the text.

    Attributes:
        time: the expression, the most exact one when two tell one moment ("the end of the year, Dec. 31").
        preposition: in lower case, "" for none.
        begin: the first token, the preposition included.
        end: behind the last token.
        top: the token by which the phrase hangs on the rest.
        is_range_end: whether another time stands directly before ("May 20 through July 3").
    """

    time: TimeExpression
    preposition: str
    begin: int
    end: int
    top: Token
    is_range_end: bool = False

    @property
    def doc(self) -> Doc:
        """The document."""
        return self.top.doc

    @property
    def phrase(self) -> str:
        """All its words, in lower case."""
        return self.doc[self.begin : self.end].text.lower()

    @property
    def governor(self) -> Token:
        """The word that the phrase hangs on; its own head where it hangs on none."""
        return self.top.head

    @property
    def kind(self) -> str:
        """The class of its preposition: "by", "until", "within", "other" or ""."""
        listed = (kind for kind in ("by", "until", "within") if self.preposition in words("deadlines", "prepositions", kind))
        return next(listed, "other" if self.preposition else "")

    @property
    def ends_period(self) -> bool:
        """Whether it is the end of a period: "the end of June"."""
        return "end of" in self.phrase


def moments(reading: Reading) -> Iterator[Moment]:
    """Yield the dates, times and durations of the article, in order; one that a more exact one explains is left out."""
    held: Moment | None = None
    for time in sorted(reading.times):
        found = _moment(reading.doc, time)
        if found is None or time.type == "SET":
            continue
        if held is not None and _explains(held, found):
            held = Moment(found.time, held.preposition, held.begin, found.end, held.top, held.is_range_end)
            continue
        if held is not None:
            yield held
            found = Moment(found.time, found.preposition, found.begin, found.end, found.top, held.end >= found.begin and found.preposition != "")
        held = found
    if held is not None:
        yield held


def _explains(first: Moment, second: Moment) -> bool:
    """Return whether *second* tells the moment of *first* again, more exactly."""
    between = text_of(second.doc)[first.time.span.end : second.time.span.begin].strip().lower()
    exact = first.time.type == second.time.type == "DATE" and len(second.time.value) >= len(first.time.value)
    return exact and between in ("on", ",", "(", ", on", "-", "–")


def _moment(doc: Doc, time: TimeExpression) -> Moment | None:
    span = doc.char_span(time.span.begin, time.span.end, alignment_mode="expand")
    if span is None:
        return None
    preposition, begin = _preposition(doc, span.start)
    inside = range(begin, span.end)
    tops = [doc[i] for i in inside if doc[i].head.i not in inside or doc[i].head.i == i]
    tops = [t for t in tops if t.dep_ not in ("case", "punct", "det", "mark", "fixed")] or tops
    return Moment(time, preposition, begin, span.end, tops[0])


def _preposition(doc: Doc, start: int) -> tuple[str, int]:
    """Return the preposition of the time that begins at token *start*, and the token where the whole phrase begins."""
    # a time may hold its own preposition: "within 10 days"
    first = doc[start].lower_
    if first in words("deadlines", "prepositions", "within"):
        return first, start
    known = set().union(*(words("deadlines", "prepositions", kind) for kind in ("by", "until", "within", "other")))
    for i in range(start - 1, max(start - _REACH, -1), -1):
        for length in (3, 2, 1):
            if i - length + 1 < 0:
                continue
            text = " ".join(t.lower_ for t in doc[i - length + 1 : i + 1])
            if text in known and not (text in ("of", "at") and _inside(doc, i)):
                return _with_outer(doc, text, i - length + 1)
        if doc[i].lower_ not in words("deadlines", "prepositions", "fillers"):
            break
    return "", start


def _inside(doc: Doc, i: int) -> bool:
    """Return whether the "of" or "at" at *i* stands inside a time ("the end of the month")."""
    return doc[i + 1].lower_ in words("deadlines", "prepositions", "at_most") or (i > 0 and doc[i - 1].lower_ in words("deadlines", "prepositions", "edges"))


def _with_outer(doc: Doc, text: str, begin: int) -> tuple[str, int]:
    """Widen "no later than" by a "by" before it."""
    if begin > 0 and doc[begin - 1].lower_ in ("by", "no", "not") and text.endswith("than"):
        return text, begin - 1
    return text, begin
