from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from rdflib import URIRef

from kb.errors import InputError
from kb.graph import article_iri, check_base
from kb.graph.iris import actor_iri, assertion_iri, run_iri, slug, span_iri, topic_iri, wikidata_iri
from kb.model import Actor, ActorKind, Article, Span

ARTICLE = URIRef("https://w3id.org/newskb/id/article/a")
SAFE = re.compile(r"[A-Za-z0-9:/#=,._~%+-]+")
UNICODE = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)


@given(UNICODE)
def test_any_id_makes_an_iri_of_its_own(identifier: str) -> None:
    iri = article_iri(Article(identifier, ""))
    assert SAFE.fullmatch(iri)
    name = iri.removeprefix("https://w3id.org/newskb/id/article/")
    assert "/" not in name
    assert name.strip(".")
    assert article_iri(Article(identifier + "x", "")) != iri


@pytest.mark.parametrize("identifier", ["", "a\ud800"])
def test_an_id_that_makes_no_iri_is_refused(identifier: str) -> None:
    with pytest.raises(InputError, match="cannot be part of an IRI"):
        article_iri(Article(identifier, ""))


@pytest.mark.parametrize(
    "base",
    ["", "example.org/", "https://example.org", "https://exa mple.org/", "https://example.org/<a>/", "https://example.org/#/", "a:\n/"],
)
def test_a_base_that_makes_no_iris_is_refused(base: str) -> None:
    with pytest.raises(InputError, match="is no absolute IRI"):
        check_base(base)


@pytest.mark.parametrize("base", ["https://example.org/", "http://localhost:8000/kb/", "urn:kb:/"])
def test_a_base_that_makes_iris(base: str) -> None:
    assert check_base(base) == base


def test_a_span_is_named_by_its_offsets() -> None:
    assert span_iri(ARTICLE, Span(3, 9)) == URIRef(f"{ARTICLE}#char=3,9")


@given(UNICODE, UNICODE)
def test_names_that_differ_have_slugs_that_differ(one: str, other: str) -> None:
    fold = lambda name: re.sub(r"[\s.,'’‘‐‑–\-]+", "-", unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())).strip("-")
    assert re.fullmatch(r"[A-Za-z0-9%._~-]+", slug(one))
    if fold(one) != fold(other):
        assert slug(one) != slug(other)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Barack Obama", "barack-obama"),
        ("Jean-Claude  Juncker", "jean-claude-juncker"),
        ("O’Brien", "o-brien"),
        ("Schröder", "schr%C3%B6der"),
        ("习近平", "%E4%B9%A0%E8%BF%91%E5%B9%B3"),
    ],
)
def test_slugs_can_be_read(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_names_that_differ_in_a_symbol_stay_apart() -> None:
    assert len({slug("C+"), slug("C#"), slug("C")}) == 3


@given(UNICODE)
def test_every_name_makes_an_actor(name: str) -> None:
    assume(name.strip())
    for kind in ActorKind:
        for actor in (Actor("k", name, kind), Actor("k", name, kind, named=False), Actor("k", name, kind, partial=True)):
            assert SAFE.fullmatch(actor_iri(ARTICLE, actor, None))
            assert SAFE.fullmatch(actor_iri(ARTICLE, actor, Span(4, 5)))


def test_a_link_decides_over_names_unless_it_is_none() -> None:
    assert actor_iri(ARTICLE, Actor("k", "Obama", ActorKind.PERSON, partial=True, link="Q76"), None).endswith("/id/actor/Q76")
    assert actor_iri(ARTICLE, Actor("k", "Ada Lind", ActorKind.PERSON, link="76"), None).endswith("/id/actor/person/ada-lind")
    assert wikidata_iri("Q76") == URIRef("http://www.wikidata.org/entity/Q76")
    assert wikidata_iri("Q0/../x") is None


def test_the_order_of_content_changes_no_assertion() -> None:
    assert assertion_iri(ARTICLE, "Deadline", ["a", "b"]) == assertion_iri(ARTICLE, "Deadline", ["b", "a"]) != assertion_iri(ARTICLE, "Deadline", ["a"])
    assert re.fullmatch(rf"{ARTICLE}#deadline-[0-9a-f]{{10}}", assertion_iri(ARTICLE, "Deadline", []))


def test_topics_are_named_by_their_words() -> None:
    assert topic_iri(ARTICLE, "the bridge").endswith("#topic-the-bridge")
    long = "the bridge that the council of the harbour wants to build"
    assert topic_iri(ARTICLE, long) != topic_iri(ARTICLE, long + " anew")


def test_runs_are_named_by_all_versions() -> None:
    assert run_iri({"a": "1", "b": "2"}) == run_iri({"b": "2", "a": "1"}) != run_iri({"a": "2", "b": "1"})
