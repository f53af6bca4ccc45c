"""Due dates from TIMEX3 values, and the calendar beneath them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.annotate.times import as_due
from kb.timex import days_of, feast, name_of, shift

FRIDAY = "2014-11-07"


@pytest.mark.parametrize(
    ("value", "words", "due"),
    [
        ("2014-11-24", "Nov. 24", "2014-11-24"),
        ("XXXX-11-24", "Nov. 24", "--11-24"),
        ("2014-11", "November", "2014-11"),
        ("2014", "2014", "2014"),
        ("2014-06", "the end of June", "2014-06-30"),
        ("2014", "the end of the year", "2014-12-31"),
        ("2014-11", "month's end", "2014-11-30"),
        ("2013", "the end of FY2013", "2013-09-30"),
        ("2014-W45", "the end of the week", "2014-11-07"),
        ("2014-W45", "this week", "2014-11-09"),
        ("2015-Q1", "the first quarter", "2015-03-31"),
        ("2014-11-13T12:00", "noon on Thursday", "2014-11-13T12:00:00"),
        ("2014-11-13T24:00", "midnight on Thursday", "2014-11-14T00:00:00"),
        ("2014-11-13T24:00Z", "midnight GMT on Thursday", "2014-11-14T00:00:00Z"),
        ("2014-11-13TMO", "Thursday morning", "2014-11-13"),
        ("P10D", "10 days", "2014-11-17"),
        ("P2W", "two weeks", "2014-11-21"),
        ("P3M", "three months", "2015-02-07"),
        ("P10Y", "10 years", "2024"),
        ("P10D", "ten business days", "2014-11-21"),
        ("PT48H", "48 hours", "2014-11-09"),
    ],
)
def test_due(value, words, due):
    assert as_due(value, FRIDAY, words=words) == due


@pytest.mark.parametrize("value", ["PXD", "PAST_REF", "FUTURE_REF", "XXXX-WXX-5", "XXXX-XX-XX", "XXXX-11", "XXXX", "2013-02-29", "", "P99999999999Y"])
def test_no_due(value):
    assert as_due(value, FRIDAY) is None


def test_hours_count_from_the_moment_where_one_is_known():
    assert as_due("PT48H", "2014-11-07T10:00:00") == "2014-11-09T10:00:00"
    assert as_due("P10D", None) is None
    assert as_due("P10D", "some day") is None


@given(st.dates(min_value=date(1000, 1, 1), max_value=date(2999, 1, 1)), st.sampled_from(["D", "W", "M", "Q", "H", "Y", "E", "C"]))
def test_a_day_lies_in_the_periods_named_after_it(day, grain):
    first, last = days_of(name_of(day, grain)) or (None, None)
    assert first <= day <= last


@given(st.dates(min_value=date(1100, 1, 1), max_value=date(2900, 1, 1)), st.sampled_from(["M", "Q", "Y"]), st.integers(-50, 50))
def test_neighbouring_periods_touch(day, grain, count):
    first = days_of(name_of(shift(day, grain, count), grain))
    second = days_of(name_of(shift(day, grain, count + 1), grain))
    assert first and second and first[1] + timedelta(days=1) == second[0]


@pytest.mark.parametrize(
    ("rule", "year", "day"),
    [
        ("easter", 2014, "2014-04-20"),
        ("easter", 2000, "2000-04-23"),
        ("11/4/4", 2014, "2014-11-27"),
        ("05/1/-1", 2014, "2014-05-26"),
        ("11/1/1+1", 2016, "2016-11-08"),
        ("12-25", 2014, "2014-12-25"),
    ],
)
def test_feasts(rule, year, day):
    assert feast(rule, year).isoformat() == day
