"""Positions that nouns show: "Iran's support for Assad", "a critic of the deal", "drew criticism from the council"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from kb.extract.index import children, tokens_of
from kb.extract.lexicon import words
from kb.extract.positions.cues import Cue
from kb.extract.positions.entries import Entry, entries, entries_of, lemma_of
from kb.extract.positions.holding import holding_of, negative, owners_of
from kb.extract.positions.targets import is_nominal, is_stance_verb, prepositional
from kb.extract.reading import Reading
from kb.extract.syntax import case_of, clause_span, conjuncts, deps, first_conjunct, subjects, subtree_span
from kb.model import Certainty, Span, Stance

#: before those from whom something is received
_GIVERS = ("from", "of", "by", "among")


def find(reading: Reading) -> Iterator[Cue]:
    """Yield the cues whose word is a noun."""
    known = {lemma for part in ("acts", "agents", "reversed") for lemma in entries(part)}
    for token in tokens_of(reading.doc):
        if token.pos_ not in ("NOUN", "PROPN") or lemma_of(token) not in known:
            continue
        for entry in entries_of(token, "acts"):
            yield from _act(token, entry)
        yield from _received(token)
        for entry in entries_of(token, "agents"):
            yield from _agent(token, entry)
        for entry in entries_of(token, "reversed"):
            yield from _reversed(token, entry)
        yield from _mutual(reading, token)


def _targets(noun: Token, entry: Entry, part: str = "agents") -> list[Token]:
    if entry.slot == "possessor":
        owners = [owner for child in deps(noun, "nmod:poss") for owner in conjuncts(child)]
        return [owner for owner in owners if owner.tag_ != "PRP$" or lemma_of(noun) != "friend"]  # "my friends" are those spoken to
    if entry.slot == "compound":
        return [
            child
            for child in deps(noun, "compound", "nmod:desc", "amod")
            if child.pos_ in ("PROPN", "NOUN")
            and child.i < noun.i
            and child.ent_type_ not in ("LOC", "NORP")
            and child.lower_ not in words("positions", "not_targets")
        ]
    found = [target for target in prepositional(noun, entry.slot) if part == "acts" or is_nominal(target)]
    governor = noun.head
    if not found and noun.dep_ in ("obj", "obl", "nsubj:pass") and governor.pos_ == "VERB":  # the phrase often hangs on the verb: "voiced support for"
        found = [child for child in prepositional(governor, entry.slot) if 0 < child.left_edge.i - noun.i <= 2 and (part == "acts" or is_nominal(child))]
    return [target for target in found if entry.slot != "for" or target.ent_type_ or lemma_of(target) not in words("positions", "own_ends")]


def _act(noun: Token, entry: Entry) -> Iterator[Cue]:
    targets = [target for target in _targets(noun, entry, "acts") if not (entry.topics_only and is_stance_verb(target))]
    if entry.slot == "from":  # troops are withdrawn from a country without being against it
        targets = [target for target in targets if target.ent_type_ != "LOC"]
    if entry.actors_only:  # deeds to nameless people ("the killing of two men") tell little of whom somebody is against
        targets = [target for target in targets if target.ent_type_]
    if not targets:
        return
    doers = [doer for doer in owners_of(noun) or _modifiers(noun) or _speakers(noun) if doer not in targets]
    stance: Stance | None = entry.stance
    if entry.slot == "of" and case_of(noun) == "with":  # "with the support of its neighbour": theirs, not its own
        holding = holding_of(noun.head) if noun.head.pos_ == "VERB" else None
        doers, targets = targets, list(holding.holders) if holding else []
    if any(child.lower_ == "no" and child.dep_ == "det" for child in children(noun)) or _is_ended(noun):
        stance = entry.negated
    if doers and stance is not None:
        cue = Cue(noun, tuple(doers), tuple(targets), stance, entry.confidence, f"position.act.{entry.slot}.v1", _evidence(noun))
        yield replace(cue, actors_only=entry.actors_only, topics_only=entry.topics_only)


def _modifiers(noun: Token) -> list[Token]:
    """Return whoever stands as a name right before the noun ("U.S. sanctions against")."""
    return [child for child in deps(noun, "compound", "nmod:desc", "amod") if child.ent_type_ in ("ORG", "LOC", "PERSON", "NORP")][-1:]


def _is_ended(noun: Token) -> bool:
    """Return whether what *noun* names is given up ("lifted its blockade of")."""
    verb = noun.head
    return noun.dep_ in ("obj", "nsubj:pass") and lemma_of(verb) in words("positions", "giving_up") and not negative(verb)


def _speakers(noun: Token) -> list[Token]:
    """Return whose words or deed *noun* is said to be ("the mayor's speech was an attack on")."""
    told = _subjects_of(noun) if deps(noun, "cop") else []
    return [owner for subject in told for owner in deps(subject, "nmod:poss")]


def _evidence(noun: Token) -> Span:
    governor = noun.head
    if noun.dep_ in ("obj", "obl", "nsubj:pass") and governor.pos_ == "VERB" and lemma_of(governor) in words("positions", "undertaking"):
        return clause_span(governor)
    return subtree_span(noun, "acl:relcl", "appos", "conj", "cc", "cop", "nsubj", "parataxis", "case", "advcl", "ccomp")


def _received(noun: Token) -> Iterator[Cue]:
    """Yield the position of those from whom a subject draws support or criticism."""
    acts = entries_of(noun, "acts")
    if not acts:
        return
    verb = noun.head
    received = noun.dep_ == "obj" and lemma_of(verb) in words("positions", "receiving")
    under = case_of(noun) == "under" and lemma_of(verb) == "come"
    if not (received or under) or negative(verb):
        return
    targets = subjects(verb)
    givers = (giver for preposition in _GIVERS for word in (noun, verb) for giver in prepositional(word, preposition))
    sources = [giver for giver in givers if giver.i > noun.i]
    if targets and sources:
        yield Cue(noun, tuple(dict.fromkeys(sources)), tuple(targets), acts[0].stance, acts[0].confidence, "position.act.received.v1", clause_span(verb))


def _bearers(noun: Token) -> list[Token]:
    """Return who is said to be what *noun* names: the subject of a copula, what it is set beside, or the noun's own phrase."""
    first = noun if deps(noun, "cop") else first_conjunct(noun)
    if deps(first, "cop"):
        return _subjects_of(first)
    if noun.dep_ == "xcomp" and (made := deps(noun.head, "obj")):  # "made him an advocate of"
        return conjuncts(made[0])
    if noun.dep_ == "appos":
        return conjuncts(noun.head)
    if noun.dep_ == "nmod" and noun.head.lower_ in ("one", "some", "among"):  # "is one of its critics"
        return _bearers(noun.head)
    if noun.dep_ == "obl" and case_of(noun) == "as":
        holding = holding_of(noun.head)
        return list(holding.holders) if holding and not holding.negative else []
    return _beside(noun)


