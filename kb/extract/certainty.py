"""How sure the article is, and whether it says that it is so: shared by every rule."""

from __future__ import annotations

from spacy.tokens import Token

from kb.extract.index import children
from kb.extract.lexicon import words
from kb.extract.syntax import ancestors, deps, is_negated
from kb.model import Certainty, Polarity


def certainty_of(predicate: Token) -> Certainty:
    """Return Hedged when *predicate*'s clause is told as hearsay, guess or possibility ("reportedly said", "may have written")."""
    if _is_hedged(predicate):
        return Certainty.HEDGED
    for above in ancestors(predicate):
        if above.lemma_.lower() in words("certainty", "hedging_verbs") and predicate.dep_ in ("xcomp", "ccomp", "csubj", "advcl"):
            return Certainty.HEDGED
        break
    return Certainty.CERTAIN


def _is_hedged(predicate: Token) -> bool:
    """Return whether an adverb, auxiliary or adjective directly on *predicate* hedges it."""
    for child in children(predicate):
        if child.lower_ in words("certainty", "hedging_adverbs") and child.dep_ in ("advmod", "amod", "obl"):
            return True
        if child.dep_ == "aux" and child.lower_ in words("certainty", "hedging_auxiliaries") and deps(predicate, "aux")[-1].lower_ == "have":
            return True
        if child.dep_ == "amod" and child.lower_ in words("certainty", "hedging_adjectives"):
            return True
    return False


def polarity_of(predicate: Token) -> Polarity:
    """Return Negative when the article says that *predicate* did not take place ("did not say", "refused to comment", "without saying")."""
    if is_negated(predicate):
        return Polarity.NEGATIVE
    if any(child.dep_ == "mark" and child.lower_ == "without" for child in children(predicate)):
        return Polarity.NEGATIVE
    head = predicate.head
    if predicate.dep_ == "xcomp" and head.lemma_.lower() in words("certainty", "negative_verbs"):
        return Polarity.POSITIVE if is_negated(head) else Polarity.NEGATIVE
    if (
        predicate.dep_ == "conj"
        and head.pos_ == "VERB"
        and is_negated(head)
        and not deps(predicate, "nsubj", "nsubj:pass")
        and _joined_by(predicate, ("or", "nor"))
    ):
        return Polarity.NEGATIVE
    return Polarity.POSITIVE


def _joined_by(token: Token, conjunctions: tuple[str, ...]) -> bool:
    return any(child.dep_ == "cc" and child.lower_ in conjunctions for child in children(token))
