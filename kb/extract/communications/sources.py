"""Who tells: the heads of a source put right where the parser or the network took a wrong word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from kb.extract.communications.entries import entries, noun_media
from kb.extract.communications.telling import Telling
from kb.extract.lexicon import words
from kb.extract.syntax import ancestors, deps, is_passive
from kb.model import Medium

_NOBODY = ("what", "there", "it")
_RELATIVES = ("WDT", "WP")
_NAMING = ("NOUN", "PROPN", "PRON", "NUM")
_PARTICIPLES = ("acl", "advcl", "xcomp", "conj")


def settle_sources(tellings: Sequence[Telling]) -> None:
    """Put the sources of *tellings* right, in place, and give each participle and each document what the letter told of before has."""
    for telling in tellings:
        heads = [head for source in telling.sources if (head := _head(source)) is not None and not _suffers(head, telling.cue)]
        telling.sources = [head for i, head in enumerate(dict.fromkeys(heads)) if not _belongs(head, heads, i)]
    for i, telling in enumerate(tellings):
        if (letter := _letter_of(telling, tellings)) is not None:
            telling.sources = letter.sources or telling.sources
            telling.medium = letter.medium if telling.medium is Medium.UNSPECIFIED else telling.medium
            telling.recipients = telling.recipients or letter.recipients
        elif (written := _written_before(telling, tellings[:i])) is not None:
            telling.sources, telling.medium = written.sources, written.medium


def _head(source: Token) -> Token | None:
    """Return the noun that *source* belongs to; None for what is nobody."""
    if source.lower_ in _NOBODY and (source.lower_ != "it" or source.dep_ == "expl"):
        return None
    head = source
    while head.pos_ in ("DET", "ADJ") and head.head != head and head.head.i > head.i and head.head.pos_ in _NAMING:
        head = head.head
    return head


def antecedent(source: Token) -> Token:
    """Return the noun that a relative pronoun stands for; *source* itself where it is none, or has none."""
    if source.tag_ not in _RELATIVES:
        return source
    return next((above.head for above in ancestors(source) if above.dep_ == "acl:relcl" and above.head.pos_ in _NAMING), source)


def _suffers(source: Token, cue: Token) -> bool:
    """Return whether *source* is what a passive cue is about: who "was found guilty" did not find it; who "is concerned" is."""
    told = source.dep_ == "nsubj:pass" and source.head == cue and is_passive(cue)
    return told and cue.lower_ not in entries("predicates")


def _belongs(head: Token, heads: Sequence[Token], at: int) -> bool:
    """Return whether *head* is no speaker of its own: the "State" of "State Secretary", the "Chairs" that two persons are."""
    following = heads[at + 1] if at + 1 < len(heads) else head
    if following.i == head.i + 1 and head.dep_ == following.dep_ == "conj":
        return True
    described = head.dep_ == "conj" and head.tag_ in ("NNS", "NNPS") and not deps(head, "cc") and not head.ent_type_
    return described and at == len(heads) - 1 and at > 1 and heads[0].ent_type_ == "PERSON"


def _letter_of(telling: Telling, tellings: Sequence[Telling]) -> Telling | None:
    """Return the telling of the letter or statement whose words *telling*'s participle gives ("sent a letter urging them to go")."""
    above = next(_governors(telling.cue), None) if telling.cue.tag_ == "VBG" else None
    if above is None:
        return None
    return next((other for other in tellings if other is not telling and _is_written(other) and above in (other.cue, _noun(other))), None)


def _governors(cue: Token) -> Iterator[Token]:
    """Yield what the participle *cue* hangs on, the one that it is coordinated with left out."""
    while cue.dep_ == "conj" and cue.head.tag_ == "VBG":
        cue = cue.head
    if cue.dep_ in _PARTICIPLES:
        yield cue.head


def _is_written(telling: Telling) -> bool:
    return telling.rule.startswith("communication.light.") and telling.medium is not Medium.UNSPECIFIED


def _noun(telling: Telling) -> Token | None:
    return next((noun for noun in deps(telling.cue, "obj", "nsubj:pass") if noun.lemma_.lower() in noun_media("light")), None)


def _written_before(telling: Telling, before: Sequence[Telling]) -> Telling | None:
    """Return the telling of the document that speaks here by its noun alone ("the letter asks"): its makers ask."""
    if len(telling.sources) != 1:
        return None
    noun = telling.sources[0]
    medium = noun_media("documents").get(noun.lemma_.lower())
    if medium is None or noun.lemma_.lower() not in words("communications", "impersonal", "nouns") or deps(noun, "nmod:poss"):
        return None
    return next((other for other in reversed(before) if other.medium is medium and other.sources and _is_written(other)), None)