def _subjects_of(predicate: Token) -> list[Token]:
    """Return the subject of a copula that is not denied; a relative pronoun stands for its antecedent."""
    found = [child for child in deps(predicate, "nsubj", "nsubj:outer") if child.i < predicate.i]
    if not found or negative(predicate):
        return []
    relative = found[0].tag_ in ("WDT", "WP") and predicate.dep_ == "acl:relcl"
    return conjuncts(predicate.head) if relative else conjuncts(found[0])


def _beside(noun: Token) -> list[Token]:
    """Return the name that *noun* describes, or the noun itself where it describes none."""
    if noun.dep_ in ("nmod:desc", "compound") and noun.head.i > noun.i and noun.head.ent_type_ == "PERSON":
        return [noun.head]
    beside = [conjunct for child in deps(noun, "appos") if child.ent_type_ for conjunct in conjuncts(child)]
    return beside or [noun]


def _agent(noun: Token, entry: Entry) -> Iterator[Cue]:
    targets = _targets(noun, entry) if noun.ent_type_ != "ORG" else []  # "the Friends of the River" is a name
    bearers = [bearer for bearer in _bearers(noun) if bearer not in targets] if targets else []
    if bearers:
        yield Cue(noun, tuple(bearers), tuple(targets), entry.stance, entry.confidence, f"position.agent.{entry.slot}.v1", _agent_evidence(noun))


def _agent_evidence(noun: Token) -> Span:
    return clause_span(noun) if deps(noun, "cop") else subtree_span(noun, "appos", "acl:relcl", "conj", "cc", "case")


def _reversed(noun: Token, entry: Entry) -> Iterator[Cue]:
    """Yield the position of those whose target somebody is said to be."""
    holders = prepositional(noun, entry.slot)
    bearers = [bearer for bearer in _bearers(noun) if bearer is not noun]
    if holders and bearers:
        yield Cue(
            noun,
            tuple(holders),
            tuple(bearers),
            entry.stance,
            entry.confidence,
            "position.reversed.v1",
            subtree_span(noun, "conj", "cc", "cop", "nsubj", "case"),
            actors_only=True,
        )


def _mutual(reading: Reading, noun: Token) -> Iterator[Cue]:
    """Yield what two or more known actors are to one another ("the longtime foes")."""
    agents = [entry for entry in entries_of(noun, "agents") if entry.slot == "possessor"] if noun.tag_ in ("NNS", "NNPS") else []
    if not agents or any(_targets(noun, entry) for entry in entries_of(noun, "agents")):
        return
    bearers = [bearer for bearer in _bearers(noun) if reading.cast.refer(bearer)]
    known = tuple(dict.fromkeys(key for bearer in bearers for key in reading.cast.refer(bearer)))
    if len(known) == 2 and case_of(noun) not in ("with", "against"):
        yield Cue(
            noun,
            tuple(bearers),
            tuple(bearers),
            agents[0].stance,
            0.5,
            "position.mutual.v1",
            subtree_span(noun, "appos", "acl:relcl", "conj", "cc"),
            actors_only=True,
            certainty=Certainty.HEDGED,
        )
