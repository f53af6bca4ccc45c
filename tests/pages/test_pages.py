"""The pages say what the store holds, and no article can make them say or do anything else."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pyoxigraph as ox
import pytest

from kb.errors import InputError
from kb.pages import Knowledge, report
from kb.pages.actor import actor_page
from kb.pages.article import article_page
from kb.pages.knowledge import text
from kb.pages.merges import Merges
from kb.pages.network import as_elements, ties_of
from kb.pages.overview import overview
from kb.pages.render import render, server_link
from kb.pages.search import Index
from kb.pages.timeline import Timeline, Wanted
from kb.query import Embedded, load_graphs
from kb.store import open_store
from kb.vocab import KB
from kb.world.groups import Group, group_triples
from tests.stores import DAM, DATA, HOSTILE, make_store

NORWAY = "https://w3id.org/newskb/id/actor/Q20"
KINGDOM = "https://w3id.org/newskb/id/actor/state/kingdom-of-norway"
HARBOUR = "https://w3id.org/newskb/id/article/harbour-letter"


@pytest.fixture(scope="module")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    return Knowledge(open_store(make_store(tmp_path_factory.mktemp("store") / "db")))


class Tags(HTMLParser):
    """Collects tags with their attributes, and what stands in no tag."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_article_shows_each_assertion_with_links_to_its_words_and_back(knowledge: Knowledge) -> None:
    page = article_page(knowledge, DAM)
    assert page is not None and page.counts == {"Communication": 4, "Deadline": 1, "Position": 3, "Affiliation": 2}
    tags = Tags(render("article.html", page=page, link=server_link)).tags
    identifiers = [attributes["id"] for _, attributes in tags if "id" in attributes]
    assert len(identifiers) == len(set(identifiers))
    for fact in page.facts:
        assert fact.anchor in identifiers
        assert {quote.anchor for quote in fact.evidence} <= set(identifiers)
    targets = {str(attributes["href"])[1:] for tag, attributes in tags if tag == "a" and str(attributes.get("href")).startswith("#")}
    assert targets <= set(identifiers)


def test_quotes_are_the_words_of_the_text(knowledge: Knowledge) -> None:
    page = article_page(knowledge, DAM)
    assert page is not None and page.text is not None
    assert all(page.text[quote.begin : quote.end] == quote.words for fact in page.facts for quote in fact.evidence)


@pytest.mark.parametrize("template", ["article.html", "report.html"])
def test_what_an_article_holds_stays_text(knowledge: Knowledge, template: str) -> None:
    page = article_page(knowledge, HOSTILE)
    html = report(knowledge, HOSTILE) if template == "report.html" else render(template, page=page, link=server_link)
    tags = Tags(html)
    assert not [tag for tag, _ in tags.tags if tag in ("script", "img")]
    assert not [value for _, attributes in tags.tags for value in attributes.values() if (value or "").startswith("javascript:")]
    assert not [name for _, attributes in tags.tags for name in attributes if name.startswith("on")]
    assert "".join(tags.words).count("<script>hacked=1</script>") > 4


def test_actor_page_has_all_parts(knowledge: Knowledge) -> None:
    page = actor_page(knowledge, NORWAY)
    assert page is not None and page.actor.name == "Norway" and page.actor.kind == "State"
    assert {part.name for part in page.parts} >= {"holder", "obliged"}
    assert page.entities == ["http://www.wikidata.org/entity/Q20"]
    html = render("actor.html", page=page, only="", link=server_link)
    assert "#char=" in html


def test_unknown_things_have_no_page(knowledge: Knowledge) -> None:
    assert article_page(knowledge, "https://example.org/none") is None
    assert actor_page(knowledge, "https://example.org/none") is None
    assert ties_of(knowledge, "https://example.org/none") == []


def test_search_finds_names_and_words(knowledge: Knowledge) -> None:
    index = Index(knowledge)
    assert [actor.name for actor in index.search("norw").actors] == ["Norway"]
    found = index.search("builders money").articles
    assert [head.iri for head, _ in found] == [DAM]
    assert ("builders", True) in found[0][1]


@pytest.mark.parametrize("words", ['"', "*", "a AND", "NEAR(", "x' OR 1=1 --", "😀", "", "\x02"])
def test_any_words_can_be_sought(knowledge: Knowledge, words: str) -> None:
    Index(knowledge).search(words)


def test_timeline_has_every_year(knowledge: Knowledge) -> None:
    timeline = Timeline(knowledge)
    page = timeline.page(Wanted("2032-03"))
    assert [day for day, _ in page.days] == ["2032-03-01"]
    assert "2032" in [bar.period for bar in page.years]
    assert timeline.page(Wanted("nonsense")).period in [bar.period for bar in page.years]


