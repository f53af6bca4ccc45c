"""One pass over an article, left to right, that finds out for each description and pronoun whom it stands for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from spacy.tokens import Token

from kb.extract.actors import pronouns
from kb.extract.actors.descriptions import Description, antecedents, is_phrase_head, label_of, read_description, span_of
from kb.extract.actors.discourse import Discourse
from kb.extract.actors.name import Name
from kb.extract.actors.nouns import gender_of, kind_of
from kb.extract.index import tokens_of
from kb.extract.reading import Cast, Keys
from kb.extract.syntax import char_span
from kb.model import ActorKind

#: finds the actor whom a description stands for outside the article
Knows = Callable[[Description], Keys]


def resolve(cast: Cast, names: Sequence[Name], people: Collection[int], knows: Knows) -> None:
    """Add to *cast*, which knows the named actors, all other mentions and the unnamed actors.

    Args:
        cast: the actors so far.
        names: the mentions so far.
        people: indices of the proper nouns that count people ("two Democrats").
        knows: asked for descriptions that nobody in the article answers.
    """
    discourse = Discourse(cast)
    heads = {name.head.i for name in names}
    described: list[tuple[Description, Keys]] = []
    kinds = pronouns.pronouns_of(cast.doc)
    for i, token in enumerate(tokens_of(cast.doc)):
        if i in heads:
            discourse.note(token, cast.by_token[i])
        elif i in cast.by_token or token.is_space:
            continue
        elif (kind := kinds.get(i)) is not None:
            if not kind.startswith("first"):
                _enter_pronoun(token, kind, discourse)
        elif token.pos_ in ("NOUN", "PROPN", "ADJ"):
            _enter_phrase(token, read_description(token, people), discourse, described, knows)


def _enter_pronoun(token: Token, kind: str, discourse: Discourse) -> None:
    keys = pronouns.antecedents(token, kind, discourse)
    for key in keys:
        discourse.cast.mention(key, char_span(token.doc, token.i, token.i + 1), token)
    if keys:
        discourse.note(token, keys)


def _enter_phrase(token: Token, description: Description | None, discourse: Discourse, described: list[tuple[Description, Keys]], knows: Knows) -> None:
    if description is None:
        if token.pos_ in ("NOUN", "PROPN") and is_phrase_head(token):
            discourse.note(token, ())
        return
    keys = antecedents(description, discourse) or knows(description)
    if not keys:
        keys = next((earlier for other, earlier in reversed(described) if description.may_repeat(other)), ()) or _new(description, discourse.cast)
        described.append((description, keys))
    for key in keys:
        discourse.cast.mention(key, span_of(description), token)
    discourse.note(token, keys)


def _new(description: Description, cast: Cast) -> Keys:
    """Return the key of a new unnamed actor, none for a country or a place that nobody can tell."""
    kind = kind_of(description.noun, plural=description.plural)
    if kind in (ActorKind.STATE, ActorKind.PLACE) or (description.plural and kind_of(description.noun, plural=False) is ActorKind.PLACE):
        return ()
    key = cast.add(label_of(description), kind, named=False)
    profile = cast.profiles[key]
    profile.plural = description.plural
    profile.gender = gender_of(description.noun)
    return (key,)
