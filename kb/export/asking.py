"""The queries of this package, asked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from kb.query import Queryable
from kb.query.run import Term

QUERIES = Path(__file__).parent / "queries"


def rows(target: Queryable, query: str) -> tuple[list[str], Iterator[list[Term | None]]]:
    """Return the columns and rows that *target* has for the SELECT query in the file *query*.

    Raises:
        QueryError: It cannot answer.
    """
    result = _evaluate(target, query)
    if not isinstance(result, ox.QuerySolutions):
        raise TypeError(f"{query}.rq is no SELECT query")
    return [variable.value for variable in result.variables], (list(row) for row in result)


def triples(target: Queryable, query: str) -> list[ox.Triple]:
    """Return the triples that *target* has for the CONSTRUCT query in the file *query*, sorted, each once.

    Raises:
        QueryError: It cannot answer.
    """
    result = _evaluate(target, query)
    if not isinstance(result, ox.QueryTriples):
        raise TypeError(f"{query}.rq is no CONSTRUCT query")
    return sorted(set(result), key=str)


def text(term: Term | None) -> str:
    """Return what a cell says; nothing for one that is not bound."""
    return term.value if isinstance(term, (ox.NamedNode, ox.BlankNode, ox.Literal)) else ""


def _evaluate(target: Queryable, query: str) -> ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean:
    return target.evaluate((QUERIES / f"{query}.rq").read_text(encoding="utf-8"))
