"""Whether a predicate took place."""

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from kb.extract.certainty import polarity_of
from kb.model import Polarity


@pytest.mark.parametrize(("subject", "polarity"), [("Neither", Polarity.NEGATIVE), ("Nobody", Polarity.NEGATIVE), ("Both", Polarity.POSITIVE)])
def test_a_negative_subject_negates_its_verb(build_doc: Callable[[str], Doc], subject: str, polarity: Polarity) -> None:
    doc = build_doc(f"{subject} {subject.lower()} PRON DT 2 nsubj\ncommented comment VERB VBD 0 root")
    assert polarity_of(doc[1]) is polarity


@pytest.mark.parametrize(("adverb", "polarity"), [("just", Polarity.POSITIVE), ("even", Polarity.NEGATIVE)])
def test_not_just_adds_and_does_not_deny(build_doc: Callable[[str], Doc], adverb: str, polarity: Polarity) -> None:
    doc = build_doc(
        f"Norway Norway PROPN NNP 5 nsubj\ndid do AUX VBD 5 aux\nnot not PART RB 5 advmod\n{adverb} {adverb} ADV RB 5 advmod\nblame blame VERB VB 0 root"
    )
    assert polarity_of(doc[4]) is polarity
