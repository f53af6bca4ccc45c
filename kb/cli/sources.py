"""What a verb reads from: a store, or files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kb.query import Embedded, Queryable, load_graphs
from kb.store import open_store


def open_source(store: Path | None, files: Sequence[str], *, format: str | None = None) -> Queryable:
    """Return the *store*, or *files* in memory where there is none, as something to ask."""
    return open_store(store) if store else Embedded(load_graphs(files or ["-"], format=format))
