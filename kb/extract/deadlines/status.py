"""What became of a deadline: "missed the deadline", "extended until Friday", "failed to pay by Friday"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kb.extract.deadlines.frames import belongs, is_noun
from kb.extract.index import children
from kb.extract.lexicon import words
from kb.extract.syntax import case_of, clause_span, deps, is_negated, is_passive
from kb.model import Bound, Span, Status

_CONDITIONS = ("if", "unless", "whether", "lest", "until", "before")
#: told of what lasts until a time, without the word "deadline"
_OF_STATES = (Status.EXTENDED, Status.MOVED)


def status_of(head: Token, bound: Bound) -> Status | None:
    """Return what the clause of *head*, the word that says what is due or ends, tells to have become of the deadline; None where nothing."""
    if is_noun(head) and belongs(head, "nouns", "deadline"):
        return _of_deadline(head)
    if head.pos_ not in ("VERB", "AUX"):
        return None
    if bound is Bound.UNTIL:
        status = _told_by(head)
        return status if status in _OF_STATES else None
    above = head.head
    failed = head.dep_ == "xcomp" and belongs(above, "status", "failing") and _is_fact(above) and not is_negated(above)
    return Status.MISSED if failed and above.tag_ in ("VBD", "VBN") else None


def statuses_told(doc: Doc) -> Iterator[tuple[Status, Span]]:
    """Yield what *doc* tells of "the deadline", with the clause that tells it."""
    for token in doc:
        definite = any(child.lower_ in ("the", "that", "this") for child in deps(token, "det"))
        if definite and token.lower_ == "deadline" and not deps(token, "nmod", "compound", "amod", "acl") and (status := _of_deadline(token)):
            yield status, clause_span(token.head)


def _of_deadline(noun: Token) -> Status | None:
    """Return what the verb of a deadline says of it."""
    verb = noun.head
    if verb.pos_ != "VERB":
        return None
    if noun.dep_ == "nsubj" and belongs(verb, "status", "passing"):
        vainly = any(case_of(child) == "without" or any(c.lower_ == "without" for c in deps(child, "mark")) for child in children(verb))
        return Status.MISSED if vainly and _is_fact(verb) and not is_negated(verb) else None
    if noun.dep_ == "obj" or (noun.dep_ == "nsubj:pass" and is_passive(verb)):
        return _told_by(verb)
    return None


def _told_by(verb: Token) -> Status | None:
    """Return the status that *verb* gives to its object, turned round where it is denied; None for what is only wished, planned or possible."""
    lemma = _with_particle(verb)
    status = next((status for status in Status if lemma in words("deadlines", "status", status.value)), None)
    denied = is_negated(verb)
    if verb.dep_ == "xcomp" and belongs(verb.head, "status", "failing"):
        denied, verb = not denied, verb.head
        denied = denied != is_negated(verb)
    elif verb.dep_ == "xcomp" and belongs(verb.head, "status", "deciding"):
        verb = verb.head
    if status is None or not _is_fact(verb):
        return None
    turned = {Status.MET: Status.MISSED, Status.MISSED: Status.MET}
    return turned.get(status) if denied else status


def _with_particle(verb: Token) -> str:
    """Return the lemma of *verb* with its particle, where the lexicon has the two."""
    pairs = [f"{verb.lemma_.lower()} {child.lower_}" for child in deps(verb, "compound:prt", "advmod")]
    known = {word for status in Status for word in words("deadlines", "status", status.value)}
    return next((pair for pair in pairs if pair in known), verb.lemma_.lower())


def _is_fact(verb: Token) -> bool:
    """Return whether the clause of *verb* tells what has happened: no modal, no "to", no condition."""
    if any(child.lower_ in _CONDITIONS for child in deps(verb, "mark")) or any(child.tag_ in ("MD", "TO") for child in deps(verb, "aux", "mark")):
        return False
    return verb.tag_ in ("VBD", "VBN", "VBZ", "VBP") or (verb.tag_ == "VB" and any(child.lower_ in ("did", "does", "do") for child in deps(verb, "aux")))
