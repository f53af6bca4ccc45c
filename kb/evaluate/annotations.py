"""Annotated articles: a folder of JSON files, one an article, as tests/gold/GUIDELINES.md describes them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypedDict

from kb.errors import InputError
from kb.model import (
    Act,
    Actor,
    ActorKind,
    Affiliation,
    Assertion,
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

# annotators write "state" and "none" where the ontology has kb:stating and kb:NoContent
_ACTS = {
    "state": Act.STATING,
    "announce": Act.ANNOUNCING,
    "reveal": Act.REVEALING,
    "confirm": Act.CONFIRMING,
    "deny": Act.DENYING,
    "refuse": Act.REFUSING,
    "accuse": Act.ACCUSING,
    "criticise": Act.CRITICISING,
    "praise": Act.PRAISING,
    "request": Act.REQUESTING,
    "demand": Act.DEMANDING,
    "promise": Act.PROMISING,
    "threaten": Act.THREATENING,
    "warn": Act.WARNING,
    "propose": Act.PROPOSING,
    "ask": Act.ASKING,
    "agree": Act.AGREEING,
    "believe": Act.BELIEVING,
}
_QUOTATIONS = {"direct": Quotation.DIRECT, "mixed": Quotation.MIXED, "indirect": Quotation.INDIRECT, "none": Quotation.NO_CONTENT}
_MEDIA = {value.name.lower().replace("_", "-"): value for value in Medium}


@dataclass(frozen=True)
class AnnotatedArticle:
    """One article and all that an annotator found in it; ``repeats`` has the other places of a communication's words."""

    id: str
    text: str
    facts: Extraction
    repeats: Mapping[Communication, tuple[Span, ...]]


class _Common(TypedDict):
    evidence: tuple[Span, ...]
    rule: str
    confidence: float
    certainty: Certainty
    polarity: Polarity
    reported_by: tuple[str, ...]


def read_annotations(folder: str | Path) -> list[AnnotatedArticle]:
    """Return the annotated articles of *folder*, by name of file.

    Raises:
        InputError: There are none, or a file is no annotation; the message names the file and the item.
    """
    files = sorted(Path(folder).glob("*.json"))
    if not files:
        raise InputError(f"{folder}: no annotations; give a folder with one JSON file an article")
    return [_read(file) for file in files]


def _read(file: Path) -> AnnotatedArticle:
    try:
        record = json.loads(file.read_text(encoding="utf-8"))
        return _Reader(record).article()
    except OSError as error:
        raise InputError(f"{file}: cannot be read: {error.strerror}") from error
    except json.JSONDecodeError as error:
        raise InputError(f"{file}, line {error.lineno}: broken JSON: {error.msg}") from error
    except KeyError as error:
        raise InputError(f"{file}: {error.args[0]!r} is missing or no such value; see the guidelines of annotation") from error
    except (ValueError, TypeError, AttributeError) as error:
        raise InputError(f"{file}: no annotated article: {error}") from error


class _Reader:
    """The record of one article, and its text, against which spans are checked."""

    def __init__(self, record: Mapping[str, Any]) -> None:
        self._record = record
        self._text: str = record["text"]
        self._ids = {each["id"] for each in record["actors"]}
        self._repeats: dict[Communication, tuple[Span, ...]] = {}

    def article(self) -> AnnotatedArticle:
        actors = self._record["actors"]
        facts = Extraction(
            actors=tuple(Actor(each["id"], each["name"], ActorKind(each["type"]), named=each["named"]) for each in actors),
            mentions=tuple(Mention(span, each["id"]) for each in actors for span in self._spans(each["mentions"])),
            assertions=tuple(self._assertions()),
        )
        return AnnotatedArticle(self._record["id"], self._text, facts, self._repeats)

    def _assertions(self) -> Iterator[Assertion]:
        yield from map(self._communication, self._record["communications"])
        yield from map(self._deadline, self._record["deadlines"])
        yield from map(self._position, self._record["positions"])
        yield from map(self._affiliation, self._record["affiliations"])

    def _communication(self, item: Mapping[str, Any]) -> Communication:
        cue = self._span(item["cue_span"])
        communication = Communication(
            **self._common(item, (cue,)),
            cue=cue,
            act=_ACTS[item["act"]],
            medium=_MEDIA[item["medium"]],
            quotation=_QUOTATIONS[item["quotation"]],
            source=self._actors(item["source"]),
            source_span=self._optional(item["source_span"]),
            content=self._spans(item["content_spans"]),
            recipients=self._actors(item["recipients"]),
            topic=self._optional(item["topic_span"]),
            date=item.get("date"),
        )
        self._repeats[communication] = self._spans(item.get("also") or [])
        return communication

    def _deadline(self, item: Mapping[str, Any]) -> Deadline:
        due_span = self._span(item["due_span"])
        return Deadline(
            **self._common(item, (due_span,)),
            due=item["due"],
            due_span=due_span,
            bound=Bound[item["bound"].upper()],
            matter=self._optional(item["matter_span"]),
            obliged=self._actors(item["obliged"]),
            set_by=self._actors(item["set_by"]),
        )

    def _position(self, item: Mapping[str, Any]) -> Position:
        return Position(
            **self._common(item, self._spans(item["evidence_spans"])),
            holder=self._actor(item["holder"]),
            target=self._actor(item["target"]) if item["target"] else None,
            target_span=self._span(item["target_span"]),
            stance=Stance[item["stance"].upper()],
        )

    def _affiliation(self, item: Mapping[str, Any]) -> Affiliation:
        evidence = (self._span(item["evidence_span"]),)
        return Affiliation(
            **self._common(item, evidence),
            member=self._actor(item["member"]),
            role=item["role"] or "",
            organization=self._actor(item["organization"]) if item["organization"] else None,
        )

    def _common(self, item: Mapping[str, Any], evidence: tuple[Span, ...]) -> _Common:
        return {
            "evidence": evidence,
            "rule": "annotated",
            "confidence": 1.0,
            "certainty": Certainty[item.get("certainty", "certain").upper()],
            "polarity": Polarity[item.get("polarity", "positive").upper()],
            "reported_by": self._actors(item.get("reported_by")),
        }

    def _span(self, value: Mapping[str, Any]) -> Span:
        span = Span(value["begin"], value["end"])
        if span.of(self._text) != value["quote"]:
            raise ValueError(f"{value['quote']!r} does not stand at {span.begin}")
        return span

    def _spans(self, values: list[Mapping[str, Any]]) -> tuple[Span, ...]:
        return tuple(map(self._span, values))

    def _optional(self, value: Mapping[str, Any] | None) -> Span | None:
        return self._span(value) if value else None

    def _actors(self, value: str | list[str] | None) -> tuple[str, ...]:
        """Return the ids of actors, which annotators write as one, as a list, or as none."""
        found = tuple(value) if isinstance(value, list) else (value,) if value else ()
        if unknown := sorted(set(found) - self._ids):
            raise ValueError(f"{unknown[0]!r} is none of its actors")
        return found

    def _actor(self, value: str) -> str:
        return self._actors(value)[0]
