"""Deadlines by name: "the Friday deadline", "expires on Friday", "four days left before"."""

from __future__ import annotations

from spacy.tokens import Token

from kb.extract.deadlines.frames import Frame, before, belongs, chain, is_duration, predicate_of
from kb.extract.deadlines.moments import Moment
from kb.extract.deadlines.outlook import Outlook, outlook
from kb.extract.lexicon import words
from kb.extract.reading import Reading
from kb.extract.syntax import SUBJECTS, deps, is_passive, subjects
from kb.model import Bound

_NEAR = 6  # tokens between a time and the noun that it modifies
_LEFT = 14  # tokens between "four days left before" and "expires"


def named(moment: Moment, reading: Reading) -> Frame | None:
    """Read "the Friday deadline", "its 2030 target", "the deadline is Friday", "set a deadline of Friday"."""
    noun = None if is_duration(moment) else _deadline_noun(moment)
    if noun is None:
        return None
    if noun.dep_ == "obl" and moment.kind == "by":  # "pass it by the Friday deadline" tells what is due
        return Frame("deadline.noun.v1", predicate_of(noun.head), Bound.BY, 0.9, _looks_ahead(noun, reading))
    confidence = 0.9 if belongs(noun, "nouns", "deadline") else 0.7
    return Frame("deadline.noun.v1", noun, Bound.BY, confidence, _looks_ahead(noun, reading))


def _deadline_noun(moment: Moment) -> Token | None:
    """Return the noun that *moment* modifies or is equated with."""
    for above in chain(moment.governor):
        modifies = moment.end <= above.i <= moment.end + _NEAR and moment.kind != "until" and moment.top.dep_ not in ("obl", "obl:unmarked", "advmod")
        if modifies and above.pos_ != "VERB" and (belongs(above, "nouns", "deadline") or belongs(above, "nouns", "target")):
            return above
    if noun := _noun_after(moment):
        return noun
    if moment.preposition in ("of", "for", "on", "at"):
        near = [moment.governor, *before(moment, 1)]
        if noun := next((t for t in near if t.i < moment.begin and belongs(t, "nouns", "deadline")), None):
            return noun
    if belongs(moment.top, "nouns", "deadline"):
        return moment.top
    return _deadline_of_verb(moment, moment.top if deps(moment.top, "cop") else predicate_of(moment.governor))


def _noun_after(moment: Moment) -> Token | None:
    """Return "deadline" where it follows at once, or behind its own modifiers ("the Nov. 24 budget deadline")."""
    for token in moment.doc[moment.end : moment.end + 3]:
        if belongs(token, "nouns", "deadline"):
            return token
        if token.pos_ not in ("NOUN", "PROPN", "ADJ"):
            return None
    return None


def _deadline_of_verb(moment: Moment, verb: Token) -> Token | None:
    """Return the subject or object "deadline" of the *verb* that *moment* hangs on."""
    if _is_equated(moment, verb):
        equated = [t for t in (*deps(verb, *SUBJECTS), verb, *deps(verb, "obj", "xcomp")) if not moment.begin <= t.i < moment.end]
        return next((t for t in equated if belongs(t, "nouns", "deadline")), None)
    if verb.dep_ == "acl" and verb.tag_ == "VBN":  # "the deadline issued in 2017": a date of its setting
        return None
    told = [t for t in deps(verb, "obj", "nsubj:pass") if belongs(t, "nouns", "deadline")]
    if told and (belongs(verb, "verbs", "setting") or belongs(verb, "verbs", "observing")):
        return told[0] if moment.preposition in ("for", "of", "to", "until", "at") else None
    falls = moment.preposition in ("on", "at", "in", "for", "to", "") or moment.kind == "until"
    falls = falls and not belongs(verb, "status", "cancelled")  # "was lifted on Monday"
    return next((t for t in subjects(verb) if belongs(t, "nouns", "deadline")), None) if falls and moment.governor == verb else None


