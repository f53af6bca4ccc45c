"""Who holds a position and towards what: constructions beyond subject, verb and object, on sentences made up for the purpose."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kb.extract import positions
from kb.extract.reading import Reading

DEMANDED = """
Norland Norland PROPN NNP 2 nsubj LOC
demanded demand VERB VBD 0 root
that that SCONJ IN 5 mark
Sudia Sudia PROPN NNP 5 nsubj LOC
abandon abandon VERB VB 2 ccomp
the the DET DT 7 det
tariff tariff NOUN NN 5 obj
"""
CALL_FOR = """
Norland Norland PROPN NNP 2 nsubj LOC
repeated repeat VERB VBD 0 root
calls call NOUN NNS 2 obj
for for SCONJ IN 7 mark
Sudia Sudia PROPN NNP 7 nsubj LOC
to to PART TO 7 mark
respect respect VERB VB 3 acl
the the DET DT 9 det
treaty treaty NOUN NN 7 obj
"""
SECOND_DEED = """
Norland Norland PROPN NNP 2 nsubj LOC
urged urge VERB VBD 0 root
Sudia Sudia PROPN NNP 2 obj LOC
to to PART TO 5 mark
free free VERB VB 2 xcomp
the the DET DT 7 det
crew crew NOUN NN 5 obj
and and CCONJ CC 10 cc
to to PART TO 10 mark
return return VERB VB 5 conj
the the DET DT 12 det
ship ship NOUN NN 10 obj
"""
URGENTLY = """
Norland Norland PROPN NNP 2 nsubj LOC
asked ask VERB VBD 0 root
Sudia Sudia PROPN NNP 2 obj LOC
to to PART TO 6 mark
quickly quickly ADV RB 6 advmod
free free VERB VB 2 xcomp
the the DET DT 8 det
crew crew NOUN NN 6 obj
"""
REFUSED = """
Norland Norland PROPN NNP 2 nsubj LOC
refused refuse VERB VBD 0 root
to to PART TO 4 mark
{verb} {verb} VERB VB 2 xcomp
the the DET DT 6 det
files file NOUN NNS 4 obj
, , PUNCT , 8 punct
citing cite VERB VBG 2 advcl
the the DET DT 10 det
law law NOUN NN 8 obj
"""
PASSAGE = """
The the DET DT 2 det
bill bill NOUN NN 3 nsubj
passed pass VERB VBD 0 root
the the DET DT 5 det
Senate Senate PROPN NNP 3 obj ORG
"""
WEIGHT = """
Norland Norland PROPN NNP 2 nsubj LOC
affirmed affirm VERB VBD 0 root
the the DET DT 4 det
importance importance NOUN NN 2 obj
of of ADP IN 7 case
a a DET DT 7 det
ceasefire ceasefire NOUN NN 4 nmod
"""
VOICED = """
Norland Norland PROPN NNP 2 nsubj LOC
reaffirmed reaffirm VERB VBD 0 root
support support NOUN NN 2 obj
for for ADP IN 5 case
Sudia Sudia PROPN NNP 3 nmod LOC
"""
SHARED = """
Norland Norland PROPN NNP 2 nsubj LOC
backs back VERB VBZ 0 root
Sudia_ Sudia PROPN NNP 5 nmod:poss LOC
's 's PART POS 3 case
sovereignty sovereignty NOUN NN 2 obj
and and CCONJ CC 7 cc
integrity integrity NOUN NN 5 conj
"""
EFFORT = """
Norland Norland PROPN NNP 3 nsubj LOC
is be AUX VBZ 3 cop
committed committed ADJ JJ 0 root
to to SCONJ IN 5 mark
working work VERB VBG 3 advcl
to to PART TO 7 mark
open open VERB VB 5 advcl
the the DET DT 9 det
port port NOUN NN 7 obj
"""
AGAINST_DEED = """
Norland Norland PROPN NNP 2 nsubj LOC
voted vote VERB VBD 0 root
against against SCONJ IN 4 mark
suspending suspend VERB VBG 2 advcl
the the DET DT 6 det
imports import NOUN NNS 4 obj
"""
OF_MANY = """
A a DET DT 2 det
majority majority NOUN NN 5 nsubj
of of ADP IN 4 case
voters voter NOUN NNS 2 nmod
back back VERB VBP 0 root
the the DET DT 7 det
treaty treaty NOUN NN 5 obj
"""
NO_HOLDER = """
The the DET DT 2 det
purpose purpose NOUN NN 3 nsubj
thwarted thwart VERB VBD 0 root
the the DET DT 5 det
treaty treaty NOUN NN 3 obj
"""
NAMED_BILL = """
Bill Bill PROPN NNP 3 nsubj PERSON
Quell Quell PROPN NNP 1 flat PERSON
backed back VERB VBD 0 root
the the DET DT 5 det
treaty treaty NOUN NN 3 obj
"""
STATEMENT = """
Brix_ Brix PROPN NNP 3 nmod:poss PERSON
's 's PART POS 1 case
statement statement NOUN NN 4 nsubj
condemned condemn VERB VBD 0 root
Sudia Sudia PROPN NNP 4 obj LOC
"""
ADVERTS = """
Brix Brix PROPN NNP 2 nsubj PERSON
ran run VERB VBD 0 root
adverts advert NOUN NNS 2 obj
attacking attack VERB VBG 3 acl
Quell Quell PROPN NNP 4 obj PERSON
"""
TOLD_BEFORE = """
Brix Brix PROPN NNP 2 nsubj PERSON
warned warn VERB VBD 0 root
that that SCONJ IN 6 mark
prices price NOUN NNS 6 nsubj
were be AUX VBD 6 aux
rising rise VERB VBG 2 ccomp
and and CCONJ CC 8 cc
praised praise VERB VBD 6 conj
Quell Quell PROPN NNP 8 obj PERSON
"""
JAILED = """
Brix Brix PROPN NNP 3 nsubj:pass PERSON
was be AUX VBD 3 aux:pass
jailed jail VERB VBN 0 root
after after SCONJ IN 5 mark
criticising criticise VERB VBG 3 advcl
Sudia Sudia PROPN NNP 5 obj LOC
"""
SEAT = """
Brix Brix PROPN NNP 2 nsubj PERSON
began begin VERB VBD 0 root
her her PRON PRP$ 4 nmod:poss
campaign campaign NOUN NN 2 obj
for for ADP IN 6 case
president president NOUN NN 4 nmod
"""
SUPPORT_OF_ANOTHER = """
Norland Norland PROPN NNP 2 nsubj LOC
opened open VERB VBD 0 root
the the DET DT 4 det
port port NOUN NN 2 obj
with with ADP IN 7 case
the the DET DT 7 det
support support NOUN NN 2 obl
of of ADP IN 9 case
Sudia Sudia PROPN NNP 7 nmod LOC
"""
TROOPS = """
Norland Norland PROPN NNP 2 nsubj LOC
withdrew withdraw VERB VBD 0 root
its its PRON PRP$ 4 nmod:poss
troops troop NOUN NNS 2 obj
from from ADP IN 6 case
Sudia Sudia PROPN NNP 2 obl LOC
"""
UNDOING = """
Norland Norland PROPN NNP 2 nsubj LOC
{verb} {lemma} VERB VBD 0 root
the the DET DT 4 det
withdrawal withdrawal NOUN NN 2 obj
of of ADP IN 7 case
the the DET DT 7 det
decree decree NOUN NN 4 nmod
"""
REFUGE = """
Brix Brix PROPN NNP 2 nsubj PERSON
sought seek VERB VBD 0 root
refuge refuge NOUN NN 2 obj
in in ADP IN 5 case
Sudia Sudia PROPN NNP 2 obl LOC
"""

CASES = {
    "demanded": (DEMANDED, {("Norland", "Opposes", "tariff")}),
    "call-for": (CALL_FOR, {("Norland", "Supports", "treaty")}),
    "second-deed": (SECOND_DEED, {("Norland", "Supports", "free the crew"), ("Norland", "Supports", "return the ship")}),
    "urgently": (URGENTLY, {("Norland", "Supports", "quickly free the crew")}),
    "refused": (REFUSED.format(verb="publish"), {("Norland", "Opposes", "publish the files")}),
    "silent": (REFUSED.format(verb="discuss"), set()),
    "passage": (PASSAGE, {("Senate", "Supports", "bill")}),
    "weight": (WEIGHT, {("Norland", "Supports", "ceasefire")}),
    "voiced": (VOICED, {("Norland", "Supports", "Sudia")}),
    "shared": (SHARED, {("Norland", "Supports", "Sudia's sovereignty and integrity")}),
    "effort": (EFFORT, {("Norland", "Supports", "open the port")}),
    "against-deed": (AGAINST_DEED, {("Norland", "Opposes", "suspending the imports")}),
    "of-many": (OF_MANY, {("voters", "Supports", "treaty")}),
    "no-holder": (NO_HOLDER, set()),
    "named-bill": (NAMED_BILL, {("Bill Quell", "Supports", "treaty")}),
    "statement": (STATEMENT, {("Brix", "Opposes", "Sudia")}),
    "adverts": (ADVERTS, {("Brix", "Opposes", "Quell")}),
    "told-before": (TOLD_BEFORE, {("Brix", "Supports", "Quell")}),
    "jailed": (JAILED, {("Brix", "Opposes", "Sudia")}),
    "seat": (SEAT, set()),
    "support-of-another": (SUPPORT_OF_ANOTHER, {("Sudia", "Supports", "Norland")}),
    "troops": (TROOPS, set()),
    "undoing": (UNDOING.format(verb="demanded", lemma="demand"), {("Norland", "Opposes", "decree")}),
    "undoing-condemned": (UNDOING.format(verb="condemned", lemma="condemn"), {("Norland", "Opposes", "withdrawal of the decree")}),
    "refuge": (REFUGE, set()),
}


@pytest.mark.parametrize(("rows", "expected"), CASES.values(), ids=CASES)
def test_a_construction_gives_holder_stance_and_target(build_reading: Callable[..., Reading], rows: str, expected: set[tuple[str, str, str]]) -> None:
    reading = build_reading(rows)
    text, actors = reading.doc.text, reading.cast.actors
    assert {(actors[p.holder].label, p.stance.value, p.target_span.of(text)) for p in positions.find(reading)} == expected
