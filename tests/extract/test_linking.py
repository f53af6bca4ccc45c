"""Lookup of names in the shipped gazetteers, and the form of every row of them."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, datetime
from pathlib import Path

import pytest

from kb.extract.actors.common_names import is_common_name
from kb.extract.linking import load_gazetteer, normalise, parse_term, read_rows
from kb.model import ActorKind
from kb.resources import gazetteer_dir

GAZETTEER = load_gazetteer()
TABLES = sorted(gazetteer_dir().glob("*.tsv"))
LABELLED = [path for path in TABLES if path.stem not in ("roles", "given_names", "common_names")]
DAY = date(2014, 11, 7)


@pytest.mark.parametrize(
    ("name", "link"),
    [
        ("U.S.", "Q30"),
        ("the U.S.", "Q30"),
        ("The United States'", "Q30"),
        ("USA", "Q30"),
        ("Iran's", "Q794"),
        ("Iran’s", "Q794"),
        ("Britain", "Q145"),
        ("South Korea", "Q884"),
        ("DPRK", "Q423"),
        ("Cote d'Ivoire", "Q1008"),
        ("Côte d’Ivoire", "Q1008"),
        ("the UN", "Q1065"),
        ("U.N.", "Q1065"),
        ("IAEA", "Q41984"),
        ("WHO", "Q7817"),
        ("Associated Press", "Q40469"),
        ("the AP", "Q40469"),
        ("New York Times", "Q9684"),
        ("The Guardian", "Q11148"),
        ("Calif.", "Q99"),
        ("Barack Obama", "Q76"),
        ("Recep Tayyip Erdogan", "Q39259"),
    ],
)
def test_links_the_names_that_news_uses(name: str, link: str) -> None:
    entry = GAZETTEER.lookup(name, published=DAY)
    assert entry is not None
    assert entry.link == link


@pytest.mark.parametrize(
    "name", ["us", "who", "is", "Georgia", "Washington", "New York", "Congo", "Korea", "Smith", "The Times", "Guardian", "Hill", "the Hill", ""]
)
def test_links_nothing_where_a_name_may_mean_much(name: str) -> None:
    entry = GAZETTEER.lookup(name, published=DAY)
    assert entry is None or entry.link is None


def test_kinds() -> None:
    kinds = {name: GAZETTEER.lookup(name, published=DAY).kind for name in ("Iran", "Texas", "NATO", "Reuters", "Barack Obama")}  # type: ignore[union-attr]
    assert kinds == {
        "Iran": ActorKind.STATE,
        "Texas": ActorKind.PLACE,
        "NATO": ActorKind.ORGANIZATION,
        "Reuters": ActorKind.NEWS_ORGANIZATION,
        "Barack Obama": ActorKind.PERSON,
    }


def test_a_common_name_is_linked_near_its_bearers_time_in_office_alone() -> None:
    in_office = GAZETTEER.lookup("Adam Smith", published=date(2015, 6, 1))
    assert in_office is not None
    assert in_office.label == "Adam Smith"
    assert GAZETTEER.lookup("Adam Smith", published=date(1976, 6, 1)) is None
    assert GAZETTEER.lookup("Adam Smith", published=None) is None


def test_a_name_of_two_politicians_is_not_linked() -> None:
    assert GAZETTEER.lookup("Mike Rogers", published=date(2010, 6, 1)) is None


@pytest.mark.parametrize(
    ("name", "link"),
    [
        ('Harold "Hal" Rogers', "Q547153"),
        ("Ted W. Lieu", "Q7693450"),
        ("John Joyce, M.D.", "Q60428839"),
        ("Mary Anne Smith", None),
        ("George P. Bush", None),
        ("Ted Lieu Jones", None),
    ],
)
def test_names_with_more_in_them_than_is_known(name: str, link: str | None) -> None:
    entry = GAZETTEER.person(name, published=date(2021, 3, 1))
    assert (entry.link if entry else None) == link
    assert GAZETTEER.person(name, published=None) is None


@pytest.mark.parametrize(("name", "link"), [("Pingree", "Q457243"), ("Van Duyne", None), ("Smith", None), ("Udall", None), ("Nobody", None)])
def test_members_of_congress_by_their_family_names(name: str, link: str | None) -> None:
    entry = GAZETTEER.member(name, published=date(2013, 3, 1))
    assert (entry.link if entry else None) == link
    assert GAZETTEER.member(name, published=None) is None
    assert GAZETTEER.member(name, published=date(2050, 1, 1)) is None


def test_names_that_several_people_bear() -> None:
    assert GAZETTEER.is_shared("Mike Rogers")
    assert not GAZETTEER.is_shared("Barack Obama")
    assert is_common_name(("John", "Smith"))
    assert not is_common_name(("John", "Q.", "Smith"))
    assert not is_common_name(("Astrid", "Lindqvist"))


@pytest.mark.parametrize(
    ("word", "state"), [("Iranian", "Iran"), ("Iranians", "Iran"), ("British", "United Kingdom"), ("Frenchmen", "France"), ("South Korean", "South Korea")]
)
def test_demonyms(word: str, state: str) -> None:
    entry = GAZETTEER.demonym(word)
    assert entry is not None
    assert entry.label == state


@pytest.mark.parametrize("word", ["Korean", "Congolese", "Dominican", "iranian", "Serbs"])
def test_no_demonym_of_two_states(word: str) -> None:
    assert GAZETTEER.demonym(word) is None


@pytest.mark.parametrize(
    ("name", "state"),
    [("Tehran", "Iran"), ("Washington", "United States"), ("the Kremlin", "Russia"), ("10 Downing Street", "United Kingdom"), ("Kiev", "Ukraine")],
)
def test_metonyms(name: str, state: str) -> None:
    entry = GAZETTEER.metonym(name)
    assert entry is not None
    assert entry.label == state


@pytest.mark.parametrize("name", ["Brussels", "Victoria", "Kingston", "NATO"])
def test_no_metonym_where_the_town_may_mean_another(name: str) -> None:
    assert GAZETTEER.metonym(name) is None


@pytest.mark.parametrize(
    ("of", "office", "day", "holder"),
    [
        ("French", "president", date(2018, 3, 1), "Emmanuel Macron"),
        ("U.S.", "president", date(2014, 11, 7), "Barack Obama"),
        ("United States", "Secretary of State", date(2014, 11, 7), "John Kerry"),
        ("Russia", "foreign minister", datetime(2014, 11, 7, 12, 0), "Sergey Lavrov"),
        ("UN", "secretary-general", date(2014, 11, 7), "Ban Ki-moon"),
        ("Britain", "prime minister", date(2016, 7, 14), "Theresa May"),
    ],
)
def test_office_holders(of: str, office: str, day: date, holder: str) -> None:
    entry = GAZETTEER.office_holder(of, office, day)
    assert entry is not None
    assert entry.label == holder


@pytest.mark.parametrize(
    ("of", "office", "day"),
    [
        ("France", "president", None),
        ("France", "president", date(1950, 1, 1)),
        ("Texas", "senator", date(2014, 11, 7)),  # there are two
        ("Atlantis", "king", date(2014, 11, 7)),
        ("Angola", "president", date(2017, 2, 1)),  # only the year of the change is known
    ],
)
def test_no_office_holder_where_the_data_cannot_tell(of: str, office: str, day: date | None) -> None:
    assert GAZETTEER.office_holder(of, office, day) is None


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_tables_name_their_licence_and_are_sorted(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    comments = [line for line in lines if line.startswith("#")]
    rows = [tuple(line.split("\t")) for line in lines[len(comments) + 1 :]]
    assert re.search(r"CC0|PDDL|public domain", " ".join(comments))
    assert rows == sorted(rows)
    assert {len(row) for row in rows} == {len(lines[len(comments)].split("\t"))}


@pytest.mark.parametrize("path", LABELLED, ids=lambda path: path.stem)
def test_rows_are_well_formed(path: Path) -> None:
    for row in read_rows(path):
        assert re.fullmatch(r"(Q[1-9]\d*)?", row["wikidata"]), row
        assert row["label"].strip() == row["label"] != "", row
        names = [normalise(name) for name in (row["label"], *filter(None, row["aliases"].split("|")))]
        assert all(names), row
    links = Counter(row["wikidata"] for row in read_rows(path) if row["wikidata"])
    assert [link for link, count in links.items() if count > 1] == []


@pytest.mark.parametrize("column", ["aliases", "demonyms", "metonyms"])
def test_no_name_of_two_states(column: str) -> None:
    owners: dict[str, str] = {normalise(row["label"]): row["label"] for row in read_rows(gazetteer_dir() / "states.tsv")}
    for row in read_rows(gazetteer_dir() / "states.tsv"):
        for name in filter(None, row[column].split("|")):
            assert owners.setdefault(normalise(name), row["label"]) == row["label"], name


def test_terms_end_after_they_begin_and_hold_a_known_office() -> None:
    offices = {row["office"] for row in read_rows(gazetteer_dir() / "roles.tsv")} | {"minister"}
    for row in read_rows(gazetteer_dir() / "people.tsv"):
        for text in filter(None, row["terms"].split("|")):
            term = parse_term(text)
            assert term.start[:4] <= term.end[:4], row
            assert re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", term.start), row
            assert term.office in offices, row


def test_each_given_name_has_one_gender() -> None:
    rows = list(read_rows(gazetteer_dir() / "given_names.tsv"))
    assert {row["gender"] for row in rows} == {"male", "female"}
    assert len({normalise(row["name"]) for row in rows}) == len(rows)


def test_all_tables_together_stay_compact() -> None:
    assert sum(path.stat().st_size for path in TABLES) < 1_500_000
