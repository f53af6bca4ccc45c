"""The queries of this package, asked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kb.query import Queryable, run_query

_QUERIES = Path(__file__).parent / "queries"


def rows(target: Queryable, query: str) -> Iterator[tuple[str, ...]]:
    """Yield the rows that *target* has for the file *query*, what is not bound as nothing.

    Raises:
        QueryError: It cannot answer.
    """
    for row in run_query(target, (_QUERIES / f"{query}.rq").read_text(encoding="utf-8")).rows:
        yield tuple("" if cell is None else getattr(cell, "value", str(cell)) for cell in row)
