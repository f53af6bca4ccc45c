"""The store on disk: whole articles, one writer, the union."""

from __future__ import annotations

import io
from pathlib import Path

import pyoxigraph as ox
import pytest

from kb.errors import InputError, StoreError
from kb.query import rdf_file
from kb.store import Change, articles_of, bulk_load, check_shapes, check_store, load_file, open_store, store_info
from kb.validate import Engine, load_schema

DATA = Path(__file__).parent.parent / "data"
BRIDGE = "https://w3id.org/newskb/id/article/bridge-report"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with open_store(tmp_path / "news.db", read_only=False) as store:
        for name in ("two.trig", "dam.trig"):
            assert {change for _, change in load_file(store, rdf_file(DATA / name))} == {Change.ADDED}
    return tmp_path / "news.db"


def dumped(folder: Path) -> bytes:
    out = io.BytesIO()
    with open_store(folder) as store:
        store.dump(out)
    return out.getvalue()


def test_the_same_article_again_changes_nothing(folder: Path) -> None:
    before = dumped(folder)
    with open_store(folder, read_only=False) as store:
        assert {change for _, change in load_file(store, rdf_file(DATA / "two.trig"))} == {Change.UNCHANGED}
    assert dumped(folder) == before


def test_another_version_takes_the_place_of_the_old(folder: Path) -> None:
    articles = dict(articles_of(rdf_file(DATA / "two.trig")))
    label = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    fewer = [triple for triple in articles[BRIDGE] if triple.predicate != label]
    with open_store(folder, read_only=False) as store:
        assert store.replace(BRIDGE, fewer) is Change.REPLACED
    with open_store(folder) as store:
        assert {quad.triple for quad in store.graph(BRIDGE)} == set(fewer)
        # what the other article says as well stays in the union
        answer = store.query('ASK { ?a rdfs:label "Norway" }'), store.query('ASK { ?a rdfs:label "Tomas Okoro" }'), store.query('ASK { ?a rdfs:label "Kenya" }')
        assert [each.truth for each in answer] == [True, True, True]
        assert store.query('ASK { ?a rdfs:label "parliament" }').truth is False


def test_removed_articles_leave_nothing_behind(folder: Path) -> None:
    with open_store(folder, read_only=False) as store:
        for iri in store.articles():
            assert store.remove(iri)
            assert not store.remove(iri)
        assert store.articles() == []
        assert store.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").rows.__next__()[0] == ox.Literal(0)
    assert dumped(folder) == b""


def test_bytes_do_not_depend_on_the_order(folder: Path, tmp_path: Path) -> None:
    with open_store(tmp_path / "other.db", read_only=False) as store:
        for name in ("dam.trig", "bridge.ttl", "harbour.ttl"):
            list(load_file(store, rdf_file(DATA / name)))
    assert dumped(tmp_path / "other.db") == dumped(folder)


def test_bulk_loading_gives_the_same_store(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "all.nq").write_bytes(dumped(folder))
    assert bulk_load(tmp_path / "bulk.db", rdf_file(tmp_path / "all.nq")) == 4
    assert dumped(tmp_path / "bulk.db") == dumped(folder)
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    with open_store(folder) as one, open_store(tmp_path / "bulk.db") as other:
        assert list(one.query(count).rows) == list(other.query(count).rows)
    assert not list(tmp_path.glob(".*"))


def test_a_broken_file_in_bulk_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "all.nq").write_bytes(b"<a:a> <a:b> <a:c> <a:g> .\n" * 3 + b"words\n")
    with pytest.raises(InputError, match="line 4: broken nquads"):
        bulk_load(tmp_path / "bulk.db", rdf_file(tmp_path / "all.nq"))
    assert dumped(tmp_path / "bulk.db") == b""
    assert not list(tmp_path.glob(".*"))


def test_the_union_holds_each_triple_once(folder: Path) -> None:
    with open_store(folder) as store:
        rows = list(store.query('SELECT ?a { ?a rdfs:label "Norway" }').rows)
    assert len(rows) == 1


def test_a_second_writer_is_told(folder: Path) -> None:
    with open_store(folder, read_only=False), pytest.raises(StoreError, match="another process is writing"):
        open_store(folder, read_only=False)
    with open_store(folder, read_only=False):
        pass


