"""Positions on sentences made up for the purpose, their trees drawn by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kb.extract import positions
from kb.extract.merging import merge_repeats
from kb.extract.positions.entries import entries, opposite
from kb.extract.reading import Reading
from kb.model import Certainty, Stance

# who | stance | target, as the tests write it
Told = set[tuple[str, str, str]]

ACTIVE = """
Norland Norland PROPN NNP 2 nsubj LOC
{verb} {lemma} VERB VBD 0 root
Sudia Sudia PROPN NNP 2 obj LOC
. . PUNCT . 2 punct
"""
PASSIVE_RELATIVE = """
Norland Norland PROPN NNP 4 nsubj LOC
is be AUX VBZ 4 cop
a a DET DT 4 det
supporter supporter NOUN NN 0 root
of of ADP IN 7 case
President President PROPN NNP 7 nmod:desc
Brix Brix PROPN NNP 4 nmod PERSON
, , PUNCT , 10 punct
who who PRON WP 12 nsubj
is be AUX VBZ 12 cop
a a DET DT 12 det
target target NOUN NN 7 acl:relcl
of of ADP IN 14 case
Sudia Sudia PROPN NNP 12 nmod LOC
and and CCONJ CC 16 cc
opposed oppose VERB VBN 12 conj
by by ADP IN 18 case
Estmark Estmark PROPN NNP 16 obl:agent LOC
. . PUNCT . 4 punct
"""
ENDING = """
Norland Norland PROPN NNP 2 nsubj LOC
opposes oppose VERB VBZ 0 root
ending end VERB VBG 2 xcomp
the the DET DT 5 det
blockade blockade NOUN NN 3 obj
"""
CONTROL = """
Norland Norland PROPN NNP 2 nsubj LOC
threatened threaten VERB VBD 0 root
to to PART TO 4 mark
veto veto VERB VB 2 xcomp
the the DET DT 6 det
treaty treaty NOUN NN 4 obj
"""
FAILED = """
Norland Norland PROPN NNP 2 nsubj LOC
failed fail VERB VBD 0 root
to to PART TO 4 mark
back back VERB VB 2 xcomp
the the DET DT 6 det
treaty treaty NOUN NN 4 obj
"""
URGED = """
Norland Norland PROPN NNP 2 nsubj LOC
urged urge VERB VBD 0 root
Sudia Sudia PROPN NNP 2 obj LOC
to to PART TO 5 mark
reject reject VERB VB 2 xcomp
the the DET DT 7 det
treaty treaty NOUN NN 5 obj
"""
ASKED = """
Norland Norland PROPN NNP 2 nsubj LOC
asked ask VERB VBD 0 root
Sudia Sudia PROPN NNP 2 obj LOC
to to PART TO 5 mark
release release VERB VB 2 xcomp
the the DET DT 7 det
sailors sailor NOUN NNS 5 obj
"""
WILL_NOT = """
Norland Norland PROPN NNP 4 nsubj LOC
will will AUX MD 4 aux
not not PART RB 4 advmod
cooperate cooperate VERB VB 0 root
with with ADP IN 6 case
Sudia Sudia PROPN NNP 4 obl LOC
"""
RULED_OUT = """
Norland Norland PROPN NNP 4 nsubj LOC
has have AUX VBZ 4 aux
not not PART RB 4 advmod
ruled rule VERB VBN 0 root
out out ADP RP 4 compound:prt
a a DET DT 7 det
boycott boycott NOUN NN 4 obj
"""
ACT = """
Norland_ Norland PROPN NNP 3 nmod:poss LOC
's 's PART POS 1 case
support support NOUN NN 8 nsubj
for for ADP IN 5 case
Brix Brix PROPN NNP 3 nmod PERSON
and and CCONJ CC 7 cc
Quell Quell PROPN NNP 5 conj PERSON
grew grow VERB VBD 0 root
"""
CRITICS = """
Two two NUM CD 2 nummod
critics critic NOUN NNS 14 nsubj
of of ADP IN 7 case
Brix_ Brix PROPN NNP 7 nmod:poss PERSON
's 's PART POS 4 case
tax tax NOUN NN 7 compound
plan plan NOUN NN 2 nmod
, , PUNCT , 10 punct
Sens. Sens. PROPN NNP 10 nmod:desc
Quell Quell PROPN NNP 2 appos PERSON
and and CCONJ CC 12 cc
Tarn Tarn PROPN NNP 10 conj PERSON
, , PUNCT , 10 punct
left leave VERB VBD 0 root
"""
FOES = """
Norland Norland PROPN NNP 3 nsubj LOC
are be AUX VBP 3 cop
rivals rival NOUN NNS 0 root
"""
CALLED = """
Brix Brix PROPN NNP 2 nsubj PERSON
called call VERB VBD 0 root
the the DET DT 4 det
inquiry inquiry NOUN NN 2 obj
a a DET DT 6 det
farce farce NOUN NN 2 xcomp
"""
ADJECTIVE = """
Brix Brix PROPN NNP 3 nsubj PERSON
is be AUX VBZ 3 cop
critical critical ADJ JJ 0 root
of of ADP IN 6 case
the the DET DT 6 det
treaty treaty NOUN NN 3 obl
"""
BACKED = """
Norland_ Norland PROPN NNP 3 compound LOC
-_ - PUNCT HYPH 3 punct
backed back VERB VBN 4 amod
Quellists Quellist PROPN NNPS 5 nsubj ORG
fled flee VERB VBD 0 root
"""
MIGHT = """
Norland Norland PROPN NNP 3 nsubj LOC
might might AUX MD 3 aux
support support VERB VB 0 root
Sudia Sudia PROPN NNP 3 obj LOC
"""
REPORTEDLY = """
Norland Norland PROPN NNP 3 nsubj LOC
reportedly reportedly ADV RB 3 advmod
condemned condemn VERB VBD 0 root
Sudia Sudia PROPN NNP 3 obj LOC
"""


def told(reading: Reading) -> Told:
    """Return what the rules find in *reading*, an actor by its name and a topic by its words."""
    actors = reading.cast.actors
    text = reading.doc.text
    return {(actors[p.holder].label, p.stance.value, actors[p.target].label if p.target else p.target_span.of(text)) for p in positions.find(reading)}


@pytest.mark.parametrize(
    ("verb", "lemma", "stance"),
    [
        ("backed", "back", "Supports"),
        ("condemned", "condemn", "Opposes"),
        ("sued", "sue", "Opposes"),
        ("praised", "praise", "Supports"),
        ("visited", "visit", None),
    ],
)
def test_a_verb_shows_its_stance(build_reading: Callable[..., Reading], verb: str, lemma: str, stance: str | None) -> None:
    assert told(build_reading(ACTIVE.format(verb=verb, lemma=lemma))) == ({("Norland", stance, "Sudia")} if stance else set())


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (PASSIVE_RELATIVE, {("Norland", "Supports", "Brix"), ("Sudia", "Opposes", "Brix"), ("Estmark", "Opposes", "Brix")}),
        (ENDING, {("Norland", "Supports", "blockade")}),
        (CONTROL, {("Norland", "Opposes", "treaty")}),
        (FAILED, {("Norland", "Opposes", "treaty")}),
        (URGED, {("Norland", "Opposes", "treaty")}),
        (ASKED, {("Norland", "Supports", "release the sailors")}),
        (WILL_NOT, {("Norland", "Opposes", "cooperate with Sudia")}),
        (RULED_OUT, {("Norland", "Neutral", "boycott")}),
        (ACT, {("Norland", "Supports", "Brix"), ("Norland", "Supports", "Quell")}),
        (CRITICS, {("Quell", "Opposes", "Brix's tax plan"), ("Tarn", "Opposes", "Brix's tax plan")}),
        (CALLED, {("Brix", "Opposes", "inquiry")}),
        (ADJECTIVE, {("Brix", "Opposes", "treaty")}),
        (BACKED, {("Norland", "Supports", "Quellists")}),
        (MIGHT, set()),
        (FOES, set()),
    ],
    ids=[
        "relative",
        "ending",
        "control",
        "failed",
        "urged",
        "asked",
        "will-not",
        "ruled-out",
        "act",
        "critics",
        "called",
        "adjective",
        "backed",
        "might",
        "foes",
    ],
)
def test_a_construction_gives_holder_stance_and_target(build_reading: Callable[..., Reading], rows: str, expected: Told) -> None:
    assert told(build_reading(rows)) == expected


def test_known_rivals_oppose_each_other(build_reading: Callable[..., Reading]) -> None:
    reading = build_reading(FOES)
    other = reading.cast.add("Sudia", reading.cast.actors["a0"].kind, named=True)
    reading.cast.by_token[0] = ("a0", other)
    assert told(reading) == {("Norland", "Opposes", "Sudia"), ("Sudia", "Opposes", "Norland")}
    assert all(position.certainty is Certainty.HEDGED for position in positions.find(reading))


def test_hearsay_is_hedged(build_reading: Callable[..., Reading]) -> None:
    assert [position.certainty for position in positions.find(build_reading(REPORTEDLY))] == [Certainty.HEDGED]


def test_a_topic_names_the_actors_that_it_concerns(build_reading: Callable[..., Reading]) -> None:
    reading = build_reading(CRITICS)
    assert {reading.cast.actors[key].label for position in positions.find(reading) for key in position.concerns} == {"Brix"}


def test_tellings_of_one_position_are_one_item(build_reading: Callable[..., Reading]) -> None:
    once = ACTIVE.format(verb="backed", lemma="back")
    reading = build_reading(f"{once}\n{once}")
    found = merge_repeats(positions.find(reading), reading.article.text)
    assert [len(position.evidence) for position in found] == [2]


def test_no_position_is_below_the_least_confidence(build_reading: Callable[..., Reading]) -> None:
    for rows in (PASSIVE_RELATIVE, ASKED, CRITICS, CALLED):
        assert all(0.4 <= position.confidence <= 1 for position in positions.find(build_reading(rows)))


def test_the_opposite_of_a_stance() -> None:
    assert opposite(Stance.OPPOSES) is Stance.SUPPORTS
    assert opposite(Stance.NEUTRAL) is Stance.NEUTRAL


@pytest.mark.parametrize("part", ["verbs", "acts", "agents", "reversed", "adjectives", "participles"])
def test_every_entry_of_the_lexicon_is_sound(part: str) -> None:
    for lemma, found in entries(part).items():
        assert lemma == lemma.strip()
        assert all(0.4 <= entry.confidence <= 1 for entry in found), lemma
        slots = [entry.slot for entry in found]
        assert len(slots) == len(set(slots)), f"{lemma} stands twice with one slot"
