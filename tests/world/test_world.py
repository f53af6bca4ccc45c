"""Merges over articles: what is one and what is not, how it is recorded, undone and asked."""

from __future__ import annotations

import io
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from kb.errors import StoreError
from kb.store import ArticleStore, open_store
from kb.vocab import prefixes
from kb.world import merge_store, recorded_merges, undo_merges
from kb.world.words import folded, lemma, topic_key

ID = "https://w3id.org/newskb/id/"
HEAD = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in prefixes().items())
WIRE = " ".join(f"word{number}" for number in range(200))


def office(article: str, iri: str, label: str, role: str = "", *, body: str = "", link: str = "", holds: str = "kb:Positive") -> str:
    """Return a graph in which the person *iri* bears *label* and may hold a role."""
    more = f"; owl:sameAs wd:{link}" if link else ""
    held = f'<{ID}article/{article}#a-{len(label)}> kb:member {iri} ; kb:role "{role}" ; kb:polarity {holds} ; kb:certainty kb:Certain' if role else ""
    where = f" ; kb:organization {body}" if body else ""
    return f'GRAPH article:{article} {{ {iri} a kb:Actor, kb:Person ; rdfs:label "{label}" {more} . {held}{where} }}'


def body(article: str, iri: str, label: str) -> str:
    return f'GRAPH article:{article} {{ {iri} a kb:Actor, kb:Organization ; rdfs:label "{label}" }}'


def topic(article: str, label: str) -> str:
    return f'GRAPH article:{article} {{ <{ID}article/{article}#topic> a kb:Topic ; rdfs:label "{label}" }}'


def story(article: str, day: str, text: str) -> str:
    return f"""GRAPH article:{article} {{ article:{article} a kb:Article ; schema:headline "{article}" ; schema:datePublished "{day}"^^xsd:date .
      <{ID}article/{article}#text> nif:sourceUrl article:{article} ; nif:isString "{text}" }}"""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ArticleStore]:
    with open_store(tmp_path / "news.db", read_only=False) as opened:
        yield opened


def fill(store: ArticleStore, *graphs: str) -> None:
    """Put *graphs*, as SPARQL has them, into *store*."""
    memory, articles = ox.Store(), defaultdict(list)
    for graph in graphs:
        memory.update(f"{HEAD} INSERT DATA {{ {graph} }}")
    for quad in memory:
        articles[quad.graph_name.value].append(quad.triple)
    for iri, triples in articles.items():
        store.replace(iri, triples)


def merged(store: ArticleStore, kind: str) -> list[set[str]]:
    """Return the groups of *kind*, each as the last parts of its IRIs."""
    return [{iri.removeprefix(ID) for iri in (group.head, *group.others)} for group in merge_store(store)[kind]]


def dumped(store: ArticleStore) -> bytes:
    out = io.BytesIO()
    store.dump(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Ada Lind", "senator", ""), ("Ada B. Lind", "senator", "")),
        (("Ada Lind", "director", "organization:port"), ("ADA LIND", "director", "organization:port")),
        (("Ada Berit Lind", "minister of transport", ""), ("Ada B. Lind", "minister of transport", "")),
        (("Raúl Lind Jr.", "governor", ""), ("Raul Lind", "governor", "")),
    ],
)
def test_persons_of_one_name_and_office_are_one(store: ArticleStore, one: tuple[str, str, str], other: tuple[str, str, str]) -> None:
    fill(store, office("x", "person:one", one[0], one[1], body=one[2]), office("y", "person:other", other[0], other[1], body=other[2]))
    assert merged(store, "actors") == [{"actor/person/one", "actor/person/other"}]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Ada Lind", "", ""), ("Ada Lind", "", "")),
        (("Ada Lind", "director", ""), ("Ada Lind", "director", "")),
        (("Ada Lind", "director", "organization:port"), ("Ada Lind", "director", "organization:dam")),
        (("Ada Lind", "president", "organization:port"), ("Ada Lind", "president", "organization:dam")),
        (("Ada Lind", "senator", ""), ("Ada Lind", "mayor", "")),
        (("Ada B. Lind", "senator", ""), ("Ada C. Lind", "senator", "")),
        (("Ada Lind Jr.", "senator", ""), ("Ada Lind Sr.", "senator", "")),
        (("Ada Lind", "senator", ""), ("Eva Lind", "senator", "")),
        (("Ada Lind", "member", "organization:party"), ("Ada Lind", "member", "organization:party")),
        (("Lind", "senator", ""), ("Lind", "senator", "")),
    ],
)
def test_persons_are_not_merged_without_evidence(store: ArticleStore, one: tuple[str, str, str], other: tuple[str, str, str]) -> None:
    fill(store, office("x", "person:one", one[0], one[1], body=one[2]), office("y", "person:other", other[0], other[1], body=other[2]))
    assert merged(store, "actors") == []


