"""Docs built by hand, so that a rule's test needs no trained pipeline."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import spacy
from spacy.tokens import Doc, Span

from kb.extract.reading import Cast, Reading
from kb.extract.syntax import char_span
from kb.model import ActorKind, Article

#: with the lexical attributes (lower case, blanks) that a bare Vocab lacks
_VOCAB = spacy.blank("en").vocab
_KINDS = {"PERSON": ActorKind.PERSON, "ORG": ActorKind.ORGANIZATION, "LOC": ActorKind.STATE}


def doc_of(rows: str) -> Doc:
    """Build a Doc from lines "word lemma POS TAG head relation [entity]"; heads count from 1 within a sentence, 0 is the root.

    A word that ends in "_" has no blank after it; a blank line parts sentences; an entity is a class such as PERSON,
    the same class on the next line goes on with it.
    """
    words, spaces, lemmas, pos, tags, heads, deps, ents, starts = [], [], [], [], [], [], [], [], []
    for block in rows.strip().split("\n\n"):
        offset = len(words)
        for number, line in enumerate(block.strip().splitlines()):
            word, lemma, upos, tag, head, dep, *entity = line.split()
            words.append(word.removesuffix("_") if len(word) > 1 else word)
            spaces.append(not (word.endswith("_") and len(word) > 1))
            lemmas.append(lemma)
            pos.append(upos)
            tags.append(tag)
            heads.append(offset + (int(head) - 1 if head != "0" else number))
            deps.append(dep)
            ents.append(entity[0] if entity else "")
            starts.append(number == 0)
    doc = Doc(_VOCAB, words=words, spaces=spaces, lemmas=lemmas, pos=pos, tags=tags, heads=heads, deps=deps)
    spans, begin = [], None
    for i, label in enumerate([*ents, ""]):
        if begin is not None and label != ents[begin]:
            spans.append(Span(doc, begin, i, label=ents[begin]))
            begin = None
        if label and begin is None:
            begin = i
    doc.set_ents(spans)
    return doc


def reading_of(rows: str, times: tuple = ()) -> Reading:
    """Build a Reading whose cast holds the Doc's entities, one actor for each name."""
    doc = doc_of(rows)
    cast, keys = Cast(doc), {}
    for ent in doc.ents:
        if ent.text not in keys:
            keys[ent.text] = cast.add(ent.text, _KINDS[ent.label_], named=True)
        cast.mention(keys[ent.text], char_span(doc, ent.start, ent.end), ent.root)
    return Reading(Article("test", doc.text), doc, cast, times)


@pytest.fixture
def build_doc() -> Callable[[str], Doc]:
    """Give the builder of Docs."""
    return doc_of


@pytest.fixture
def build_reading() -> Callable[..., Reading]:
    """Give the builder of Readings."""
    return reading_of
