"""The page of one article: its text with the evidence marked, and what it asserts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from kb.pages.facts import KINDS, Fact, Quote, facts_of_article
from kb.pages.heads import ArticleHead, article_head
from kb.pages.knowledge import Knowledge, Named, text
from kb.pages.marks import Mark, Piece, outermost, pieces


@dataclass(frozen=True)
class ArticlePage:
    """``text`` is None where it was not kept; ``facts`` stand in its order; ``copies`` are articles with nearly the same text."""

    head: ArticleHead
    copies: list[ArticleHead]
    text: str | None
    facts: list[Fact]
    marked: list[Piece]
    actors: list[tuple[Named, int]]

    @property
    def numbers(self) -> dict[str, int]:
        """Return the number under which each fact is shown, by its IRI."""
        return {fact.iri: number for number, fact in enumerate(self.facts, start=1)}

    @property
    def counts(self) -> dict[str, int]:
        """Return how many facts of each kind there are, in the order of the kinds."""
        return {kind: count for kind in KINDS if (count := sum(fact.kind == kind for fact in self.facts))}


def article_page(knowledge: Knowledge, iri: str) -> ArticlePage | None:
    """Return the page of the article *iri*, None when there is no such article."""
    head = article_head(knowledge, iri)
    if head is None:
        return None
    words = next((text(row["text"]) for row in knowledge.ask("article-text", article=iri)), None)
    facts = facts_of_article(knowledge, iri, words)
    mentions = list(_mentions(knowledge, iri))
    marked = list(pieces(words, [*_evidence(facts), *outermost(mentions)])) if words is not None else []
    copies = [copy for row in knowledge.ask("article-copies", article=iri) if (copy := article_head(knowledge, text(row["other"])))]
    return ArticlePage(head, copies, words, facts, marked, _most_mentioned(mentions))


def _evidence(facts: list[Fact]) -> Iterator[Mark]:
    """Yield each span of evidence with all the facts that it shows."""
    shown: dict[Quote, list[Fact]] = defaultdict(list)
    for fact in facts:
        for quote in fact.evidence:
            shown[quote].append(fact)
    for quote, each in shown.items():
        yield Mark(quote.begin, quote.end, tuple(each))


def _mentions(knowledge: Knowledge, iri: str) -> Iterator[Mark]:
    for row in knowledge.ask("article-mentions", article=iri):
        begin, end = (int(part) for part in text(row["mention"]).rpartition("=")[2].split(","))
        yield Mark(begin, end, actor=knowledge.named(text(row["actor"])))


def _most_mentioned(mentions: list[Mark]) -> list[tuple[Named, int]]:
    counts: dict[Named, int] = defaultdict(int)
    for mark in mentions:
        if mark.actor:
            counts[mark.actor] += 1
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0].name))
