"""Deadlines by their preposition: what must be done by, may last until, or is owed within a time."""

from __future__ import annotations

from spacy.tokens import Token

from kb.extract.deadlines.frames import Frame, before, belongs, chain, is_duration, is_noun, predicate_of, verb_before
from kb.extract.deadlines.moments import Moment
from kb.extract.deadlines.outlook import Outlook, is_conditional, outlook
from kb.extract.lexicon import words
from kb.extract.reading import Reading
from kb.extract.syntax import deps, is_negated, is_passive, subjects
from kb.model import Bound

_NEAR = 6  # tokens between a verb or noun and its time


def giving(moment: Moment, reading: Reading) -> Frame | None:
    """Read "gave them until Friday to", "has ten days to"."""
    # "has until" is often read as an auxiliary of what is to be done
    verb = next((t for t in before(moment, 1) if t.lemma_ == "have"), predicate_of(moment.governor))
    length = is_duration(moment) and moment.preposition in ("", "within") and moment.top.dep_ in ("obj", "obl:unmarked", "obl", "iobj", "ccomp", "xcomp")
    if not belongs(verb, "verbs", "giving") or not (length or moment.kind == "until"):
        return None
    task = next((t for t in moment.doc[moment.end : moment.end + 4] if t.tag_ == "TO" and t.head.i > t.i and t.head.tag_ == "VB"), None)
    ahead = outlook(verb, reading.cast) is not Outlook.PAST or any(child.lower_ in ("has", "have") for child in deps(verb, "aux"))
    # days that somebody was given count from a day that only the story knows
    # "will then have six months": from a day that nobody tells yet
    ahead = ahead and not (length and any(child.lower_ == "then" for child in verb.children))
    return Frame("deadline.given.v1", task.head, Bound.BY, 0.85, ahead) if task is not None and (ahead or not length) else None


def by(moment: Moment, reading: Reading) -> Frame | None:
    """Read "must reply by Friday", "a goal of lowering it by 2030", "submission of the plans by Friday"."""
    if moment.kind != "by" or is_duration(moment) or _is_questioned(moment):
        return None
    verb = _lower(moment, predicate_of(moment.governor), reading)
    found = outlook(verb, reading.cast)
    plain = moment.preposition != "before"
    if (found is Outlook.AHEAD and (plain or moment.ends_period or _is_bound(verb))) or (plain and found is not Outlook.PAST and is_conditional(verb)):
        return Frame("deadline.by.v1", verb, Bound.BY, 0.85 if _is_bound(verb) else 0.75)
    if found is Outlook.GUESS:
        return None
    left = [t for t in chain(moment.governor) if t.i < moment.begin]
    action = next((t for t in left if is_noun(t) and belongs(t, "nouns", "action")), None) or _action_before(moment)
    if found is Outlook.PRESENT and (belongs(verb, "verbs", "commitment") or belongs(verb, "verbs", "order")):
        return Frame("deadline.by.v1", action or next((t for t in deps(verb, "xcomp", "ccomp") if t.i > moment.end), verb), Bound.BY, 0.7)
    noun = action or next((t for t in left if is_noun(t) and belongs(t, "nouns", "commitment")), None)
    return Frame("deadline.by-noun.v1", noun, Bound.BY, 0.65, found is not Outlook.PAST) if noun is not None and plain else None


def _lower(moment: Moment, verb: Token, reading: Reading) -> Token:
    """Return the last "to do" or "doing" that *verb* governs before *moment*, where that looks ahead and *verb* does not."""
    if outlook(verb, reading.cast) is Outlook.AHEAD or not (belongs(verb, "verbs", "commitment") or belongs(verb, "verbs", "order")):
        return verb
    complements = [t for t in deps(verb, "xcomp", "ccomp", "advcl", "obl") if verb.i < t.i < moment.begin and t.tag_ in ("VB", "VBG")]
    return complements[-1] if complements and outlook(complements[-1], reading.cast) is Outlook.AHEAD else verb


def _is_bound(verb: Token) -> bool:
    """Return whether a duty or an order stands with *verb*."""
    strict = any(child.lower_ in words("deadlines", "modals", "strict") for child in deps(verb, "aux"))
    return strict or belongs(verb.head, "verbs", "order") or belongs(verb.head, "nouns", "commitment") or belongs(verb, "verbs", "order")


