"""What a watch has seen: the state of each source, and which articles were taken; in one SQLite file, so that nothing is taken twice."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kb.build.journal import open_alone, telling
from kb.build.stages import Item

_TABLES = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS sources (name TEXT PRIMARY KEY, stamp TEXT, due REAL, failures INTEGER) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS articles (digest BLOB PRIMARY KEY, id TEXT, twin BLOB) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS articles_by_twin ON articles (twin);
"""


@dataclass(frozen=True)
class State:
    """How a source was when it was read last; it is not asked before ``due`` (seconds since 1970), after so many ``failures`` in a row."""

    stamp: str | None = None
    due: float = 0
    failures: int = 0


@contextmanager
def open_seen(path: Path) -> Iterator[Seen]:
    """Open what was seen at *path*, or begin it.

    Raises:
        OutputError: Another watch has it, it is damaged, or the disk is full; also from inside the ``with`` block.
    """
    with telling(path, "watch"):
        seen = Seen(path)
        try:
            yield seen
        finally:
            seen.close()


class Seen:
    """What was seen; changes last once `commit` returns."""

    def __init__(self, path: Path) -> None:
        """Open the file at *path*, or begin it."""
        self._db: sqlite3.Connection = open_alone(path, _TABLES)

    def begin(self, signature: str, mark: str) -> None:
        """Note what all depends on: the settings' *signature*, and the *mark* of the output, empty until it has one. Forget everything when one was another."""
        known = dict(self._db.execute("SELECT key, value FROM meta"))
        if known.get("signature", signature) != signature or known.get("mark", "") not in ("", mark):
            for table in ("sources", "articles"):
                self._db.execute(f"DELETE FROM {table}")  # noqa: S608 - a constant
        self._db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", (("signature", signature), ("mark", mark)))
        self.commit()

    def state(self, name: str) -> State:
        """Return how the source *name* was."""
        row = self._db.execute("SELECT stamp, due, failures FROM sources WHERE name = ?", (name,)).fetchone()
        return State(*row) if row else State()

    def note(self, name: str, state: State) -> None:
        """Note how the source *name* is."""
        self._db.execute("INSERT OR REPLACE INTO sources VALUES (?, ?, ?, ?)", (name, state.stamp, state.due, state.failures))

    def take(self, item: Item) -> str | None:
        """Note the article *item*; return None when it is new, else "known" or, when its text came under another id, "duplicate"."""
        if self._db.execute("SELECT 1 FROM articles WHERE digest = ?", (item.digest,)).fetchone():
            return "known"
        twin = self._db.execute("SELECT 1 FROM articles WHERE twin = ? AND id <> ?", (item.twin, item.id)).fetchone()
        self._db.execute("INSERT INTO articles VALUES (?, ?, ?)", (item.digest, item.id, item.twin))
        return "duplicate" if twin else None

    def commit(self) -> None:
        """Make all changes last."""
        self._db.commit()

    def rollback(self) -> None:
        """Undo what was not committed."""
        self._db.rollback()

    def close(self) -> None:
        """Close the file; what was not committed is undone."""
        self._db.close()
