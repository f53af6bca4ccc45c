"""Affiliations on sentences made up for the purpose, their trees drawn by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kb.extract import affiliations
from kb.extract.reading import Reading
from kb.extract.syntax import char_span
from kb.model import ActorKind

# who | role | organisation
Told = set[tuple[str, str, str | None]]

SPOKESMAN = """
Harbour Harbour PROPN NNP 2 compound ORG
Authority Authority PROPN NNP 3 compound ORG
spokesman spokesman NOUN NN 4 nmod:desc
Brix Brix PROPN NNP 5 nsubj PERSON
left leave VERB VBD 0 root
"""
SENATORS = """
Republican Republican PROPN NNP 2 amod NORP
Sens. Sens. PROPN NNP 3 nmod:desc
Brix Brix PROPN NNP 9 nsubj PERSON
of of ADP IN 5 case
Norland Norland PROPN NNP 3 nmod LOC
and and CCONJ CC 7 cc
Quell Quell PROPN NNP 3 conj PERSON
both both DET DT 9 advmod
left leave VERB VBD 0 root
"""
OF_STATE = """
Secretary Secretary PROPN NNP 4 nmod:desc
of of ADP IN 3 case
State State PROPN NNP 1 nmod
Brix Brix PROPN NNP 5 nsubj PERSON
left leave VERB VBD 0 root
"""
MAYOR = """
The the DET DT 2 det
mayor mayor NOUN NN 7 nsubj
of of ADP IN 4 case
Norland Norland PROPN NNP 2 nmod LOC
, , PUNCT , 6 punct
Brix Brix PROPN NNP 2 appos PERSON
left leave VERB VBD 0 root
"""
BARE_MAYOR = """
The the DET DT 2 det
mayor mayor NOUN NN 5 nsubj
, , PUNCT , 4 punct
Brix Brix PROPN NNP 2 appos PERSON
left leave VERB VBD 0 root
"""
APPOSITION = """
Brix Brix PROPN NNP 9 nsubj PERSON
, , PUNCT , 5 punct
the the DET DT 5 det
foreign foreign ADJ JJ 5 amod
minister minister NOUN NN 1 appos
of of ADP IN 7 case
Norland Norland PROPN NNP 5 nmod LOC
, , PUNCT , 1 punct
left leave VERB VBD 0 root
"""
COPULA = """
Brix Brix PROPN NNP 4 nsubj PERSON
{verb} be AUX VBD 4 cop
{word} {word} {pos} 4 {dep}
head head NOUN NN 0 root
of of ADP IN 6 case
Norland Norland PROPN NNP 4 nmod LOC
"""
LABEL = """
Brix_ Brix PROPN NNP 6 nsubj PERSON
(_ ( PUNCT -LRB- 3 punct
R_ R PROPN NNP 1 appos
) ) PUNCT -RRB- 3 punct
has have AUX VBZ 6 aux
left leave VERB VBN 0 root
"""
NEXT_NAME = """
Brix_ Brix PROPN NNP 6 nsubj PERSON
, , PUNCT , 4 punct
deputy deputy NOUN NN 4 compound
mayor mayor NOUN NN 5 nmod:desc
Quell Quell PROPN NNP 1 conj PERSON
left leave VERB VBD 0 root
"""


def told(reading: Reading) -> Told:
    """Return what the rules find in *reading*, actors by name."""
    actors = reading.cast.actors
    found = affiliations.find(reading)
    return {(actors[a.member].label, a.role, actors[a.organization].label if a.organization else None) for a in found}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (SPOKESMAN, {("Brix", "spokesman", "Harbour Authority")}),
        (OF_STATE, {("Brix", "secretary of state", None)}),
        (MAYOR, {("Brix", "mayor", "Norland")}),
        (APPOSITION, {("Brix", "foreign minister", "Norland")}),
        (COPULA.format(verb="was", word="the", pos="DET DT", dep="det"), {("Brix", "head", "Norland")}),
        (COPULA.format(verb="was", word="not", pos="PART RB", dep="advmod"), set()),
        (NEXT_NAME, {("Quell", "deputy mayor", None)}),
    ],
    ids=["title", "of-state", "mayor", "apposition", "copula", "denied", "next-name"],
)
def test_a_construction_gives_member_role_and_organization(build_reading: Callable[..., Reading], rows: str, expected: Told) -> None:
    assert told(build_reading(rows)) == expected


def test_a_plural_title_holds_for_all_who_are_listed(build_reading: Callable[..., Reading]) -> None:
    found = told(build_reading(SENATORS.replace(" NORP", "")))
    assert found == {
        ("Brix", "senator", "Norland"),
        ("Brix", "member", "Republican Party"),
        ("Quell", "senator", None),
        ("Quell", "member", "Republican Party"),
    }


def test_a_party_label_tells_membership(build_reading: Callable[..., Reading]) -> None:
    reading = build_reading(LABEL)
    assert told(reading) == {("Brix", "member", "Republican Party")}
    assert [affiliation.evidence[0].of(reading.doc.text) for affiliation in affiliations.find(reading)] == ["Brix(R)"]


def test_an_office_before_a_comma_that_the_cast_gives_to_somebody_else_is_not_the_names(build_reading: Callable[..., Reading]) -> None:
    reading = build_reading(BARE_MAYOR)
    mayor = reading.doc[1]
    other = reading.cast.add("mayor", ActorKind.PERSON, named=False)
    assert told(reading) == {("Brix", "mayor", None)}
    reading.cast.mention(other, char_span(reading.doc, 1, 2), mayor)
    assert told(reading) == set()


def test_an_adjective_before_an_organization_is_not_where_the_office_is(build_reading: Callable[..., Reading]) -> None:
    rows = MAYOR.replace("Norland Norland PROPN NNP 2 nmod LOC", "Norlandic Norlandic ADJ JJ 5 amod LOC\nUnion Union PROPN NNP 2 nmod ORG")
    rows = rows.replace(" 7 nsubj", " 8 nsubj").replace("4 case", "5 case").replace(", 6 punct", ", 7 punct")
    assert told(build_reading(rows)) == {("Brix", "mayor", "Union")}


def test_a_plural_office_before_a_comma_is_that_of_those_named(build_reading: Callable[..., Reading]) -> None:
    reading = build_reading(BARE_MAYOR.replace("mayor mayor NOUN NN", "mayors mayor NOUN NNS"))
    group = reading.cast.add("mayors", ActorKind.GROUP, named=False)
    reading.cast.mention(group, char_span(reading.doc, 1, 2), reading.doc[1])
    assert told(reading) == {("Brix", "mayor", None)}


def test_a_role_with_its_organization_stands_for_the_bare_one(build_reading: Callable[..., Reading]) -> None:
    assert told(build_reading(f"{MAYOR}\n{BARE_MAYOR}")) == {("Brix", "mayor", "Norland")}
