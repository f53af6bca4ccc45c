"""The article that the project began with, from the reference data beside the checkout: it must come out right."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from kb.annotate import annotate, load_pipeline
from kb.extract import extract
from kb.model import Act, Affiliation, Article, Communication, Deadline, Medium, Polarity, Position, Quotation, Stance

SEED = Path(__file__).resolve().parents[2] / "shared/gold/seed-letter-to-khamenei.json"

pytestmark = [pytest.mark.model, pytest.mark.shared, pytest.mark.skipif(not SEED.exists(), reason="no reference data beside the checkout")]


class Found:
    """What was extracted, with labels for keys and words for spans."""

    def __init__(self, published: str | None) -> None:
        text = json.loads(SEED.read_text(encoding="utf-8"))["text"]
        article = Article("seed", text, published=date.fromisoformat(published) if published else None)
        self.text = text
        ((_, doc),) = annotate([article], load_pipeline())
        self.extraction = extract(article, doc)
        self.labels = {actor.key: actor.label for actor in self.extraction.actors}

    def of(self, kind):
        return [assertion for assertion in self.extraction.assertions if isinstance(assertion, kind)]

    def names(self, keys):
        return [self.labels[key] for key in keys]


@pytest.fixture(scope="module")
def found() -> Found:
    return Found(None)


def test_the_letter_is_told_by_the_diplomatic_sources(found):
    letter = next(c for c in found.of(Communication) if c.medium is Medium.LETTER and c.reported_by)
    assert found.names(letter.source) == ["Barack Obama"]
    assert found.names(letter.recipients) == ["Ali Khamenei"]
    assert found.names(letter.reported_by) == ["diplomatic sources"]


@pytest.mark.parametrize(("published", "due"), [(None, "--11-24"), ("2014-11-07", "2014-11-24")])
def test_the_deadline_has_a_year_only_with_a_publication_date(published, due):
    assert [deadline.due for deadline in Found(published).of(Deadline)] == [due]


@pytest.mark.parametrize(("holder", "stance"), [("Iran", Stance.SUPPORTS), ("United States", Stance.OPPOSES)])
def test_positions_towards_assad_stand_once_with_two_pieces_of_evidence(found, holder, stance):
    (position,) = [p for p in found.of(Position) if found.labels[p.holder] == holder and p.target and found.labels[p.target] == "Bashar Assad"]
    assert position.stance is stance
    assert len(position.evidence) == 2


def test_a_quotation_of_two_sentences_is_one_item(found):
    (quotation,) = [c for c in found.of(Communication) if found.names(c.source) == ["Josh Earnest"]]
    assert quotation.quotation is Quotation.DIRECT
    assert [span.of(found.text)[:10] for span in quotation.content] == ["The United", "We won't s"]


def test_two_senators_are_a_joint_source(found):
    joint = [c for c in found.of(Communication) if found.names(c.source) == ["John McCain", "Lindsey Graham"]]
    assert {c.act for c in joint} == {Act.CRITICISING, Act.STATING}
    assert {c.medium for c in joint} == {Medium.UNSPECIFIED, Medium.JOINT_STATEMENT}


def test_not_confirming_is_no_confirmation(found):
    neither = [c for c in found.of(Communication) if c.act in (Act.CONFIRMING, Act.DENYING) and c.polarity is Polarity.NEGATIVE]
    assert {c.act for c in neither} == {Act.CONFIRMING, Act.DENYING}


def test_offices(found):
    roles = {(found.labels[a.member], a.role) for a in found.of(Affiliation)}
    assert {("Josh Earnest", "spokesman"), ("Bashar Assad", "president"), ("John McCain", "senator")} <= roles
