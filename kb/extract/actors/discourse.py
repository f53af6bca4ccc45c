"""The course of an article's mentions: what was spoken of where, so that a later word can be traced to it."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from kb.extract.actors.nouns import is_plural
from kb.extract.communications.quotes import quoted_runs
from kb.extract.reading import Cast, Keys
from kb.extract.syntax import SUBJECTS, text_of
from kb.model import ActorKind

_SPEAKERS_TURN = -1  # outside every quotation


@dataclass(frozen=True)
class Event:
    """A noun phrase that was met: its head, the actors that it stands for (none when it is a thing), how many."""

    token: Token
    keys: Keys
    sentence: int
    quote: int
    plural: bool

    @property
    def is_subject(self) -> bool:
        """Whether it is the subject of its clause."""
        return self.token.dep_ in SUBJECTS


class Discourse:
    """The mentions met so far, from left to right."""

    def __init__(self, cast: Cast) -> None:
        doc = cast.doc
        self.cast = cast
        self.events: list[Event] = []
        self.counts: Counter[str] = Counter()
        self._starts = [sentence.start for sentence in doc.sents]
        self._runs = quoted_runs(text_of(doc))
        self._openings = [run.begin for run in self._runs]

    def sentence_of(self, token: Token) -> int:
        """Return the number of the sentence of *token*."""
        return bisect_right(self._starts, token.i) - 1

    def quote_of(self, token: Token) -> int:
        """Return the number of the quotation around *token*, -1 outside of any."""
        at = bisect_right(self._openings, token.idx) - 1
        return at if at >= 0 and token.idx < self._runs[at].end else _SPEAKERS_TURN

    def note(self, token: Token, keys: Keys) -> None:
        """Record the phrase headed by *token*; one that ends a coordination of actors stands for all of them as well."""
        sentence, quote = self.sentence_of(token), self.quote_of(token)
        plural = is_plural(token) or len(keys) > 1
        self.events.append(Event(token, keys, sentence, quote, plural))
        self.counts.update(keys)
        joint = self._coordinated(token) if token.dep_ == "conj" else self._joined_by_and(token, keys)
        if len(joint) > 1:
            self.events.append(Event(token, joint, sentence, quote, plural=True))

    def recent(self, token: Token, *, sentences: int) -> Iterator[Event]:
        """Yield the events before *token* in its sentence and in *sentences* before it, the latest first."""
        oldest = self.sentence_of(token) - sentences
        for event in reversed(self.events):
            if event.sentence < oldest:
                return
            yield event

    def actors_of(self, kind: ActorKind, token: Token, *, sentences: int) -> list[str]:
        """Return the single actors of *kind* spoken of before *token*, the latest first."""
        return [event.keys[0] for event in self.recent(token, sentences=sentences) if len(event.keys) == 1 and self.cast.actors[event.keys[0]].kind is kind]

    def latest(self, keys: set[str]) -> str | None:
        """Return the one of *keys* that was spoken of last, the first in the text of those that were not."""
        for event in reversed(self.events):
            if len(event.keys) == 1 and event.keys[0] in keys:
                return event.keys[0]
        return min(keys, key=lambda key: int(key[1:])) if keys else None

    def last_joint(self, token: Token, kind: ActorKind, size: int | None, *, sentences: int) -> Keys:
        """Return the latest coordinated actors of *kind*, exactly *size* of them when given."""
        for event in self.recent(token, sentences=sentences):
            if len(event.keys) > 1 and (size is None or len(event.keys) == size) and all(self.cast.actors[key].kind is kind for key in event.keys):
                return event.keys
        return ()

    def _coordinated(self, token: Token) -> Keys:
        first = token
        while first.dep_ == "conj":
            first = first.head
        members = [first, *(t for t in first.subtree if t.dep_ == "conj" and t.i <= token.i)] if first != token else [token]
        found: list[str] = []
        for member in members:
            if member.i <= token.i and _hangs_on(member, first):
                found += self.cast.by_token.get(member.i, ())
        return tuple(dict.fromkeys(found))

    def _joined_by_and(self, token: Token, keys: Keys) -> Keys:
        """Return the two people whom "X and minister Y" names although the tree makes Y an apposition to X."""
        if len(keys) != 1 or token.dep_ not in ("appos", "nmod:desc"):
            return ()
        at = token.i - 1
        while at > 0 and token.doc[at].pos_ in ("ADJ", "NOUN", "PROPN"):
            at -= 1
        both = (*self.cast.by_token.get(at - 1, ()), *keys) if token.doc[at].lower_ == "and" else ()
        return both if all(self.cast.actors[key].kind is ActorKind.PERSON for key in both) else ()


def _hangs_on(member: Token, first: Token) -> bool:
    """Return whether *member* is *first* or coordinated with it by nothing but coordination."""
    while member != first:
        if member.dep_ != "conj":
            return False
        member = member.head
    return True
