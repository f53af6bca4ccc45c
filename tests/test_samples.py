"""The sample articles, through the shipped pipeline and the command line: what a careful reader finds in them must be in the graph."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from rdflib import Graph

from kb.resources import samples_dir

pytestmark = pytest.mark.model

COMMUNICATIONS = """
SELECT ?source ?act ?medium ?recipient ?content WHERE {
  ?c a kb:Communication ; kb:act ?act ; kb:medium ?medium .
  OPTIONAL { ?c kb:source/rdfs:label ?source } OPTIONAL { ?c kb:recipient/rdfs:label ?recipient } OPTIONAL { ?c kb:content ?content }
}"""
POSITIONS = """
SELECT ?holder ?stance ?target WHERE {
  ?p a kb:Position ; kb:holder/rdfs:label ?holder ; kb:stance ?stance ; kb:target/rdfs:label ?target .
}"""
DEADLINES = "SELECT ?due ?bound WHERE { ?d a kb:Deadline ; kb:due ?due ; kb:bound ?bound }"
AFFILIATIONS = "SELECT ?member ?role WHERE { ?a a kb:Affiliation ; kb:member/rdfs:label ?member ; kb:role ?role }"


@pytest.fixture(scope="module")
def graphs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Graph]:
    out = tmp_path_factory.mktemp("graphs")
    subprocess.run([sys.executable, "-m", "kb", "convert", str(samples_dir()), "-o", f"{out}/"], check=True)
    return {path.stem: Graph().parse(path) for path in Path(out).glob("*.ttl")}


def rows(graph: Graph, query: str) -> set[tuple[str, ...]]:
    """The answers, terms cut to their names and missing ones empty."""
    return {tuple("" if cell is None else str(cell).rsplit("#", maxsplit=1)[-1] for cell in row) for row in graph.query(query)}


@pytest.mark.parametrize(
    ("article", "expected"),
    [
        ("river-treaty", ("Astrid Lindqvist", "stating", "letter", "Davit Orbeli", "")),
        ("river-treaty", ("Astrid Lindqvist", "refusing", "unspecifiedMedium", "", "to comment on the call")),
        (
            "port-strike",
            ("Femke Haan", "stating", "unspecifiedMedium", "reporters", "Our members have spoken. They want a fair wage, and they want it this year"),
        ),
        ("port-strike", ("Femke Haan", "stating", "unspecifiedMedium", "", "I have not seen a letter … If it comes, I will read it")),
        ("port-strike", ("Joris Maas", "stating", "statement", "", "We have never broken a promise to our workers")),
        ("election-commission", ("Amina Odhari", "stating", "unspecifiedMedium", "", "no such plan exists")),
        ("election-commission", ("African Union", "requesting", "unspecifiedMedium", None, "to accept the result")),
        ("election-commission", ("Lake Herald", "stating", "report", "", "senior officials had discussed a delay until March")),
    ],
)
def test_who_told_whom_what(graphs, article, expected):
    """None stands for any value, the empty text for none."""
    found = rows(graphs[article], COMMUNICATIONS)
    assert any(all(part is None or cell == part for cell, part in zip(row, expected, strict=True)) for row in found)


@pytest.mark.parametrize(
    ("article", "expected"),
    [
        ("river-treaty", ("2031-05-16", "By")),
        ("port-strike", ("2031-09-05", "By")),
        ("port-strike", ("2031-09-30", "Until")),
        ("port-strike", ("2031-09-03T12:00:00", "By")),
        ("election-commission", ("2031-12-01", "By")),
        ("election-commission", ("2031-12-10", "By")),
    ],
)
def test_deadlines(graphs, article, expected):
    assert expected in rows(graphs[article], DEADLINES)


@pytest.mark.parametrize(
    ("article", "expected"),
    [
        ("river-treaty", ("European Union", "Supports", "letter")),
        ("port-strike", ("Belgium", "Supports", "minister's proposal")),
        ("port-strike", ("Germany", "Supports", "minister's proposal")),
        ("port-strike", ("Klara Wendt", "Supports", "Ruben Dekker")),
        ("election-commission", ("United States", "Opposes", "arrest of two journalists")),
        ("election-commission", ("African Union", "Supports", "result")),
    ],
)
def test_positions(graphs, article, expected):
    assert expected in rows(graphs[article], POSITIONS)


@pytest.mark.parametrize(
    ("article", "expected"),
    [
        ("river-treaty", ("Astrid Lindqvist", "foreign minister")),
        ("port-strike", ("Joris Maas", "chief executive")),
        ("election-commission", ("Joseph Lemba", "spokesman")),
    ],
)
def test_offices(graphs, article, expected):
    assert expected in rows(graphs[article], AFFILIATIONS)


def test_what_was_not_said_is_negative(graphs):
    assert (
        graphs["election-commission"]
        .query('ASK { ?c a kb:Communication ; kb:polarity kb:Negative ; kb:content ?words FILTER CONTAINS(?words, "boycott") }')
        .askAnswer
    )


def test_a_hedged_threat_is_hedged(graphs):
    assert graphs["port-strike"].query("ASK { ?c a kb:Communication ; kb:act kb:threatening ; kb:certainty kb:Hedged }").askAnswer


def test_the_letter_is_reported_by_the_sources(graphs):
    assert graphs["river-treaty"].query('ASK { ?c kb:medium kb:letter ; kb:reportedBy/rdfs:label "diplomatic sources" }').askAnswer
