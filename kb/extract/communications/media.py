"""By which medium, and on which day, something was said."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from kb.extract.communications.entries import noun_media
from kb.extract.communications.telling import Telling
from kb.extract.index import children
from kb.extract.reading import Keys, Reading
from kb.extract.syntax import case_of, char_span, is_infinitive, subtree
from kb.model import Act, ActorKind, Communication, Medium, Quotation, Span

_BOUNDS = ("by", "until", "before", "within", "after", "since", "till")  # a limit is not the day of the act
#: media in which somebody goes on speaking after the sentence that names them
CARRIED = (Medium.LETTER, Medium.CALL, Medium.MEETING, Medium.PRESS_CONFERENCE, Medium.INTERVIEW, Medium.STATEMENT, Medium.JOINT_STATEMENT, Medium.SPEECH)
#: media in which whoever is spoken to speaks as well
_TWO_WAY = (Medium.CALL, Medium.MEETING)
_WRITTEN = (Medium.LETTER, Medium.STATEMENT, Medium.JOINT_STATEMENT)
#: characters over which a letter or a statement is spoken of without being named again
_NEAR = 800
_WHERE = ("in", "at", "during", "on", "via", "through", "by", "with", "to", "from")


def medium_of(telling: Telling, reading: Reading) -> Medium:
    """Return the telling's medium: the cue's own, the noun after "in" or "at", the document that speaks, or a news organisation's report."""
    if telling.medium is not Medium.UNSPECIFIED:
        return telling.medium
    cue = telling.cue
    # "came together at a press conference to demand" names it before the demand
    host = children(cue.head) if cue.dep_ in ("advcl", "xcomp") and is_infinitive(cue) else []
    for noun in [*children(cue), *host]:
        if noun.dep_ in ("obl", "nmod", "obl:unmarked") and case_of(noun) in _WHERE and (medium := _named(noun)) is not None:
            return medium
    documents = noun_media("documents")
    for source in telling.sources:
        if source.lemma_.lower() in documents:
            return documents[source.lemma_.lower()]
    keys = [key for source in telling.sources for key in reading.cast.refer(source)]
    if any(reading.cast.actors[key].kind is ActorKind.NEWS_ORGANIZATION for key in keys):
        return Medium.REPORT
    return Medium.UNSPECIFIED


def carry_media(found: Sequence[Communication], voice: Keys, text: str) -> list[Communication]:
    """Return *found* with the medium of each telling that names none: its source's latest; what the article's own *voice* says is a statement.

    Who was called or met hears the rest, and speaks there as well; what somebody tells within own words is told where these are.
    """
    latest: dict[str, _Setting] = {}
    letter: _Setting | None = None
    out: list[Communication] = []
    for communication in found:
        place = communication.cue.begin
        if communication.medium in _TWO_WAY:
            sides = (communication.source, communication.recipients)
            for own, other in (sides, sides[::-1]):
                latest.update(dict.fromkeys(own, _Setting(communication.medium, other)))
        elif communication.medium in CARRIED:
            setting = _Setting(communication.medium, until=place + _NEAR)
            latest.update(dict.fromkeys(communication.source, setting))
            letter = setting if setting.medium is Medium.LETTER else letter
        out.append(_carried(communication, _setting_of(communication, latest, letter, text), voice))
    return [_within(communication, out) for communication in out]


def _setting_of(communication: Communication, latest: Mapping[str, _Setting], letter: _Setting | None, text: str) -> _Setting | None:
    """Return where the sources of *communication* last spoke, if all in one place; who writes does it in the latest letter, who says does not."""
    cue = communication.cue.of(text).lower()
    settings = [latest.get(key) for key in communication.source]
    if "wrote" in cue and not any(setting is not None and setting.medium in _WRITTEN for setting in settings):
        return letter
    known = [setting for setting in settings if setting is not None]
    # of two who spoke with each other one may go by a title that tells nobody
    together = len(known) < len(settings) and not (known and known[0].medium in _TWO_WAY)
    if not known or together or len({setting.medium for setting in known}) > 1:
        return None
    if known[0].medium is Medium.LETTER and "said" in cue.split():
        return None
    return known[0] if len(settings) == 1 else replace(known[0], hearers=())


def _carried(communication: Communication, setting: _Setting | None, voice: Keys) -> Communication:
    if setting is not None and communication.cue.begin <= setting.until and _goes_on(communication):
        return replace(communication, medium=setting.medium, recipients=communication.recipients or setting.hearers)
    if voice and communication.source == voice and communication.medium is Medium.UNSPECIFIED:
        return replace(communication, medium=Medium.STATEMENT)
    return communication


def _within(communication: Communication, found: Sequence[Communication]) -> Communication:
    """Return *communication* with the medium of the quotation that it stands in, where the same actors speak in both."""
    if communication.medium is not Medium.UNSPECIFIED:
        return communication
    around = [
        other
        for other in found
        if other.quotation is Quotation.DIRECT and other.source == communication.source and any(span.covers(communication.cue) for span in other.content)
    ]
    return replace(communication, medium=around[-1].medium) if around else communication


def _goes_on(communication: Communication) -> bool:
    """Return whether the source may still speak where it did before: who tells reporters speaks anew."""
    anew = communication.act is Act.STATING and bool(communication.recipients)
    return communication.medium is Medium.UNSPECIFIED and communication.act is not Act.REFUSING and not anew


@dataclass(frozen=True)
class _Setting:
    """Where somebody speaks: the medium, who hears it, and up to which character it is taken to go on."""

    medium: Medium
    hearers: Keys = ()
    until: int = sys.maxsize


def _named(noun: Token) -> Medium | None:
    media = noun_media("media")
    joint = any(child.lower_ == "joint" for child in noun.children)
    if joint and f"joint {noun.lemma_.lower()}" in media:
        return media[f"joint {noun.lemma_.lower()}"]
    return media.get(noun.lemma_.lower()) or media.get(noun.text)


def date_of(telling: Telling, reading: Reading) -> str | None:
    """Return the day (or month) of the act when a time expression hangs on the cue, as the ontology writes dates."""
    for child in telling.cue.children:
        if child.dep_ not in ("obl", "obl:unmarked", "advmod", "nmod", "nmod:unmarked", "obl:tmod"):
            continue
        if case_of(child) in _BOUNDS:
            continue
        place = char_span(reading.doc, *subtree(child))
        if any(place.overlaps(span) for span in telling.content):
            continue
        time = reading.time_within(Span(place.begin, place.end))
        if time is not None and time.type in ("DATE", "TIME") and (date := _date(time.value)):
            return date
    return None


def _date(value: str) -> str | None:
    """Return a TIMEX3 *value* as date, year-month or ``--MM-DD``; None for weeks, seasons, references and unknown days."""
    value = value.split("T", maxsplit=1)[0]
    parts = value.split("-")
    if parts[0] == "XXXX" and len(parts) == 3 and parts[1].isdigit() and parts[2].isdigit():
        return f"--{parts[1]}-{parts[2]}"
    if all(part.isdigit() for part in parts) and [len(part) for part in parts] in ([4, 2, 2], [4, 2]):
        return value
    return None
