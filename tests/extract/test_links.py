"""Links to Wikidata on the reference data beside the checkout: members of Congress by their releases, and Wikinews."""

from __future__ import annotations

import pytest
from spacy.language import Language

from kb.annotate import load_pipeline
from tests.bench.linking import SHARED, meantime, members

pytestmark = [pytest.mark.model, pytest.mark.shared, pytest.mark.skipif(not SHARED.exists(), reason="no reference data beside the checkout")]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_pipeline()


def test_members_of_congress_are_linked_and_to_nobody_else(nlp: Language) -> None:
    counts = members(nlp, 40)
    assert counts.wanted > 30
    assert counts.recall >= 0.85
    assert counts.precision >= 0.97


def test_wikinews_is_linked_as_its_annotators_did(nlp: Language) -> None:
    counts = meantime(nlp)
    assert counts["names"].f1 >= 0.75
    assert counts["mentions"].f1 >= 0.65
    assert counts["links"].precision >= 0.90
    assert counts["links"].f1 >= 0.55