def test_persons_of_a_name_that_many_bear_are_one_by_their_office_alone(store: ArticleStore) -> None:
    here, there, far = (f"<{ID}article/{article}#actor-john-smith-0>" for article in "xyz")
    fill(store, office("x", here, "John Smith", "governor"), office("y", there, "John Smith", "governor"), office("z", far, "John Smith"))
    assert merged(store, "actors") == [{"article/x#actor-john-smith-0", "article/y#actor-john-smith-0"}]


def test_who_is_called_by_an_office_is_not_named(store: ArticleStore) -> None:
    here, there = (f"<{ID}article/{article}#actor-port-spokesman-0>" for article in "xy")
    fill(store, *(office(article, iri, "Port Spokesman", "spokesman", body="organization:port") for article, iri in (("x", here), ("y", there))))
    assert merged(store, "actors") == []


def test_one_who_stands_between_two_is_neither(store: ArticleStore) -> None:
    names = {"one": "Ada B. Lind", "two": "Ada C. Lind", "three": "Ada Lind"}
    fill(store, *(office(iri, f"person:{iri}", name, "senator") for iri, name in names.items()))
    assert merged(store, "actors") == []


def test_who_is_said_not_to_hold_an_office_is_no_evidence(store: ArticleStore) -> None:
    fill(store, office("x", "person:one", "Ada Lind", "senator"), office("y", "person:other", "Ada B. Lind", "senator", holds="kb:Negative"))
    assert merged(store, "actors") == []


def test_actors_of_one_link_are_one_and_of_two_are_not(store: ArticleStore) -> None:
    fill(store, office("x", "person:one", "Ada Lind", link="Q1"), office("y", "person:other", "A. Lind", link="Q1"))
    fill(store, office("z", "person:third", "Eva Lind", "senator", link="Q2"), office("w", "person:fourth", "Eva Lind", "senator", link="Q3"))
    assert merged(store, "actors") == [{"actor/person/one", "actor/person/other"}]


def test_a_linked_actor_stands_for_those_of_its_name(store: ArticleStore) -> None:
    fill(store, office("x", "person:a", "Ada B. Lind", "senator"), office("y", "actor:Q7", "Ada Lind", "senator", link="Q7"))
    (group,) = merge_store(store)["actors"]
    assert (group.head, group.others) == (f"{ID}actor/Q7", (f"{ID}actor/person/a",))


def test_organisations_of_one_full_name_are_one(store: ArticleStore) -> None:
    fill(store, body("x", "organization:a", "U.S. Harbour Service"), body("y", "newsOrganization:b", "the United States Harbour Service"))
    fill(store, body("z", "organization:c", "Task Force"), body("w", "newsOrganization:d", "task force"), body("v", "organization:e", "Dockers"))
    assert merged(store, "actors") == [{"actor/organization/a", "actor/newsOrganization/b"}]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the harbour reform", "harbour reforms"),
        ("the repeal of the Dam Act", "Dam Act's repeal"),
        ("human rights", "Human rights"),
        ("any cuts to harbour fees", "the cut to harbour fees"),
        ("COVID-19", "Covid-19"),
        ("this Dam Act", "the Dam Act"),
    ],
)
def test_topics_of_the_same_words_are_one(store: ArticleStore, one: str, other: str) -> None:
    fill(store, topic("x", one), topic("y", other))
    assert merged(store, "topics") == [{"article/x#topic", "article/y#topic"}]


