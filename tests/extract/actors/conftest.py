"""Casts of sentences that are written out with their trees."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from spacy.tokens import Doc

from kb.extract.actors import find_cast
from kb.extract.linking import load_gazetteer
from kb.extract.reading import Cast
from kb.model import Article

_POS = {
    "NN": "NOUN",
    "NNS": "NOUN",
    "NNP": "PROPN",
    "NNPS": "PROPN",
    "PRP": "PRON",
    "PRP$": "PRON",
    "DT": "DET",
    "IN": "ADP",
    "JJ": "ADJ",
    "CD": "NUM",
    "CC": "CCONJ",
}
_LEMMAS = {"said": "say", "is": "be", "was": "be"}


def rows_of(sentences: str) -> str:
    """Turn "word|TAG|head|relation|ENTITY" notation, a sentence a line, into the rows that ``build_doc`` reads."""
    blocks = []
    for sentence in sentences.strip().splitlines():
        rows = []
        for cell in sentence.split():
            word, tag, head, dep, *entity = cell.split("|")
            plain = word.removesuffix("_") or word
            pos = _POS.get(tag, "VERB" if tag.startswith("V") else "PUNCT")
            rows.append(" ".join([word, _LEMMAS.get(plain.lower(), plain.lower()), pos, tag, head, dep, *entity]))
        blocks.append("\n".join(rows))
    return "\n\n".join(blocks)


@pytest.fixture
def cast_of(build_doc: Callable[[str], Doc]) -> Callable[..., Cast]:
    """Give the cast of sentences in short notation; the article is of 10 March 2020 unless told otherwise."""

    def find(sentences: str, published: date | None = date(2020, 3, 10)) -> Cast:
        doc = build_doc(rows_of(sentences))
        return find_cast(Article("test", doc.text, published=published), doc, load_gazetteer())

    return find


@pytest.fixture
def spoken_of() -> Callable[[Cast], dict[str, list[str]]]:
    """Give the words of each actor's mentions, in the order of the text, by the actor's label."""

    def words(cast: Cast) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for mention in sorted(cast.mentions):
            found.setdefault(cast.actors[mention.actor].label, []).append(mention.span.of(cast.doc.text))
        return found

    return words
