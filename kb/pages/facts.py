"""Assertions as the pages show them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from pyoxigraph import Literal

from kb.pages.heads import ArticleHead, article_head
from kb.pages.knowledge import Knowledge, Named, Row, local_name, text
from kb.query.run import Term
from kb.vocab import KB

KINDS = ("Communication", "Deadline", "Position", "Affiliation")
_SPAN = "#char="


@dataclass(frozen=True, order=True)
class Quote:
    """A span of an article's text, half-open, in code points, with its words."""

    begin: int
    end: int
    words: str = field(default="", compare=False)

    @property
    def anchor(self) -> str:
        """Return the fragment that names the span (RFC 5147), in the graph as on the page."""
        return f"char={self.begin},{self.end}"


@dataclass(frozen=True)
class Fact:
    """One assertion: its values by the local names of their properties; ``head`` is its article's where the page shows several."""

    iri: str
    kind: str
    texts: Mapping[str, str]
    things: Mapping[str, tuple[Named, ...]]
    evidence: tuple[Quote, ...]
    head: ArticleHead | None = None

    @property
    def article(self) -> str:
        """Return the IRI of the article that asserts it."""
        return self.iri.partition("#")[0]

    @property
    def anchor(self) -> str:
        """Return the fragment that names it, in the graph as on the page."""
        return self.iri.partition("#")[2]

    def text(self, name: str) -> str:
        """Return the literal or the term of that property; empty when it has none."""
        return self.texts.get(name, "")

    def who(self, name: str) -> tuple[Named, ...]:
        """Return the actors or topics of that property."""
        return self.things.get(name, ())

    @property
    def date(self) -> str:
        """Return when it was said or falls due, as an ISO date that may lack day, month or year; empty when untold."""
        return self.text("date") or self.text("due")

    @property
    def place(self) -> tuple[int, int]:
        """Return where its evidence begins, for ordering."""
        return (self.evidence[0].begin, self.evidence[0].end) if self.evidence else (0, 0)


def facts_of_article(knowledge: Knowledge, article: str, words: str | None) -> list[Fact]:
    """Return what *article* asserts, in the order of its text; ``words`` is that text, None when it was not kept."""
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in knowledge.ask("article-assertions", article=article):
        rows[text(row["assertion"])].append(row)
    return sorted((_fact(knowledge, iri, each, words) for iri, each in rows.items()), key=lambda fact: (fact.place, fact.iri))


def facts_of(knowledge: Knowledge, iris: Iterable[str]) -> list[Fact]:
    """Return the assertions *iris* in their order."""
    heads: dict[str, ArticleHead | None] = {}
    facts = []
    for iri in iris:
        fact = _fact(knowledge, iri, knowledge.ask("assertion", assertion=iri), None)
        if fact.article not in heads:
            heads[fact.article] = article_head(knowledge, fact.article)
        facts.append(replace(fact, head=heads[fact.article]))
    return facts


def _fact(knowledge: Knowledge, iri: str, rows: Iterable[Row], words: str | None) -> Fact:
    texts: dict[str, str] = {}
    things: dict[str, list[Named]] = defaultdict(list)
    spans: list[Quote] = []
    kind = ""
    # sorted, since the store's order is no promise
    for name, value in sorted({(local_name(row["property"]), row["value"]) for row in rows}, key=str):
        if name == "type":
            kind = local_name(value) if local_name(value) in KINDS else kind
        elif _SPAN in text(value):
            spans += [_quote(knowledge, text(value), words)] if name == "evidence" else []
        elif isinstance(value, Literal) or text(value).startswith(str(KB._NS)):
            texts[name] = _words(value)
        else:
            things[name].append(knowledge.named(text(value)))
    return Fact(iri, kind, texts, {name: tuple(each) for name, each in things.items()}, tuple(sorted(spans)))


def _words(value: Term) -> str:
    return text(value) if isinstance(value, Literal) else local_name(value)


def _quote(knowledge: Knowledge, iri: str, words: str | None) -> Quote:
    begin, end = (int(part) for part in iri.rpartition("=")[2].split(","))
    if words is not None:
        return Quote(begin, end, words[begin:end])
    return Quote(begin, end, next((text(row["words"]) for row in knowledge.ask("span", span=iri)), ""))
