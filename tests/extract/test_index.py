"""What is read off a Doc once is what spaCy tells of each token."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from kb.extract.actors.pronouns import pronouns_of
from kb.extract.index import bounds_of, children
from kb.extract.syntax import char_span, deps, predicates_of
from kb.model import Span

WORDS = ["She", " \n", "is", "a", "good", "friend", "of", "😀", "ours", "."]
HEADS = [5, 0, 5, 5, 5, 5, 7, 5, 7, 5]
DEPS = ["nsubj", "dep", "cop", "det", "amod", "ROOT", "case", "nmod", "flat", "punct"]
TAGS = ["PRP", "_SP", "VBZ", "DT", "JJ", "NN", "IN", "NN", "PRP", "."]


@pytest.fixture
def doc() -> Doc:
    return Doc(spacy.blank("en").vocab, words=WORDS, heads=HEADS, deps=DEPS, tags=TAGS)


def test_bounds_are_those_of_the_tokens(doc: Doc) -> None:
    begins, ends = bounds_of(doc)
    assert begins == [token.idx for token in doc]
    assert ends == [token.idx + len(token) for token in doc]
    assert char_span(doc, 3, 6) == Span(doc[3].idx, doc[3:6].end_char)


def test_children_are_those_of_the_tree(doc: Doc) -> None:
    assert [[child.i for child in children(token)] for token in doc] == [[child.i for child in token.children] for token in doc]
    assert [child.text for child in deps(doc[5], "amod", "det")] == ["a", "good"]


def test_predicates_have_a_copula_and_pronouns_a_class(doc: Doc) -> None:
    assert predicates_of(doc) == {5}
    assert pronouns_of(doc) == {0: "female", 8: "first_plural"}


def test_an_empty_doc_has_nothing() -> None:
    doc = Doc(spacy.blank("en").vocab)
    assert (bounds_of(doc), predicates_of(doc), pronouns_of(doc)) == (([], []), frozenset(), {})