def _action_before(moment: Moment) -> Token | None:
    """Return a noun of doing shortly before *moment* with no verb between them."""
    verb = verb_before(moment, _NEAR)
    near = (t for t in before(moment, _NEAR) if verb is None or t.i > verb.i)
    return next((t for t in near if belongs(t, "nouns", "action")), None)


def until(moment: Moment, reading: Reading) -> Frame | None:
    """Read "extended until Friday", "a ban until May", "will be open through June"."""
    if moment.kind != "until" or is_duration(moment):
        return None
    verb = predicate_of(moment.governor)
    found = outlook(verb, reading.cast)
    ahead = found is not Outlook.PAST
    near = verb_before(moment, _NEAR)
    for candidate in (verb, near):
        if candidate is not None and belongs(candidate, "verbs", "lasting"):
            return Frame("deadline.until.v1", candidate, Bound.UNTIL, 0.8)  # what was extended lasts beyond the day of the article
    if belongs(verb, "verbs", "waiting") or moment.is_range_end or (ahead and _tells_whereabouts(verb)):
        return None
    nouns = [t for t in (*chain(moment.governor), *before(moment, 1)) if t.i < moment.begin and is_noun(t) and belongs(t, "nouns", "span")]
    if nouns:
        return Frame("deadline.until-noun.v1", nouns[0], Bound.UNTIL, 0.75, ahead)
    # "through 2030" is mostly the time that something takes, unless it is said to last
    opens = (found is Outlook.AHEAD or _may(verb)) and moment.preposition not in ("through", "thru")
    if opens or (ahead and _lasts(verb)):
        return Frame("deadline.until.v1", verb, Bound.UNTIL, 0.7)
    return None


def moved(moment: Moment, reading: Reading) -> Frame | None:
    """Read "postponed to Friday", "extended the truce to 9 May"."""
    verb = moment.governor
    if moment.preposition != "to" or is_duration(moment) or not belongs(verb, "verbs", "moving") or verb.pos_ != "VERB":
        return None
    things = deps(verb, "nsubj:pass") if is_passive(verb) else deps(verb, "obj")
    if not things or any(belongs(thing, "nouns", "deadline") for thing in things):
        return None
    return Frame("deadline.moved.v1", verb, Bound.UNTIL, 0.7, outlook(verb, reading.cast) is not Outlook.PAST)


def _lasts(verb: Token) -> bool:
    return belongs(verb, "verbs", "running") or belongs(verb, "verbs", "ready") or is_passive(verb) or is_negated(verb)


def _may(verb: Token) -> bool:
    return any(child.lower_ in words("deadlines", "modals", "leave") for child in deps(verb, "aux"))


def _tells_whereabouts(verb: Token) -> bool:
    """Return whether *verb* tells where, or for whom, somebody is: "will remain there until Friday", "will be available until noon"."""
    if verb.pos_ == "ADJ" and any(subject.ent_type_ == "PERSON" for subject in subjects(verb)):
        return True
    if not belongs(verb, "verbs", "whereabouts"):
        return False
    placed = any(t.lower_ in ("there", "here", "away") or (t.dep_ == "obl" and t.ent_type_ == "LOC") for t in verb.children)
    return placed or verb.lemma_ not in ("remain", "be", "stay")


def _is_questioned(moment: Moment) -> bool:
    """Return whether *moment* stands in a question ("could it be done by Friday?")."""
    return any(token.text == "?" for token in moment.top.sent[-3:])


def _is_over(moment: Moment) -> bool:
    """Return whether *moment* lies back: "within the last five years"."""
    return any(token.lower_ in words("deadlines", "prepositions", "back") for token in moment.doc[moment.begin : moment.end])


def within(moment: Moment, reading: Reading) -> Frame | None:
    """Read "must reply within ten days"; days that count from an event ("of the ruling") tell no date."""
    if moment.kind != "within" or _is_questioned(moment):
        return None
    following = moment.doc[moment.end].lower_ if moment.end < len(moment.doc) else ""
    if is_duration(moment) and (following in words("deadlines", "prepositions", "anchors") or _is_over(moment)):
        return None
    verb = predicate_of(moment.governor)
    if verb.tag_ == "VBG" and belongs(verb, "verbs", "expiry"):  # "permits expiring within a year" are a kind
        return None
    return Frame("deadline.within.v1", verb, Bound.BY, 0.75) if outlook(verb, reading.cast) is Outlook.AHEAD else None