def test_readers_do_not_mind_a_writer(folder: Path) -> None:
    with open_store(folder, read_only=False), open_store(folder) as reader:
        assert len(reader.articles()) == 4


def test_what_is_no_store_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no such store"):
        open_store(tmp_path / "none")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("Dear editor")
    for read_only in (True, False):
        with pytest.raises(StoreError, match="is no store"):
            open_store(tmp_path / "full", read_only=read_only)
    assert (tmp_path / "full" / "letter.txt").exists()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("<a:a> <a:b> <a:c> .", "triples of no article"),
        ("<a:a> a <https://w3id.org/newskb/ontology#Article> . <a:b> a <https://w3id.org/newskb/ontology#Article> .", "2 articles run together"),
    ],
)
def test_triples_need_an_article(tmp_path: Path, text: str, wanted: str) -> None:
    (tmp_path / "a.ttl").write_text(text)
    with pytest.raises(InputError, match=wanted):
        list(articles_of(rdf_file(tmp_path / "a.ttl")))


def test_blank_nodes_get_names(tmp_path: Path) -> None:
    (tmp_path / "a.nq").write_text('_:x <a:p> _:y <a:g> .\n_:y <a:q> "z" <a:g> .\n')
    with open_store(tmp_path / "news.db", read_only=False) as store:
        assert [change for _, change in load_file(store, rdf_file(tmp_path / "a.nq"))] == [Change.ADDED]
        assert [change for _, change in load_file(store, rdf_file(tmp_path / "a.nq"))] == [Change.UNCHANGED]
    assert b"<a:g#_x> <a:p> <a:g#_y> <a:g> ." in dumped(tmp_path / "news.db")


def test_info_counts(folder: Path) -> None:
    with open_store(folder) as store:
        info = store_info(store)
    assert (info.classes["Article"], info.first, info.last) == (4, "2031-03-03", "2032-03-10")
    assert sum(info.publishers.values()) == 4


def test_a_sound_store_passes_every_check(folder: Path) -> None:
    with open_store(folder) as store:
        assert list(check_store(store)) == []


@pytest.mark.parametrize(
    ("check", "triples"),
    [
        ("two-labels", 'kb:Q20 a kb:Actor ; rdfs:label "Norwegen" . kb:Q20 rdfs:label "Norway" .'),
        ("two-actors-for-one-link", "kb:x owl:sameAs wd:Q20 ."),
        ("actor-without-label", "<a:x> kb:source <a:nobody> ."),
        ("impossible-date", '<a:x> kb:due "2031-02-30"^^xsd:date .'),
        ("impossible-date", '<a:x> kb:due "soon" .'),
        ("span-beyond-text", '<a:c> nif:isString "short" . <a:x> nif:referenceContext <a:c> ; nif:beginIndex 3 ; nif:endIndex 9 .'),
        ("words-not-in-text", '<a:c> nif:isString "short" . <a:x> nif:referenceContext <a:c> ; nif:beginIndex 0 ; nif:endIndex 2 ; nif:anchorOf "so" .'),
        ("evidence-in-another-article", "<a:x> kb:evidence <a:y> ."),
    ],
)
def test_each_check_finds_its_fault(folder: Path, tmp_path: Path, check: str, triples: str) -> None:
    head = DATA.joinpath("two.trig").read_text().split("\n\n")[0]
    (tmp_path / "bad.trig").write_text(f"{head}\n<a:g> {{ {triples} }}")
    with open_store(folder, read_only=False) as store:
        list(load_file(store, rdf_file(tmp_path / "bad.trig")))
        assert check in {finding.check for finding in check_store(store)}


@pytest.mark.parametrize("engine", [None, *Engine])
def test_each_article_is_held_to_the_shapes_by_itself(folder: Path, tmp_path: Path, engine: Engine | None) -> None:
    schema = load_schema()
    (tmp_path / "bad.ttl").write_text(DATA.joinpath("harbour.ttl").read_text().replace("    kb:act kb:stating ;\n", "", 1))
    with open_store(folder, read_only=False) as store:
        assert list(check_shapes(store, schema, engine=engine)) == []
        list(load_file(store, rdf_file(tmp_path / "bad.ttl")))
        found = list(check_shapes(store, schema, engine=engine))
    assert {(each.check, each.article.rsplit("/", 1)[-1]) for each in found} == {("shapes", "harbour-letter")}
