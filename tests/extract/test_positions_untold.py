"""Positions that only look like one, and those whose holder the tree loses, on sentences made up for the purpose."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kb.extract import positions
from kb.extract.reading import Reading

THANKS = """
Brix Brix PROPN NNP 2 nsubj PERSON
thanked thank VERB VBD 0 root
you you PRON PRP 2 obj
"""
GOES_ON = """
Brix Brix PROPN NNP 3 nsubj PERSON
would would AUX MD 3 aux
like like VERB VB 0 root
to to PART TO 5 mark
{verb} {verb} VERB VB 3 xcomp
the the DET DT 7 det
port port NOUN NN 5 obj
"""
QUESTION = """
Does do AUX VBZ 3 aux
Norland Norland PROPN NNP 3 nsubj LOC
back back VERB VB 0 root
Sudia Sudia PROPN NNP 3 obj LOC
? ? PUNCT . 3 punct
"""
DUTY = """
{who} {who} {pos} 3 nsubj {entity}
must must AUX MD 3 aux
end end VERB VB 0 root
the the DET DT 5 det
blockade blockade NOUN NN 3 obj
"""
NEED = """
Norland Norland PROPN NNP 2 nsubj LOC
needs need VERB VBZ 0 root
to to PART TO 4 mark
back back VERB VB 2 xcomp
Sudia Sudia PROPN NNP 4 obj LOC
"""
COULD_NOT = """
Brix Brix PROPN NNP 4 nsubj PERSON
could could AUX MD 4 aux
not not PART RB 4 advmod
support support VERB VB 0 root
Quell Quell PROPN NNP 4 obj PERSON
"""
PARTNER = """
Norland Norland PROPN NNP 4 nsubj LOC
is be AUX VBZ 4 cop
a a DET DT 4 det
partner partner NOUN NN 0 root
promoting promote VERB VBG 4 acl
peace peace NOUN NN 5 obj
"""
MADE_ADVOCATE = """
That that PRON DT 2 nsubj
made make VERB VBD 0 root
Brix Brix PROPN NNP 2 obj PERSON
an a DET DT 5 det
advocate advocate NOUN NN 2 xcomp
of of ADP IN 8 case
the the DET DT 8 det
treaty treaty NOUN NN 5 nmod
"""
NAME_OF_FRIENDS = """
Brix Brix PROPN NNP 2 nsubj PERSON
met meet VERB VBD 0 root
Friends friend PROPN NNPS 2 obj ORG
of of ADP IN 6 case ORG
the the DET DT 6 det ORG
River River PROPN NNP 3 nmod ORG
"""
KEPT_FROM = """
Norland Norland PROPN NNP 2 nsubj LOC
prevented prevent VERB VBD 0 root
workers worker NOUN NNS 2 obj
from from SCONJ IN 5 mark
striking strike VERB VBG 2 advcl
"""
STORM = """
Brix Brix PROPN NNP 2 nsubj PERSON
said say VERB VBD 0 root
storms storm NOUN NNS 4 nsubj
destroyed destroy VERB VBD 2 ccomp
the the DET DT 6 det
port port NOUN NN 4 obj
"""
HAS_DEDICATED = """
Norland Norland PROPN NNP 3 nsubj LOC
has have AUX VBZ 3 aux
dedicated dedicate VERB VBN 0 root
ports port NOUN NNS 3 obj
to to ADP IN 6 case
Sudia Sudia PROPN NNP 3 obl LOC
"""
LAW = """
The the DET DT 3 det
Harbour Harbour PROPN NNP 3 compound ORG
Act Act PROPN NNP 4 nsubj ORG
supports support VERB VBZ 0 root
Sudia Sudia PROPN NNP 4 obj LOC
"""
INVASION = """
Brix Brix PROPN NNP 2 nsubj PERSON
saw see VERB VBD 0 root
Norland_ Norland PROPN NNP 5 nmod:poss LOC
's 's PART POS 3 case
invasion invasion NOUN NN 2 obj
of of ADP IN 7 case
{whom} {lemma} {pos} 5 nmod {entity}
"""
LIFTED = """
Norland Norland PROPN NNP 2 nsubj LOC
lifted lift VERB VBD 0 root
its its PRON PRP$ 4 nmod:poss
blockade blockade NOUN NN 2 obj
of of ADP IN 6 case
Sudia Sudia PROPN NNP 4 nmod LOC
"""
SPEECH = """
Brix_ Brix PROPN NNP 3 nmod:poss PERSON
's 's PART POS 1 case
speech speech NOUN NN 6 nsubj
was be AUX VBD 6 cop
an a DET DT 6 det
attack attack NOUN NN 0 root
on on ADP IN 8 case
Quell Quell PROPN NNP 6 nmod PERSON
"""
RECEIVING = """
Brix Brix PROPN NNP 4 nsubj PERSON
receiving receive VERB VBG 1 acl
support support NOUN NN 2 obj
won win VERB VBD 0 root
from from ADP IN 6 case
Norland Norland PROPN NNP 2 obl LOC
"""
LOST_SUBJECT = """
Read read VERB VB 0 root
more more ADJ JJR 1 obj
: : PUNCT : 1 punct
Brix Brix PROPN NNP 2 appos PERSON
sharply sharply ADV RB 6 advmod
criticises criticise VERB VBZ 1 parataxis
Sudia Sudia PROPN NNP 6 obj LOC
"""
INDIRECT = """
Brix Brix PROPN NNP 2 nsubj PERSON
trusts trust VERB VBZ 0 root
Quell Quell PROPN NNP 2 iobj PERSON
to to PART TO 5 mark
win win VERB VB 2 xcomp
"""
AMENDS = """
Brix Brix PROPN NNP 2 nsubj PERSON
demanded demand VERB VBD 0 root
that that SCONJ IN 5 mark
Quell Quell PROPN NNP 5 nsubj PERSON
resign resign VERB VB 2 ccomp
"""
CALLED = """
Brix Brix PROPN NNP 2 nsubj PERSON
called call VERB VBD 0 root
Quell Quell PROPN NNP 2 obj PERSON
to to PART TO 5 mark
apologise apologise VERB VB 2 advcl
"""
MISTAKE = """
Brix Brix PROPN NNP 2 nsubj PERSON
said say VERB VBD 0 root
Quell Quell PROPN NNP 4 nsubj PERSON
made make VERB VBD 2 ccomp
a a DET DT 6 det
mistake mistake NOUN NN 4 obj
"""
HOPES = """
Brix Brix PROPN NNP 2 nsubj PERSON
hopes hope VERB VBZ 0 root
Quell Quell PROPN NNP 4 nsubj PERSON
supports support VERB VBZ 2 ccomp
the the DET DT 6 det
treaty treaty NOUN NN 4 obj
"""
TROOPS_LEAVE = """
Brix Brix PROPN NNP 2 nsubj PERSON
saw see VERB VBD 0 root
Norland_ Norland PROPN NNP 5 nmod:poss LOC
's 's PART POS 3 case
withdrawal withdrawal NOUN NN 2 obj
from from ADP IN 7 case
Sudia Sudia PROPN NNP 5 nmod LOC
"""
FAILURE = """
Brix Brix PROPN NNP 2 nsubj PERSON
said say VERB VBD 0 root
Quell_ Quell PROPN NNP 5 nmod:poss PERSON
's 's PART POS 3 case
failure failure NOUN NN 6 nsubj
mattered matter VERB VBD 2 ccomp
"""
FILED_SUIT = """
Brix Brix PROPN NNP 2 nsubj PERSON
filed file VERB VBD 0 root
lawsuits lawsuit NOUN NNS 2 obj
that that PRON WDT 5 nsubj
accuse accuse VERB VBP 3 acl:relcl
Quell Quell PROPN NNP 5 obj PERSON
"""
NOT_THE_TIME = """
Brix Brix PROPN NNP 2 nsubj PERSON
said say VERB VBD 0 root
now now ADV RB 7 nsubj
is be AUX VBZ 7 cop
not not PART RB 7 advmod
the the DET DT 7 det
time time NOUN NN 2 ccomp
to to PART TO 9 mark
open open VERB VB 7 acl
the the DET DT 11 det
port port NOUN NN 9 obj
"""
EXPECTED = """
Brix Brix PROPN NNP 3 nsubj:pass PERSON
is be AUX VBZ 3 aux:pass
expected expect VERB VBN 0 root
to to PART TO 5 mark
endorse endorse VERB VB 3 xcomp
Quell Quell PROPN NNP 5 obj PERSON
"""
CHALLENGED = """
Brix Brix PROPN NNP 2 nsubj PERSON
challenged challenge VERB VBD 0 root
Quell Quell PROPN NNP 2 obj PERSON
"""
DARED = f"""{CHALLENGED}to to PART TO 5 mark
open open VERB VB 2 xcomp
the the DET DT 7 det
port port NOUN NN 5 obj
"""
FRIEND = """
Brix Brix PROPN NNP 2 nsubj PERSON
said say VERB VBD 0 root
Sudia Sudia PROPN NNP {head} nsubj LOC
is be AUX VBZ {head} cop
no no DET DT {head} det
{rest}"""
NO_FRIEND = FRIEND.format(head=6, rest="friend friend NOUN NN 2 ccomp\n")
NO_BETTER_FRIEND = FRIEND.format(head=7, rest="better good ADJ JJR 7 amod\nfriend friend NOUN NN 2 ccomp\n")
BESIDE = """
Norland Norland PROPN NNP 2 nsubj LOC
backs back VERB VBZ 0 root
the the DET DT 4 det
treaty treaty NOUN NN 2 obj
but but CCONJ CC 7 cc
Sudia Sudia PROPN NNP 7 nsubj LOC
opposes oppose VERB VBZ 2 conj
{pronoun} {pronoun} PRON PRP 7 obj
"""

CASES = {
    "goes-on": (GOES_ON.format(verb="mention"), set()),
    "wishes": (GOES_ON.format(verb="open"), {("Brix", "Supports", "open the port")}),
    "question": (QUESTION, set()),
    "duty-of-another": (DUTY.format(who="Norland", pos="PROPN NNP", entity="LOC"), set()),
    "need-of-another": (NEED, set()),
    "could-not": (COULD_NOT, {("Brix", "Opposes", "Quell")}),
    "partner": (PARTNER, {("Norland", "Supports", "peace")}),
    "made-advocate": (MADE_ADVOCATE, {("Brix", "Supports", "treaty")}),
    "name-of-friends": (NAME_OF_FRIENDS, set()),
    "kept-from": (KEPT_FROM, {("Norland", "Opposes", "striking")}),
    "storm": (STORM, set()),
    "has-dedicated": (HAS_DEDICATED, set()),
    "law": (LAW, set()),
    "invasion": (INVASION.format(whom="Sudia", lemma="Sudia", pos="PROPN NNP", entity="LOC"), {("Norland", "Opposes", "Sudia")}),
    "invasion-of-nobody": (INVASION.format(whom="neighbours", lemma="neighbour", pos="NOUN NNS", entity=""), set()),
    "lifted": (LIFTED, set()),
    "speech": (SPEECH, {("Brix", "Opposes", "Quell")}),
    "receiving": (RECEIVING, {("Norland", "Supports", "Brix")}),
    "lost-subject": (LOST_SUBJECT, {("Brix", "Opposes", "Sudia")}),
    "indirect": (INDIRECT, {("Brix", "Supports", "Quell")}),
    "amends": (AMENDS, {("Brix", "Supports", "Quell resign"), ("Brix", "Opposes", "Quell")}),
    "called": (CALLED, set()),
    "mistake": (MISTAKE, {("Brix", "Opposes", "Quell")}),
    "failure": (FAILURE, {("Brix", "Opposes", "Quell")}),
    "hopes": (HOPES, {("Brix", "Supports", "treaty")}),
    "troops-leave": (TROOPS_LEAVE, set()),
    "filed-suit": (FILED_SUIT, {("Brix", "Opposes", "Quell")}),
    "not-the-time": (NOT_THE_TIME, {("Brix", "Opposes", "open the port")}),
    "challenged": (CHALLENGED, {("Brix", "Opposes", "Quell")}),
    "dared": (DARED, set()),
    "no-friend": (NO_FRIEND, {("Brix", "Opposes", "Sudia")}),
    "no-better-friend": (NO_BETTER_FRIEND, set()),
    "beside": (BESIDE.format(pronoun="it"), {("Norland", "Supports", "treaty"), ("Sudia", "Opposes", "treaty")}),
    "beside-of-another-number": (BESIDE.format(pronoun="them"), {("Norland", "Supports", "treaty")}),
    "expected": (EXPECTED, {("Brix", "Supports", "Quell")}),
}


def told(reading: Reading) -> set[tuple[str, str, str]]:
    text, actors = reading.doc.text, reading.cast.actors
    return {(actors[p.holder].label, p.stance.value, p.target_span.of(text)) for p in positions.find(reading)}


@pytest.mark.parametrize(("rows", "expected"), CASES.values(), ids=CASES)
def test_a_construction_gives_holder_stance_and_target(build_reading: Callable[..., Reading], rows: str, expected: set[tuple[str, str, str]]) -> None:
    assert told(build_reading(rows)) == expected


def test_what_one_must_do_oneself_is_what_one_wants(build_reading: Callable[..., Reading]) -> None:
    reading = build_reading(DUTY.format(who="We", pos="PRON PRP", entity=""))
    reading.cast.refer_or_add(reading.doc[0])
    assert told(reading) == {("We", "Opposes", "blockade")}


def test_thanks_to_whoever_is_spoken_to_are_no_position(build_reading: Callable[..., Reading]) -> None:
    reading = build_reading(THANKS)
    reading.cast.refer_or_add(reading.doc[2])
    assert told(reading) == set()
