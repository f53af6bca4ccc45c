"""Positions that judgements show: "called the deal a disgrace", "said that the ban was wrong", "said that they should go"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kb.extract.index import children, tokens_of
from kb.extract.lexicon import words
from kb.extract.positions.cues import Cue
from kb.extract.positions.entries import lemma_of
from kb.extract.positions.holding import Holding, holding_of, negative
from kb.extract.positions.targets import prepositional
from kb.extract.reading import Reading
from kb.extract.syntax import clause_span, conjuncts, deps, is_passive, predicates_of, subtree_span
from kb.model import Stance


def find(reading: Reading) -> Iterator[Cue]:
    """Yield the cues that judge something by a word of praise or blame."""
    predicates = predicates_of(reading.doc)
    for token in tokens_of(reading.doc):
        if token.pos_ == "VERB" and lemma_of(token) in words("positions", "judgements", "calling"):
            yield from _called(token)
        if token.dep_ in ("ccomp", "parataxis") and lemma_of(token.head) in words("positions", "judgements", "saying"):
            yield from _said(token, token.head)
        elif (token.pos_ == "VERB" or token.i in predicates) and (verb := _saying_beside(token)) is not None:
            yield from _said(token, verb)


def judgement(word: Token) -> Stance | None:
    """Return whether the phrase headed by *word* blames or praises; None when it does neither or both."""
    near = [word, *deps(word, "amod", "compound", "conj")]
    blames = any(_is(token, "against") for token in near)
    praises = any(_is(token, "for") for token in near)
    if blames == praises:
        return None
    stance = Stance.OPPOSES if blames else Stance.SUPPORTS
    if negative(word):
        if any(token.tag_ in ("JJR", "RBR") for child in near for token in (child, *deps(child, "amod", "advmod"))):
            return None  # "no better ally" praises somebody else
        return Stance.OPPOSES if stance is Stance.SUPPORTS else None
    return stance


def _is(token: Token, list_name: str) -> bool:
    listed = words("positions", "judgements", list_name)
    return token.lower_ in listed or token.lemma_.lower() in listed


def _called(verb: Token) -> Iterator[Cue]:
    objects = [conjunct for child in deps(verb, "obj", "expl", "nsubj:pass") for conjunct in conjuncts(child)]
    predicates = [child for child in deps(verb, "xcomp", "ccomp", "obj", "obl:unmarked") if child.i > verb.i and child not in objects[:1]] + prepositional(
        verb, "as"
    )
    if lemma_of(verb) == "refer":
        objects = prepositional(verb, "to")
    stances = {stance for predicate in predicates if (stance := judgement(predicate)) is not None}
    holding = holding_of(verb) if objects and len(stances) == 1 else None
    if holding and not holding.negative:
        targets = [_extraposed(verb, token) for token in objects]
        yield Cue(verb, holding.holders, tuple(targets), stances.pop(), 0.7 * holding.trust, "position.called.v1", clause_span(verb))


def _extraposed(verb: Token, target: Token) -> Token:
    """Return the clause that a dummy "it" stands for ("called it outrageous that they left")."""
    if target.lower_ == "it":
        for clause in verb.subtree:
            if (
                clause.i > target.i
                and clause.dep_ in ("ccomp", "csubj", "acl", "acl:relcl", "advcl")
                and any(c.dep_ == "mark" and c.lower_ in ("that", "to") for c in children(clause))
            ):
                return clause
    return target


def _saying_beside(predicate: Token) -> Token | None:
    """Return the verb of saying that the tree hangs on what is said (“the ban is wrong,” said Lund)."""
    saying = words("positions", "judgements", "saying")
    return next((child for child in deps(predicate, "parataxis") if child.i > predicate.i and lemma_of(child) in saying), None)


def _failings(subjects: list[Token]) -> list[Token]:
    """Return whose failings *subjects* are ("the mayor's failure to act has cost us")."""
    blamed = [subject for subject in subjects if lemma_of(subject) in words("positions", "judgements", "failings")]
    return [owner for subject in blamed for owner in deps(subject, "nmod:poss")]


def _said(predicate: Token, verb: Token) -> Iterator[Cue]:
    """Yield what somebody says of a thing: that it is good or bad, or that it should be."""
    holding = holding_of(verb)
    if holding is None or holding.negative:
        return
    if predicate.lower_ == "time":  # "it is time to end the war"
        deeds = [
            child
            for child in deps(predicate, "acl", "xcomp", "advcl", "ccomp", "csubj")
            if any(c.dep_ == "mark" and c.lower_ in ("to", "for") for c in children(child))
        ]
        if deeds:
            sign = Stance.OPPOSES if negative(predicate) else Stance.SUPPORTS
            yield _cue(verb, predicate, holding, deeds[:1], sign, 0.6, "position.time.v1")
    subjects = [child for child in deps(predicate, "nsubj", "nsubj:pass") if child.tag_ not in ("EX", "WDT", "WP")]
    if not subjects:
        return
    if failing := _failings(subjects[:1]):
        yield _cue(verb, predicate, holding, failing, Stance.OPPOSES, 0.55, "position.failing.v1", actors_only=True)
    duty = any(child.dep_ == "aux" and child.lower_ in words("positions", "duties") for child in children(predicate))
    if duty and predicate.pos_ == "VERB":
        yield _cue(verb, predicate, holding, [predicate], Stance.SUPPORTS, 0.5, "position.duty.v1")
    elif (
        predicate.pos_ == "VERB"
        and lemma_of(predicate) in words("positions", "judgements", "misdeeds")
        and not is_passive(predicate)
        and not negative(predicate)
    ):
        blamed = [subject for subject in conjuncts(subjects[0]) if _is_somebodys(subject)]
        yield _cue(verb, predicate, holding, blamed, Stance.OPPOSES, 0.55, "position.misdeed.v1")
    elif deps(predicate, "cop") and (stance := judgement(predicate)) is not None:
        judged = [_extraposed(predicate, subject) for subject in conjuncts(subjects[0])]
        yield _cue(verb, predicate, holding, judged, stance, 0.6, "position.judged.v1")
    elif predicate.pos_ == "VERB" and not deps(predicate, "aux:pass") and (stance := _of_deed(predicate)) is not None:
        yield _cue(verb, predicate, holding, conjuncts(subjects[0]), stance, 0.5, "position.deed.v1", actors_only=True)


def _of_deed(verb: Token) -> Stance | None:
    """Return how whoever does *verb* is judged by what it is done to ("made a terrible mistake", "did an excellent job")."""
    stances = {judgement(child) for child in deps(verb, "obj") if lemma_of(verb) in words("positions", "judgements", "doing")}
    return stances.pop() if len(stances) == 1 and not negative(verb) else None


def _is_somebodys(subject: Token) -> bool:
    """Return whether *subject* is somebody or somebody's ("the council", "the council's plan"): a storm that destroys is not blamed."""
    own = subject.pos_ in ("PROPN", "PRON") or lemma_of(subject) in words("positions", "holder_nouns")
    return own or any(child.ent_type_ for child in deps(subject, "nmod:poss", "compound"))


def _cue(
    verb: Token, predicate: Token, holding: Holding, targets: list[Token], stance: Stance, confidence: float, rule: str, *, actors_only: bool = False
) -> Cue:
    return Cue(verb, holding.holders, tuple(targets), stance, confidence * holding.trust, rule, subtree_span(predicate, "mark"), actors_only)
