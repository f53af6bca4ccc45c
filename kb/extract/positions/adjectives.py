"""Positions that adjectives and prepositions show: "is critical of", "are against the deal", "U.S.-backed rebels", "anti-war"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kb.extract.index import children, tokens_of
from kb.extract.lexicon import words
from kb.extract.positions.cues import Cue
from kb.extract.positions.entries import entries, entries_of, lemma_of
from kb.extract.positions.holding import is_unreal, negative
from kb.extract.positions.targets import prepositional
from kb.extract.reading import Reading
from kb.extract.syntax import case_of, clause_span, conjuncts, deps, predicates_of, subtree_span
from kb.model import Stance

_PREPOSITIONS = {"against": Stance.OPPOSES, "for": Stance.SUPPORTS, "behind": Stance.SUPPORTS}


def find(reading: Reading) -> Iterator[Cue]:
    """Yield the cues whose word is an adjective, a participle or a predicative preposition."""
    predicates = predicates_of(reading.doc)
    for token in tokens_of(reading.doc):
        if token.pos_ in ("ADJ", "VERB"):
            yield from _adjective(token)
            yield from _participle(token)
        if token.i in predicates:
            yield from _preposition(token)
            yield from _in_favour(token)
        elif token.pos_ in ("NOUN", "PROPN"):
            yield from _grouped(token)


def _holders(predicate: Token) -> tuple[Token, ...]:
    """Return the subject of a predicate, or the noun that an attribute modifies."""
    word = predicate
    while word.dep_ == "conj" and not deps(word, "nsubj", "nsubj:pass"):
        word = word.head
    subjects = [child for child in deps(word, "nsubj", "nsubj:pass", "nsubj:outer") if child.i < predicate.i]
    if subjects:
        relative = subjects[0].tag_ in ("WDT", "WP") and word.dep_ == "acl:relcl"
        return tuple(conjuncts(word.head)) if relative else tuple(conjuncts(subjects[0]))
    if word.dep_ in ("amod", "acl", "acl:relcl") and word.i > word.head.i:
        return tuple(conjuncts(word.head))
    if word.dep_ in ("xcomp", "advcl") and word.head.pos_ == "VERB":
        return tuple(conjunct for child in deps(word.head, "nsubj") for conjunct in conjuncts(child) if child.tag_ not in ("WDT", "WP"))
    return ()


def _adjective(word: Token) -> Iterator[Cue]:
    """Yield "is critical of X", "opposed to X"; a participle has its adjective's form as key."""
    found = entries_of(word, "adjectives") if word.pos_ == "ADJ" else entries("adjectives").get(word.lower_, ())
    for entry in found if word.pos_ == "ADJ" or not _is_perfect(word) else ():
        targets = prepositional(word, entry.slot)
        holders = _holders(word) if targets and not is_unreal(word) else ()
        stance = entry.negated if negative(word) else entry.stance
        if holders and stance is not None:
            yield Cue(word, holders, tuple(targets), stance, entry.confidence, f"position.adjective.{entry.slot}.v1", clause_span(word))


def _is_perfect(word: Token) -> bool:
    """Return whether the participle *word* is a deed done ("has committed"), no state ("is committed", "has been committed")."""
    auxiliaries = {child.lemma_.lower() for child in deps(word, "aux", "aux:pass", "cop")}
    return "have" in auxiliaries and "be" not in auxiliaries


def _participle(word: Token) -> Iterator[Cue]:
    """Yield "U.S.-backed rebels" and "her proposed budget": who stands before the hyphen, or has it, supports the noun."""
    found = entries("participles").get(word.lower_, ())
    if not found:
        return
    own = found[0].slot != "owner"
    backers = [child for child in children(word) if child.i < word.i and child.pos_ in ("PROPN", "NOUN")] if own else deps(word.head, "nmod:poss")
    if backers and word.dep_ == "amod" and word.i < word.head.i:
        yield Cue(
            word,
            tuple(backers),
            (word.head,),
            found[0].stance,
            found[0].confidence,
            "position.participle.v1",
            subtree_span(word.head, "acl:relcl", "appos", "conj", "cc", "case"),
        )


def _preposition(head: Token) -> Iterator[Cue]:
    """Yield "is against the deal"; "for" alone means too much else to trust it with a thing that is no actor."""
    stance = _PREPOSITIONS.get(case_of(head))
    holders = _holders(head) if stance and not is_unreal(head) else ()
    if holders and stance is Stance.OPPOSES and not negative(head):
        yield Cue(head, holders, tuple(conjuncts(head)), stance, 0.65, "position.preposition.v1", clause_span(head))


def _grouped(noun: Token) -> Iterator[Cue]:
    """Yield "doctors against the war"; who cannot hold a position is dropped later."""
    if lemma_of(noun) not in words("positions", "holder_nouns") or entries_of(noun, "acts") or case_of(noun) == "for":
        return
    if targets := prepositional(noun, "against"):
        yield Cue(noun, (noun,), tuple(targets), Stance.OPPOSES, 0.55, "position.group.v1", subtree_span(noun, "appos", "acl:relcl", "conj", "cc", "case"))


def _in_favour(head: Token) -> Iterator[Cue]:
    """Yield "is in favour of X", "are in support of X"."""
    if lemma_of(head) in ("favor", "favour", "support", "opposition") and case_of(head) == "in":
        targets = prepositional(head, "of") + prepositional(head, "to")
        stance = Stance.OPPOSES if (lemma_of(head) == "opposition") != negative(head) else Stance.SUPPORTS
        if targets and (holders := _holders(head)):
            yield Cue(head, holders, tuple(targets), stance, 0.7, "position.favour.v1", clause_span(head))
