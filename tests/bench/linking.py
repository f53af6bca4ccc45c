"""How well names are linked, on the reference data beside the checkout: releases of Congress and Wikinews of MEANTIME.

The member of a release is known by its Bioguide id, which ``legislators-current.yaml`` and ``by_hand/former_members.tsv`` map to Wikidata. MEANTIME
names entities by DBpedia: an actor of ours is ``dbpedia:LABEL``, with the gazetteer's label for its Wikidata id, blanks as underscores.
"""

from __future__ import annotations

import json
import random
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from spacy.language import Language

from kb.annotate import annotate
from kb.evaluate.matching import overlap
from kb.extract import extract
from kb.extract.linking import load_gazetteer, normalise, read_rows
from kb.model import Actor, ActorKind, Article, Span
from kb.resources import gazetteer_dir

SHARED = Path(__file__).parents[3] / "shared" / "data"
_ANNOTATED = 5  # the last sentence of an article that MEANTIME annotates wholly
_NAMES = ("NAM", "PRE.NAM")
_DAY = re.compile(r"([A-Z][a-z]+) (\d+) ?, (\d{4})")
_CLOSE = re.compile(r"[.,;:!?%)\]}]|'s|'|n't|'re|'ve|'ll|'m|'d|’s|’")


@dataclass
class Counts:
    """Things found that are right, all found, all to be found."""

    right: int = 0
    found: int = 0
    wanted: int = 0

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.found + self.wanted) if self.found + self.wanted else 0.0


def members(nlp: Language, sample: int) -> Counts:
    """Count releases, of *sample* by chance, whose member becomes an actor linked to the member's id; found are links of people of that name."""
    ids, counts = _member_ids(), Counts()
    rows = [json.loads(line) for line in (SHARED / "news_congress/dev.jsonl").read_text(encoding="utf-8").splitlines()]
    drawn = random.Random(7).sample(rows, sample)  # noqa: S311 - a sample
    chosen = [row for row in drawn if row["member"]["bioguide_id"] in ids]
    articles = [Article(str(i), row["text"], row["title"], date.fromisoformat(row["date"][:10]), row["domain"]) for i, row in enumerate(chosen)]
    for row, (article, doc) in zip(chosen, annotate(articles, nlp), strict=True):
        wanted = ids[row["member"]["bioguide_id"]]
        links = {actor.link for actor in extract(article, doc).actors if actor.link and (actor.link == wanted or _may_be(actor, row["member"]["name"]))}
        counts.right += wanted in links
        counts.found += len(links)
        counts.wanted += 1
    return counts


def _member_ids() -> dict[str, str]:
    """Return the Wikidata ids of members of Congress by their Bioguide ids."""
    text = (SHARED / "gazetteers/us_congress/legislators-current.yaml").read_text(encoding="utf-8")
    ids = {row["bioguide"]: row["wikidata"] for row in read_rows(gazetteer_dir() / "by_hand/former_members.tsv")}
    for record in text.split("\n- id:"):
        found = dict(re.findall(r"^    (bioguide|wikidata): (\w+)$", record, re.MULTILINE))
        if len(found) == 2:
            ids[found["bioguide"]] = found["wikidata"]
    return ids


def _may_be(actor: Actor, member: str) -> bool:
    """Return whether a person goes by the family name of the *member*, and by no other given name."""
    if actor.kind is not ActorKind.PERSON:
        return False
    first, *_, last = normalise(member).split()
    names = [normalise(name).split() for name in (actor.label, *actor.aliases)]
    return any(name[-1:] == [last] for name in names) and all(name[0] in (first, last) for name in names if name)


@dataclass
class Wikinews:
    """An article of MEANTIME: its text, the end of what is annotated, mentions with whether they are names, links."""

    article: Article
    limit: int
    mentions: list[tuple[Span, bool]] = field(default_factory=list)
    links: set[str] = field(default_factory=set)


