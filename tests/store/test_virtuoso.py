"""A real Virtuoso server, which does much in its own way: Digest for those who ask first, no HEAD, graphs as rows, truth as a number."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from kb.errors import QueryError, StoreError
from kb.query import ask_question, load_questions, rdf_file, run_query
from kb.query.run import Term
from kb.store import ArticleStore, Endpoint, articles_of, open_store
from kb.store import endpoint as module

DATA = Path(__file__).parent.parent / "data"
LOGIN = {"KB_USER": "dba", "KB_PASSWORD": "dba"}
FILES = [str(DATA / name) for name in ("two.trig", "dam.trig")]


def kb(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    without = {name: value for name, value in os.environ.items() if not name.startswith("KB_")}
    return subprocess.run([sys.executable, "-m", "kb", *words], capture_output=True, text=True, check=False, env=without | environment)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> ArticleStore:
    folder = tmp_path_factory.mktemp("store") / "news.db"
    with open_store(folder, read_only=False) as filled:
        for file in FILES:
            for iri, triples in articles_of(rdf_file(file)):
                filled.replace(iri, triples)
    return open_store(folder)


@pytest.fixture(scope="module")
def filled(virtuoso: str) -> str:
    """Give the address of the server once kb load has filled it."""
    done = kb("load", *FILES, "--endpoint", f"{virtuoso}/sparql-graph-crud-auth", **LOGIN)
    assert (done.returncode, done.stdout, done.stderr) == (0, "4 sent\n", "")
    return virtuoso


def graph_at(server: str, iri: str) -> set[ox.Triple]:
    with Endpoint(f"{server}/sparql", environment={}) as endpoint:
        return set(run_query(endpoint, f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{iri}> {{ ?s ?p ?o }} }}").graph or ())


def values(row: tuple[Term | None, ...]) -> list[list[str]]:
    # names that are joined to one have no order, and what has none may be empty or absent
    return [sorted(getattr(cell, "value", "").split(", ")) for cell in row]


def test_it_holds_the_same_quads(filled: str, store: ArticleStore) -> None:
    for iri in store.articles():
        assert graph_at(filled, iri) == {quad.triple for quad in store.graph(iri)}


@pytest.mark.parametrize("name", [question.name for question in load_questions()])
def test_it_answers_as_stores_do(filled: str, store: ArticleStore, name: str) -> None:
    question = next(each for each in load_questions() if each.name == name)
    with Endpoint(f"{filled}/sparql", environment={}) as endpoint:
        for given in ({}, {"who": "Norway"} if "who" in question.parameters else {}):
            assert [values(row) for row in ask_question(endpoint, question, given).rows] == [values(row) for row in store.ask(name, given).rows]


def test_a_load_goes_on(filled: str) -> None:
    done = kb("load", *FILES, "--endpoint", f"{filled}/sparql-graph-crud-auth", "--resume", **LOGIN)
    assert (done.returncode, done.stdout) == (0, "4 there before\n")


def test_without_the_right_password_nobody_comes_in(virtuoso: str) -> None:
    service = f"{virtuoso}/sparql-graph-crud-auth"
    nobody = kb("load", FILES[0], "--endpoint", service, NETRC="/nowhere")
    assert nobody.returncode == 2 and "set KB_USER and KB_PASSWORD" in nobody.stderr
    stranger = kb("load", FILES[0], "--endpoint", service, KB_USER="dba", KB_PASSWORD="sesame")  # noqa: S106 - a wrong one
    assert stranger.returncode == 2 and "refuses the name and password" in stranger.stderr and "sesame" not in stranger.stderr


@pytest.mark.parametrize("update", ["", "/sparql-auth"])
def test_large_graphs_with_every_kind_of_value_come_whole_and_are_replaced(virtuoso: str, update: str) -> None:
    iri = f"https://example.org/large{update}"
    words = ("", "😀 \\ \" ' \n\t", "Ünïcode" * 20, "2031-05-16")
    large = [
        ox.Triple(ox.NamedNode(f"{iri}#{number}"), ox.NamedNode("a:b"), value)
        for number in range(500)
        for value in (
            *(ox.Literal(each) for each in words),
            ox.Literal("2031-05-16", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#date")),
            ox.Literal("hei", language="nb"),
        )
    ]
    with Endpoint(f"{virtuoso}/sparql-graph-crud-auth", update_url=virtuoso + update if update else None, environment=LOGIN) as endpoint:
        endpoint.replace(iri, large)
        assert graph_at(virtuoso, iri) == set(large)
        endpoint.replace(iri, large[:1])
        assert graph_at(virtuoso, iri) == set(large[:1])


def test_truth_and_mistakes(filled: str) -> None:
    with Endpoint(f"{filled}/sparql", environment={}) as endpoint:
        assert run_query(endpoint, "ASK { ?d a kb:Deadline }").truth is True
        assert run_query(endpoint, "ASK { ?d a kb:Nothing }").truth is False
        with pytest.raises(QueryError, match="syntax error"):
            run_query(endpoint, "SELECT * { ?s ?p }")


def test_strangers_change_nothing(virtuoso: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_FIRST_WAIT", 0.001)
    with Endpoint(f"{virtuoso}/sparql", update_url=f"{virtuoso}/sparql", environment={}) as endpoint, pytest.raises(StoreError, match="No permission"):
        endpoint.replace("a:a", [ox.Triple(ox.NamedNode("a:a"), ox.NamedNode("a:b"), ox.Literal("c"))])
