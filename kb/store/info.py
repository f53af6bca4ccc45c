"""What a store holds, in numbers."""

from __future__ import annotations

from dataclasses import dataclass

from kb.query import Queryable, run_query
from kb.resources import store_queries_dir
from kb.vocab import KB


@dataclass(frozen=True)
class Info:
    """Counts of a store: things by class (local name), the first and last day of publication (ISO), articles by publisher."""

    classes: dict[str, int]
    first: str | None
    last: str | None
    publishers: dict[str, int]


def store_info(target: Queryable) -> Info:
    """Return what *target* holds."""
    ((first, last),) = _rows(target, "dates")
    counts = {str(name).removeprefix(str(KB._NS)): int(count or 0) for name, count in _rows(target, "classes")}
    publishers = {str(name): int(count or 0) for name, count in _rows(target, "publishers")}
    return Info(counts, first, last, publishers)


def _rows(target: Queryable, name: str) -> list[list[str | None]]:
    sparql = (store_queries_dir("overview") / f"{name}.rq").read_text(encoding="utf-8")
    return [[getattr(cell, "value", None) for cell in row] for row in run_query(target, sparql).rows]
