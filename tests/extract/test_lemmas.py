import pytest

from kb.extract.lemmas import mended

KNOWN = frozenset(("denounce", "slam", "decry", "say"))


@pytest.mark.parametrize(
    ("lemma", "form", "expected"),
    [
        ("denounc", "denounced", "denounce"),
        ("slamm", "slamming", "slam"),
        ("decrie", "decried", "decry"),
        ("say", "says", "say"),
        ("walk", "walked", "walk"),
    ],
)
def test_a_slip_becomes_the_word_that_the_lexicon_has(lemma, form, expected):
    assert mended(lemma, form, KNOWN) == expected
