"""Checks of a store: each article against the shapes, and one SPARQL file each for what no single article can get wrong, whose first line says what is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rdflib import SH

from kb.query import Queryable, rdflib_graph, run_query
from kb.resources import store_queries_dir
from kb.store.articles import ArticleStore
from kb.validate import Engine, Schema, validate


@dataclass(frozen=True)
class Finding:
    """Something wrong: the name of the check, what it says, and the article, the thing and the detail that show it."""

    check: str
    message: str
    article: str
    subject: str
    detail: str


def check_store(target: Queryable, *, limit: int | None = None) -> Iterator[Finding]:
    """Yield what is wrong in *target*, check by check, no more than *limit* findings of each."""
    for path in sorted(store_queries_dir("checks").glob("*.rq")):
        sparql = path.read_text(encoding="utf-8")
        message = sparql.splitlines()[0].removeprefix("#").strip()
        for row in run_query(target, sparql, limit=limit).rows:
            yield Finding(path.stem, message, *(getattr(cell, "value", "") for cell in row))


def check_shapes(store: ArticleStore, schema: Schema, *, engine: Engine | None = None) -> Iterator[Finding]:
    """Yield where an article of *store* breaks a shape of *schema*, one article in memory at a time.

    Together they would be checked faster, but one article's facts would make up for what another lacks.
    """
    for iri in store.articles():
        for found in validate(rdflib_graph(store.graph(iri)), schema, engine=engine).violations:
            if found.severity == str(SH.Violation):
                yield Finding("shapes", found.message, iri, found.focus, found.quote or found.value or found.path or "")
