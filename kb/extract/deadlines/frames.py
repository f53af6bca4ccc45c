"""What a construction that makes a time a deadline hands on, and what such constructions ask of words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from kb.extract.deadlines.moments import Moment
from kb.extract.lexicon import words
from kb.extract.syntax import deps
from kb.model import Bound

_ABOVE = 5  # heads between a time and the word that makes it a deadline


@dataclass(frozen=True)
class Frame:
    """Why a moment is a deadline.

    Attributes:
        rule: the construction, versioned.
        head: the word that says what is due or ends: a verb, or a noun ("deadline", "submission").
        bound: the latest moment to act, or the end of a state.
        confidence: how often the construction is right, in [0, 1].
        ahead: whether the clause looks forward.
    """

    rule: str
    head: Token
    bound: Bound
    confidence: float
    ahead: bool = True


def belongs(token: Token, *path: str) -> bool:
    """Return whether *token* is in the word class at *path* of the deadlines' lexicon."""
    listed = words("deadlines", *path)
    return token.lemma_.lower() in listed or token.lower_ in listed


def is_noun(token: Token) -> bool:
    """Return whether *token* is a noun that is no predicate."""
    return token.pos_ in ("NOUN", "PROPN") and not deps(token, "cop")


def predicate_of(token: Token) -> Token:
    """Return the nearest verb above *token* (itself included), or the predicate that the sentence hangs on."""
    while token.pos_ not in ("VERB", "AUX") and token.head != token and not deps(token, "cop"):
        token = token.head
    return token


def chain(token: Token) -> Iterator[Token]:
    """Yield *token* and the words above it up to the clause's predicate, nearest first."""
    yield token
    for _ in range(_ABOVE):
        if token.pos_ in ("VERB", "AUX") or deps(token, "cop") or token.head == token:
            return
        token = token.head
        yield token


def before(moment: Moment, reach: int) -> list[Token]:
    """Return up to *reach* words of the sentence before *moment*, nearest first: where the tree hangs a time too high, nearness tells."""
    first = max(moment.begin - reach, moment.top.sent.start)
    return [moment.doc[i] for i in range(moment.begin - 1, first - 1, -1)]


def verb_before(moment: Moment, reach: int) -> Token | None:
    """Return the nearest verb or participle among the *reach* words before *moment*."""
    return next((t for t in before(moment, reach) if t.tag_.startswith("VB")), None)


def is_duration(moment: Moment) -> bool:
    """Return whether *moment* is a length of time."""
    return moment.time.type == "DURATION"
