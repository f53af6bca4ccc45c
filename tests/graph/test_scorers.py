"""The scorers beside the checkout read our graphs, and find in one of a gold file all that the gold file holds."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from story import VERSIONS

from kb.graph import Statements, build_graph, serialise
from kb.model import (
    Act,
    Actor,
    ActorKind,
    Affiliation,
    Article,
    Bound,
    Certainty,
    Communication,
    Deadline,
    Extraction,
    Medium,
    Mention,
    Polarity,
    Position,
    Quotation,
    Span,
    Stance,
)
from kb.validate import load_schema, validate

SHARED = Path(__file__).parents[3] / "shared"
GOLD = sorted((SHARED / "gold").glob("*.json"))

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not GOLD, reason="no reference data beside the checkout"),
    pytest.mark.filterwarnings("ignore:(Dataset|ConjunctiveGraph):DeprecationWarning"),
]


@pytest.fixture(scope="module")
def scorer() -> Any:
    sys.path.insert(0, str(SHARED / "eval"))
    import graph_items  # noqa: PLC0415

    return graph_items


class Gold:
    """One gold file as an extraction."""

    def __init__(self, path: Path, scorer: Any) -> None:
        self.data = json.loads(path.read_text())
        self._names = {gold: ours for ours, gold in {**scorer.ACT_NAMES, **scorer.VALUE_NAMES}.items()}

    def article(self) -> Article:
        return Article(self.data["id"], self.data["text"])

    def extraction(self) -> Extraction:
        actors = self.data["actors"]
        return Extraction(
            actors=tuple(Actor(each["id"], each["name"], ActorKind(each["type"]), named=each["named"]) for each in actors),
            mentions=tuple(Mention(span(mention), each["id"]) for each in actors for mention in each["mentions"]),
            assertions=(*map(self.communication, self.data["communications"]), *map(self.deadline, self.data["deadlines"]),
                        *map(self.position, self.data["positions"]), *map(self.affiliation, self.data["affiliations"])),
        )  # fmt: skip

    def value(self, name: str) -> str:
        return self._names.get(name, name)

    def common(self, item: dict[str, Any], *evidence: dict[str, Any]) -> dict[str, Any]:
        return {
            "evidence": tuple(map(span, evidence)), "rule": "gold.v1", "confidence": 1.0, "reported_by": keys(item.get("reported_by")),
            "certainty": Certainty(self.value(item.get("certainty", "certain"))), "polarity": Polarity(self.value(item.get("polarity", "positive"))),
        }  # fmt: skip

    def communication(self, item: dict[str, Any]) -> Communication:
        return Communication(
            **self.common(item, item["cue_span"]), cue=span(item["cue_span"]), act=Act(self.value(item["act"])), medium=Medium(self.value(item["medium"])),
            quotation=Quotation(self.value(item["quotation"])), source=keys(item["source"]), source_span=optional(item["source_span"]),
            content=tuple(map(span, item["content_spans"])), recipients=keys(item["recipients"]), topic=optional(item["topic_span"]),
        )  # fmt: skip

    def deadline(self, item: dict[str, Any]) -> Deadline:
        return Deadline(
            **self.common(item, item["due_span"]), due=item["due"], due_span=span(item["due_span"]), bound=Bound(self.value(item["bound"])),
            matter=optional(item["matter_span"]), obliged=keys(item["obliged"]), set_by=keys(item["set_by"]),
        )  # fmt: skip

    def position(self, item: dict[str, Any]) -> Position:
        return Position(
            **self.common(item, *item["evidence_spans"]), holder=item["holder"], target=item["target"], target_span=span(item["target_span"]),
            stance=Stance(self.value(item["stance"])),
        )  # fmt: skip

    def affiliation(self, item: dict[str, Any]) -> Affiliation:
        return Affiliation(**self.common(item, item["evidence_span"]), member=item["member"], role=item["role"] or "", organization=item["organization"])


def span(value: dict[str, Any]) -> Span:
    return Span(value["begin"], value["end"])


def optional(value: dict[str, Any] | None) -> Span | None:
    return span(value) if value else None


def keys(value: str | list[str] | None) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, list) else (value,) if value else ()


def built(path: Path, scorer: Any) -> tuple[Gold, Statements]:
    gold = Gold(path, scorer)
    return gold, build_graph(gold.article(), gold.extraction(), versions=VERSIONS)


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_the_scorer_finds_all_that_was_put_in(path: Path, scorer: Any, tmp_path: Path) -> None:
    gold, graph = built(path, scorer)
    out = tmp_path / "graph.nq"
    out.write_text(serialise(graph, "nquads"))
    items = scorer.articles(scorer.load(out))[gold.data["id"]]
    assert {place for spans in items.mentions.values() for place in spans} == {(m["begin"], m["end"]) for a in gold.data["actors"] for m in a["mentions"]}
    content = lambda each: sorted((s["begin"], s["end"]) for s in each["content_spans"])
    assert sorted((c["act"], c["medium"], c["quotation"], c["content_spans"]) for c in items.communications) == sorted(
        (c["act"], c["medium"], c["quotation"], content(c)) for c in gold.data["communications"]
    )
    assert sorted((d["due"], d["bound"]) for d in items.deadlines) == sorted((d["due"], d["bound"]) for d in gold.data["deadlines"])
    assert sorted(p["stance"] for p in items.positions) == sorted(p["stance"] for p in gold.data["positions"])
    assert sorted(a["role"] for a in items.affiliations) == sorted(a["role"] or "" for a in gold.data["affiliations"])


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_the_graph_of_a_gold_file_conforms(path: Path, scorer: Any) -> None:
    assert validate(built(path, scorer)[1], load_schema()).as_text() == ""
