"""Queries over RDF files: loading, answering, rendering, and what is refused."""

from __future__ import annotations

import csv
import io
import json
import socket
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

import pyoxigraph as ox
import pytest
from rdflib import SDO, Graph

from kb.errors import InputError, QueryError
from kb.query import Answer, Embedded, Queryable, ask_question, filled_question, find_question, load_graphs, load_questions, read_question, run_query, write
from kb.vocab import NIF

DATA = Path(__file__).parent.parent / "data"
NAMES = [question.name for question in load_questions()]
# these compare dates of publication
NEED_DATES = {"news-since", "deadlines-passed", "confirmed-after-hedged"}
WITH_WHO = [question.name for question in load_questions() if "who" in question.parameters]


@pytest.fixture(scope="module")
def two() -> Embedded:
    return Embedded(load_graphs([DATA / "two.trig"]))


def load(files: Sequence[Path]) -> Embedded:
    return Embedded(load_graphs(files))


def ask(target: Queryable, name: str, **parameters: str) -> list[dict[str, str]]:
    answer = ask_question(target, find_question(name), parameters)
    return [{variable: "" if cell is None else cell.value for variable, cell in zip(answer.variables, row, strict=True)} for row in answer.rows]


def render(answer: Answer, format: str) -> str:
    out = io.BytesIO()
    write(answer, format, out)
    return out.getvalue().decode()


def test_the_questions_are_all_there() -> None:
    wanted = {"who-told-whom-what", "unnamed-sources", "deadlines", "who-supports-and-opposes", "hedged-or-denied", "offices"}
    assert wanted < set(NAMES)
    assert all(question.text.endswith("?") for question in load_questions())


@pytest.fixture(scope="module")
def all_four() -> Embedded:
    return load([DATA / "two.trig", DATA / "dam.trig", DATA / "merges.trig"])


@pytest.mark.parametrize("name", NAMES)
def test_every_answer_shows_its_quote_and_article(all_four: Embedded, name: str) -> None:
    texts = {
        row[0].value: row[1].value
        for row in run_query(all_four, "SELECT ?name ?text { ?a schema:headline ?name . ?c nif:sourceUrl ?a ; nif:isString ?text }").rows
    }
    rows = ask(all_four, name)
    assert rows
    for row in rows:
        assert row["quote"] in texts[row["article"]]
        for prefix in ("other", "later"):
            assert row.get(f"{prefix}Quote", "") in texts[row.get(f"{prefix}Article", row["article"])]


@pytest.mark.parametrize("name", WITH_WHO)
def test_every_parameter_narrows_the_answer(two: Embedded, name: str) -> None:
    everything = ask(two, name)
    assert ask(two, name, who="no such name") == []
    assert all(row in everything for row in ask(two, name, who="o"))


def test_who_told_whom_what(two: Embedded) -> None:
    rows = ask(two, "who-told-whom-what", who="brandt")
    assert [(row["source"], row["act"], row["recipient"], row["medium"], row["date"]) for row in rows] == [
        ("Ilse Brandt", "stating", "Dockers' Union", "letter", "2031-03-03"),
        ("Ilse Brandt", "stating", "", "", ""),
    ]


def test_reports_nest(two: Embedded) -> None:
    (aides,) = [row for row in ask(two, "who-told-whom-what") if row["source"] == "aides"]
    assert aides["reportedBy"] == "The Courier"


def test_unnamed_sources(two: Embedded) -> None:
    assert [row["source"] for row in ask(two, "unnamed-sources")] == ["aides", "officials", "ministry"]


def test_deadlines_come_by_date(two: Embedded) -> None:
    rows = ask(two, "deadlines")
    assert [(row["due"], row["bound"], row["obliged"], row["setBy"]) for row in rows] == [
        ("2031-03-07", "By", "Ilse Brandt", "Dockers' Union"),
        ("2031-06-30", "Until", "Tomas Okoro", ""),
    ]


def test_repeated_sentences_give_one_row(two: Embedded) -> None:
    rows = ask(two, "who-supports-and-opposes", who="tax")
    assert [(row["holder"], row["stance"]) for row in rows] == [("Norway", "Supports"), ("Dockers' Union", "Opposes")]


def test_positions_are_asked_by_holder(two: Embedded) -> None:
    (row,) = ask(two, "positions", who="NORWAY")
    assert (row["holder"], row["stance"], row["target"]) == ("Norway", "Supports", "the tax")


def test_hedged_or_denied(two: Embedded) -> None:
    assert [(row["kind"], row["how"], row["actor"]) for row in ask(two, "hedged-or-denied")] == [
        ("Position", "negated", "Tomas Okoro"),
        ("Communication", "hedged", "Norway"),
        ("Communication", "denied", "ministry"),
    ]