def _is_equated(moment: Moment, verb: Token) -> bool:
    """Return whether *verb* equates *moment* with something: "Monday is", "marks"."""
    if moment.preposition:
        return False
    if moment.top == verb or moment.top.dep_ in SUBJECTS:
        return True
    return verb.lemma_ in ("be", "mark") and moment.top.dep_ in ("obj", "xcomp")


def remaining(moment: Moment, _: Reading) -> Frame | None:
    """Read "four days left before the permit expires", "ten days remain until the deadline"."""
    if not is_duration(moment):
        return None
    after = list(moment.doc[moment.end : min(moment.end + _LEFT, moment.top.sent.end)])
    starts = [t.lower_ for t in after[:2]]
    if len(starts) < 2 or starts[0] not in ("left", "remain", "away", "remaining") or starts[1] not in ("before", "until", "till", "to"):
        return None
    for token in after:
        if belongs(token, "nouns", "deadline"):
            return Frame("deadline.remaining.v1", token, Bound.BY, 0.8)
        if belongs(token, "verbs", "expiry"):
            return Frame("deadline.remaining.v1", token, Bound.UNTIL, 0.8)
    return None


def expiring(moment: Moment, reading: Reading) -> Frame | None:
    """Read "expires on Friday", "the contract ends in June", "its expiry on Friday"."""
    elsewhere = moment.kind in ("until", "within") or moment.preposition in ("from", "since", "for", "between", "during")
    if elsewhere or (is_duration(moment) and moment.preposition != "in"):
        return None
    above = [t for t in chain(moment.governor) if t.i <= moment.end + _NEAR]
    for token in (*above, *before(moment, 2)):
        if belongs(token, "verbs", "expiry") and token.pos_ in ("VERB", "AUX") and token.dep_ != "amod":
            return Frame("deadline.expiry.v1", token, Bound.UNTIL, 0.9, _looks_ahead(token, reading))
        if belongs(token, "nouns", "expiry") and token.i < moment.begin:
            return Frame("deadline.expiry.v1", token, Bound.UNTIL, 0.85, _looks_ahead(token, reading))
    return _ending(moment, reading)


def due(moment: Moment, _: Reading) -> Frame | None:
    """Read "the rent is due on Friday"; who or what is due somewhere is no deadline ("is due in court", "talks are due")."""
    if is_duration(moment) or moment.kind in ("until", "within"):
        return None
    adjective = next((t for t in (*chain(moment.governor), *before(moment, 1)) if t.lower_ == "due" and t.i < moment.begin), None)
    if adjective is None or adjective.pos_ == "ADP":
        return None
    owed = [*subjects(adjective), adjective.head]
    if moment.kind != "by" and not any(belongs(t, "nouns", "owed") for t in owed):
        return None
    return Frame("deadline.due.v1", adjective, Bound.BY, 0.8)


def _ending(moment: Moment, reading: Reading) -> Frame | None:
    verb = moment.governor
    if not belongs(verb, "verbs", "ending") or verb.pos_ != "VERB" or not _ends_a_term(verb):
        return None
    found = outlook(verb, reading.cast)
    return None if found is Outlook.GUESS else Frame("deadline.ending.v1", verb, Bound.UNTIL, 0.7, found is not Outlook.PAST)


def _ends_a_term(verb: Token) -> bool:
    """Return whether what ends is a term; "run" must run out."""
    if verb.lemma_ == "conclude" and is_passive(verb):  # a treaty that was concluded begins
        return False
    if deps(verb, "obj"):  # "to end the strike in 2022" ends no term
        return False
    if verb.lemma_ == "run" and not any(child.lower_ == "out" for child in verb.children):
        return False
    return any(subject.lemma_.lower() in words("deadlines", "nouns", "term") for subject in subjects(verb))


def _looks_ahead(token: Token, reading: Reading) -> bool:
    """Return whether the clause of *token* looks forward; "after its expiry" does not."""
    if any(child.lower_ == "after" for child in deps(token, "case", "mark")):
        return False
    return outlook(predicate_of(token), reading.cast) is not Outlook.PAST
