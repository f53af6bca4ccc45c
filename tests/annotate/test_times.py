"""Time expressions: a table of sentences with what must be found, and properties that hold for any text."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from kb.annotate.times import find_times
from kb.annotate.tokenizer import blank_english

NLP = blank_english()
FRIDAY = "2014-11-07"

ABSOLUTE = [
    ("The court sat on Nov. 24, 2014.", [("Nov. 24, 2014", "DATE", "2014-11-24")]),
    ("It opened on 31st October 2013.", [("31st October 2013", "DATE", "2013-10-31")]),
    ("It opened on the 3rd of May, 2013.", [("the 3rd of May, 2013", "DATE", "2013-05-03")]),
    ("The file is dated 2014-11-07.", [("2014-11-07", "DATE", "2014-11-07")]),
    ("The file is dated 11/24/2014.", [("11/24/2014", "DATE", "2014-11-24")]),
    ("They met in August 2016.", [("August 2016", "DATE", "2016-08")]),
    ("The firm was founded in 1998.", [("1998", "DATE", "1998")]),
    ("Prices soared in the 1990s and the '70s.", [("the 1990s", "DATE", "199"), ("the '70s", "DATE", "197")]),
    ("It was built in the nineteenth century.", [("the nineteenth century", "DATE", "18")]),
    ("Sales fell in fiscal 2015.", [("fiscal 2015", "DATE", "2015")]),
    ("Sales fell by the end of FY2013.", [("the end of FY2013", "DATE", "2013")]),
    ("Sales fell in the third quarter of 2013.", [("the third quarter of 2013", "DATE", "2013-Q3")]),
    ("Sales fell in Q3 2013.", [("Q3 2013", "DATE", "2013-Q3")]),
    ("The treaty dates from nineteen ninety-one.", [("nineteen ninety-one", "DATE", "1991")]),
    ("It rained in the summer of 2012.", [("the summer of 2012", "DATE", "2012-SU")]),
]

RELATIVE = [
    ("The minister resigned last Friday.", [("last Friday", "DATE", "2014-10-31")]),
    ("The minister resigned Friday.", [("Friday", "DATE", "2014-11-07")]),
    ("The minister resigned on Wednesday.", [("Wednesday", "DATE", "2014-11-05")]),
    ("The minister will resign on Wednesday.", [("Wednesday", "DATE", "2014-11-12")]),
    ("They meet next Tuesday.", [("next Tuesday", "DATE", "2014-11-11")]),
    (
        "They came yesterday, leave today and return tomorrow.",
        [("yesterday", "DATE", "2014-11-06"), ("today", "DATE", "2014-11-07"), ("tomorrow", "DATE", "2014-11-08")],
    ),
    ("The bridge fell two weeks ago.", [("two weeks ago", "DATE", "2014-W43")]),
    ("The bridge fell three years ago.", [("three years ago", "DATE", "2011")]),
    ("The bridge fell several years ago.", [("several years ago", "DATE", "PAST_REF")]),
    ("It opened in March 2010 and closed the following month.", [("March 2010", "DATE", "2010-03"), ("the following month", "DATE", "2010-04")]),
    ("They must vote by the end of the year.", [("the end of the year", "DATE", "2014")]),
    ("She spoke earlier this week.", [("earlier this week", "DATE", "2014-W45")]),
    ("The law passed last month.", [("last month", "DATE", "2014-10")]),
    ("The law will pass in August.", [("August", "DATE", "2015-08")]),
    ("The law passed in August.", [("August", "DATE", "2014-08")]),
    ("The law passed in mid-May.", [("mid-May", "DATE", "2014-05")]),
    ("The law passed in January this year.", [("January this year", "DATE", "2014-01")]),
    ("Reports are due by November 23 of this year.", [("November 23 of this year", "DATE", "2014-11-23")]),
    ("It closed on Friday, April 11.", [("Friday, April 11", "DATE", "2014-04-11")]),
    ("It closed on Thursday, Dec. 5.", [("Thursday, Dec. 5", "DATE", "2013-12-05")]),
    ("It will close by year's end.", [("year's end", "DATE", "2014-12-31")]),
    ("It will close by month's end.", [("month's end", "DATE", "2014-11")]),
    ("They will gather at Thanksgiving.", [("Thanksgiving", "DATE", "2014-11-27")]),
    ("They will gather on Monday of next week.", [("Monday of next week", "DATE", "2014-11-10")]),
    ("Turnout fell in the third quarter of last year.", [("the third quarter of last year", "DATE", "2013-Q3")]),
]

TIMES_OF_DAY = [
    ("They will meet at noon on Thursday.", [("noon on Thursday", "TIME", "2014-11-13T12:00")]),
    ("It is due by 5:00 p.m. on Friday, December 5th.", [("5:00 p.m. on Friday, December 5th", "TIME", "2014-12-05T17:00")]),
    ("It was due at 9 a.m. Monday, May 6, 2013.", [("9 a.m. Monday, May 6, 2013", "TIME", "2013-05-06T09:00")]),
    ("They said that Friday mornings are dull.", [("Friday mornings", "SET", "XXXX-WXX-5TMO")]),
    ("They met Thursday morning.", [("Thursday morning", "TIME", "2014-11-06TMO")]),
    ("They met at 10:35 a.m. Friday.", [("10:35 a.m. Friday", "TIME", "2014-11-07T10:35")]),
    ("The line will close Monday at 5pm.", [("Monday at 5pm", "TIME", "2014-11-10T17:00")]),
    ("She spoke last night.", [("last night", "TIME", "2014-11-06TNI")]),
]

AMOUNTS = [
    ("They must answer within 10 days.", [("10 days", "DURATION", "P10D")]),
    ("He ruled for three years.", [("three years", "DURATION", "P3Y")]),
    ("He ruled for a decade.", [("a decade", "DURATION", "P10Y")]),
    ("It was a ten-day march.", [("ten-day", "DURATION", "P10D")]),
    ("The talks took five and a half hours.", [("five and a half hours", "DURATION", "PT5H30M")]),
    ("He stayed for twenty-four months.", [("twenty-four months", "DURATION", "P24M")]),
    ("Rents rose over the past few weeks.", [("the past few weeks", "DURATION", "PXW")]),
    ("The board meets every week.", [("every week", "SET", "P1W")]),
    ("The board meets every two weeks.", [("every two weeks", "SET", "P2W")]),
    ("The fee is paid annually, the wage daily.", [("annually", "SET", "P1Y"), ("daily", "SET", "P1D")]),
    ("The market opens every Tuesday.", [("every Tuesday", "SET", "XXXX-WXX-2")]),
    ("The envoy is now in Oslo.", [("now", "DATE", "PRESENT_REF")]),
    ("She was recently promoted.", [("recently", "DATE", "PAST_REF")]),
    ("Nobody knows the future.", [("the future", "DATE", "FUTURE_REF")]),
]

UNDATED = [
    ("The deadline is Nov. 24.", [("Nov. 24", "DATE", "XXXX-11-24")]),
    ("They meet on Friday.", [("Friday", "DATE", "XXXX-WXX-5")]),
    ("They meet in August.", [("August", "DATE", "XXXX-08")]),
    ("They left yesterday.", [("yesterday", "DATE", "XXXX-XX-XX")]),
    ("They left last year.", [("last year", "DATE", "XXXX")]),
    ("They left at 9 a.m. Friday.", [("9 a.m. Friday", "TIME", "XXXX-WXX-5T09:00")]),
    ("They left in 1998.", [("1998", "DATE", "1998")]),
]

FALSE_FRIENDS = [
    "They may march to the palace.",
    "The second man fell and sat in the sun.",
    "Some 1984 people and 2,000 dogs came, at $1999 each.",
    "Theresa May said no.",
    "The five-year-old boy is 52 years old.",
    "February 30 is no day.",
    "Winds of 80 miles per hour hit one-quarter of the towns that fall within it, at 1800 UTC.",
    "",
    "\n\n",
]


def found(text: str, published: str | None) -> list[tuple[str, str, str]]:
    return [(time.span.of(text), time.type, time.value) for time in find_times(NLP(text), published)]


@pytest.mark.parametrize(("text", "expected"), [*ABSOLUTE, *RELATIVE, *TIMES_OF_DAY, *AMOUNTS])
def test_dated(text, expected):
    assert found(text, FRIDAY) == expected


@pytest.mark.parametrize(("text", "expected"), UNDATED)
def test_undated(text, expected):
    assert found(text, None) == expected


@pytest.mark.parametrize("text", FALSE_FRIENDS)
def test_false_friends(text):
    assert found(text, FRIDAY) == []


@pytest.mark.parametrize(
    ("text", "published", "value"),
    [
        ("The vote was held in December.", "2015-01-10", "2014-12"),
        ("The vote will be held in January.", "2014-12-20", "2015-01"),
        ("The vote was held on Dec. 30.", "2015-01-02", "2014-12-30"),
        ("The vote will be held on Jan. 2.", "2014-12-30", "2015-01-02"),
        ("The vote was held on Saturday.", "2015-01-01", "2014-12-27"),
        ("The vote was held last month.", "2015-01-31", "2014-12"),
        ("The vote was held last week.", "2016-01-04", "2015-W53"),
        ("The vote will be held on February 29.", "2015-06-01", "2016-02-29"),
        ("The vote will be held next year.", "2014-12-31T23:59:00Z", "2015"),
    ],
)
def test_the_year_turns(text, published, value):
    assert [v for _, _, v in found(text, published)] == [value]


def test_a_tense_is_weaker_than_a_year():
    # 17 days ahead, or 348 days ago: the past tense is not worth a year
    assert found("It was known that Nov. 24 ends the talks.", FRIDAY) == [("Nov. 24", "DATE", "2014-11-24")]


def test_a_paragraph_ends_an_expression():
    assert found("They left on Friday\n\nMorning papers wrote of it.", FRIDAY) == [("Friday", "DATE", "2014-11-07")]
    assert found("They left on Nov.\n24.", FRIDAY) == [("Nov.\n24", "DATE", "2014-11-24")]


def test_the_parse_decides_the_tense():
    words = ["Those", "who", "left", "will", "return", "Monday"]
    doc = Doc(
        NLP.vocab,
        words=words,
        heads=[4, 2, 0, 4, 4, 4],
        deps=["nsubj", "nsubj", "acl:relcl", "aux", "ROOT", "obl:unmarked"],
        tags=["DT", "WP", "VBD", "MD", "VB", "NNP"],
        pos=["PRON", "PRON", "VERB", "AUX", "VERB", "PROPN"],
    )
    assert [time.value for time in find_times(doc, FRIDAY)] == ["2014-11-10"]


def test_component_writes_spans():
    nlp = blank_english()
    nlp.add_pipe("kb_times")
    doc = nlp.make_doc("They left on Nov. 24.")
    doc.user_data["published"] = "2014-12-01"
    (span,) = nlp(doc).spans["times"]
    assert (span.text, span.label_, span.kb_id_) == ("Nov. 24", "DATE", "2014-11-24")


WORDS = [
    "Friday",
    "May",
    "24",
    "24th",
    "1998",
    "the",
    "last",
    "next",
    "of",
    ",",
    "-",
    "two",
    "ten",
    "years",
    "week",
    "month",
    "quarter",
    "ago",
    "later",
    "noon",
    "a.m.",
    "10:30",
    "morning",
    "every",
    "end",
    "mid",
    "early",
    "fiscal",
    "1990s",
    "second",
    "past",
    "few",
    "half",
    "99999999",
    "century",
    "from",
    "now",
    "in",
    "year",
    "31",
    "February",
    "weekend",
    "Thanksgiving",
    "eve",
    "day",
    "'s",
    "year-end",
    "\n\n",
]
VALUE = re.compile(
    r"[\dX]{2,4}|[\dX]{4}-[\dX]{2}(-[\dX]{2})?|[\dX]{4}-W[\dX]{2}(-\d|-WE)?|[\dX]{4}-(Q[\dX]|H[12]|SP|SU|FA|WI)"
    r"|[\dX]{4}-([\dX]{2}-[\dX]{2}|W[\dX]{2}-\d)T(MO|MI|AF|EV|NI|(XX|\d\d):(XX|\d\d)(:\d\d)?(Z|[+-]\d\d:\d\d)?)"
    r"|XXXX-WXX-\dT(MO|AF|EV|NI)|XXXX-XX-XXT(MO|AF|EV|NI)|(PAST|PRESENT|FUTURE)_REF|P(T?)[\dX.]+(WE|[YMWDHSQ])([\d.]+[MS])?"
)
PUBLISHED = st.one_of(st.none(), st.dates(min_value=date(1, 1, 1), max_value=date(9999, 12, 31)).map(date.isoformat))


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join), st.text(max_size=60)), PUBLISHED)
def test_any_text(text, published):
    doc = NLP(text)
    times = find_times(doc, published)
    ends = [0, *(time.span.end for time in times)]
    for time, floor in zip(times, ends, strict=False):
        assert floor <= time.span.begin < time.span.end <= len(text)
        assert doc.char_span(time.span.begin, time.span.end) is not None
        assert time.type in ("DATE", "TIME", "DURATION", "SET")
        assert VALUE.fullmatch(time.value), time


def test_long_runs_of_time_words_are_quick():
    doc = NLP("the last two " * 3000)
    assert find_times(doc, FRIDAY) == []