def test_timeline_of_some_days_and_some_actors(knowledge: Knowledge) -> None:
    timeline = Timeline(knowledge)
    everything = timeline.page(Wanted(since="0001-01-01"))
    late = timeline.page(Wanted(since="2032-03-01", until="2032-03-01"))
    assert everything.total > late.total == 1 and [bar.period for bar in late.months] == ["2032-03"]
    theirs = timeline.page(Wanted(since="0001-01-01", actors=(NORWAY,)))
    assert 0 < theirs.total < everything.total
    assert {fact.iri for _, facts in theirs.days for fact in facts} <= {text(row["assertion"]) for row in knowledge.ask("actor-assertions", actor=NORWAY)}
    assert timeline.page(Wanted(actors=())).total == 0
    assert timeline.page(Wanted(since="soon", until="2032-13-01")).since == ""


@pytest.fixture(scope="module")
def merged(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    """Give a store in which Norway, known by its link, and a Kingdom of Norway are one, and a letter copies what is told of a dam."""
    folder = make_store(tmp_path_factory.mktemp("store") / "db")
    graph = "https://w3id.org/newskb/id/merge/actors"
    with open_store(folder, read_only=False) as store:
        letter = [quad.triple for quad in store.graph(HARBOUR)]
        kingdom = [ox.Triple(*(ox.NamedNode(KINGDOM) if term == ox.NamedNode(NORWAY) else term for term in triple)) for triple in letter]  # type: ignore[arg-type]
        store.replace(HARBOUR, kingdom)
        store.replace(graph, group_triples(graph, str(KB.mergedInto), [Group(NORWAY, (KINGDOM,), "merge.test.v1", "one crown")]))
        store.replace(f"{graph}/copies", group_triples(f"{graph}/copies", str(KB.copyOf), [Group(DAM, (HARBOUR,), "merge.copy.v1", "one text")]))
    return Knowledge(open_store(folder))


def test_merged_actors_have_one_page_that_says_so(merged: Knowledge) -> None:
    page, same = actor_page(merged, NORWAY), actor_page(merged, KINGDOM)
    assert page is not None and page == same and page.actor.iri == NORWAY
    assert {fact.article for part in page.parts for fact in part.facts} >= {DAM, HARBOUR}
    assert "one crown" in render("actor.html", page=page, only="", link=server_link)
    assert KINGDOM not in {tie.end.iri for tie in ties_of(merged, KINGDOM)} | {tie.start.iri for tie in ties_of(merged, KINGDOM)}
    assert [actor.iri for actor in Index(merged).search("norway").actors] == [NORWAY]
    assert [actor.iri for actor, _ in overview(merged).quoted].count(KINGDOM) == 0


def test_copies_lead_to_each_other(merged: Knowledge) -> None:
    one, other = article_page(merged, DAM), article_page(merged, HARBOUR)
    assert one is not None and other is not None
    assert ([copy.iri for copy in one.copies], [copy.iri for copy in other.copies]) == ([HARBOUR], [DAM])
    assert "Nearly the same text" in render("article.html", page=one, link=server_link)


def test_who_stands_for_others_may_be_merged_itself() -> None:
    merges = Merges([("a", "b"), ("b", "c"), ("d", "c"), ("x", "y"), ("y", "x")])
    assert merges.members("a") == merges.members("c") == ("c", "a", "b", "d")
    assert merges.members("z") == ("z",)
    assert merges.head("x") in ("x", "y")


def test_network_joins_whom_assertions_join(knowledge: Knowledge) -> None:
    ties = ties_of(knowledge, NORWAY)
    assert ("Norway", "supports", "dam") in {(tie.start.name, tie.relation, tie.end.name) for tie in ties}
    elements = as_elements(ties, NORWAY)
    assert {edge["data"]["source"] for edge in elements["edges"]} <= {node["data"]["id"] for node in elements["nodes"]}


def test_overview_counts(knowledge: Knowledge) -> None:
    assert overview(knowledge).counts["Article"] == 5


def test_report_loads_nothing(knowledge: Knowledge) -> None:
    html = report(knowledge, DAM)
    assert not re.search(r"<(script|link|img|iframe)|@import|url\(", html)


def test_report_of_an_article_without_its_text(tmp_path: Path) -> None:
    kept = [line for line in (DATA / "bridge.ttl").read_text(encoding="utf-8").splitlines() if "nif:isString" not in line]
    (tmp_path / "bare.ttl").write_text("\n".join(kept), encoding="utf-8")
    html = report(Knowledge(Embedded(load_graphs([tmp_path / "bare.ttl"]))))
    assert "was not kept" in html and "the bridge is safe" in html


def test_report_says_which_article_it_needs() -> None:
    several = Knowledge(Embedded(load_graphs([DATA / "dam.trig"])))
    with pytest.raises(InputError, match="there are 2 articles: name one"):
        report(several)
    with pytest.raises(InputError, match="no article 'nowhere'"):
        report(several, "nowhere")
    assert "Two states part over the dam" in report(several, "dam-first")
