"""The constructions that make a time a deadline. Each reads one moment and returns what it is the deadline of, or None."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from kb.extract.deadlines.moments import Moment
from kb.extract.deadlines.outlook import Outlook, is_conditional, outlook
from kb.extract.lexicon import words
from kb.extract.reading import Reading
from kb.extract.syntax import SUBJECTS, deps, is_negated, is_passive, subjects
from kb.model import Bound

_NEAR = 6  # tokens between a noun of doing and its "by"
_ABOVE = 5  # heads between a time and the noun that makes it a deadline
_TIMELESS = ("DURATION",)


@dataclass(frozen=True)
class Frame:
    """Why a moment is a deadline.

    Attributes:
        rule: the construction, versioned.
        head: the word that says what is due or ends: a verb, or a noun ("deadline", "submission").
        bound: the latest moment to act, or the end of a state.
        confidence: how often the construction is right, in [0, 1].
        ahead: whether the clause looks forward.
    """

    rule: str
    head: Token
    bound: Bound
    confidence: float
    ahead: bool = True


def frame_of(moment: Moment, reading: Reading) -> Frame | None:
    """Return the construction that makes *moment* a deadline, the surest first; None when none does."""
    for find in (_named, _expiring, _giving, _by, _until, _within):
        if frame := find(moment, reading):
            return frame
    return None


def _is(token: Token, *path: str) -> bool:
    return token.lemma_.lower() in words("deadlines", *path) or token.lower_ in words("deadlines", *path)


def _looks_ahead(token: Token, reading: Reading) -> bool:
    verb = predicate_of(token)
    return outlook(verb, reading.cast) is not Outlook.PAST


def predicate_of(token: Token) -> Token:
    """Return the nearest verb above *token* (itself included), or the predicate that the sentence hangs on."""
    while token.pos_ not in ("VERB", "AUX") and token.head != token and not deps(token, "cop"):
        token = token.head
    return token


def chain(token: Token) -> Iterator[Token]:
    """Yield *token* and the words above it up to the clause's predicate, nearest first."""
    yield token
    for _ in range(_ABOVE):
        if token.pos_ in ("VERB", "AUX") or deps(token, "cop") or token.head == token:
            return
        token = token.head
        yield token


# -- "the Friday deadline", "the deadline is Friday", "set a deadline of Friday"


def _named(moment: Moment, reading: Reading) -> Frame | None:
    if moment.time.type in _TIMELESS:
        return _remaining(moment)
    noun = _deadline_noun(moment)
    if noun is None:
        return None
    confidence = 0.9 if _is(noun, "nouns", "deadline") else 0.7
    return Frame("deadline.noun.v1", noun, Bound.BY, confidence, _looks_ahead(noun, reading))


def _deadline_noun(moment: Moment) -> Token | None:
    """Return the noun "deadline" that *moment* belongs to, "2030 target" included."""
    governor = moment.governor
    for above in chain(governor):
        if moment.end <= above.i <= moment.end + 5 and _is(above, "nouns", "deadline") | _is(above, "nouns", "target"):
            return above
    if moment.preposition in ("of", "for", "on", "at", "") and governor.i < moment.begin and _is(governor, "nouns", "deadline"):
        return governor
    if _is(moment.top, "nouns", "deadline"):  # the time is part of the noun's own phrase
        return moment.top
    return _deadline_of_verb(moment, predicate_of(governor))


def _deadline_of_verb(moment: Moment, verb: Token) -> Token | None:
    """Return the subject or object "deadline" of the *verb* that *moment* hangs on."""
    if is_copular(moment, verb):
        others = [t for t in (*deps(verb, *SUBJECTS), verb, *deps(verb, "obj", "xcomp")) if t not in moment.doc[moment.begin : moment.end]]
        return next((t for t in others if _is(t, "nouns", "deadline")), None)
    objects = [t for t in deps(verb, "obj", "nsubj:pass") if _is(t, "nouns", "deadline")]
    if objects and _is(verb, "verbs", "setting"):
        return objects[0] if moment.preposition in ("for", "of", "to", "until", "at") else None
    named = [t for t in subjects(verb) if _is(t, "nouns", "deadline")]
    own = moment.preposition in ("on", "at", "in", "for", "to", "") or moment.kind == "until"
    return named[0] if named and own and moment.governor == verb else None


