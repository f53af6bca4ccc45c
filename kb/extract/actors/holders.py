"""Descriptions of whoever holds an office on the article's day ("the French president"), where the article itself names nobody such."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from spacy.tokens import Token

from kb.extract.actors.descriptions import Description
from kb.extract.actors.nouns import kind_of
from kb.extract.actors.offices import organizations_of
from kb.extract.lexicon import words
from kb.extract.linking import Entry, Gazetteer
from kb.extract.reading import Cast, Keys
from kb.extract.syntax import core_phrase, deps
from kb.model import ActorKind

_UNITED_STATES = "United States"
_PLACES = (ActorKind.STATE, ActorKind.PLACE)
_LONGEST = 4  # words of an office's name after "of"


def known_holder(description: Description, cast: Cast, gazetteer: Gazetteer, published: date | None) -> Keys:
    """Return the actor, maybe a new one, who held the described office when the article was published.

    Nobody is returned unless the phrase tells the office and where it is held and nothing else, and the gazetteer has
    exactly one holder on that day.
    """
    if published is None or description.plural or not description.definite or kind_of(description.noun, plural=False) is not ActorKind.PERSON:
        return ()
    if description.token.head.lemma_.lower() in words("actors", "offices", "filling"):
        return ()
    for office, complement in _offices(description.token, description.noun):
        where = _where(description.token, office, complement, cast)
        holder = gazetteer.office_holder(cast.actors[where].label, office, published) if where is not None else None
        if holder is not None and where is not None:
            return (_enter(cast, holder, {description.noun, office}, where),)
    return ()


def _offices(noun: Token, lemma: str) -> Iterator[tuple[str, int]]:
    """Yield the names that the office may have, the longest first, each with the index after its last word: "secretary of state", "secretary"."""
    follows = noun.doc[noun.i + 1 : noun.i + 1 + _LONGEST]
    if len(follows) > 1 and follows[0].lower_ in ("of", "for"):
        for end in range(len(follows), 1, -1):
            yield f"{lemma} {follows[:end].text.lower()}", follows[end - 1].i + 1
    before = noun.nbor(-1).lower_ if noun.i else ""
    if not lemma.startswith(f"{before} "):
        yield f"{before} {lemma}", noun.i + 1
    yield lemma, noun.i + 1


def _where(noun: Token, office: str, end: int, cast: Cast) -> str | None:
    """Return the one actor where *office* is held, None where the phrase holds more than that."""
    begin = core_phrase(noun)[0]
    modifiers = [token for token in noun.doc[begin : noun.i] if token.i not in cast.by_token and token.is_alpha and token.lower_ not in office.split()]
    if any(token.lower_ not in words("actors", "offices", "present") for token in modifiers):
        return None
    phrases = [child for child in deps(noun, "nmod", "nmod:poss", "acl", "acl:relcl") if not noun.i < child.i < end]
    places = organizations_of(noun, cast)
    if not places and not phrases:
        return _united_states(noun, office, cast)
    told = all(set(cast.by_token.get(phrase.i, ())) & places for phrase in phrases)
    return next(iter(places)) if len(places) == 1 and told else None


def _united_states(noun: Token, office: str, cast: Cast) -> str | None:
    """Return the United States for an office told without its state, where the article names no other state, nor a part of this one."""
    if office not in words("actors", "offices", "american") or not (" of " in office or noun.text[0].isupper()):
        return None
    places = {key: actor for key, actor in cast.actors.items() if actor.named and actor.kind in _PLACES and actor.link}
    only = next(iter(places), None)
    return only if len(places) == 1 and only is not None and places[only].label in (_UNITED_STATES, "America", "U.S.", "US") else None


def _enter(cast: Cast, holder: Entry, offices: set[str], where: str) -> str:
    """Return the actor of *holder*, added unless the article names it."""
    same = (key for key, actor in cast.actors.items() if actor.named and holder.label == actor.label)
    linked = (key for key, actor in cast.actors.items() if holder.link is not None and actor.link == holder.link)
    key = next(linked, None) or next(same, None) or cast.add(holder.label, holder.kind, named=True, link=holder.link)
    cast.profiles[key].offices |= offices
    cast.profiles[key].organizations.add(where)
    return key
