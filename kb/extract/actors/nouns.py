"""The nouns that stand for actors: their singular, the class of actor that they name, and which of them answer to one another."""

from __future__ import annotations

from functools import cache, lru_cache

from spacy.tokens import Token

from kb.extract.lexicon import load_lexicon, words
from kb.model import ActorKind

_SINGULAR_KINDS = {
    "person": ActorKind.PERSON,
    "organization": ActorKind.ORGANIZATION,
    "group": ActorKind.GROUP,
    "state": ActorKind.STATE,
    "place": ActorKind.PLACE,
}
_IRREGULAR = {"children": "child", "wives": "wife", "thieves": "thief", "people": "people", "media": "media", "police": "police"}
_PLURAL_TAGS = ("NNS", "NNPS")


def is_plural(token: Token) -> bool:
    """Return whether *token* is a plural noun or pronoun."""
    return token.tag_ in _PLURAL_TAGS or token.lower_ in words("actors", "pronouns", "plural")


def singular(word: str) -> str:
    """Return the singular of a lower-case plural by rule ("companies" gives "company", "spokesmen" "spokesman")."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith(("men", "women")):
        return word[:-2] + "an"
    for ending, base in (("ies", "y"), ("sses", "ss"), ("ches", "ch"), ("shes", "sh")):
        if word.endswith(ending):
            return word[: -len(ending)] + base
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def actor_noun(token: Token) -> str | None:
    """Return the singular of the actor noun at *token*, two words where the lexicon has them ("prime minister"), or None."""
    plural = token.tag_ in _PLURAL_TAGS
    word = singular(token.lower_) if plural else token.lower_
    if token.i > 0 and word in _last_words() and (pair := f"{token.nbor(-1).lower_} {word}") in _kinds():
        return pair
    if word == "general" and token.i > 0 and token.nbor(-1).lower_ in ("attorneys", "secretaries"):
        return f"{singular(token.nbor(-1).lower_)} general"
    if plural and word in words("actors", "nouns", "state_plural"):
        return word
    return word if word in _kinds() else None


def kind_of(noun: str, *, plural: bool) -> ActorKind:
    """Return the class of actor that the singular *noun* names, or its plural."""
    return ActorKind.GROUP if plural else _kinds().get(noun, ActorKind.PERSON)


@cache
def _kinds() -> dict[str, ActorKind]:
    # a noun of two classes ("broadcaster") belongs to the later one: organisations are told of more often
    return {noun: kind for name, kind in _SINGULAR_KINDS.items() for noun in words("actors", "nouns", name)}


@cache
def _last_words() -> frozenset[str]:
    """Return what the actor nouns of several words end in."""
    return frozenset(noun.rpartition(" ")[2] for noun in _kinds() if " " in noun)


# each description of an article is held against all before it
@lru_cache(maxsize=1 << 12)
def answers(noun: str, office: str, deputising: frozenset[str] = frozenset()) -> bool:
    """Return whether somebody with *office* may be called *noun* ("leader" for a president, "rebel" for a militant).

    Args:
        noun: the described noun.
        office: the office as the article told it, its "of the committee" left or not.
        deputising: the words before *noun* that make a deputy of it ("vice", "deputy"): then only a deputy answers.
    """
    held = _head_of(office)
    rank = held.rpartition(f" {noun}")[0].split() if held.endswith(f" {noun}") else []
    if deputising:
        return bool(rank) and deputising <= set(rank)
    if noun in (held, office) or (rank and rank[0] not in words("actors", "offices", "deputising")):
        return True
    lexicon = load_lexicon("actors")
    if not {office, held}.isdisjoint(lexicon["hypernyms"].get(noun, ())):
        return True
    return any(noun in line and office in line for line in lexicon["synonyms"].values())


def _head_of(office: str) -> str:
    """Return *office* without what it is of: "deputy secretary" for "deputy secretary of state"."""
    return office.split(" of ", maxsplit=1)[0].split(" for ", maxsplit=1)[0]


def gender_of(noun: str) -> str | None:
    """Return "male" or "female" where the role noun or title tells, else None."""
    word = noun.rstrip(".")
    return next((gender for gender in ("male", "female") if word in words("actors", "gender", gender)), None)
