"""Checks over all articles of a store, for what no single article can get wrong: one SPARQL file each, whose first line says what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kb.query import Queryable, run_query
from kb.resources import store_queries_dir


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
