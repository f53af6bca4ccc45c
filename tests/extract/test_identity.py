"""Who is the same over articles: a person keeps one IRI, and two of one name are parted until something tells that they are one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from kb.annotate import annotate, load_pipeline
from kb.extract import extract
from kb.graph import article_iri
from kb.graph.iris import actor_iri
from kb.model import ActorKind, Article

pytestmark = pytest.mark.model

People = Callable[..., list[set[str]]]


@pytest.fixture(scope="module")
def people() -> People:
    """Return the IRIs of the persons of each article."""
    nlp = load_pipeline()

    def iris(*texts: str, title: str | None = None, published: date | None = date(2013, 3, 1)) -> list[set[str]]:
        articles = [Article(f"a{number}", text, title, published) for number, text in enumerate(texts)]
        found = []
        for article, doc in annotate(articles, nlp):
            extraction = extract(article, doc)
            spans = {mention.actor: mention.span for mention in reversed(extraction.mentions)}
            persons = [actor for actor in extraction.actors if actor.kind is ActorKind.PERSON and actor.named]
            found.append({actor_iri(article_iri(article), actor, spans.get(actor.key)).rpartition("/id/")[2] for actor in persons})
        return found

    return iris


def test_a_full_name_is_one_person_in_every_article(people: People) -> None:
    here, there = people(
        "Foreign Minister Astrid Lindqvist flew to Oslo. Lindqvist said that she was late.", "Astrid Lindqvist will resign, her spokesman said."
    )
    assert here == there == {"actor/person/astrid-lindqvist"}


def test_a_linked_person_is_one_under_all_names(people: People) -> None:
    texts = [
        "President Barack Obama said on Monday that he would sign the bill.",
        'Congressman Harold "Hal" Rogers met Barack Obama on Tuesday.',
        "Harold Rogers and Hal Rogers are one, the clerk said.",
    ]
    assert people(*texts) == [{"actor/Q76"}, {"actor/Q76", "actor/Q547153"}, {"actor/Q547153"}]


def test_two_of_a_common_name_stay_apart(people: People) -> None:
    here, there = people("Mayor John Smith said on Monday that the bridge is safe.", "The plumber, John Smith, said on Friday that he had seen nothing.")
    assert here == {"article/a0#actor-john-smith-0"}
    assert there == {"article/a1#actor-john-smith-13"}


def test_a_name_of_two_known_people_stays_in_its_article(people: People) -> None:
    assert people("Rep. Mike Rogers said on Monday that he opposed the bill.", published=date(2012, 5, 1)) == [{"article/a0#actor-mike-rogers-0"}]


@pytest.mark.parametrize("name", ["Smith", "Ocasio-Cortez", "Van Duyne"])
def test_a_family_name_alone_stays_in_its_article(people: People, name: str) -> None:
    (found,) = people(f"Ms. {name} said on Monday that she opposed the bridge.", published=None)
    assert all(iri.startswith("article/a0#actor-") for iri in found)


def test_the_family_name_of_the_one_member_of_congress_is_enough(people: People) -> None:
    text = "WASHINGTON, D.C. - Congresswoman Pingree said on Monday that Congress must act. Congressman Rogers and Congresswoman Lee agreed with her."
    linked = {iri for iri in people(text)[0] if iri.startswith("actor/")}
    assert linked == {"actor/Q457243"}
    assert not any(iri.startswith("actor/") for iri in people("Pingree said on Monday that the river had risen.")[0])


def test_the_headline_tells_whose_family_name_it_is(people: People) -> None:
    text = "Baldwin said on Monday that the town needs a bridge."
    assert people(text, title="Senator Tammy Baldwin visits the ferry") == [{"actor/Q40628"}]
    assert people(text, title="A senator visits the ferry") == [{"article/a0#actor-baldwin-0"}]


def test_a_title_makes_a_person_of_the_name_of_a_state(people: People) -> None:
    assert people("Washington, D.C. - Rep. Jordan told Congress on Monday that he opposed the bill.") == [{"actor/Q186215"}]


def test_part_of_a_longer_name_is_not_linked(people: People) -> None:
    (found,) = people("Crown Prince Mohammad bin Salman of Saudi Arabia accepted it, officials said.", published=date(2019, 9, 29))
    assert "actor/Q45189" not in found  # the king
