"""Communications: who tells, thinks or writes what, to whom, by which act and medium."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kb.extract.actors import bind_first_persons
from kb.extract.certainty import certainty_of, polarity_of
from kb.extract.communications.learnt import join_learnt
from kb.extract.communications.media import carry_media, date_of, medium_of
from kb.extract.communications.meetings import meeting_tellings
from kb.extract.communications.nouns import according_tellings, adjectival_tellings, makers, nominal_tellings
from kb.extract.communications.quotes import attach_quotes, carve_cues, quotation_of, quoted_runs
from kb.extract.communications.sources import antecedent, settle_sources
from kb.extract.communications.telling import Telling, phrase_span
from kb.extract.communications.transcripts import colon_tellings, signed_tellings, transcript_tellings, turns
from kb.extract.communications.verbs import verbal_tellings
from kb.extract.communications.voice import signer_of, voice_of
from kb.extract.lexicon import words
from kb.extract.reading import Keys, Reading
from kb.extract.syntax import deps, is_infinitive, text_of, trim
from kb.model import Act, Communication, Quotation, Span

_FIRST_PERSONS = ("i", "we")
_ADDRESSED = ("you", "one")

#: each reads the whole Doc for one kind of cue
FINDERS = (verbal_tellings, nominal_tellings, adjectival_tellings, according_tellings, meeting_tellings, transcript_tellings, colon_tellings, signed_tellings)


def find(reading: Reading) -> Iterator[Communication]:
    """Yield the communications of one article, in the order of their cues."""
    doc = reading.doc
    tellings = sorted((telling for finder in FINDERS for telling in finder(doc)), key=lambda t: t.cue_span)
    runs = quoted_runs(text_of(doc))
    tellings = [telling for telling in tellings if not _idle(telling, runs) and not _named_by_light_verb(telling, tellings)]
    attach_quotes(tellings, runs, doc)
    carve_cues(tellings, runs, doc)
    tellings = join_learnt(tellings, doc)
    settle_sources(tellings)
    told = [telling for telling in tellings if telling.complete and not _planned(telling, tellings)]
    # who "I" and "we" are is known once it is known who speaks
    speeches = [telling for telling in told if telling.content and not _first_person(telling)]
    voice = voice_of(told, runs, reading)
    spoken = [(_actors(telling.sources, reading), tuple(telling.content)) for telling in speeches]
    spoken += [(_actors(telling.sources, reading), (span,)) for telling, span in turns(tellings, doc)]
    whole = (Span(0, len(text_of(doc))),)
    bind_first_persons(reading.cast, [*spoken, (voice, whole)])
    bind_first_persons(reading.cast, [*spoken, (signer_of(reading), whole)])
    yield from carry_media([_communication(telling, runs, reading) for telling in told], voice, text_of(doc))


def _first_person(telling: Telling) -> bool:
    return any(source.lower_ in _FIRST_PERSONS for source in telling.sources)


def _idle(telling: Telling, runs: list[Span]) -> bool:
    """Return whether somebody merely thinks aloud: "you know" tells nothing, nor do "I think" and "I say" within one's own quotation."""
    if telling.act is Act.BELIEVING and any(source.lower_ in _ADDRESSED for source in telling.sources):
        return True
    own = _first_person(telling) and any(run.covers(telling.cue_span) for run in runs)
    return own and (telling.act is Act.BELIEVING or (telling.act is Act.STATING and not telling.recipients))


def _named_by_light_verb(telling: Telling, tellings: list[Telling]) -> bool:
    """Return whether *telling* is of the noun of a light verb, which tells it ("issued a statement that"); give its content to that, in place."""
    if not telling.rule.startswith("communication.noun."):
        return False
    light = next((other for other in tellings if other.rule.startswith("communication.light.") and other.cue_span.covers(telling.cue_span)), None)
    if light is not None:
        light.content = light.content or telling.content
    return light is not None


def _planned(telling: Telling, tellings: list[Telling]) -> bool:
    """Return whether the cue is not told as done: it is what another one wants, urges or promises ("plans to announce"), or a condition."""
    cue = telling.cue
    if any(mark.lower_ in ("if", "unless") for mark in deps(cue, "mark")):
        return True
    head = cue.head
    return cue.dep_ in ("xcomp", "ccomp", "acl", "advcl") and any(
        other.cue == head and other.complete and other.act not in (Act.STATING, Act.REVEALING) and is_infinitive(cue) for other in tellings
    )


def _communication(telling: Telling, runs: list[Span], reading: Reading) -> Communication:
    text = text_of(reading.doc)
    content = tuple(telling.content)
    quotation = quotation_of(telling.content, runs, text, naming=telling.naming)
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
        recipients=_actors(telling.recipients, reading),
        topic=telling.topic if not content else None,
        date=date_of(telling, reading),
    )


def _evidence(telling: Telling) -> Span:
    """Return the sentence of the cue, grown over what is told."""
    sentence = telling.cue.sent
    spans = [Span(sentence.start_char, sentence.end_char), *telling.content]
    return Span(min(s.begin for s in spans), max(s.end for s in spans))


def _actors(heads: list[Token], reading: Reading) -> Keys:
    speakers = [person for head in heads for person in _speaking(antecedent(head)) if _is_word(person, reading)]
    return tuple(dict.fromkeys(key for person in speakers for key in reading.cast.refer_or_add(person)))


def _is_word(head: Token, reading: Reading) -> bool:
    """Return whether *head* is a word of its own, or a known actor: the "Co" of "Co-Chairs" is neither."""
    cut = not head.whitespace_ and head.i + 1 < len(head.doc) and head.nbor(1).text == "-"
    return not cut or bool(reading.cast.refer(head))


def _speaking(head: Token) -> list[Token]:
    """Return who speaks where *head* is said to: a report or a poll is nobody, who made it is."""
    impersonal = not head.ent_type_ and head.lemma_.lower() in words("communications", "impersonal", "nouns")
    return [maker for maker in makers(head) if maker != head] if impersonal else [head]


def _confidence(telling: Telling, quotation: Quotation) -> float:
    if quotation in (Quotation.DIRECT, Quotation.MIXED):
        return min(0.95, telling.confidence + 0.15)
    return telling.confidence if telling.sources else max(0.05, telling.confidence - 0.2)
