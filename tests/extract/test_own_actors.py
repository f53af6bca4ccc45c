"""The user's own actors over the shipped gazetteers."""

from __future__ import annotations

from datetime import date

from kb.extract.linking import gazetteer_with, load_gazetteer
from kb.model import ActorKind, KnownActor, Office

DAY = date(2031, 5, 1)
UNION = KnownActor("River Union", ActorKind.ORGANIZATION, None, ("RU",))


def test_own_names_are_found_and_win() -> None:
    paper = KnownActor("The Kremlin", ActorKind.NEWS_ORGANIZATION, None, ("Iranian",))
    gazetteer = gazetteer_with([UNION, paper])
    assert gazetteer.lookup("the RU", published=None).label == "River Union"  # type: ignore[union-attr]
    assert gazetteer.lookup("The Kremlin", published=DAY).kind is ActorKind.NEWS_ORGANIZATION  # type: ignore[union-attr]
    assert gazetteer.demonym("Iranian") is None
    assert load_gazetteer().demonym("Iranian") is not None


def test_an_own_entry_takes_the_place_of_what_has_its_id_and_keeps_its_other_names() -> None:
    gazetteer = gazetteer_with([KnownActor("Islamic Republic", ActorKind.STATE, "Q794")])
    found = {gazetteer.lookup(name, published=DAY) for name in ("Iran", "Islamic Republic", "Islamic Republic of Iran")}
    assert {(entry.label, entry.link) for entry in found if entry} == {("Islamic Republic", "Q794")}
    assert {gazetteer.demonym("Iranians"), gazetteer.metonym("Tehran")} == found
    assert gazetteer.office_holder("Iran", "president", date(2018, 1, 1)).label == "Hassan Rouhani"  # type: ignore[union-attr]


def test_own_offices_tell_who_held_them_on_the_day() -> None:
    minister = KnownActor("Astrid Lindqvist", ActorKind.PERSON, "Q900000001", (), (Office("secretary of state", "U.S.", "2029-01-20"),))
    chair = KnownActor("Hugo Strand", ActorKind.PERSON, None, (), (Office("Chair", "RU", "2025", "2032"), Office("chair", "Some Other Body")))
    gazetteer = gazetteer_with([minister, chair, UNION])
    assert gazetteer.office_holder("United States", "secretary of state", DAY).link == "Q900000001"  # type: ignore[union-attr]
    assert gazetteer.office_holder("River Union", "chair", DAY).label == "Hugo Strand"  # type: ignore[union-attr]
    assert gazetteer.office_holder("River Union", "chair", date(2040, 1, 1)) is None


def test_own_terms_take_the_place_of_shipped_ones_for_the_same_office() -> None:
    gazetteer = gazetteer_with([KnownActor("Barack Obama", ActorKind.PERSON, "Q76", (), (Office("president", "Q30", "2030"),))])
    assert gazetteer.office_holder("United States", "president", DAY).link == "Q76"  # type: ignore[union-attr]
    assert gazetteer.office_holder("United States", "president", date(2014, 11, 7)) is None


def test_two_of_one_name_link_only_where_their_offices_tell_them_apart() -> None:
    elder = KnownActor("John Strand", ActorKind.PERSON, "Q900000002", (), (Office("mayor", "Oslo", "1990", "1999"),))
    younger = KnownActor("John Strand", ActorKind.PERSON, "Q900000003", (), (Office("mayor", "Oslo", "2030", "2034"),))
    gazetteer = gazetteer_with([elder, younger])
    assert gazetteer.lookup("John Strand", published=DAY).link == "Q900000003"  # type: ignore[union-attr]
    assert gazetteer.lookup("John Strand", published=date(2015, 1, 1)) is None
    assert gazetteer.lookup("John Strand", published=None) is None
    nameless = KnownActor("John Strand", ActorKind.PERSON, "Q900000004")
    assert gazetteer_with([younger, nameless]).lookup("John Strand", published=DAY) is None
