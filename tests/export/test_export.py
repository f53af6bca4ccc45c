"""What is exported, read by those for whom it is meant."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import networkx
import pynif
import pyoxigraph as ox
import pytest
from rdflib import RDF, RDFS, SDO, Graph, URIRef
from rdflib.compare import isomorphic

from kb.export import TABLES, VIEWS, write_graphml, write_jsonld, write_table, write_view
from kb.store import ArticleStore, open_store
from kb.vocab import KB
from tests.stores import make_store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> ArticleStore:
    return open_store(make_store(tmp_path_factory.mktemp("store") / "db"))


def view(store: ArticleStore, name: str) -> str:
    out = io.BytesIO()
    write_view(store, name, out)
    return out.getvalue().decode()


def table(store: ArticleStore, name: str) -> list[dict[str, str]]:
    out = io.BytesIO()
    write_table(store, name, out)
    assert out.getvalue().startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(out.getvalue().decode("utf-8-sig"), newline="")))


def test_pynif_reads_texts_and_mentions(store: ArticleStore) -> None:
    contexts = pynif.NIFCollection.loads(view(store, "nif"), format="turtle").contexts
    assert len(contexts) == 5
    phrases = [(context, phrase) for context in contexts for phrase in context.phrases]
    assert len(phrases) > 15
    for context, phrase in phrases:
        assert context.mention[phrase.beginIndex : phrase.endIndex] == phrase.mention
        assert phrase.taIdentRef and phrase.taIdentRefLabel
    assert "http://www.wikidata.org/entity/Q20" in {phrase.taIdentRef for _, phrase in phrases}


def test_schema_view_uses_terms_that_schema_org_has(store: ArticleStore) -> None:
    graph = Graph().parse(data=view(store, "schema"), format="turtle")
    used = {term for _, predicate, value in graph for term in (predicate, value) if isinstance(term, URIRef) and term.startswith(str(SDO))}
    # SDO knows every term and raises for others
    assert {SDO[str(term).removeprefix(str(SDO))] for term in used} == used
    assert len(set(graph.subjects(RDF.type, SDO.NewsArticle))) == 5
    assert set(graph.subjects(RDF.type, SDO.AgreeAction)) and set(graph.subjects(RDF.type, SDO.Quotation))


def test_jsonld_says_what_the_schema_view_says(store: ArticleStore) -> None:
    out = io.BytesIO()
    write_jsonld(store, out)
    assert isomorphic(Graph().parse(data=out.getvalue(), format="json-ld"), Graph().parse(data=view(store, "schema"), format="turtle"))
    articles = [node for node in json.loads(out.getvalue())["@graph"] if node.get("@type") == "NewsArticle"]
    assert "Two states part over the dam" in {node["headline"] for node in articles}


def test_sem_view_has_events_with_actors_and_times(store: ArticleStore) -> None:
    sem = "http://semanticweb.cs.vu.nl/2009/11/sem/"
    graph = Graph().parse(data=view(store, "sem"), format="turtle")
    events = set(graph.subjects(RDF.type, URIRef(sem + "Event")))
    assert len(events) > 8
    assert all((event, URIRef(sem + "eventType"), None) in graph and (event, URIRef(sem + "accordingTo"), None) in graph for event in events)


def test_networkx_reads_the_network(store: ArticleStore, tmp_path: Path) -> None:
    with (tmp_path / "n.graphml").open("wb") as out:
        write_graphml(store, out)
    network = networkx.read_graphml(tmp_path / "n.graphml", force_multigraph=True)
    ties = {(network.nodes[start]["label"], data["relation"], network.nodes[end]["label"]) for start, end, data in network.edges(data=True)}
    assert {("Norway", "Supports", "dam"), ("Norway", "Opposes", "dam"), ("Kenya", "stating", "Norway")} <= ties
    assert all(data["weight"] >= 1 for *_, data in network.edges(data=True))


@pytest.mark.parametrize("name", sorted(TABLES))
def test_tables_have_a_row_an_assertion(store: ArticleStore, name: str) -> None:
    rows = table(store, name)
    kind = name.removesuffix("s").title()
    answer = store.query(f"SELECT (COUNT(DISTINCT ?a) AS ?n) {{ ?a a kb:{kind} }}")
    assert len(rows) == int(str(next(iter(answer.rows))[0].value))  # type: ignore[union-attr]
    assert all(row["quote"] and row["article"] for row in rows)


def test_no_cell_is_a_formula(store: ArticleStore) -> None:
    rows = [row for name in TABLES for row in table(store, name)]
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]
    assert "'=opposes" in {row["target"] for row in table(store, "positions")}


@pytest.mark.parametrize("name", sorted(VIEWS))
def test_same_articles_same_bytes(store: ArticleStore, name: str) -> None:
    assert view(store, name) == view(store, name)


def test_who_is_merged_is_one_node(tmp_path: Path) -> None:
    norway, crown = (f"https://w3id.org/newskb/id/actor/{name}" for name in ("Q20", "state/crown"))
    with open_store(make_store(tmp_path / "db"), read_only=False) as store:
        store.replace("a:merges", [ox.Triple(ox.NamedNode(norway), ox.NamedNode(str(KB.mergedInto)), ox.NamedNode(crown))])
        store.replace("a:crown", [ox.Triple(ox.NamedNode(crown), ox.NamedNode(str(RDF.type)), ox.NamedNode(str(KB.State)))])
        store.replace("a:name", [ox.Triple(ox.NamedNode(crown), ox.NamedNode(str(RDFS.label)), ox.Literal("Crown"))])
        with (tmp_path / "n.graphml").open("wb") as out:
            write_graphml(store, out)
    network = networkx.read_graphml(tmp_path / "n.graphml", force_multigraph=True)
    assert norway not in network and network.degree(crown) > 0
