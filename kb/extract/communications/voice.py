"""Whose statement the article itself is: who says "we" and "I" outside of all quotation marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Span as Phrase
from spacy.tokens import Token

from kb.extract.actors.pronouns import pronouns_of
from kb.extract.communications.telling import Telling
from kb.extract.index import tokens_of
from kb.extract.reading import Keys, Reading
from kb.extract.syntax import SUBJECTS, char_span, deps, text_of
from kb.model import ActorKind, Span

_BODIES = (ActorKind.STATE, ActorKind.ORGANIZATION)
_PRESENT = ("VBZ", "VBP")
_BEFORE = 2  # sentences from the body's name to its "we"
_OPENING = 5  # sentences at the head of the article in which the body must be told of
_BYLINE = 16  # tokens of a line that only names who signs


def voice_of(told: Sequence[Telling], runs: Sequence[Span], reading: Reading) -> Keys:
    """Return the state or body that first speaks in the present tense, or is the subject just before the article's first "we"."""
    for telling in told:
        keys = tuple(key for source in telling.sources for key in reading.cast.refer(source))
        if _is_body(keys, reading) and telling.cue.tag_ in _PRESENT and not _quoted(telling.cue, runs):
            return keys
    return _subject_before_we(told, runs, reading)


def signer_of(reading: Reading) -> Keys:
    """Return the person whom a line at the head of the article names, and no other ("Ada Lund, Minister of Finance")."""
    text = text_of(reading.doc)
    for line in _lines(reading):
        ends = text[line.end_char - 1] in '.!?:”"'
        named = {key for token in line for key in reading.cast.refer(token) if reading.cast.actors[key].kind is ActorKind.PERSON}
        if ends or len(line) > _BYLINE or any(token.pos_ in ("VERB", "AUX") for token in line):
            return ()
        if len(named) == 1 and reading.cast.refer(line[0]) == tuple(named):
            return tuple(named)
    return ()


def _subject_before_we(told: Sequence[Telling], runs: Sequence[Span], reading: Reading) -> Keys:
    contents = [span for telling in told for span in telling.content]
    tokens = tokens_of(reading.doc)
    own = (tokens[i] for i, kind in pronouns_of(reading.doc).items() if kind == "first_plural" and not _quoted(tokens[i], [*runs, *contents]))
    we = next(own, None)
    if we is None:
        return ()
    before = [sentence for sentence in reading.doc.sents if sentence.start <= we.i]
    sentences = before[-1 - _BEFORE : _OPENING]  # further down it is whoever is spoken of
    for subject in (token for sentence in sentences for token in sentence if token.dep_ in SUBJECTS and token.i < we.i):
        keys = reading.cast.refer(subject)
        present = subject.head.tag_ in _PRESENT or any(verb.tag_ in _PRESENT for verb in deps(subject.head, "aux", "cop", "aux:pass"))
        main = subject.head.dep_ in ("ROOT", "root", "conj")
        if present and main and _is_body(keys, reading) and not _quoted(subject, runs):
            return keys
    return ()


def _is_body(keys: Keys, reading: Reading) -> bool:
    return len(keys) == 1 and reading.cast.actors[keys[0]].kind in _BODIES


def _quoted(token: Token, runs: Sequence[Span]) -> bool:
    return any(run.covers(char_span(token.doc, token.i, token.i + 1)) for run in runs)


def _lines(reading: Reading) -> Iterator[Phrase]:
    """Yield the first lines of the article, up to three."""
    doc, begin, found = reading.doc, 0, 0
    for token in doc:
        if token.is_space and "\n" in token.text and token.i > begin:
            yield doc[begin : token.i]
            begin, found = token.i + 1, found + 1
            if found == 3:
                return
