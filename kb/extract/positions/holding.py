"""Who holds the position that a verb shows: its subject, or whoever wants, vows, refuses or asks for the deed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from kb.extract.certainty import polarity_of
from kb.extract.index import children
from kb.extract.lexicon import words
from kb.extract.positions.entries import entries_of, lemma_of
from kb.extract.syntax import agents, case_of, conjuncts, deps, is_passive
from kb.model import Polarity, Stance

_RELATIVE = ("WDT", "WP")
_FIRST_PERSONS = ("i", "we")
_MAX_DEPTH = 5


@dataclass(frozen=True)
class Holding:
    """The heads of the holders' phrases, and what stands above the verb: an odd number of negations, another verb of opposition.

    *Score:* ``trust`` in [0, 1] tells how far to believe it.
    """

    holders: tuple[Token, ...]
    negative: bool = False
    trust: float = 1.0
    against: bool = False

    def below(self, *, negative: bool = False, trust: float = 1.0, against: bool = False) -> Holding:
        """Return this holding as seen from a verb below."""
        return Holding(self.holders, self.negative != negative, self.trust * trust, self.against != against)


def negative(predicate: Token) -> bool:
    """Return whether the article denies *predicate* ("did not back", "no longer backs", "failed to back")."""
    longer = any(child.lower_ in ("longer", "more") and any(c.lower_ == "no" for c in children(child)) for child in children(predicate))
    return longer or polarity_of(predicate) is Polarity.NEGATIVE


def passive(verb: Token) -> bool:
    """Return whether *verb* is passive; a participle before "by" is one even where the tree says nothing of it."""
    return is_passive(verb) or (_before_by(verb) and not any(child.lemma_ == "have" for child in deps(verb, "aux")))


def _before_by(verb: Token) -> bool:
    return verb.tag_ == "VBN" and verb.i + 2 < len(verb.doc) and verb.nbor().lower_ == "by"


def _by_phrase(verb: Token) -> list[Token]:
    """Return the head of the phrase behind "by", whatever the tree hangs it on."""
    if not _before_by(verb):
        return []
    begin = verb.i + 2
    return [token for token in verb.doc[begin : begin + 6] if token.pos_ in ("NOUN", "PROPN", "PRON") and token.left_edge.i <= begin and token.head.i < begin][
        :1
    ]


def is_unreal(verb: Token) -> bool:
    """Return whether *verb* is told as a mere possibility or a condition ("might back", "if they oppose")."""
    auxiliaries = {child.lower_ for child in deps(verb, "aux")}
    possible = auxiliaries & words("positions", "possibility")
    if possible and not (possible == {"could"} and negative(verb)):  # "could not support it" is a refusal
        return True
    if "would" in auxiliaries and any(_is_conditional(child) for child in deps(verb, "advcl")):
        return True
    if verb.dep_ == "ccomp" and verb.head.dep_ in ("advcl", "xcomp") and _is_conditional(verb.head if verb.head.dep_ == "advcl" else verb.head.head):
        return True  # "if it wants to show that it backs the plan"
    return _is_question(verb) or any(child.dep_ == "mark" and child.lower_ in words("positions", "conditions") for child in children(verb))


def _is_question(verb: Token) -> bool:
    """Return whether it is asked whether somebody does *verb* ("does the council back the ban?")."""
    subject = next(iter(deps(verb, "nsubj", "nsubj:pass")), None)
    first = next((child for child in deps(verb, "aux", "aux:pass", "cop") if child.tag_ != "TO"), None)
    if subject is None or first is None or first.i > subject.left_edge.i or any(child.tag_ in ("WDT", "WP", "WRB") for child in children(verb)):
        return False
    return any(token.text == "?" for token in verb.doc[verb.i : verb.sent.end])


def _is_conditional(clause: Token) -> bool:
    return any(child.dep_ == "mark" and child.lower_ in ("if", "unless") for child in children(clause))


def holding_of(verb: Token, depth: int = 0) -> Holding | None:
    """Return who does *verb* or wants it done; None when nobody can be told or it is told as unreal."""
    if depth > _MAX_DEPTH or is_unreal(verb):
        return None
    if passive(verb):
        doers = agents(verb) or _by_phrase(verb)
        return Holding(tuple(doers), negative(verb)) if doers else _wanted_passive(verb, depth)
    own = _own_subjects(verb)
    if own and not _is_asked(verb):
        return Holding(tuple(own), negative(verb)) if not (_denies(own[0]) or _is_duty(verb, own[0])) else None
    above = _from_above(verb, depth)
    return above.below(negative=_own_negation(verb)) if above else None


def _own_negation(verb: Token) -> bool:
    """Return whether *verb* itself is negated; what its governor does to it was counted there."""
    return negative(verb)


def _wanted_passive(verb: Token, depth: int) -> Holding | None:
    """Return who asks for a passive deed ("called for the bill to be dropped")."""
    above = _asker(verb, depth)
    return above.below(negative=negative(verb)) if above else None


def _own_subjects(verb: Token) -> list[Token]:
    found = [child for child in deps(verb, "nsubj", "nsubj:outer") if child.tag_ != "EX"]
    if not found:
        return []
    if found[0].left_edge.i == verb.i + 1 and verb.tag_ in ("VBD", "VBZ") and not deps(verb, "obj", "ccomp") and verb.dep_ != "parataxis":
        return []  # an object that the tree takes for the subject
    subject = found[0] if found[0].tag_ in _RELATIVE else next((child for child in reversed(found) if child.i < verb.i), found[0])
    if subject.tag_ in _RELATIVE:
        clause = verb
        while clause.dep_ in ("conj", "xcomp"):
            clause = clause.head
        return conjuncts(clause.head) if clause.dep_ == "acl:relcl" else []
    return conjuncts(subject)


def _denies(subject: Token) -> bool:
    return subject.lower_ in ("nobody", "none", "nothing", "neither") or any(
        child.lower_ in ("no", "neither", "few") and child.dep_ in ("det", "amod") for child in children(subject)
    )


def _is_duty(verb: Token, subject: Token) -> bool:
    """Return whether *verb* is what others say that *subject* should do; of oneself it tells what one wants ("we must end it")."""
    return subject.lower_ not in _FIRST_PERSONS and any(child.lower_ in words("positions", "duties") for child in deps(verb, "aux"))


def _is_asked(verb: Token) -> bool:
    """Return whether somebody asks or wants *verb*'s subject to do it ("wants the court to reject", "demands that it drop", "calls for them to end")."""
    marks = {child.lower_ for child in deps(verb, "mark")}
    if verb.dep_ == "acl":
        return {"for", "to"} <= marks and lemma_of(verb.head) in words("positions", "plans")
    if verb.dep_ == "ccomp" and lemma_of(verb.head) in words("positions", "hoping"):
        return True
    subjunctive = verb.tag_ == "VB" and "that" in marks and not deps(verb, "aux")
    return verb.dep_ in ("ccomp", "xcomp", "advcl") and (subjunctive or bool(marks & {"to", "for"})) and lemma_of(verb.head) in words("positions", "asking")


