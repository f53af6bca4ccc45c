"""Times that only look like a deadline, and what a named deadline is for, on sentences made up for the purpose."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from kb.extract.deadlines import find
from kb.extract.reading import Reading
from kb.model import Deadline, Span, TimeExpression

PUBLISHED = date(2014, 11, 7)  # a Friday

FAR_BY_THEN = """
By by ADP IN 2 case
Friday_ Friday PROPN NNP 6 obl
, , PUNCT , 2 punct
Acme Acme PROPN NNP 6 nsubj ORG
will will AUX MD 6 aux
{have}shipped ship VERB {tag} 0 root
the the DET DT {det} det
coal_ coal NOUN NN 6 obj
. . PUNCT . 6 punct
"""
QUESTION = """
Will will AUX MD 3 aux
Acme Acme PROPN NNP 3 nsubj ORG
leave leave VERB VB 0 root
by by ADP IN 5 case
Friday_ Friday PROPN NNP 3 obl
{end} {end} PUNCT . 3 punct
"""
KIND = """
Holders holder NOUN NNS 8 nsubj
of of ADP IN 3 case
permits permit NOUN NNS 1 nmod
expiring expire VERB VBG 8 advcl
within within ADP IN 6 case
days day NOUN NNS 4 obl
should should AUX MD 8 aux
reply reply VERB VB 0 root
"""
THROUGH = """
Acme Acme PROPN NNP 3 nsubj ORG
will will AUX MD 3 aux
{verb} {verb} VERB VB 0 root
through through ADP IN 5 case
2030_ 2030 NUM CD 3 obl
. . PUNCT . 3 punct
"""
IF = """
Acme Acme PROPN NNP 3 nsubj ORG
would would AUX MD 3 aux
pay pay VERB VB 0 root
until until ADP IN 5 case
2030 2030 NUM CD 3 obl
if if SCONJ IN 8 mark
it it PRON PRP 8 nsubj
stayed_ stay VERB VBD 3 advcl
. . PUNCT . 3 punct
"""
LAST_YEARS = """
Acme Acme PROPN NNP 3 nsubj ORG
must must AUX MD 3 aux
report report VERB VB 0 root
thefts theft NOUN NNS 3 obj
within within ADP IN 8 case
the the DET DT 8 det
last last ADJ JJ 8 amod
year_ year NOUN NN 3 obl
. . PUNCT . 3 punct
"""
THEN_HAS = """
Acme Acme PROPN NNP 4 nsubj ORG
will will AUX MD 4 aux
{adverb} {adverb} ADV RB 4 advmod
have have VERB VB 0 root
ten ten NUM CD 6 nummod
days day NOUN NNS 4 obj
to to PART TO 8 mark
reply_ reply VERB VB 4 advcl
. . PUNCT . 4 punct
"""
ENDS_IT = """
The the DET DT 2 det
ban ban NOUN NN 4 nsubj
will will AUX MD 4 aux
end end VERB VB 0 root
{what}in in ADP IN {in_head} case
2030_ 2030 NUM CD 4 obl
. . PUNCT . 4 punct
"""
CONCLUDED = """
The the DET DT 2 det
treaty treaty NOUN NN 4 nsubj:pass
was be AUX VBD 4 aux:pass
concluded conclude VERB VBN 0 root
in in ADP IN 6 case
2030_ 2030 NUM CD 4 obl
. . PUNCT . 4 punct
"""
TARGETS = """
In in ADP IN 3 case
the the DET DT 3 det
campaign campaign NOUN NN 6 obl
of of ADP IN 5 case
2030 2030 NUM CD 3 nmod
targeted target VERB VBD 0 root
Acme_ Acme PROPN NNP 6 obj ORG
. . PUNCT . 6 punct
"""
PRESIDENTS = """
Acme Acme PROPN NNP 2 nsubj ORG
missed miss VERB VBD 0 root
Brix_ Brix PROPN NNP 5 nmod:poss PERSON
's 's PART POS 3 case
deadline deadline NOUN NN 2 obj
of of ADP IN 7 case
Friday_ Friday PROPN NNP 5 nmod
. . PUNCT . 2 punct
"""


def read(build_reading: Callable[..., Reading], rows: str, phrase: str, value: str, kind: str = "DATE") -> list[Deadline]:
    """Return the deadlines of the sentence whose only time is *phrase*."""
    text = build_reading(rows).doc.text
    begin = text.index(phrase)
    reading = build_reading(rows, (TimeExpression(Span(begin, begin + len(phrase)), kind, value),))
    return list(find(replace(reading, article=replace(reading.article, published=PUBLISHED))))


FRIDAY, YEAR, DAYS = ("Friday", "2014-11-14"), ("2030", "2030"), ("ten days", "P10D", "DURATION")
HAVE = "have have AUX VB 7 aux\n"
PAIRS = {
    "far-by-then": (FAR_BY_THEN.replace("6 ", "7 ").replace("{have}", HAVE).format(tag="VBN", det=9), FAR_BY_THEN.format(have="", tag="VB", det=8), FRIDAY),
    "question": (QUESTION.format(end="?"), QUESTION.format(end="."), FRIDAY),
    "through": (THROUGH.format(verb="spend"), THROUGH.format(verb="run"), YEAR),
    "then": (THEN_HAS.format(adverb="then"), THEN_HAS.format(adverb="now"), DAYS),
    "ends-it": (ENDS_IT.format(what="hunger hunger NOUN NN 4 obj\n", in_head=7), ENDS_IT.format(what="", in_head=6), YEAR),
}


@pytest.mark.parametrize(("none", "one", "time"), PAIRS.values(), ids=PAIRS)
def test_a_word_makes_the_difference(build_reading: Callable[..., Reading], none: str, one: str, time: tuple[str, ...]) -> None:
    assert read(build_reading, none, *time) == []
    assert len(read(build_reading, one, *time)) == 1


@pytest.mark.parametrize(("rows", "time"), [(IF, YEAR), (CONCLUDED, YEAR), (TARGETS, YEAR), (LAST_YEARS, ("the last year", "P1Y", "DURATION"))])
def test_times_that_are_no_deadline(build_reading: Callable[..., Reading], rows: str, time: tuple[str, ...]) -> None:
    assert read(build_reading, rows, *time) == []


def test_permits_that_expire_within_days_are_a_kind(build_reading: Callable[..., Reading]) -> None:
    assert read(build_reading, KIND, "days", "P10D", "DURATION") == []


def test_nobody_writes_of_minutes(build_reading: Callable[..., Reading]) -> None:
    rows = THEN_HAS.format(adverb="now").replace("days day", "minutes minute")
    assert read(build_reading, rows, "ten minutes", "PT10M", "DURATION") == []


def test_whose_deadline_it_is_is_not_its_matter(build_reading: Callable[..., Reading]) -> None:
    (deadline,) = read(build_reading, PRESIDENTS, *FRIDAY)
    assert deadline.matter is None
