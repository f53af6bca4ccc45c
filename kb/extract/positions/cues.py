"""From a cue (who, what, which sign) to positions: actors are looked up, stances turned round, unfit cues dropped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from kb.extract.actors.nouns import actor_noun
from kb.extract.certainty import certainty_of
from kb.extract.index import children
from kb.extract.lexicon import words
from kb.extract.positions.entries import lemma_of
from kb.extract.positions.holding import holding_of, owners_of
from kb.extract.positions.targets import actor_span, antecedent, is_nominal, target_span, turned
from kb.extract.reading import Keys, Reading
from kb.extract.syntax import case_of, deps
from kb.model import ActorKind, Certainty, Position, Span, Stance

#: below this no position is worth telling
MIN_CONFIDENCE = 0.4
#: a topic of fewer characters is a slip of the tokenizer
_MIN_TOPIC = 2


@dataclass(frozen=True)
class Cue:
    """A place in the text that shows a position. *Score:* ``confidence`` in [0, 1]."""

    predicate: Token
    holders: tuple[Token, ...]
    targets: tuple[Token, ...]
    stance: Stance
    confidence: float
    rule: str
    evidence: Span
    actors_only: bool = False
    topics_only: bool = False
    certainty: Certainty | None = None


def positions_of(reading: Reading, cue: Cue) -> Iterator[Position]:
    """Yield a position for each holder and target of *cue*; none where its confidence is too low."""
    if cue.confidence < MIN_CONFIDENCE:
        return
    holders = _keys(reading, cue.holders) or _keys(reading, _told_before(cue.predicate))
    if not holders:
        return
    for target in cue.targets:
        for token, stance in turned(target, cue.stance):
            for holder in holders:
                yield from _towards(reading, cue, holder, token, stance)


def _keys(reading: Reading, tokens: Iterable[Token]) -> Keys:
    """Return the actors of *tokens*; "you" is whoever is spoken to, so nobody that could be told."""
    return tuple(dict.fromkeys(key for token in tokens if token.lower_ != "you" for key in holder_keys(reading, token)))


def _told_before(predicate: Token) -> tuple[Token, ...]:
    """Return who holds a position whose verb hangs on another's deed ("warned that prices rose, and praised") or on a thing ("ran ads attacking")."""
    told = predicate.head
    verb = told.head
    if predicate.dep_ == "acl" and predicate.tag_ == "VBG":
        while verb.pos_ == "NOUN" and verb.head != verb:
            told, verb = verb, verb.head
        above = holding_of(verb) if told.dep_ == "obj" else None
        return above.holders if above and not above.negative else ()
    own = deps(predicate, "nsubj", "nsubj:pass", "mark", "aux:pass")
    if predicate.dep_ != "conj" or told.dep_ != "ccomp" or own or _tense(predicate) != _tense(verb):
        return ()
    above = holding_of(verb)
    return above.holders if above else ()


def _tense(verb: Token) -> tuple[str, ...]:
    return (verb.tag_, *(child.lower_ for child in deps(verb, "aux")))


def holder_keys(reading: Reading, token: Token) -> Keys:
    """Return the actors of *token*, who may be an unnamed person or group; none for what cannot hold a position."""
    if token.ent_type_ != "PERSON" and lemma_of(token) in words("positions", "documents"):
        return _keys(reading, owners_of(token)) if token.pos_ == "NOUN" else ()  # "his statement criticised", "filed a lawsuit that accuses"
    if deps(token, "cop") and (subject := next(iter(deps(token, "nsubj")), None)) is not None and subject.tag_ not in ("WDT", "WP"):
        return holder_keys(reading, subject)  # "is a partner in promoting peace"
    found = reading.cast.refer(token)
    named = _named_beside(reading, token) if not any(reading.cast.actors[key].named for key in found) else ()
    if named:
        return named
    if lemma_of(token) in words("positions", "quantities") and (whole := [child for child in deps(token, "nmod") if case_of(child) == "of"]):
        return holder_keys(reading, whole[0])  # "a majority of voters"
    told = any(reading.cast.actors[key].named for key in found) or actor_noun(token) or any(child.ent_type_ for child in deps(token, "compound"))
    if token.pos_ in ("NOUN", "ADJ") and not (told or _can_hold(token)):
        return ()
    return found or (reading.cast.refer_or_add(token) if token.pos_ in ("NOUN", "PROPN", "ADJ", "NUM") and _can_hold(token) else ())


def _can_hold(token: Token) -> bool:
    """Return whether the noun *token* names somebody who can hold a position."""
    lemma = lemma_of(token)
    return lemma in words("positions", "holder_nouns") or lemma.endswith(("ist", "goer", "holder", "maker"))


def _named_beside(reading: Reading, token: Token) -> Keys:
    """Return the named actor whom a description right before the name stands for ("the airline Example Air")."""
    for child in children(token):
        beside = child.left_edge.i == token.i + 1 and not token.nbor().is_punct
        if (
            (beside or (child.dep_ == "appos" and token.pos_ == "NOUN" and child.ent_type_ == "PERSON"))
            and child.dep_ in ("appos", "flat", "nmod", "nmod:unmarked", "nmod:desc")
            and not case_of(child)
        ):
            keys = tuple(key for key in reading.cast.refer(child) if reading.cast.actors[key].named)
            if keys:
                return keys
    return ()


def _towards(reading: Reading, cue: Cue, holder: str, target: Token, stance: Stance) -> Iterator[Position]:
    certainty = cue.certainty or certainty_of(cue.predicate)
    shared = {"evidence": (cue.evidence,), "rule": cue.rule, "confidence": round(cue.confidence, 2), "certainty": certainty, "holder": holder, "stance": stance}
    keys = _target_keys(reading, target) if is_nominal(target) else ()
    for key in keys if not cue.topics_only else ():
        if key != holder:
            named = reading.cast.actors[key].named
            yield Position(target=key, target_span=actor_span(target) if named else target_span(target), **shared)  # type: ignore[arg-type]
    if keys or cue.actors_only or not _is_topic(target := antecedent(target)):
        return
    span = target_span(target)
    if span.end - span.begin > _MIN_TOPIC:
        yield Position(target=None, target_span=span, concerns=actors_in(reading, span), **shared)  # type: ignore[arg-type]


def _target_keys(reading: Reading, target: Token) -> Keys:
    """Return the actors that *target* stands for; a thing that was taken for an unnamed actor elsewhere is none here."""
    keys = _named_beside(reading, target) or reading.cast.refer(target)
    common = target.pos_ == "NOUN" and lemma_of(target) not in words("positions", "holder_nouns")
    if target.lower_ == "you":
        return tuple(key for key in keys if reading.cast.actors[key].named)  # "thank you" tells of nobody
    return tuple(key for key in keys if reading.cast.actors[key].named or not common or reading.cast.actors[key].kind is ActorKind.GROUP)


def _is_topic(target: Token) -> bool:
    """Return whether the words of *target* say what it is about; a bare pronoun or a question word does not."""
    if target.lower_ == "you" or (target.tag_ in ("WP", "WDT") and deps(target, "cop")) or any(child.tag_ == "WDT" for child in deps(target, "det")):
        return False
    return target.pos_ not in ("PRON", "DET", "ADV", "PUNCT") or bool(list(target.subtree)[1:])


def actors_in(reading: Reading, span: Span) -> Keys:
    """Return the actors that are mentioned inside *span*, in order of their first mention there."""
    inside = sorted(mention for mention in reading.cast.mentions if span.covers(mention.span))
    return tuple(dict.fromkeys(mention.actor for mention in inside))
