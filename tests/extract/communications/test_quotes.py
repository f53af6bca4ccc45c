from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.extract.communications.quotes import quotation_of, quoted_runs
from kb.model import Quotation, Span


def runs(text: str) -> list[str]:
    return [run.of(text) for run in quoted_runs(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"One," he said. "Two."', ["One,", "Two."]),
        ("“One,” he said, “and two.”", ["One,", "and two."]),
        ("He said nothing.", []),
        ("“First paragraph.\n\n“Second paragraph,” she said.", ["First paragraph.", "Second paragraph,"]),
        ("''One,'' he said.", ["One,"]),
        ('Never closed: "to the end', ["to the end"]),
        ("“He calls it “hell” here,” she said.", ["He calls it “hell” here,"]),
        ("“One,“ he said. “Two.”", ["One,“ he said. “Two."]),
        ("the dogs' bowl and the cat's", []),
    ],
)
def test_runs_between_marks(text, expected):
    assert runs(text) == expected


@given(st.text(alphabet="ab \"“”\n'", max_size=80))
def test_runs_are_ordered_apart_and_hold_no_closing_mark_but_of_quotations_within(text):
    found = quoted_runs(text)
    assert all(a.end <= b.begin for a, b in pairwise(found))
    assert all(run.of(text).count("”") <= run.of(text).count("“") for run in found)


def test_a_scare_quote_does_not_make_content_mixed():
    text = 'the "deal" that both sides had sought for weeks'
    assert quotation_of([Span(0, len(text))], quoted_runs(text), text) is Quotation.INDIRECT


def test_a_quoted_part_makes_content_mixed():
    text = 'the plan was "a gift to the few" and nothing else'
    assert quotation_of([Span(0, len(text))], quoted_runs(text), text) is Quotation.MIXED
