"""Whether a clause looks ahead: tells what must, will or shall be done, not what was, nor what somebody guesses."""

from __future__ import annotations

from enum import Enum

from spacy.tokens import Token

from kb.extract.lexicon import words
from kb.extract.reading import Cast
from kb.extract.syntax import deps, is_negated, subjects

_COMPLEMENTS = ("xcomp", "ccomp", "advcl", "csubj", "acl", "csubj:pass", "conj")


class Outlook(Enum):
    """How a clause stands to its time."""

    AHEAD = "ahead"  # duty, plan, promise
    PRESENT = "present"  # it is so: "runs", "is being paid"
    PAST = "past"
    GUESS = "guess"  # forecast or possibility


def outlook(verb: Token, cast: Cast) -> Outlook:
    """Return how the clause of *verb* (or predicate noun, adjective) stands to its time."""
    return _outlook(verb, cast, 0)


def _outlook(verb: Token, cast: Cast, depth: int) -> Outlook:
    if depth > 8:
        return Outlook.PRESENT
    auxiliaries = {child.lower_ for child in deps(verb, "aux", "aux:pass", "cop")}
    if (found := _of_modal(verb, auxiliaries, cast)) is not None:
        return found
    if _is_infinitive(verb):
        return _of_infinitive(verb, cast, depth)
    if verb.dep_ == "conj" and verb.tag_ == verb.head.tag_ and not deps(verb, "nsubj", "nsubj:pass", "aux", "aux:pass"):
        return _outlook(verb.head, cast, depth + 1)
    if verb.tag_ == "VBG" and not auxiliaries:
        return _of_gerund(verb, cast, depth)
    return _of_finite(verb, auxiliaries)


def _of_modal(verb: Token, auxiliaries: set[str], cast: Cast) -> Outlook | None:
    if auxiliaries & words("deadlines", "modals", "strict"):
        return Outlook.AHEAD
    if auxiliaries & words("deadlines", "modals", "leave") or ("have" in auxiliaries and verb.tag_ == "VBN" and auxiliaries & {"will", "’ll", "'ll"}):
        return Outlook.GUESS  # "by Friday we will have spent it" tells how far it gets
    if auxiliaries & words("deadlines", "modals", "duty"):
        if "would" in auxiliaries and any(mark.lower_ == "if" for clause in deps(verb, "advcl") for mark in deps(clause, "mark")):
            return Outlook.GUESS  # "would not end until 2030 if nothing changed"
        return Outlook.GUESS if is_guess(verb) or (_is_measure(verb) and not _acts(verb, cast)) else Outlook.AHEAD
    return None


def _of_infinitive(verb: Token, cast: Cast, depth: int) -> Outlook:
    """Judge "to do" by what it depends on: a duty or plan, a forecast, or a deed that has its own tense."""
    above = verb.head
    if verb.dep_ not in _COMPLEMENTS or above == verb:
        return Outlook.AHEAD
    lemma = above.lemma_.lower()
    if lemma in words("deadlines", "verbs", "implicative"):
        return _outlook(above, cast, depth + 1)
    if lemma in words("deadlines", "verbs", "forecast") or is_guess(above):
        return Outlook.GUESS
    if lemma == "expect" and deps(above, "aux:pass", "nsubj:pass") and _is_measure(verb) and not _acts(above, cast):
        return Outlook.GUESS
    return Outlook.AHEAD


def _of_gerund(verb: Token, cast: Cast, depth: int) -> Outlook:
    """Judge "doing" by what it depends on: "committed to achieving" looks ahead, "said, adding" does not."""
    above = verb.head
    if above == verb or (verb.dep_ == "advcl" and deps(verb, "nsubj")):  # "with most people leaving" tells how it is
        return Outlook.PAST
    lemma = above.lemma_.lower()
    if lemma in words("deadlines", "nouns", "commitment") or lemma in words("deadlines", "nouns", "deadline"):
        return Outlook.AHEAD
    if above.pos_ in ("VERB", "AUX", "ADJ"):
        if lemma in words("deadlines", "verbs", "order") | words("deadlines", "verbs", "commitment"):
            return Outlook.AHEAD
        found = _outlook(above, cast, depth + 1)
        return found if found is not Outlook.PRESENT else Outlook.PAST
    if above.pos_ in ("NOUN", "PROPN") and deps(verb, "mark"):
        return _outlook(_predicate_above(above), cast, depth + 1)
    return Outlook.PAST


def _of_finite(verb: Token, auxiliaries: set[str]) -> Outlook:
    bare = verb.tag_ in ("VB", "VBP", "VBZ") and verb.lower_ == verb.lemma_.lower() and not auxiliaries
    if verb.pos_ == "NOUN" and deps(verb, "obj"):  # an imperative that was taken for a noun ("Issue a report")
        return Outlook.AHEAD
    if bare and (verb.tag_ == "VB" or _is_wish(verb)):  # an imperative, or what somebody demands
        return Outlook.AHEAD
    if is_guess(verb):
        return Outlook.GUESS
    if auxiliaries & {"was", "were", "had", "did", "been"}:
        return Outlook.PAST
    if verb.tag_ == "VBD" or (verb.tag_ == "VBN" and not auxiliaries & {"is", "are", "being", "be", "’s", "'s", "am"}):
        return Outlook.PAST
    return Outlook.PRESENT


def is_conditional(verb: Token) -> bool:
    """Return whether *verb*'s clause tells what follows unless something is done ("if it does not pass a budget by")."""
    marks = {child.lower_ for child in deps(verb, "mark")}
    return "unless" in marks or ("if" in marks and is_negated(verb))


def is_guess(verb: Token) -> bool:
    """Return whether a forecast stands above *verb*: "analysts predict that", "is projected to"."""
    for above in (verb, *_above(verb)):
        if above != verb and above.lemma_.lower() in words("deadlines", "verbs", "forecast") - {"say", "think", "believe"}:
            return True
        if any(child.lower_ in ("likely", "probably", "perhaps", "possibly") for child in deps(above, "advmod")):
            return True
    return False


def _above(verb: Token) -> list[Token]:
    found: list[Token] = []
    while verb.dep_ in ("xcomp", "ccomp", "csubj", "conj") and verb.head != verb and len(found) < 3:
        verb = verb.head
        found.append(verb)
    return found


def _predicate_above(token: Token) -> Token:
    while token.pos_ not in ("VERB", "AUX") and token.head != token:
        token = token.head
    return token


def _is_infinitive(verb: Token) -> bool:
    return any(child.tag_ == "TO" for child in deps(verb, "mark", "aux"))


def _is_wish(verb: Token) -> bool:
    """Return whether *verb* is what somebody demands: "mandated that the agency reevaluate"."""
    return verb.dep_ in ("ccomp", "xcomp", "acl", "acl:relcl", "conj") and verb.head.lemma_.lower() in words("deadlines", "verbs", "order")


def _is_measure(verb: Token) -> bool:
    lemma = verb.lemma_.lower()
    return lemma in words("deadlines", "verbs", "measure") or (verb.pos_ in ("ADJ", "NOUN", "NUM") and lemma not in words("deadlines", "verbs", "ready"))


def _acts(verb: Token, cast: Cast) -> bool:
    """Return whether the subject of *verb* can act: a known actor or a person's pronoun."""
    return any(cast.refer(s) or s.lower_ in ("i", "we", "you", "he", "she", "they", "who") or s.ent_type_ in ("PERSON", "ORG") for s in subjects(verb))
