"""Pronouns of the third person: whom they stand for, by gender, number, syntax and recency. What is not clear stays open."""

from __future__ import annotations

from functools import cache, lru_cache

from spacy.tokens import Doc, Token

from kb.extract.actors.discourse import Discourse, Event
from kb.extract.index import tokens_of, words_of
from kb.extract.lexicon import load_lexicon
from kb.extract.reading import Keys
from kb.extract.syntax import SUBJECTS, case_of, deps, subjects
from kb.model import ActorKind

_SINGULAR_THINGS = (ActorKind.ORGANIZATION, ActorKind.NEWS_ORGANIZATION, ActorKind.STATE, ActorKind.PLACE)
_FREQUENCY = {"male": 0.2, "female": 0.2, "neuter": 0.06, "plural": 0.12}  # weight of each mention so far
_REACH = {"male": 4, "female": 4, "neuter": 1, "plural": 2}  # sentences back
_CLASSES = ("male", "female", "neuter", "plural", "first_singular", "first_plural")
_OF_TWO = ("both", "neither")
_OBJECTS = ("obj", "iobj", "obl")
_AROUND = frozenset(("around", "behind", "before", "beside", "near", "above", "below", "under", "ahead of"))
_TAKING = frozenset(("bring", "take", "carry", "have"))
_CORE = (*SUBJECTS, "obj", "iobj", "obl", "obl:agent", "nmod")


@lru_cache(maxsize=4)
def pronouns_of(doc: Doc) -> dict[int, str]:
    """Return the pronouns of *doc* by index, in order, each with "male", "female", "neuter", "plural", "first_singular" or "first_plural"."""
    forms, tokens = _forms(), tokens_of(doc)
    return {i: kind for i, word in enumerate(words_of(doc)) if (kind := forms.get(word.lower())) is not None and _is_pronoun(tokens[i])}


def _is_pronoun(token: Token) -> bool:
    return token.tag_ in ("PRP", "PRP$") or (token.lower_ in _OF_TWO and token.dep_ in _CORE)


@cache
def _forms() -> dict[str, str]:
    """Return the class of each pronoun, the first that holds it."""
    forms = load_lexicon("actors")["pronouns"]
    return {form: name for name in reversed(_CLASSES) for form in forms[name]}


def antecedents(token: Token, kind: str, discourse: Discourse) -> Keys:
    """Return the actors that the pronoun *token* of class *kind* stands for; none where that is a thing, or not clear."""
    if kind == "neuter" and _is_empty(token):
        return ()
    best: Event | None = None
    top = float("-inf")
    apart = _subject_of_its_verb(token, discourse)
    for event in discourse.recent(token, sentences=_REACH[kind]):
        if apart.intersection(event.keys) or not _fits(event, token, kind, discourse):
            continue
        score = _score(event, token, kind, discourse)
        if score > top:
            best, top = event, score
    if best is None:
        return _last_two(token, discourse) if token.lower_ in _OF_TWO else ()
    if kind in ("male", "female"):
        profile = discourse.cast.profiles[best.keys[0]]
        profile.gender = profile.gender or kind
    return best.keys


def _last_two(token: Token, discourse: Discourse) -> Keys:
    """Return the two people whom the sentence before names apart ("X met Y. Neither would say ..."), if they are two."""
    start = token.sent.start
    found = [
        key
        for event in discourse.recent(token, sentences=1)
        for key in event.keys
        if event.token.i < start and discourse.cast.actors[key].kind is ActorKind.PERSON
    ]
    two = tuple(dict.fromkeys(reversed(found)))
    return two if len(two) == 2 else ()


def _is_empty(token: Token) -> bool:
    """Return whether "it" stands for nothing ("it is said that", "it is clear that")."""
    head = token.head
    if token.dep_ == "expl":
        return True
    if token.dep_ not in SUBJECTS:
        return False
    empty = load_lexicon("actors")["pronouns"]["empty_subject"]
    clause = deps(head, "ccomp", "csubj", "csubj:pass", "xcomp", "advcl", "acl")
    return (head.lemma_.lower() in empty or head.lower_ in empty) and bool(clause)


