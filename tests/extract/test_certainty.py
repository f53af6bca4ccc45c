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