def is_copular(moment: Moment, verb: Token) -> bool:
    """Return whether *verb* equates *moment* with something: "Monday is", "marks"."""
    inside = moment.doc[moment.begin : moment.end]
    return moment.preposition == "" and (moment.top == verb or moment.top.dep_ in SUBJECTS or (verb.lemma_ in ("be", "mark") and verb not in inside and moment.top.dep_ in ("obj", "xcomp")))


def _remaining(moment: Moment) -> Frame | None:
    """Read "four days left before the permit expires", "ten days remain until the deadline"."""
    doc = moment.doc
    after = [t for t in doc[moment.end : moment.end + 9] if t.sent == moment.top.sent]
    if not after or after[0].lemma_.lower() not in ("leave", "left", "remain", "away", "to", "until", "before"):
        return None
    if not any(t.lower_ in ("before", "until", "till") for t in after[:2]):
        return None
    for token in after:
        if _is(token, "nouns", "deadline"):
            return Frame("deadline.remaining.v1", token, Bound.BY, 0.8)
    found = next((t for t in doc[moment.end : moment.end + 14] if _is(t, "verbs", "expiry")), None)
    return Frame("deadline.remaining.v1", found, Bound.UNTIL, 0.8) if found is not None and found.sent == moment.top.sent else None


# -- "expires on Friday", "the contract ends in June", "its expiry on Friday"


def _expiring(moment: Moment, reading: Reading) -> Frame | None:
    if moment.kind in ("until", "within") or moment.preposition in ("from", "since", "for", "of") and moment.governor.pos_ in ("VERB", "AUX"):
        return None
    if moment.time.type in _TIMELESS and moment.preposition != "in":
        return None
    for above in chain(moment.governor):
        if above.i > moment.end + _NEAR:
            continue
        if _is(above, "verbs", "expiry") and above.pos_ in ("VERB", "AUX"):
            return Frame("deadline.expiry.v1", above, Bound.UNTIL, 0.9, _looks_ahead(above, reading))
        if _is(above, "nouns", "expiry") and above.i < moment.begin:
            return Frame("deadline.expiry.v1", above, Bound.UNTIL, 0.85, _looks_ahead(above, reading) and "after" not in _cases(above))
    verb = moment.governor
    if _is(verb, "verbs", "ending") and verb.pos_ == "VERB" and _ends_a_term(verb):
        found = outlook(verb, reading.cast)
        if found is not Outlook.GUESS:
            return Frame("deadline.ending.v1", verb, Bound.UNTIL, 0.7, found is not Outlook.PAST)
    return None


def _cases(token: Token) -> list[str]:
    return [child.lower_ for child in deps(token, "case", "mark")]


def _ends_a_term(verb: Token) -> bool:
    """Return whether what ends is a term; "run" must run out."""
    if verb.lemma_ == "run" and not any(child.lower_ == "out" for child in verb.children):
        return False
    return any(_is(subject, "nouns", "term") for subject in subjects(verb))


# -- "gave them until Friday to", "has ten days to"


def _giving(moment: Moment, reading: Reading) -> Frame | None:
    verb = predicate_of(moment.governor)
    if not _is(verb, "verbs", "giving") or deps(verb, "aux") and verb.lemma_ == "have" and verb.pos_ == "AUX":
        return None
    span = moment.time.type == "DURATION" and moment.preposition in ("", "within")
    if moment.kind != "until" and not (span and moment.top.dep_ in ("obj", "obl:unmarked", "obl", "iobj", "ccomp", "xcomp")):
        return None
    task = next((t for t in moment.doc[moment.end : moment.end + 4] if t.tag_ == "TO" and t.head.i > t.i and t.head.tag_ == "VB"), None)
    if task is None:
        return None
    ahead = outlook(verb, reading.cast) is not Outlook.PAST
    return Frame("deadline.given.v1", task.head, Bound.BY, 0.85, ahead) if ahead or moment.kind == "until" else None


# -- "must reply by Friday"