def test_offices(two: Embedded) -> None:
    rows = ask(two, "offices")
    held = [(row["member"], row["role"], row["organization"]) for row in rows]
    assert held == [("Ilse Brandt", "Transport Minister", ""), ("Tomas Okoro", "Chief Engineer", "parliament")]


def test_articles_count_their_assertions(two: Embedded) -> None:
    counts = [[row[kind] for kind in ("communications", "deadlines", "positions", "affiliations")] for row in ask(two, "articles")]
    assert counts == [["5", "1", "2", "1"], ["3", "1", "1", "1"]]


def test_an_actor_with_two_names_is_one(tmp_path: Path) -> None:
    other = tmp_path / "other.ttl"
    other.write_text('<https://w3id.org/newskb/id/actor/person/ilse-brandt> <http://www.w3.org/2000/01/rdf-schema#label> "Brandt" .')
    dataset = load([DATA / "harbour.ttl", other])
    assert {row["member"] for row in ask(dataset, "offices")} == {"Ilse Brandt"}


def test_turtle_and_trig_answer_alike(two: Embedded) -> None:
    apart = load([DATA / "harbour.ttl", DATA / "bridge.ttl"])
    for name in NAMES:
        assert ask(apart, name) == ask(two, name)


def test_questions_bear_graphs_without_text_and_dates(all_four: Embedded) -> None:
    store = load_graphs([DATA / "two.trig", DATA / "dam.trig", DATA / "merges.trig"])
    for predicate in (NIF.isString, SDO.datePublished, SDO.headline):
        for quad in list(store.quads_for_pattern(None, ox.NamedNode(str(predicate)), None)):
            store.remove(quad)
    for name in set(NAMES) - NEED_DATES:
        assert len(ask(Embedded(store), name)) == len(ask(all_four, name)), name


SELECT = "SELECT ?label ?none { ?a a kb:Person ; rdfs:label ?label } ORDER BY ?label"


def test_rows_in_every_format(two: Embedded) -> None:
    labels = ["Ilse Brandt", "Tomas Okoro"]
    assert [row["label"] for row in csv.DictReader(io.StringIO(render(run_query(two, SELECT), "csv")))] == labels
    assert [row["label"]["value"] for row in json.loads(render(run_query(two, SELECT), "json"))["results"]["bindings"]] == labels
    assert render(run_query(two, SELECT), "tsv") == '?label\t?none\n"Ilse Brandt"\t\n"Tomas Okoro"\t\n'
    # the program's own output
    assert [element.text for element in ET.fromstring(render(run_query(two, SELECT), "xml")).iter("{http://www.w3.org/2005/sparql-results#}literal")] == labels  # noqa: S314


def test_tsv_keeps_each_row_on_one_line(tmp_path: Path) -> None:
    path = tmp_path / "odd.ttl"
    path.write_text('<a:a> <a:b> "tab\\t, line\\n, \\"quote\\"", "1"^^<a:int>, "ja"@de .')
    lines = render(run_query(load([path]), "SELECT ?o { ?s ?p ?o } ORDER BY ?o"), "tsv").splitlines()
    assert sorted(lines[1:]) == ['"1"^^<a:int>', '"ja"@de', '"tab\\t, line\\n, \\"quote\\""']


def test_truth_and_graphs(two: Embedded) -> None:
    ask = "ASK { ?d a kb:Deadline }"
    assert [render(run_query(two, ask), name) for name in ("csv", "tsv")] == ["true\n", "true\n"]
    assert json.loads(render(run_query(two, ask), "json"))["boolean"] is True
    built = render(run_query(two, "CONSTRUCT { ?p a kb:Person } WHERE { ?p a kb:Person }"), "turtle")
    assert len(Graph().parse(data=built)) == 2
    assert "Ilse Brandt" in render(run_query(two, "DESCRIBE ?p { ?p rdfs:label 'Ilse Brandt' }"), "turtle")


def test_graphs_declare_their_prefixes_in_one_order(two: Embedded) -> None:
    built = [render(run_query(two, "DESCRIBE ?p { ?p a kb:Actor }"), "turtle") for _ in range(5)]
    head = [line for line in built[0].splitlines() if line.startswith("@prefix")]
    assert len(head) > 10
    assert head == sorted(head)
    assert set(built) == {built[0]}


