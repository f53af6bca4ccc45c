"""What became of a deadline."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kb.extract.deadlines import find
from kb.model import Span, Status, TimeExpression

PUBLISHED = date(2014, 11, 7)  # a Friday

MISSED = """
Norway Norway PROPN NNP 2 nsubj LOC
{verb} {lemma} VERB VBD 0 root
the the DET DT 5 det
Thursday Thursday PROPN NNP 5 compound
deadline_ deadline NOUN NN 2 obj
. . PUNCT . 2 punct
"""
MODAL = """
Norway Norway PROPN NNP 3 nsubj LOC
may may AUX MD 3 aux
miss miss VERB VB 0 root
the the DET DT 6 det
Thursday Thursday PROPN NNP 6 compound
deadline_ deadline NOUN NN 3 obj
. . PUNCT . 3 punct
"""
FAILED = """
Norway Norway PROPN NNP 2 nsubj LOC
{verb} {lemma} VERB VBD 0 root
to to PART TO 4 mark
{deed} {deed} VERB VB 2 xcomp
the the DET DT 7 det
Thursday Thursday PROPN NNP 7 compound
deadline_ deadline NOUN NN 4 obj
. . PUNCT . 2 punct
"""
UNPAID = """
Norway Norway PROPN NNP 2 nsubj LOC
failed fail VERB VBD 0 root
to to PART TO 4 mark
pay pay VERB VB 2 xcomp
by by ADP IN 6 case
Thursday_ Thursday PROPN NNP 4 obl
. . PUNCT . 2 punct
"""
LASTING = """
The the DET DT 2 det
truce truce NOUN NN 4 nsubj:pass
was be AUX VBD 4 aux:pass
{verb} {lemma} VERB VBN 0 root
{link} {link} ADP IN 6 case
Thursday_ Thursday PROPN NNP 4 obl
. . PUNCT . 4 punct
"""
PASSED = """
The the DET DT 3 det
Thursday Thursday PROPN NNP 3 compound
deadline deadline NOUN NN 4 nsubj
passed pass VERB VBD 0 root
without without ADP IN 7 case
a a DET DT 7 det
deal_ deal NOUN NN 4 obl
. . PUNCT . 4 punct
"""
LATER = """
Norway Norway PROPN NNP 2 nsubj LOC
missed miss VERB VBD 0 root
the the DET DT 4 det
deadline_ deadline NOUN NN 2 obj
. . PUNCT . 2 punct
"""
SET = """
The the DET DT 2 det
deadline deadline NOUN NN 4 nsubj
is be AUX VBZ 4 cop
Thursday_ Thursday PROPN NNP 0 root
. . PUNCT . 4 punct
"""


@pytest.fixture
def told(build_reading):
    """Give due day and status of every deadline of sentences with a Thursday."""

    def found(rows: str, **words: str) -> list[tuple[str, Status | None]]:
        filled = rows.format(**words)
        text = build_reading(filled).doc.text
        begin = text.index("Thursday")
        reading = build_reading(filled, (TimeExpression(Span(begin, begin + 8), "DATE", "2014-11-13"),))
        reading = replace(reading, article=replace(reading.article, published=PUBLISHED))
        return [(deadline.due, deadline.status) for deadline in find(reading)]

    return found


@pytest.mark.parametrize(
    ("verb", "lemma", "status"),
    [("missed", "miss", Status.MISSED), ("met", "meet", Status.MET), ("extended", "extend", Status.EXTENDED), ("set", "set", None)],
)
def test_the_verb_of_a_deadline_tells_what_became_of_it(told, verb, lemma, status):
    assert [found for _, found in told(MISSED, verb=verb, lemma=lemma)] == [status]


def test_what_is_only_possible_is_not_told(told):
    assert [status for _, status in told(MODAL)] == [None]


@pytest.mark.parametrize(
    ("verb", "lemma", "deed", "status"),
    [
        ("failed", "fail", "meet", Status.MISSED),
        ("managed", "manage", "meet", Status.MET),
        ("agreed", "agree", "extend", Status.EXTENDED),
        ("asked", "ask", "extend", None),
    ],
)
def test_an_infinitive_is_told_by_the_verb_above(told, verb, lemma, deed, status):
    assert [found for _, found in told(FAILED, verb=verb, lemma=lemma, deed=deed)] == [status]


def test_a_missed_day_lies_in_the_past(told):
    assert told(UNPAID) == [("2014-11-06", Status.MISSED)]


@pytest.mark.parametrize(
    ("verb", "lemma", "link", "status"),
    [("extended", "extend", "until", Status.EXTENDED), ("postponed", "postpone", "until", Status.MOVED), ("postponed", "postpone", "to", Status.MOVED)],
)
def test_what_lasts_longer_than_it_should(told, verb, lemma, link, status):
    assert told(LASTING, verb=verb, lemma=lemma, link=link) == [("2014-11-13", status)]


def test_a_deadline_that_passed_in_vain_was_missed(told):
    assert [status for _, status in told(PASSED)] == [Status.MISSED]


def test_the_deadline_without_its_day_is_the_one_that_the_article_names(told):
    assert told(SET + "\n" + LATER) == [("2014-11-13", Status.MISSED)]
