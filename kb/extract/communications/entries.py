"""The lexicon of communications, indexed by lemma."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from kb.extract.index import children
from kb.extract.lemmas import mended
from kb.extract.lexicon import load_lexicon
from kb.extract.syntax import case_of
from kb.model import Act, Medium

_KINDS = {"VERB": ("verbs", "predicates"), "NOUN": ("nouns",), "PROPN": ("nouns",), "ADJ": ("predicates", "adjectives")}


@dataclass(frozen=True)
class Entry:
    """One word in one group: its act, its frames, the medium it implies, what it may do without, and the only objects that it takes.

    ``confidence`` in [0, 1] is about how often it is right.
    """

    act: Act
    frames: frozenset[str]
    confidence: float
    medium: Medium = Medium.UNSPECIFIED
    bare: bool = False
    quote: bool = False
    objects: frozenset[str] = frozenset()
    together: Medium = Medium.UNSPECIFIED  # with a person as recipient, it tells of this by itself ("met with Lund")

    def slot(self, preposition: str) -> str | None:
        """Return the slot (content, topic, recipient) that *preposition* fills, or None."""
        return next((frame.split("=")[1] for frame in self.frames if frame.startswith(f"{preposition}=")), None)


@cache
def entries(kind: str) -> dict[str, tuple[Entry, ...]]:
    """Return the entries of "verbs", "nouns" or "adjectives" by lemma, in the order of the file."""
    found: dict[str, list[Entry]] = {}
    for group in load_lexicon("communications")[kind]:
        entry = Entry(
            Act(group["act"]),
            frozenset(group.get("frames", ())),
            group["confidence"],
            Medium(group.get("medium", Medium.UNSPECIFIED)),
            bare=group.get("bare", False),
            quote=group.get("quote", False),
            objects=frozenset(group.get("objects", ())),
            together=Medium(group.get("together", Medium.UNSPECIFIED)),
        )
        for word in group["words"]:
            found.setdefault(word, []).append(entry)
    return {word: tuple(group) for word, group in found.items()}


@cache
def _verb_lemma(lemma: str, form: str) -> str:
    """Return the verb of the lexicon that *form* is a form of, else *lemma*."""
    return mended(lemma, form, entries("verbs"))


def verb_lemma(verb: Token) -> str:
    """Return the lemma of *verb* in lower case."""
    return _verb_lemma(verb.lemma_.lower(), verb.lower_)


def entry_of(word: Token) -> Entry | None:
    """Return the lexicon's entry for *word*, of several the one that takes a preposition beside it."""
    lemma = verb_lemma(word) if word.pos_ == "VERB" else word.lemma_.lower()
    found = [entry for kind in _KINDS.get(word.pos_, ()) for entry in (entries(kind).get(lemma) or entries(kind).get(word.lower_, ()))]
    found = [entry for entry in found if not entry.objects or any(child.lemma_.lower() in entry.objects for child in children(word))]
    taken = [case_of(child) for child in children(word)]
    return next((entry for entry in found if any(entry.slot(preposition) for preposition in taken if preposition)), found[0] if found else None)


@cache
def noun_media(table: str) -> dict[str, Medium]:
    """Return the medium by noun, of the lexicon's table "media", "documents" or "light"."""
    lexicon = load_lexicon("communications")
    media: dict[str, list[str]] = lexicon["light"]["nouns"] if table == "light" else lexicon[table]
    return {noun: Medium(medium) for medium, nouns in media.items() for noun in nouns}
