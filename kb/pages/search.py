"""Search over names, titles and texts: an index in memory, made from a store."""

from __future__ import annotations

import re
import sqlite3
import threading
from collections import defaultdict
from dataclasses import dataclass

from kb.pages.heads import ArticleHead, article_head
from kb.pages.knowledge import Knowledge, Named, text
from kb.query.actors import find_actors

#: Results shown of each sort.
MOST = 25
# what the index puts around a word that was found; no text holds them, since no RDF file can
_BEGIN, _END = "\x02", "\x03"

# those known beyond one article first, then those whom most articles name
_ACTORS = "SELECT iri FROM actors WHERE actors MATCH ? ORDER BY instr(iri, '#') > 0, uses DESC, rank LIMIT ?"
# a title counts five times as much as the text
_ARTICLES = "SELECT iri, snippet(articles, 2, ?, ?, ' … ', 24) FROM articles WHERE articles MATCH ? ORDER BY bm25(articles, 0, 5, 1) LIMIT ?"


@dataclass(frozen=True)
class Found:
    """``articles`` hold their heads and a passage each: pieces of text, and whether each is a word that was sought."""

    actors: list[Named]
    articles: list[tuple[ArticleHead, list[tuple[str, bool]]]]


class Index:
    """What can be searched in *knowledge*."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._lock = threading.Lock()
        self._tables = sqlite3.connect(":memory:", check_same_thread=False)
        self._tables.executescript(
            """
            CREATE VIRTUAL TABLE actors USING fts5(iri UNINDEXED, names, uses UNINDEXED, tokenize="unicode61 remove_diacritics 2", prefix="2 3");
            CREATE VIRTUAL TABLE articles USING fts5(iri UNINDEXED, title, words, tokenize="porter unicode61 remove_diacritics 2");
            """
        )
        self._tables.executemany("INSERT INTO actors VALUES (?, ?, ?)", _actors(knowledge))
        self._tables.executemany("INSERT INTO articles VALUES (?, ?, ?)", _articles(knowledge))

    def search(self, words: str) -> Found:
        """Return whom and what *words* find, the best first; all of them must be there, the last may be a beginning."""
        terms = re.findall(r"\w+", words)
        if not terms:
            return Found([], [])
        sought = " ".join(f'"{term}"' for term in terms) + "*"
        actors = self._rows(_ACTORS, (sought, MOST))
        passages = self._rows(_ARTICLES, (_BEGIN, _END, sought, MOST))
        heads = ((article_head(self._knowledge, iri), _cut(snippet)) for iri, snippet in passages)
        return Found([self._knowledge.named(iri) for (iri,) in actors], [(head, snippet) for head, snippet in heads if head])

    def _rows(self, sql: str, values: tuple[str | int, ...]) -> list[tuple[str, ...]]:
        with self._lock:
            return self._tables.execute(sql, values).fetchall()


def actors_called(knowledge: Knowledge, name: str) -> list[str]:
    """Return the IRIs of the actors whom *name* means, as the built-in questions take it; none for one that means nobody."""
    if not name or name.startswith("<"):
        return []
    return [found.value for found in find_actors(knowledge.target, name) if knowledge.named(found.value).kind not in ("", "Topic")]


def _actors(knowledge: Knowledge) -> list[tuple[str, str, int]]:
    names: dict[str, list[str]] = defaultdict(list)
    uses: dict[str, int] = defaultdict(int)
    for row in knowledge.ask("search-actors"):
        iri = knowledge.merges.head(text(row["actor"]))
        names[iri].append(text(row["name"]))
        if text(row["property"]).endswith("#label"):
            uses[iri] += int(text(row["uses"]))
    return [(iri, " \n".join(each), uses[iri]) for iri, each in names.items()]


def _articles(knowledge: Knowledge) -> list[tuple[str, str, str]]:
    return [(text(row["article"]), text(row.get("headline")), text(row.get("text"))) for row in knowledge.ask("search-articles")]


def _cut(snippet: str) -> list[tuple[str, bool]]:
    """Return the pieces of a passage, with whether each was sought."""
    pieces = re.split(f"({_BEGIN}[^{_END}]*{_END})", " ".join(snippet.split(" ")))
    return [(piece.strip(_BEGIN + _END), piece.startswith(_BEGIN)) for piece in pieces if piece]