@pytest.mark.parametrize(("query", "format"), [(SELECT, "turtle"), ("ASK {}", "turtle"), ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", "csv")])
def test_answers_that_do_not_fit_a_format(two: Embedded, query: str, format: str) -> None:
    with pytest.raises(QueryError, match="use --format"):
        render(run_query(two, query), format)


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("SELEC * { ?s ?p ?o }", "line 1, column 1: expected SELECT, ASK, CONSTRUCT or DESCRIBE, found 'SELEC"),
        ("SELECT * {\n ?s ?p ?o .\n ?x ?y }", "line 3, column 9: cannot read on after '?x ?y }'"),
        ("SELECT * { ?s ?p ?o ", "line 1, column 21: the query ends too early"),
        ("", "line 1, column 1"),
        ("INSERT DATA { <a:a> <a:b> <a:c> }", "expected SELECT"),
        ("SELECT *\n{ ?s a foo:Bar }", "line 2, column 8: unknown prefix foo:"),
        ("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }", "SERVICE"),
        ("SELECT * { ?s ?p ?o FILTER NOT EXISTS { SERVICE <http://example.org/> { ?s a ?c } } }", "SERVICE"),
        ("SELECT * { { SELECT * { OPTIONAL { SERVICE SILENT ?x { ?s ?p ?o } } } } }", "SERVICE"),
        ("SELECT * FROM <http://example.org/> { ?s ?p ?o }", "FROM"),
        ("ASK FROM NAMED <file:///etc/hosts> { GRAPH ?g { ?s ?p ?o } }", "FROM"),
    ],
)
def test_refused_queries(two: Embedded, query: str, wanted: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_network(*_: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", no_network)
    with pytest.raises(QueryError) as caught:
        run_query(two, query)
    assert wanted in str(caught.value)
    assert "\n" not in str(caught.value)


def test_parameters_bind_variables(two: Embedded) -> None:
    query = "SELECT ?label { ?a a ?kind ; rdfs:label ?label }"
    answer = run_query(two, query, parameters={"kind": "<https://w3id.org/newskb/ontology#NewsOrganization>"})
    assert [[cell.value for cell in row if cell] for row in answer.rows] == [["The Courier"]]
    with pytest.raises(QueryError, match=r"no variable \?whom"):
        run_query(two, query, parameters={"whom": "x"})


def test_unknown_questions_are_told_near_ones() -> None:
    with pytest.raises(QueryError, match="near: deadlines"):
        find_question("deadline")
    with pytest.raises(QueryError, match="kb questions lists them all"):
        find_question("zzz")


@pytest.mark.parametrize(
    ("name", "data", "wanted"),
    [
        ("broken.ttl", b"<a:a> <a:b> <a:c> .\n<a:a> <a:b> .\n", ", line 2: broken turtle"),
        ("prefix.ttl", b"\n\n<a:a> <a:b> c:c .", ", line 3: broken turtle: The prefix c: has not been declared"),
        ("open.ttl", b'<a:a> <a:b> "c', "broken turtle"),
        ("latin.ttl", b'\n<a:a> <a:b> "caf\xe9" .', "broken turtle"),
        ("broken.trig", b"<a:g> { <a:a> <a:b> ", "line 1: broken trig"),
        ("broken.nt", b"<a:a> <a:b> <a:c> .\n<a:a> <a:b> .\n", ", line 2: broken ntriples"),
        ("broken.nq", b"<a:a> <a:b> <a:c> <a:g> .\nwords\n", ", line 2: broken nquads"),
        ("broken.rdf", b"<rdf:RDF>\n", "broken rdfxml"),
        ("broken.jsonld", b'{\n"@id": }', ", line 2: broken jsonld"),
        ("remote.jsonld", b'{"@context": ["http://example.org/c", {}], "@id": "a:b"}', "nothing is fetched from the web"),
        ("story.docx", b"", "unknown format '.docx'"),
    ],
)
def test_broken_files_are_named_with_the_line(tmp_path: Path, name: str, data: bytes, wanted: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(InputError) as caught:
        load_graphs([tmp_path / name])
    assert wanted in str(caught.value)
    assert str(caught.value).startswith(str(tmp_path / name))
    assert "\n" not in str(caught.value)


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        load_graphs([tmp_path / "none.ttl"])


def test_rows_are_counted_once_over_graphs() -> None:
    dataset = load([DATA / "two.trig", DATA / "harbour.ttl"])
    answer: Answer = run_query(dataset, "SELECT ?d { ?d a kb:Deadline }")
    assert len(list(answer.rows)) == 2


def test_lines_of_a_question_go_by_what_is_given() -> None:
    question = read_question("q", "# Q?\n# --param who=WORDS: w\n# --param about=WORDS: a\nASK {\n  #who w $who\n  #about!who a\n  #about b $about\n}")
    lines = {tuple(sorted(given)): filled_question(Embedded(ox.Store()), question, given).splitlines()[4:-1] for given in ({}, {"who": "x"}, {"about": "y"})}
    assert lines == {(): [], ("who",): ['  w "x"'], ("about",): ["  a", '  b "y"']}
    assert filled_question(Embedded(ox.Store()), question, {"who": "x", "about": "y"}).splitlines()[4:-1] == ['  w "x"', '  b "y"']