def meantime(nlp: Language) -> dict[str, Counts]:
    """Count mentions of people, organisations and places, those that are names, and links, in the sentences that are annotated."""
    labels = {entry.link: entry.label.replace(" ", "_") for entries in load_gazetteer()._names.values() for entry in entries if entry.link}
    counts = {name: Counts() for name in ("mentions", "names", "links")}
    gold = list(_wikinews())
    for item, (article, doc) in zip(gold, annotate([item.article for item in gold], nlp), strict=True):
        extraction = extract(article, doc)
        near = [mention for mention in extraction.mentions if mention.span.begin < item.limit]
        named = {actor.key for actor in extraction.actors if actor.named}
        ours = [(mention.span, mention.actor in named and mention.span.of(article.text)[:1].isupper()) for mention in near]
        _count(counts["mentions"], [span for span, _ in ours], [span for span, _ in item.mentions])
        _count(counts["names"], [span for span, name in ours if name], [span for span, name in item.mentions if name])
        linked = {labels[actor.link] for actor in extraction.actors if actor.link and any(mention.actor == actor.key for mention in near)}
        counts["links"].right += len(linked & item.links)
        counts["links"].found += len(linked)
        counts["links"].wanted += len(item.links)
    return counts


def _count(counts: Counts, ours: list[Span], wanted: list[Span]) -> None:
    """Enter how many of the spans are the same, half of the characters of both at least."""
    left = list(ours)
    for span in wanted:
        same = next((other for other in left if overlap([span], [other]) >= 0.5), None)
        if same is not None:
            left.remove(same)
            counts.right += 1
    counts.found += len(ours)
    counts.wanted += len(wanted)


def _wikinews() -> Iterator[Wikinews]:
    """Yield the articles of MEANTIME dev."""
    for path in sorted((SHARED / "meantime/dev/intra_cross-doc_annotation").rglob("*.xml")):
        root = ET.parse(path).getroot()  # noqa: S314 - reference data
        text, places = _text(root)
        limit = min((places[token.get("t_id")].begin for token in root.iter("token") if int(token.get("sentence", "0")) > _ANNOTATED), default=len(text))
        day = _DAY.search(text)
        published = datetime.strptime(" ".join(day.groups()), "%B %d %Y").date() if day else None
        item = Wikinews(Article(path.stem, text, published=published), limit)
        entities = {entity.get("m_id"): entity for entity in root.iter("ENTITY") if entity.get("ent_type") in ("PER", "ORG", "LOC")}
        spans = {mention.get("m_id"): mention for mention in root.iter("ENTITY_MENTION")}
        for relation in root.iter("REFERS_TO"):
            target = relation.find("target")
            entity = entities.get(target.get("m_id")) if target is not None else None
            _enter(item, entity, [spans[source.get("m_id")] for source in relation.findall("source") if source.get("m_id") in spans], places)
        yield item


def _enter(item: Wikinews, entity: ET.Element | None, mentions: list[ET.Element], places: dict[str | None, Span]) -> None:
    """Add the mentions of an entity that stand in the annotated sentences, and its link."""
    for mention in mentions if entity is not None else ():
        words = [places[anchor.get("t_id")] for anchor in mention.iter("token_anchor")]
        span = Span(min(word.begin for word in words), max(word.end for word in words)) if words else None
        if span is not None and entity is not None and span.begin < item.limit:
            item.mentions.append((span, mention.get("syntactic_type") in _NAMES))
            item.links |= {entity.get("external_ref", "").strip().rpartition("/")[2]} - {""}


def _text(root: ET.Element) -> tuple[str, dict[str | None, Span]]:
    """Return the text of an article, from its tokens, and where each of them stands."""
    text, places, last = "", {}, -1
    for token in root.iter("token"):
        word, sentence = token.text or "", int(token.get("sentence", "0"))
        if text and sentence != last:
            text += "\n" if sentence > 1 and last > 1 else "\n\n"
        elif text and not _CLOSE.match(word) and text[-1] not in "([{$":
            text += " "
        places[token.get("t_id")] = Span(len(text), len(text) + len(word))
        text, last = text + word, sentence
    return text, places


def linking(nlp: Language, sample: int = 300) -> None:
    """Print how well names are linked, where the reference data stand beside the checkout."""
    if not SHARED.exists():
        return
    print(f"\n{'linking':30}{'precision':>10}{'recall':>8}{'F1':>8}{'found':>7}{'of':>6}")
    for name, counts in {"members of releases": members(nlp, sample), **{f"MEANTIME, {name}": each for name, each in meantime(nlp).items()}}.items():
        print(f"{name:30}{counts.precision:10.3f}{counts.recall:8.3f}{counts.f1:8.3f}{counts.found:7}{counts.wanted:6}")