@pytest.mark.parametrize("label", ["the bill", "Legislation", "this harbour tunnel", "bipartisan legislation", "our future ports", "only $2 billion", "it", ""])
def test_topics_that_name_nothing_beyond_their_article_stay_apart(label: str) -> None:
    assert topic_key(label) is None


def test_topics_keep_their_order_and_their_no() -> None:
    assert topic_key("Norway's invasion of Denmark") != topic_key("Denmark's invasion of Norway")
    assert topic_key("no harbour tunnel") != topic_key("harbour tunnel")


def test_words_are_folded_and_cut_to_lemmas() -> None:
    assert (folded("  U.S.  Sénat "), lemma("Reforms"), lemma("policies"), lemma("crisis"), lemma("harbours")) == (
        "us senat",
        "reform",
        "policy",
        "crisis",
        "harbour",
    )


def test_copies_are_linked_to_the_first(store: ArticleStore) -> None:
    edited = WIRE.replace("word100 ", "another ")
    fill(
        store,
        story("late", "2031-05-03", edited),
        story("first", "2031-05-02", WIRE),
        story("month", "2031-06-02", WIRE),
        story("other", "2031-05-02", WIRE[:400]),
    )
    (group,) = merge_store(store)["copies"]
    assert (group.head, group.others) == (f"{ID}article/first", (f"{ID}article/late",))
    assert store.query("ASK { article:late kb:copyOf article:first }").truth


def test_without_the_library_nothing_changes(store: ArticleStore, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(store, topic("x", "dam toll"), topic("y", "dam tolls"), story("z", "2031-05-02", WIRE))
    before = dumped(store)
    monkeypatch.setitem(sys.modules, "datasketch", None)
    with pytest.raises(StoreError, match=r"pip install 'newskb\[merge\]'"):
        merge_store(store)
    assert dumped(store) == before


def test_merging_again_changes_nothing_and_undoing_leaves_what_was(store: ArticleStore) -> None:
    fill(
        store,
        office("x", "person:one", "Ada Lind", "senator"),
        office("y", "person:other", "Ada B. Lind", "senator"),
        topic("x", "dam toll"),
        topic("y", "dam tolls"),
    )
    before = dumped(store)
    merge_store(store)
    once = dumped(store)
    merge_store(store)
    assert dumped(store) == once
    assert set(before.splitlines()) < set(once.splitlines())
    assert undo_merges(store) == 2
    assert dumped(store) == before
    assert not [iri for iri in store.articles() if "/merge/" in iri]
    assert undo_merges(store) == 0


def test_merges_tell_their_rule_and_their_reason(store: ArticleStore) -> None:
    fill(store, office("x", "person:one", "Ada Lind", "senator"), office("y", "person:other", "Ada B. Lind", "senator"))
    merge_store(store)
    assert list(recorded_merges(store)) == [("Ada Lind = Ada B. Lind", "merge.name-and-office.v1", "one name and one office: senator")]
    record = "SELECT ?other { ?merge a kb:Merge ; kb:mergedBy ?rule ; prov:hadMember ?other . ?other kb:mergedInto person:one }"
    assert [row[0].value for row in store.query(record).rows] == [f"{ID}actor/person/other"]


def test_what_is_no_longer_one_is_parted(store: ArticleStore) -> None:
    fill(store, topic("x", "dam toll"), topic("y", "dam tolls"))
    assert len(merged(store, "topics")) == 1
    store.remove(f"{ID}article/y")
    assert merged(store, "topics") == []
    assert store.query("ASK { ?topic kb:mergedInto ?head }").truth is False
