"""Deadlines: which constructions make a time one, and which only look like it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kb.extract.deadlines import find, is_retold
from kb.model import Bound, Deadline, Polarity, Span, TimeExpression

PUBLISHED = date(2014, 11, 7)  # a Friday

BY_DUTY = """
The the DET DT 2 det
ministry ministry NOUN NN 4 nsubj
must must AUX MD 4 aux
answer answer VERB VB 0 root
Norway Norway PROPN NNP 4 obj LOC
by by ADP IN 7 case
Friday_ Friday PROPN NNP 4 obl
. . PUNCT . 4 punct
"""
BY_PAST = """
By by ADP IN 3 case
Friday Friday PROPN NNP 3 compound
evening evening NOUN NN 7 obl
the the DET DT 5 det
police police NOUN NNS 7 nsubj
had have AUX VBD 7 aux
arrested arrest VERB VBN 0 root
ten ten NUM CD 9 nummod
drivers_ driver NOUN NNS 7 obj
. . PUNCT . 7 punct
"""
BY_GUESS = """
The the DET DT 2 det
population population NOUN NN 4 nsubj
will will AUX MD 4 aux
reach reach VERB VB 0 root
nine nine NUM CD 6 compound
million million NUM CD 4 obj
by by ADP IN 8 case
2050_ 2050 NUM CD 4 obl
. . PUNCT . 4 punct
"""
BY_PLEDGE = """
Norway Norway PROPN NNP 2 nsubj LOC
pledged pledge VERB VBD 0 root
to to PART TO 4 mark
close close VERB VB 2 xcomp
the the DET DT 6 det
mine mine NOUN NN 4 obj
by by ADP IN 8 case
2030_ 2030 NUM CD 4 obl
. . PUNCT . 2 punct
"""
BY_ORDER = """
The the DET DT 2 det
court court NOUN NN 3 nsubj
ordered order VERB VBD 0 root
Acme Acme PROPN NNP 3 obj ORG
to to PART TO 6 mark
pay pay VERB VB 3 xcomp
the the DET DT 8 det
fine fine NOUN NN 6 obj
by by ADP IN 10 case
3 3 NUM CD 6 obl
March_ March PROPN NNP 10 nmod:unmarked
. . PUNCT . 3 punct
"""
BY_ACTION = """
The the DET DT 2 det
council council NOUN NN 4 nsubj:pass
was be AUX VBD 4 aux:pass
told tell VERB VBN 0 root
of of ADP IN 7 case
the the DET DT 7 det
submission submission NOUN NN 4 obl
of of ADP IN 10 case
its its PRON PRP$ 10 nmod:poss
plans plan NOUN NNS 7 nmod
by by ADP IN 12 case
3 3 NUM CD 4 obl
March_ March PROPN NNP 12 nmod:unmarked
. . PUNCT . 4 punct
"""
NAMED = """
The the DET DT 5 det
looming loom VERB VBG 5 amod
Nov. November PROPN NNP 4 nmod:unmarked
24 24 NUM CD 5 compound
deadline deadline NOUN NN 12 nsubj
in in ADP IN 7 case
talks talk NOUN NNS 5 nmod
between between ADP IN 9 case
Norway Norway PROPN NNP 7 nmod LOC
and and CCONJ CC 11 cc
Acme Acme PROPN NNP 9 conj ORG
worries worry VERB VBZ 0 root
traders_ trader NOUN NNS 12 obj
. . PUNCT . 12 punct
"""
EQUATED = """
The the DET DT 2 det
deadline deadline NOUN NN 6 nsubj
for for ADP IN 4 case
bids bid NOUN NNS 2 nmod
is be AUX VBZ 6 cop
5 5 NUM CD 0 root
May_ May PROPN NNP 6 nmod:unmarked
. . PUNCT . 6 punct
"""
SET = """
Norway Norway PROPN NNP 2 nsubj LOC
set set VERB VBD 0 root
a a DET DT 4 det
deadline deadline NOUN NN 2 obj
of of ADP IN 6 case
5 5 NUM CD 4 nmod
May_ May PROPN NNP 6 nmod:unmarked
. . PUNCT . 2 punct
"""
SET_NONE = """
Norway Norway PROPN NNP 4 nsubj LOC
did do AUX VBD 4 aux
not not PART RB 4 advmod
set set VERB VB 0 root
a a DET DT 6 det
deadline deadline NOUN NN 4 obj
of of ADP IN 8 case
5 5 NUM CD 6 nmod
May_ May PROPN NNP 8 nmod:unmarked
. . PUNCT . 4 punct
"""
ISSUED = """
The the DET DT 2 det
deadline deadline NOUN NN 7 nsubj
issued issue VERB VBN 2 acl
in in ADP IN 5 case
2017 2017 NUM CD 3 obl
is be AUX VBZ 7 cop
vague_ vague ADJ JJ 0 root
. . PUNCT . 7 punct
"""
EXPIRY = """
The the DET DT 2 det
permit permit NOUN NN 3 nsubj
expires expire VERB VBZ 0 root
on on ADP IN 5 case
5 5 NUM CD 3 obl
May_ May PROPN NNP 5 nmod:unmarked
. . PUNCT . 3 punct
"""
ENDING = """
The the DET DT 2 det
ceasefire ceasefire NOUN NN 3 nsubj
ends end VERB VBZ 0 root
on on ADP IN 5 case
Tuesday_ Tuesday PROPN NNP 3 obl
. . PUNCT . 3 punct
"""
MATCH = """
The the DET DT 2 det
match match NOUN NN 3 nsubj
ends end VERB VBZ 0 root
on on ADP IN 5 case
Tuesday_ Tuesday PROPN NNP 3 obl
. . PUNCT . 3 punct
"""
UNTIL_EXT = """
Norway Norway PROPN NNP 2 nsubj LOC
extended extend VERB VBD 0 root
the the DET DT 4 det
truce truce NOUN NN 2 obj
until until ADP IN 6 case
5 5 NUM CD 2 obl
May_ May PROPN NNP 6 nmod:unmarked
. . PUNCT . 2 punct
"""
UNTIL_LIVED = """
She she PRON PRP 2 nsubj
lived live VERB VBD 0 root
in in ADP IN 4 case
Oslo Oslo PROPN NNP 2 obl LOC
until until ADP IN 6 case
1998_ 1998 NUM CD 2 obl
. . PUNCT . 2 punct
"""
UNTIL_THERE = """
The the DET DT 2 det
delegation delegation NOUN NN 4 nsubj
will will AUX MD 4 aux
remain remain VERB VB 0 root
there there ADV RB 4 advmod
until until ADP IN 7 case
Tuesday_ Tuesday PROPN NNP 4 obl
. . PUNCT . 4 punct
"""
GIVEN = """
Norway Norway PROPN NNP 2 nsubj LOC
gave give VERB VBD 0 root
Acme Acme PROPN NNP 2 iobj ORG
until until ADP IN 5 case
Sunday Sunday PROPN NNP 2 obl
to to PART TO 7 mark
leave_ leave VERB VB 2 advcl
. . PUNCT . 2 punct
"""
WITHIN = """
Acme Acme PROPN NNP 3 nsubj ORG
must must AUX MD 3 aux
reply reply VERB VB 0 root
within within ADP IN 6 case
ten ten NUM CD 6 nummod
days_ day NOUN NNS 3 obl
. . PUNCT . 3 punct
"""
WITHIN_OF = """
Acme Acme PROPN NNP 3 nsubj ORG
must must AUX MD 3 aux
reply reply VERB VB 0 root
within within ADP IN 6 case
ten ten NUM CD 6 nummod
days day NOUN NNS 3 obl
of of ADP IN 9 case
the the DET DT 9 det
ruling_ ruling NOUN NN 6 nmod
. . PUNCT . 3 punct
"""
REMAINING = """
Acme Acme PROPN NNP 2 nsubj ORG
has have VERB VBZ 0 root
four four NUM CD 4 nummod
days day NOUN NNS 2 obj
left leave VERB VBN 4 acl
before before SCONJ IN 9 mark
the the DET DT 8 det
permit permit NOUN NN 9 nsubj
expires_ expire VERB VBZ 2 advcl
. . PUNCT . 2 punct
"""
DUE = """
The the DET DT 2 det
rent rent NOUN NN 4 nsubj
is be AUX VBZ 4 cop
due due ADJ JJ 0 root
on on ADP IN 6 case
5 5 NUM CD 4 obl
May_ May PROPN NNP 6 nmod:unmarked
. . PUNCT . 4 punct
"""
DUE_COURT = """
The the DET DT 2 det
singer singer NOUN NN 4 nsubj
is be AUX VBZ 4 cop
due due ADJ JJ 0 root
in in ADP IN 6 case
court court NOUN NN 4 obl
on on ADP IN 8 case
5 5 NUM CD 4 obl
May_ May PROPN NNP 8 nmod:unmarked
. . PUNCT . 4 punct
"""


def read(build_reading, rows: str, phrase: str, value: str, kind: str = "DATE", published: date | None = PUBLISHED) -> list[Deadline]:
    """Return the deadlines of the sentence whose only time is *phrase*."""
    text = build_reading(rows).doc.text
    begin = text.index(phrase)
    reading = build_reading(rows, (TimeExpression(Span(begin, begin + len(phrase)), kind, value),))
    return list(find(replace(reading, article=replace(reading.article, published=published))))


@pytest.mark.parametrize(
    ("rows", "phrase", "value", "kind", "due", "bound", "matter"),
    [
        (BY_DUTY, "Friday", "2014-11-14", "DATE", "2014-11-14", Bound.BY, "answer Norway"),
        (BY_PLEDGE, "2030", "2030", "DATE", "2030", Bound.BY, "close the mine"),
        (BY_ORDER, "3 March", "2015-03-03", "DATE", "2015-03-03", Bound.BY, "pay the fine"),
        (BY_ACTION, "3 March", "2014-03-03", "DATE", "2014-03-03", Bound.BY, "submission of its plans"),
        (NAMED, "Nov. 24", "2014-11-24", "DATE", "2014-11-24", Bound.BY, "talks between Norway and Acme"),
        (EQUATED, "5 May", "2014-05-05", "DATE", "2015-05-05", Bound.BY, "bids"),
        (SET, "5 May", "2014-05-05", "DATE", "2014-05-05", Bound.BY, None),
        (EXPIRY, "5 May", "2015-05-05", "DATE", "2015-05-05", Bound.UNTIL, "permit"),
        (ENDING, "Tuesday", "2014-11-11", "DATE", "2014-11-11", Bound.UNTIL, "ceasefire"),
        (UNTIL_EXT, "5 May", "2015-05-05", "DATE", "2015-05-05", Bound.UNTIL, "truce"),
        (GIVEN, "Sunday", "2014-11-09", "DATE", "2014-11-09", Bound.BY, "leave"),
        (WITHIN, "ten days", "P10D", "DURATION", "2014-11-17", Bound.BY, "reply"),
        (REMAINING, "four days", "P4D", "DURATION", "2014-11-11", Bound.UNTIL, "permit"),
        (DUE, "5 May", "2015-05-05", "DATE", "2015-05-05", Bound.BY, "rent"),
    ],
)
def test_constructions_that_set_a_deadline(build_reading, rows, phrase, value, kind, due, bound, matter) -> None:
    (deadline,) = read(build_reading, rows, phrase, value, kind)
    assert (deadline.due, deadline.bound) == (due, bound)
    assert (deadline.matter and deadline.matter.of(build_reading(rows).doc.text)) == matter
    assert 0 < deadline.confidence <= 1 and deadline.rule.startswith("deadline.")


@pytest.mark.parametrize(
    ("rows", "phrase", "value", "kind"),
    [
        (BY_PAST, "Friday evening", "2014-11-07TEV", "TIME"),
        (BY_GUESS, "2050", "2050", "DATE"),
        (ISSUED, "2017", "2017", "DATE"),
        (MATCH, "Tuesday", "2014-11-11", "DATE"),
        (UNTIL_LIVED, "1998", "1998", "DATE"),
        (UNTIL_THERE, "Tuesday", "2014-11-11", "DATE"),
        (WITHIN_OF, "ten days", "P10D", "DURATION"),
        (DUE_COURT, "5 May", "2015-05-05", "DATE"),
    ],
)
def test_times_that_are_no_deadline(build_reading, rows, phrase, value, kind) -> None:
    assert read(build_reading, rows, phrase, value, kind) == []


def test_no_item_where_no_date_can_be_told(build_reading) -> None:
    assert read(build_reading, WITHIN, "ten days", "P10D", "DURATION", published=None) == []
    assert read(build_reading, BY_DUTY, "Friday", "XXXX-WXX-5", published=None) == []


def test_without_a_publication_date_the_day_has_no_year(build_reading) -> None:
    (deadline,) = read(build_reading, NAMED, "Nov. 24", "XXXX-11-24", published=None)
    assert deadline.due == "--11-24"


def labels(build_reading, rows: str, phrase: str, value: str, kind: str = "DATE") -> tuple[list[str], list[str]]:
    """Return the names of who is bound and of who set the deadline."""
    names = {key: actor.label for key, actor in build_reading(rows).cast.actors.items()}
    (deadline,) = read(build_reading, rows, phrase, value, kind)
    return [names[key] for key in deadline.obliged], [names[key] for key in deadline.set_by]


def test_an_order_binds_another_and_a_pledge_oneself(build_reading) -> None:
    assert labels(build_reading, BY_ORDER, "3 March", "2015-03-03") == (["Acme"], [])
    assert labels(build_reading, BY_PLEDGE, "2030", "2030") == (["Norway"], ["Norway"])
    assert labels(build_reading, GIVEN, "Sunday", "2014-11-09") == (["Acme"], ["Norway"])


def test_parties_to_talks_are_bound_by_their_deadline(build_reading) -> None:
    assert labels(build_reading, NAMED, "Nov. 24", "2014-11-24") == (["Norway", "Acme"], [])


def test_a_deadline_that_was_not_set_is_negative(build_reading) -> None:
    (negative,) = read(build_reading, SET_NONE, "5 May", "2015-05-05")
    (positive,) = read(build_reading, SET, "5 May", "2015-05-05")
    assert (negative.polarity, positive.polarity) == (Polarity.NEGATIVE, Polarity.POSITIVE)


def test_due_words_hold_within_but_no_other_preposition(build_reading) -> None:
    (within,) = read(build_reading, WITHIN, "ten days", "P10D", "DURATION")
    (by,) = read(build_reading, BY_DUTY, "Friday", "2014-11-14")
    assert within.due_span.of(build_reading(WITHIN).doc.text) == "within ten days"
    assert by.due_span.of(build_reading(BY_DUTY).doc.text) == "Friday"


def test_the_same_words_about_one_date_are_one_deadline() -> None:
    text = "close the coal mine; closing the coal mine; repay its debts"
    first = Deadline(evidence=(), rule="deadline.by.v1", confidence=0.8, due="2030", due_span=Span(0, 1), bound=Bound.BY, matter=Span(0, 19))
    again, other = replace(first, matter=Span(21, 42)), replace(first, matter=Span(44, 59))
    assert is_retold(first, again, text)
    assert not is_retold(first, other, text)
    assert is_retold(first, replace(other, matter=None), text)
