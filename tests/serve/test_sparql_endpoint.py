"""The SPARQL 1.1 Protocol, asked of a real server."""

from __future__ import annotations

import csv
import io
import json
import time
from http.client import IncompleteRead
from urllib.parse import urlencode

import pytest
from rdflib import Graph

from tests.serve.conftest import Server
from tests.stores import DAM

LABELS = "SELECT ?label { ?a a kb:State ; rdfs:label ?label } ORDER BY ?label"
FORM = "application/x-www-form-urlencoded"


def test_query_by_get(server: Server) -> None:
    reply = server.ask(LABELS)
    assert (reply.status, reply.type) == (200, "application/sparql-results+json")
    assert [row["label"]["value"] for row in json.loads(reply.text)["results"]["bindings"]] == ["Kenya", "Norway"]


def test_query_by_post_of_a_form(server: Server) -> None:
    reply = server.get("sparql", data=urlencode({"query": LABELS}).encode(), Content_Type=FORM, Accept="text/csv")
    assert list(csv.reader(io.StringIO(reply.text))) == [["label"], ["Kenya"], ["Norway"]]


def test_query_by_post_of_itself(server: Server) -> None:
    reply = server.get("sparql", data=b"ASK { ?a rdfs:label 'Kenya' }", Content_Type="application/sparql-query; charset=utf-8")
    assert json.loads(reply.text)["boolean"] is True


@pytest.mark.parametrize(
    ("accept", "given"),
    [
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/tab-separated-values", "text/tab-separated-values"),
        ("text/csv;q=0.5, application/sparql-results+xml;q=0.9", "application/sparql-results+xml"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "application/sparql-results+json"),
        ("text/csv;q=0, text/*", "text/tab-separated-values"),
    ],
)
def test_rows_come_as_wanted(server: Server, accept: str, given: str) -> None:
    reply = server.ask(LABELS, accept)
    assert (reply.status, reply.type) == (200, given)
    assert "Norway" in reply.text


@pytest.mark.parametrize(("accept", "format"), [("text/turtle", "turtle"), ("application/n-triples", "nt"), ("application/rdf+xml", "xml"), ("*/*", "turtle")])
def test_graphs_come_as_wanted(server: Server, accept: str, format: str) -> None:
    reply = server.ask("CONSTRUCT { ?a rdfs:label ?l } WHERE { ?a a kb:State ; rdfs:label ?l }", accept)
    assert reply.status == 200
    assert len(Graph().parse(data=reply.text, format=format)) == 2


def test_rows_are_no_turtle(server: Server) -> None:
    reply = server.ask(LABELS, "text/turtle")
    assert reply.status == 406 and "text/csv" in reply.text


def test_graphs_can_be_chosen(server: Server) -> None:
    count = "SELECT (COUNT(?a) AS ?n) { ?a a kb:Article }"
    reply = server.get("sparql?" + urlencode({"query": count, "default-graph-uri": DAM}), Accept="text/csv")
    assert reply.text.split() == ["n", "1"]
    assert server.ask(count, "text/csv").text.split() == ["n", "5"]
    assert server.ask(count.replace("{", f"FROM <{DAM}> {{", 1), "text/csv").text.split() == ["n", "1"]


@pytest.mark.parametrize(
    ("status", "parameters"),
    [
        (400, {}),
        (400, {"query": "SELEC"}),
        (400, {"query": "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"}),
        (400, {"query": "SELECT * { SERVICE SILENT<http://127.0.0.1:1/>{ ?s ?p ?o } }"}),
        (400, {"query": "DELETE WHERE { ?s ?p ?o }"}),
        (400, {"query": LABELS, "default-graph-uri": "not an iri"}),
        (403, {"update": "CLEAR ALL"}),
    ],
)
def test_what_cannot_be_answered_is_refused(server: Server, status: int, parameters: dict[str, str]) -> None:
    reply = server.get("sparql?" + urlencode(parameters))
    assert (reply.status, reply.type) == (status, "text/plain")
    assert len(reply.text.splitlines()) == 1


def test_service_in_a_string_is_no_call(server: Server) -> None:
    assert server.ask("ASK { ?service rdfs:label 'SERVICE <x>' } # SERVICE").status == 200


def test_updates_and_unknown_bodies_are_refused(server: Server) -> None:
    assert server.get("sparql", data=b"CLEAR ALL", Content_Type="application/sparql-update").status == 403
    assert server.get("sparql", data=urlencode({"update": "CLEAR ALL"}).encode(), Content_Type=FORM).status == 403
    assert server.get("sparql", data=b"{}", Content_Type="application/json").status == 415
    assert server.get("sparql", data=b"\xff", Content_Type="application/sparql-query").status == 400
    assert server.get("sparql", data=b"#" * (1 << 21), Content_Type="application/sparql-query").status == 413
    assert server.get("sparql", method="DELETE").status == 405
    assert server.ask("SELECT (COUNT(*) AS ?n) { ?s a kb:Article }", "text/csv").text.split() == ["n", "5"]


def test_a_runaway_query_is_ended_and_the_next_is_answered(server: Server) -> None:
    runaway = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    for _ in range(3):  # more than there are processes
        begun = time.monotonic()
        reply = server.ask(runaway)
        assert reply.status == 503 and "ended after 2 s" in reply.text
        assert time.monotonic() - begun < 20
    assert server.ask(LABELS).status == 200


def test_other_pages_may_ask_only_when_let(server: Server) -> None:
    query = "sparql?" + urlencode({"query": "ASK {}"})
    assert server.get(query, Origin="https://friend.example").headers["access-control-allow-origin"] == "https://friend.example"
    assert "access-control-allow-origin" not in server.get(query, Origin="https://stranger.example").headers


def test_a_strange_host_name_is_refused(server: Server) -> None:
    assert server.get("", Host="rebound.example").status == 400


def test_an_answer_that_takes_too_long_is_seen_to_be_broken_off(server: Server) -> None:
    try:
        # on a busy machine the time may be over before anything was sent
        assert server.ask("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", "text/csv").status == 503
    except IncompleteRead as broken:
        assert broken.partial
    assert server.ask(LABELS).status == 200
