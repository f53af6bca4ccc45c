"""The stance lexicon, typed: which words show a position, of what sign, and where they keep their target."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from spacy.tokens import Doc, Token

from kb.extract.index import arcs_of, tokens_of
from kb.extract.lemmas import mended
from kb.extract.lexicon import load_lexicon
from kb.model import Stance

_SETTINGS = ("stance", "negated", "confidence", "actors_only", "topics_only", "only")


@dataclass(frozen=True)
class Entry:
    """One word of the lexicon.

    ``slot`` says where the target stands: "object", "clause", "possessor" or a preposition. ``negated`` is the stance that
    the negated word shows (None: none);
    ``only`` lists the nouns that the target must be, where it is not empty. *Score:* ``confidence`` in [0, 1].
    """

    group: str
    stance: Stance
    negated: Stance | None
    confidence: float
    slot: str
    actors_only: bool
    topics_only: bool
    only: frozenset[str]


@cache
def entries(part: str) -> dict[str, tuple[Entry, ...]]:
    """Return the entries of *part* ("verbs", "acts", "agents", ...) of the lexicon by lemma.

    Raises:
        KeyError: the lexicon has no such part.
    """
    found: dict[str, tuple[Entry, ...]] = {}
    for group, table in load_lexicon("positions")[part].items():
        for slot, lemmas in table.items():
            if slot in _SETTINGS:
                continue
            entry = _entry(group, table, slot)
            for lemma in lemmas:
                found[lemma] = (*found.get(lemma, ()), entry)
    return found


def _entry(group: str, table: dict[str, Any], slot: str) -> Entry:
    negated = table.get("negated")
    return Entry(
        group=group,
        stance=Stance(table["stance"]),
        negated=Stance(negated) if negated else None,
        confidence=table["confidence"],
        slot=slot,
        actors_only=table.get("actors_only", False),
        topics_only=table.get("topics_only", False),
        only=frozenset(table.get("only", ())),
    )


@cache
def _known() -> frozenset[str]:
    """Return every word of the lexicon, of whatever list."""
    found: set[str] = set()
    nodes: list[Any] = [load_lexicon("positions")]
    while nodes:
        node = nodes.pop()
        if isinstance(node, dict):
            nodes += node.values()
        elif isinstance(node, list):
            found.update(node)
    return frozenset(found)


@cache
def _mended(lemma: str, form: str) -> str:
    """Return the word of the lexicon that *form*, of the lemma *lemma*, is a form of."""
    irregular: dict[str, str] = load_lexicon("positions")["irregular"]
    if form in irregular:
        return irregular[form]
    return mended(lemma, form, _known())


def lemma_of(token: Token) -> str:
    """Return *token*'s lemma in lower case, with its particle if it has one ("rule out")."""
    return _lemmas_of(token.doc)[token.i]


@lru_cache(maxsize=4)
def _lemmas_of(doc: Doc) -> list[str]:
    """Return the lemma of each token of *doc*: every rule asks for most of them."""
    lemmas = [_mended(token.lemma_.lower(), token.lower_) if token.pos_ in ("VERB", "AUX", "NOUN") else token.lemma_.lower() for token in tokens_of(doc)]
    for i, below in enumerate(arcs_of(doc)):
        particles = (child for child, relation in below if child.i > i and (relation == "compound:prt" or child.tag_ == "RP"))
        if below and (particle := next(particles, None)) is not None:
            lemmas[i] = f"{lemmas[i]} {particle.lower_}"
    return lemmas


def entries_of(token: Token, part: str) -> tuple[Entry, ...]:
    """Return the entries of *token*'s lemma in *part*."""
    return entries(part).get(lemma_of(token), ())


def opposite(stance: Stance) -> Stance:
    """Return the stance that is against what *stance* is for; Neutral stays."""
    return {Stance.SUPPORTS: Stance.OPPOSES, Stance.OPPOSES: Stance.SUPPORTS}.get(stance, stance)