def _asker(verb: Token, depth: int) -> Holding | None:
    head = verb.head
    hoped = verb.dep_ == "ccomp" and lemma_of(head) in words("positions", "hoping")
    if hoped or (verb.dep_ in ("xcomp", "ccomp", "advcl", "acl") and lemma_of(head) in words("positions", "asking")):
        above = holding_of(head, depth + 1)
        return above.below(trust=0.9) if above else None
    return None


def _from_above(verb: Token, depth: int) -> Holding | None:
    """Return the holding that a verb without a subject of its own takes from its governor."""
    head = verb.head
    if head == verb:
        return None
    if verb.dep_ == "conj":
        return _plain(head, depth)
    if verb.dep_ in ("xcomp", "ccomp"):
        return _asker(verb, depth) or _controlled(head, depth)
    if verb.dep_ == "advcl":
        marks = {child.lower_ for child in children(verb) if child.dep_ == "mark"}
        return _asker(verb, depth) or (None if marks & (words("positions", "conditions") | {"against"}) else _beside(head, depth))
    if verb.dep_ in ("acl", "acl:relcl"):
        return _of_noun(verb, head, depth)
    return None


def _plain(head: Token, depth: int, trust: float = 1.0) -> Holding | None:
    """Return who does *head*, without the negation on it, which does not reach a coordinated or adverbial clause."""
    above = holding_of(head, depth + 1) if head.pos_ in ("VERB", "AUX") else _of_predicate(head)
    return Holding(above.holders, False, above.trust * trust) if above else None


def _beside(head: Token, depth: int) -> Holding | None:
    """Return who does the clause that stands beside *head*: whom a passive *head* befalls ("was jailed after criticising it"), else who does it."""
    patients = deps(head, "nsubj:pass")
    if patients and patients[0].tag_ not in _RELATIVE and not agents(head):
        return Holding(tuple(conjuncts(patients[0])), trust=0.9)
    return _plain(head, depth, trust=0.9)


