"""Communications: who tells, thinks or writes what, to whom, by which act and medium."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kb.extract.certainty import certainty_of, polarity_of
from kb.extract.communications.media import date_of, medium_of
from kb.extract.communications.nouns import according_tellings, nominal_tellings
from kb.extract.communications.quotes import attach_quotes, carve_cues, quotation_of, quoted_runs
from kb.extract.communications.telling import Telling, phrase_span
from kb.extract.communications.verbs import verbal_tellings
from kb.extract.reading import Keys, Reading
from kb.extract.syntax import trim
from kb.model import Act, Communication, Quotation, Span

_FIRST_PERSONS = ("i", "we")


def find(reading: Reading) -> Iterator[Communication]:
    """Yield the communications of one article, in the order of their cues."""
    doc = reading.doc
    tellings = sorted([*verbal_tellings(doc), *nominal_tellings(doc), *according_tellings(doc)], key=lambda t: t.cue_span)
    runs = quoted_runs(doc.text)
    tellings = [telling for telling in tellings if not _idle(telling, runs)]
    attach_quotes(tellings, runs, doc)
    carve_cues(tellings, doc)
    for telling in tellings:
        if telling.complete and not _planned(telling, tellings):
            yield _communication(telling, runs, reading)


def _idle(telling: Telling, runs: list[Span]) -> bool:
    """Return whether somebody merely thinks aloud in quotation marks: "I think", "we know" tell nothing apart from the quotation."""
    quoted = any(run.covers(telling.cue_span) for run in runs)
    first = any(source.lower_ in _FIRST_PERSONS for source in telling.sources)
    return quoted and first and telling.act in (Act.BELIEVING, Act.STATING)


def _planned(telling: Telling, tellings: list[Telling]) -> bool:
    """Return whether the cue is the very verb that another one wants, plans or promises ("plans to announce")."""
    head = telling.cue.head
    return telling.cue.dep_ == "xcomp" and any(other.cue == head for other in tellings if other.act in (Act.BELIEVING, Act.PROMISING, Act.THREATENING, Act.REFUSING) and other.complete)


def _communication(telling: Telling, runs: list[Span], reading: Reading) -> Communication:
    text = reading.doc.text
    content = tuple(telling.content)
    quotation = quotation_of(telling.content, runs, text)
    evidence = trim(_evidence(telling), text)
    return Communication(
        evidence=(evidence,),
        rule=telling.rule,
        confidence=_confidence(telling, quotation),
        certainty=certainty_of(telling.cue),
        polarity=polarity_of(telling.cue),
        cue=telling.cue_span,
        act=telling.act,
        medium=medium_of(telling, reading),
        quotation=quotation,
        source=_actors(telling.sources, reading),
        source_span=phrase_span(reading.doc, telling.sources),
        content=content,
        recipients=tuple(key for key in _actors(telling.recipients, reading)),
        topic=telling.topic if not content else None,
        date=date_of(telling, reading),
    )


def _evidence(telling: Telling) -> Span:
    """Return the sentence of the cue, grown over what is told."""
    sentence = telling.cue.sent
    spans = [Span(sentence.start_char, sentence.end_char), *telling.content]
    return Span(min(s.begin for s in spans), max(s.end for s in spans))


def _actors(heads: list[Token], reading: Reading) -> Keys:
    return tuple(dict.fromkeys(key for head in heads for key in reading.cast.refer_or_add(head)))


def _confidence(telling: Telling, quotation: Quotation) -> float:
    if quotation in (Quotation.DIRECT, Quotation.MIXED):
        return min(0.95, telling.confidence + 0.15)
    return telling.confidence if telling.sources else telling.confidence - 0.2