def _fits(event: Event, token: Token, kind: str, discourse: Discourse) -> bool:
    """Return whether the pronoun may stand for *event* by number, gender, class and clause."""
    if event.token.i >= token.i or (token.lower_ in _OF_TWO and len(event.keys) != 2) or _bound_apart(event, token) or _speaks_around(event, token, discourse):
        return False
    cast = discourse.cast
    if not event.keys:
        return kind in ("neuter", "plural") and event.plural == (kind == "plural")
    kinds = {cast.actors[key].kind for key in event.keys}
    if kind in ("male", "female"):
        return len(event.keys) == 1 and kinds == {ActorKind.PERSON} and cast.profiles[event.keys[0]].gender in (None, kind)
    if kind == "neuter":
        return len(event.keys) == 1 and not event.plural and (kinds <= set(_SINGULAR_THINGS) or kinds == {ActorKind.GROUP})
    return event.plural or len(event.keys) > 1 or kinds <= {ActorKind.GROUP, ActorKind.ORGANIZATION, ActorKind.NEWS_ORGANIZATION}


def _bound_apart(event: Event, token: Token) -> bool:
    """Return whether grammar keeps the two apart: two arguments of one verb, unless the pronoun is possessive or reflexive."""
    if token.tag_ == "PRP$" or token.lower_.endswith(("self", "selves")) or _is_free(token):
        return False
    return event.token.head == token.head and event.token.dep_ in _CORE and token.dep_ in _CORE


def _subject_of_its_verb(token: Token, discourse: Discourse) -> set[str]:
    """Return the actors that do the verb whose object the pronoun *token* is, also where another verb has the subject ("..., urging him")."""
    # "acquitted both of them": the object is what they are part of
    phrase = token.head if token.dep_ == "nmod" and token.head.pos_ in ("PRON", "DET", "NUM") else token
    verb = phrase.head
    if phrase.dep_ not in _OBJECTS or token.lower_ not in load_lexicon("actors")["pronouns"]["objective"] or verb.pos_ != "VERB":
        return set()
    return {key for subject in ([] if _is_free(token) else subjects(verb)) if subject != token for key in discourse.cast.refer(subject)}


def _is_free(token: Token) -> bool:
    """Return whether the pronoun *token* may be the subject of its verb, since it tells a place or company ("took a map with him")."""
    place = case_of(token)
    return place in _AROUND or (place == "with" and token.head.lemma_.lower() in _TAKING)


def _speaks_around(event: Event, token: Token, discourse: Discourse) -> bool:
    """Return whether *event* stands outside the quotation that *token* is in and is no antecedent there.

    The speaker is no "he" in the quotation; what "it" is was said before the quoted words, mostly by somebody else.
    """
    quote = discourse.quote_of(token)
    if quote < 0 or event.quote == quote:
        return False
    return token.lower_ in ("it", "its") or (event.sentence == discourse.sentence_of(token) and event.is_subject)


def _score(event: Event, token: Token, kind: str, discourse: Discourse) -> float:
    """Return how well *event* suits: near, a subject, often spoken of; things must be nearer than actors."""
    distance = discourse.sentence_of(token) - event.sentence
    score = -1.1 * distance - 0.01 * (token.i - event.token.i)
    score += 1.0 if event.is_subject else 0.3 if event.token.dep_ in ("obj", "iobj", "obl:agent") else -0.4 if event.token.dep_ in ("nmod", "compound") else 0.0
    if event.is_subject and token.dep_ in SUBJECTS:
        score += 0.3
    if kind == "neuter" and token.dep_ == "obj":
        # "Lund backs the bill, Berg opposes it": a thing as object goes on from an object
        score += 0.9 if event.token.dep_ == "obj" else -0.6 if event.is_subject else 0.0
    if token.tag_ == "PRP$" and event.is_subject and event.token.head in (token.head.head, token.head):
        score += 0.5
    if not event.keys:
        return score + (0.4 if kind == "neuter" else 0.0)
    score += _FREQUENCY[kind] * min(5, max(discourse.counts[key] for key in event.keys))
    kinds = {discourse.cast.actors[key].kind for key in event.keys}
    if kind == "plural":
        score += 0.3 if ActorKind.GROUP in kinds or len(event.keys) > 1 else -0.6
    if kind == "neuter" and kinds & {ActorKind.PLACE}:
        score -= 0.5
    if len(event.keys) > 1 and token.lower_ in _OF_TWO:
        score += 2.0
    return score