def _by(moment: Moment, reading: Reading) -> Frame | None:
    if moment.kind != "by" or moment.time.type in _TIMELESS or is_clock(moment):
        return None
    noun = next((t for t in chain(moment.governor) if t.i < moment.begin and t.pos_ in ("NOUN", "PROPN") and _is(t, "nouns", "action")), None) or _noun_before(moment)
    verb = predicate_of(moment.governor)
    found = outlook(verb, reading.cast)
    rule = "deadline.by.v1"
    if found is Outlook.AHEAD and not (moment.preposition == "before" and not _is_period_end(moment) and not _binds(verb)):
        return Frame(rule, verb, Bound.BY, 0.85 if _binds(verb) else 0.75)
    if is_conditional(verb):
        return Frame(rule, verb, Bound.BY, 0.75)
    if found is Outlook.GUESS:
        return None
    if found is Outlook.PRESENT and _is(verb, "verbs", "commitment") | _is(verb, "verbs", "order"):
        return Frame(rule, noun or verb, Bound.BY, 0.7)
    wanted = next((t for t in chain(moment.governor) if t.i < moment.begin and _is(t, "nouns", "commitment")), None)
    if (head := noun or wanted) is not None and moment.preposition != "before":
        return Frame("deadline.by-noun.v1", head, Bound.BY, 0.65, found is not Outlook.PAST)
    return None


def _binds(verb: Token) -> bool:
    """Return whether a duty or an order stands with *verb*."""
    above = verb.head
    strict = any(child.lower_ in words("deadlines", "modals", "strict") for child in deps(verb, "aux"))
    return strict or _is(above, "verbs", "order") or _is(above, "nouns", "commitment") or _is(verb, "verbs", "order")


def _is_period_end(moment: Moment) -> bool:
    return "end of" in moment.phrase


def _noun_before(moment: Moment) -> Token | None:
    """Return a noun of doing shortly before *moment* with no verb between them: attachment of "by" is often wrong."""
    for token in reversed(moment.doc[max(moment.begin - _NEAR, moment.top.sent.start) : moment.begin]):
        if token.pos_ in ("VERB", "AUX"):
            return None
        if _is(token, "nouns", "action"):
            return token
    return None


def is_clock(moment: Moment) -> bool:
    """Return whether *moment* is a time of day alone ("by 6 p.m."), said of a past or usual day."""
    return moment.time.type == "TIME" and not moment.time.value[:4].isdigit()


# -- "extended until Friday"


def _until(moment: Moment, reading: Reading) -> Frame | None:
    if moment.kind != "until" or moment.time.type in _TIMELESS or is_clock(moment):
        return None
    verb = predicate_of(moment.governor)
    nouns = [t for t in chain(moment.governor) if t.i < moment.begin and t.pos_ in ("NOUN", "PROPN") and _is(t, "nouns", "span")]
    lasting = [t for t in (verb, verb.head) if _is(t, "verbs", "lasting")]
    found = outlook(verb, reading.cast)
    ahead = found is not Outlook.PAST
    if lasting:
        return Frame("deadline.until.v1", verb, Bound.UNTIL, 0.8, ahead)
    if moment.range_end or (found is not Outlook.PAST and _tells_whereabouts(verb)):
        return None
    if nouns:
        return Frame("deadline.until-noun.v1", nouns[0], Bound.UNTIL, 0.75, ahead)
    if found is Outlook.AHEAD or _may(verb) or (found is Outlook.PRESENT and (_is(verb, "verbs", "running") or is_passive(verb) or is_negated(verb) or _is(verb, "verbs", "ready"))):
        return Frame("deadline.until.v1", verb, Bound.UNTIL, 0.7)
    return None


def _may(verb: Token) -> bool:
    return any(child.lower_ in words("deadlines", "modals", "leave") for child in deps(verb, "aux"))


def _tells_whereabouts(verb: Token) -> bool:
    """Return whether *verb* tells where somebody is: "will remain there until Friday"."""
    if not _is(verb, "verbs", "whereabouts"):
        return False
    places = [t for t in verb.children if t.lower_ in ("there", "here", "away") or (t.dep_ == "obl" and "in" in _cases(t) and t.ent_type_ == "LOC")]
    return bool(places) or verb.lemma_ not in ("remain", "be", "stay")


# -- "reply within ten days"


def _within(moment: Moment, reading: Reading) -> Frame | None:
    if moment.kind != "within":
        return None
    following = moment.doc[moment.end].lower_ if moment.end < len(moment.doc) else ""
    if moment.time.type in _TIMELESS and following in words("deadlines", "prepositions", "anchors"):
        return None  # counts from an event whose date is not told
    verb = predicate_of(moment.governor)
    if outlook(verb, reading.cast) is Outlook.AHEAD:
        return Frame("deadline.within.v1", verb, Bound.BY, 0.75)
    return None
