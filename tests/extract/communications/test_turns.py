"""Who "I" is in the later paragraphs of a speaker's turn in a transcript."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc, Span

from kb.extract.communications import find
from kb.extract.reading import Cast, Reading
from kb.extract.syntax import char_span
from kb.model import ActorKind, Article

_VOCAB = spacy.blank("en").vocab
#: a turn of two paragraphs; the second has no name before it
_TURN = (("{name}", "PROPN", "NNP", 3, "nsubj"), (":", "PUNCT", ":", 0, "punct"), ("Prices", "NOUN", "NNS", 3, "nsubj"), ("fell", "VERB", "VBD", 3, "root"),
         ("here", "ADV", "RB", 3, "advmod"), ("\n\n", "SPACE", "_SP", 3, "dep"), ("I", "PRON", "PRP", 7, "nsubj"), ("agree", "VERB", "VBP", 7, "root"),
         ("\n\n", "SPACE", "_SP", 7, "dep"))  # fmt: skip


def transcript(*names: str) -> Reading:
    """Return the reading of a transcript in which each of *names* has a turn."""
    rows = [(word.format(name=name), pos, tag, head + i * len(_TURN), dep) for i, name in enumerate(names) for word, pos, tag, head, dep in _TURN]
    words, pos, tags, heads, deps = (list(column) for column in zip(*rows, strict=True))
    doc = Doc(
        _VOCAB, words=words, spaces=[word != "\n\n" for word in words], lemmas=[word.lower() for word in words], pos=pos, tags=tags, heads=heads, deps=deps
    )
    doc.set_ents([Span(doc, i * len(_TURN), i * len(_TURN) + 1, label="PERSON") for i in range(len(names))])
    cast = Cast(doc)
    for ent in doc.ents:
        cast.mention(cast.add(ent.text, ActorKind.PERSON, named=True), char_span(doc, ent.start, ent.end), ent.root)
    return Reading(Article("test", doc.text), doc, cast, ())


@pytest.mark.parametrize(("names", "speakers"), [(("Brix", "Quell"), ["Brix", "Quell"]), (("Brix",), [])], ids=["two-turns", "no-transcript"])
def test_a_turn_lasts_until_the_next_speaker(names: tuple[str, ...], speakers: list[str]) -> None:
    reading = transcript(*names)
    list(find(reading))
    own = [key for token in reading.doc if token.text == "I" for key in reading.cast.refer(token)]
    assert [reading.cast.actors[key].label for key in own if reading.cast.actors[key].named] == speakers
