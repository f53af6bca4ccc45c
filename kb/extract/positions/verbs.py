"""Positions that verbs show: "backs the deal", "was opposed by the court", "vowed to fight the ban", "called for a vote"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from kb.extract.index import children, tokens_of
from kb.extract.lexicon import words
from kb.extract.positions.cues import Cue
from kb.extract.positions.entries import Entry, entries_of, lemma_of, opposite
from kb.extract.positions.holding import Holding, holding_of, is_unreal, negative, passive
from kb.extract.positions.targets import is_stance_verb, prepositional, targets_of
from kb.extract.reading import Reading
from kb.extract.syntax import case_of, clause_span, conjuncts, deps, subjects
from kb.model import Stance

#: auxiliaries that stand between a subject and its verb
_FINITE = ("has", "have", "had", "will", "would")
#: "would like to" is a wish, "likes to" a habit; "would seek to" is only a forecast
_WISHES = ("like", "love", "prefer", "want")


def find(reading: Reading) -> Iterator[Cue]:
    """Yield the cues whose word is a verb."""
    for token in tokens_of(reading.doc):
        if token.pos_ != "VERB":
            continue
        for entry in entries_of(token, "verbs"):
            yield from _cue(token, entry)
        yield from _refusal(token)
        yield from _asking(token)
        yield from _passage(token)


def _cue(verb: Token, entry: Entry) -> Iterator[Cue]:
    against = entry.slot == "against"  # "voted against banning it": the ban is the target, the gerund shows nothing by itself
    targets = [target for target in targets_of(verb, entry) if (against or not is_stance_verb(target)) and not _voiced(verb, target)]
    asking = entry.group == "WANT" or lemma_of(verb) in words("positions", "daring")
    if asking and entry.slot == "object" and any(_is_asked_for(clause) for clause in deps(verb, "xcomp", "ccomp")):
        return  # "urged both sides to sign" wants no sides, "challenged both sides to sign" opposes none
    if entry.group == "WANT" and entry.slot == "clause":
        targets = [target for target in targets if not _goes_on(target)]
    if entry.group == "REFUSE":
        targets = [target for target in targets if lemma_of(target) not in words("positions", "speaking")]
    would = any(child.lower_ in ("would", "'d", "’d") for child in deps(verb, "aux"))
    unsaid = entry.slot == "clause" and ((would and lemma_of(verb) not in _WISHES) or (not would and lemma_of(verb) in _WISHES[:2]))
    holding = holding_of(verb) or _without_subject(verb) if targets and not unsaid else None
    if holding is None:
        return
    stance = entry.negated if holding.negative else entry.stance
    if stance is not None:
        stance = opposite(stance) if holding.against else stance
        cue = _made(verb, holding, targets, stance, entry.confidence, f"position.verb.{entry.slot}.v1")
        yield replace(cue, actors_only=entry.actors_only, topics_only=entry.topics_only)


def _without_subject(verb: Token) -> Holding | None:
    """Return the holding of the phrase right before a finite *verb* that the tree gives no subject; parsers lose some, in headlines most.

    Without such a phrase nobody holds it yet: whoever tells the clause may.
    """
    auxiliaries = deps(verb, "aux")
    finite = verb.tag_ in ("VBD", "VBZ") or (verb.tag_ == "VB" and verb.lower_ != verb.lemma_.lower()) or any(aux.lower_ in _FINITE for aux in auxiliaries)
    if not finite or passive(verb) or is_unreal(verb) or deps(verb, "mark") or any(subject.i < verb.i for subject in deps(verb, "nsubj", "nsubj:outer")):
        return None
    if verb.dep_ == "conj":
        return Holding(())
    before = min(token.i for token in (verb, *auxiliaries)) - 1
    while before > 0 and verb.doc[before].pos_ in ("ADV", "AUX", "PUNCT"):
        before -= 1
    phrase = verb.doc[max(before, 0)]
    while phrase.head.i < phrase.i and phrase.head.pos_ in ("NOUN", "PROPN") and not _is_apart(phrase):
        phrase = phrase.head
    nominal = phrase.pos_ in ("NOUN", "PROPN") and not case_of(phrase) and phrase.sent == verb.sent
    return Holding((phrase,), trust=0.85) if nominal and phrase.i < verb.i else None


def _is_apart(token: Token) -> bool:
    """Return whether *token* and the noun before that it hangs on are two phrases: a name begins, or a comma stands between."""
    between = token.doc[token.head.i + 1 : token.i]
    return any(other.text == "," for other in between) or (bool(token.ent_type_) and token.head.ent_type_ != token.ent_type_ and not case_of(token))


def _goes_on(deed: Token) -> bool:
    """Return whether the infinitive *deed* only tells what is said or done next ("would like to add", "wants to be")."""
    if deps(deed, "nsubj", "nsubj:pass"):
        return deed.dep_ == "ccomp" and not deps(deed, "mark")  # what somebody wants another to do has a "that" or a "to"
    return lemma_of(deed) in words("positions", "going_on") or bool(deps(deed, "cop", "aux:pass"))


def _voiced(verb: Token, target: Token) -> bool:
    """Return whether *verb* only voices what the noun *target* shows by itself ("reaffirmed their support for")."""
    voicing = lemma_of(verb) in words("positions", "undertaking") or case_of(target) == "in"
    acts = target.pos_ == "NOUN" and voicing and entries_of(target, "acts")
    return any(prepositional(target, entry.slot) for entry in acts or ())


def _made(verb: Token, holding: Holding, targets: list[Token], stance: Stance, confidence: float, rule: str) -> Cue:
    return Cue(verb, holding.holders, tuple(targets), stance, confidence * holding.trust, rule, clause_span(verb))


def _refusal(verb: Token) -> Iterator[Cue]:
    """Yield opposition to a deed that somebody says they will not do ("will not cooperate with the inquiry")."""
    firm = any(child.dep_ == "aux" and child.lower_ in words("positions", "firm_auxiliaries") for child in children(verb))
    said_of = any(child.i > verb.i and child.dep_ in ("obj", "obl", "xcomp", "ccomp") for child in children(verb))
    if (
        firm
        and said_of
        and negative(verb)
        and lemma_of(verb) in words("positions", "refusable")
        and not any(entry.negated for entry in entries_of(verb, "verbs"))
    ):
        holding = holding_of(verb)
        if holding and holding.negative:
            yield _made(verb, holding, [verb], Stance.SUPPORTS, 0.6, "position.refusal.v1")


def _asking(verb: Token) -> Iterator[Cue]:
    """Yield support for what somebody asks another to do, unless the deed shows a position by itself ("urged it to sign")."""
    if lemma_of(verb) not in words("positions", "asking") or (lemma_of(verb) == "call" and deps(verb, "obj")):  # "called the mayor to ask"
        return
    clauses = [child for child in deps(verb, "xcomp", "ccomp", "advcl") if child.i > verb.i and _is_asked_for(child)]
    deeds = [deed for clause in clauses for deed in conjuncts(clause) if deed.pos_ in ("VERB", "AUX") and not is_stance_verb(deed)]
    if not deps(verb, "obj", "iobj") and lemma_of(verb) == "want":
        deeds = [deed for deed in deeds if not _goes_on(deed)]
    holding = holding_of(verb) if deeds else None
    if holding and not holding.negative:
        yield _made(verb, holding, deeds, Stance.SUPPORTS, 0.55, "position.request.v1")
        blamed = [doer for deed in deeds if lemma_of(deed) in words("positions", "amends") for doer in subjects(deed)]
        yield replace(_made(verb, holding, blamed, Stance.OPPOSES, 0.6, "position.amends.v1"), actors_only=True)


def _is_asked_for(clause: Token) -> bool:
    """Return whether *clause* is a deed that is asked of somebody: "to sign", "that it sign"."""
    marks = {child.lower_ for child in deps(clause, "mark")}
    return "to" in marks or (clause.tag_ == "VB" and "that" in marks and not deps(clause, "aux"))


def _passage(verb: Token) -> Iterator[Cue]:
    """Yield support of the chamber that a bill passes ("the bill passed the Senate")."""
    bills = [child for child in deps(verb, "nsubj") if lemma_of(child) in words("positions", "verbs", "ENACT", "only")]
    chambers = deps(verb, "obj")
    if bills and chambers and lemma_of(verb) in ("pass", "clear") and not negative(verb) and not is_unreal(verb):
        yield Cue(verb, tuple(chambers), tuple(bills), Stance.SUPPORTS, 0.65, "position.passage.v1", clause_span(verb))
