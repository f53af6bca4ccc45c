"""Tellings by a noun of talking: "negotiations between the two states", "her call with the king"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kb.extract.communications.nouns import makers
from kb.extract.communications.telling import Telling
from kb.extract.index import children, tokens_of
from kb.extract.lexicon import words
from kb.extract.syntax import case_of, char_span, conjuncts, deps, is_time, subtree_span
from kb.model import Act, Medium

_TALKERS = ("NOUN", "PROPN", "PRON")


def meeting_tellings(doc: Doc) -> Iterator[Telling]:
    """Yield the talks whose parties are told; they have no content, maybe a topic."""
    calls = words("communications", "meetings", "calls")
    talks = calls | words("communications", "meetings", "nouns")
    for noun in tokens_of(doc):
        if noun.pos_ != "NOUN" or (lemma := noun.lemma_.lower()) not in talks:
            continue
        call = lemma in calls
        sides = [child for child in children(noun) if child.pos_ in _TALKERS and case_of(child) in words("communications", "meetings", "parties")]
        if not sides:
            continue
        medium = Medium.CALL if call else Medium.MEETING
        telling = Telling(noun, char_span(doc, noun.i, noun.i + 1), Act.STATING, "communication.meeting.v1", 0.6, medium, bare=True)
        together = [party for side in sides if case_of(side) != "with" for party in conjuncts(side)]
        others = [party for side in sides if case_of(side) == "with" for party in conjuncts(side)]
        telling.sources = together or makers(noun)
        telling.recipients = others if telling.sources else []
        _fill_topic(noun, telling)
        if telling.sources:
            yield telling


def _fill_topic(noun: Token, telling: Telling) -> None:
    about = [child for child in children(noun) if case_of(child) in words("communications", "meetings", "topics") and not is_time(child)]
    about += deps(noun, "compound", "amod")
    if about:
        telling.topic = subtree_span(about[0])