def _of_predicate(head: Token) -> Holding | None:
    """Return the subject of a predicate that is no verb ("are eager to", "is a threat")."""
    subjects = _own_subjects(head)
    return Holding(tuple(subjects)) if subjects else None


def _controlled(head: Token, depth: int) -> Holding | None:
    """Return who is to do what *head* governs ("vowed to", "are ready to", "refused to", "is said to")."""
    lemma = lemma_of(head)
    if head.pos_ == "ADJ":
        return _disposed(head, lemma)
    if deps(head, "obj", "iobj") or head.pos_ not in ("VERB", "AUX") or (lemma in words("positions", "causing") and not is_passive(head)):
        return None
    if is_passive(head):
        subjects = deps(head, "nsubj:pass")
        return Holding(tuple(conjuncts(subjects[0])), trust=0.7) if subjects and lemma in words("positions", "said_of") else None
    above = holding_of(head, depth + 1)
    if above and lemma in words("positions", "obliging") and above.holders[0].lower_ not in _FIRST_PERSONS:
        return None  # "the council needs to act": others say so
    if above and lemma in words("certainty", "negative_verbs"):  # polarity_of counts these on the verb below
        return Holding(above.holders, False, above.trust)
    return above.below(against=_opposes(head, lemma), trust=1.0 if lemma in words("positions", "intending") else 0.8) if above else None


def _opposes(verb: Token, lemma: str) -> bool:
    """Return whether *verb* is against the deed below it ("opposed ending the ban")."""
    if lemma in words("positions", "intending"):
        return False
    return any(entry.slot == "object" and entry.stance is Stance.OPPOSES and not entry.actors_only for entry in entries_of(verb, "verbs"))


def _disposed(adjective: Token, lemma: str) -> Holding | None:
    above = _of_predicate(adjective)
    if above is None or negative(adjective):
        return None
    if lemma in words("positions", "unwilling"):
        return above.below(negative=True, trust=0.8)
    return above if lemma in words("positions", "willing") else None


def _of_noun(verb: Token, noun: Token, depth: int) -> Holding | None:
    """Return who does a participle ("senators opposing it"), or whose plan an infinitive is ("Iran's efforts to back it")."""
    told = lemma_of(noun) in words("positions", "documents") and verb.tag_ == "VBG"
    if not told and lemma_of(noun) not in words("positions", "plans"):
        return Holding(tuple(conjuncts(noun))) if verb.tag_ == "VBG" else None
    owners = owners_of(noun, depth)
    refused = lemma_of(noun) in words("positions", "refusals")
    if told and not owners:
        return Holding((noun,))  # "ran adverts attacking it": whoever ran them
    return Holding(tuple(owners), refused, 0.85) if owners else None


def owners_of(noun: Token, depth: int = 0) -> list[Token]:
    """Return who has or does what *noun* names: possessor, "by", "between" or "of" phrase, or the subject that makes or joins it."""
    owner = next((child for child in _owners(noun)), None)
    if owner is not None:
        return conjuncts(owner)
    leader = _leader(noun)
    if leader is not None:
        return [leader]
    governor = noun.head
    if case_of(noun) == "in" and lemma_of(noun) in words("positions", "adverbial") and governor.pos_ == "VERB":
        above = holding_of(governor, depth + 1)
        return list(above.holders) if above and not above.negative else []
    taken = noun.dep_ in ("obj", "xcomp") or (noun.dep_ == "obl" and case_of(noun) in ("in", "with"))  # not "wrote about the fight"
    if governor is not noun and taken and lemma_of(governor) in words("positions", "undertaking"):
        if is_passive(governor) and noun.dep_ == "obl":
            subjects = deps(governor, "nsubj:pass", "nsubj")
            return conjuncts(subjects[0]) if subjects else []
        above = holding_of(governor, depth + 1)
        return list(above.holders) if above and not above.negative else []
    return []


def _owners(noun: Token) -> Iterator[Token]:
    """Yield the phrases that tell whose *noun* is, the surest first."""
    yield from deps(noun, "nmod:poss")
    for preposition in ("between", "by", "from", "among"):
        yield from (child for child in deps(noun, "nmod", "obl", "nmod:agent") if child.i > noun.i and case_of(child) == preposition)


def _leader(noun: Token) -> Token | None:
    """Return who leads *noun* ("a U.S.-led campaign")."""
    for child in children(noun):
        if child.dep_ == "amod" and child.lower_ in ("led", "sponsored", "launched"):
            return next((below for below in children(child) if below.pos_ in ("PROPN", "NOUN") and below.i < child.i), None)
    return None
