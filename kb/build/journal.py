"""The journal of a build: what was read and converted, in one SQLite file, so that nothing done is lost when the build is killed."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kb.build.stages import Graphed, Item
from kb.errors import OutputError

_PAGE = 256  # articles fetched at one time
_TABLES = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS sources (name TEXT PRIMARY KEY, stamp TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS items (
  source TEXT, number INTEGER, place TEXT, outcome TEXT, reason TEXT, message TEXT,
  id TEXT, digest BLOB, twin BLOB, record BLOB, original INTEGER, UNIQUE (source, number));
CREATE INDEX IF NOT EXISTS items_by_digest ON items (digest);
CREATE TABLE IF NOT EXISTS graphs (digest BLOB PRIMARY KEY, iri TEXT, quads BLOB, reason TEXT, message TEXT);
CREATE INDEX IF NOT EXISTS graphs_by_iri ON graphs (iri, digest);
"""
# of articles with one id, then of those with one text, publisher and date, the first of this order is kept
_DUPLICATES = """
WITH ranked AS (
  SELECT rowid AS item, FIRST_VALUE(rowid) OVER (PARTITION BY {key} ORDER BY id, digest, source, number) AS best FROM items WHERE outcome = 'article')
UPDATE items SET outcome = 'skipped', reason = 'duplicate', original = best FROM ranked WHERE item = items.rowid AND item <> best
"""
_KEPT = "FROM items JOIN graphs USING (digest) WHERE outcome = 'article'"


@contextmanager
def open_journal(path: Path, *, restart: bool = False) -> Iterator[Journal]:
    """Open the journal at *path*, or begin it; with *restart* what is in it is forgotten.

    Raises:
        OutputError: Another build has it, it is damaged, or the disk is full; also from inside the ``with`` block.
    """
    with telling(path, "build"):
        journal = _open(path, restart=restart)
        try:
            yield journal
        finally:
            journal.close()


@contextmanager
def telling(path: Path, what: str) -> Iterator[None]:
    """Turn the database's errors of the file *path*, which a *what* keeps, into `OutputError`."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise OutputError(f"{path.parent}: another {what} writes here; wait for it, or give another output") from error
        raise OutputError(f"{path}: cannot be written: {error}") from error
    except sqlite3.DatabaseError as error:
        raise OutputError(f"{path}: is damaged ({error}); begin anew with --restart") from error


def _open(path: Path, *, restart: bool) -> Journal:
    try:
        journal = Journal(path)
        if restart:
            journal.clear()
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        if not restart:
            raise
        path.unlink()
        journal = Journal(path)
    return journal


def open_alone(path: Path, tables: str) -> sqlite3.Connection:
    """Return the database at *path*, which no other process can open, with *tables* made where they are not there."""
    database = sqlite3.connect(path, timeout=0, isolation_level="EXCLUSIVE")
    database.execute("PRAGMA locking_mode = EXCLUSIVE")
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = NORMAL")
    database.executescript(tables)
    return database


class Journal:
    """An open journal, which no other process can open; changes last once `commit` returns."""

    def __init__(self, path: Path) -> None:
        """Open the journal at *path*, or begin it."""
        self._db = open_alone(path, _TABLES)

    def clear(self) -> None:
        """Forget everything."""
        for table in ("meta", "sources", "items", "graphs"):
            self._db.execute(f"DELETE FROM {table}")  # noqa: S608 - a constant

    def has_graphs(self) -> bool:
        """Return whether any article was converted."""
        return self._db.execute("SELECT 1 FROM graphs LIMIT 1").fetchone() is not None

    def commit(self) -> None:
        """Make all changes last."""
        self._db.commit()

    def close(self) -> None:
        """Close the file; what was not committed is undone."""
        self._db.close()

    def meta(self, key: str) -> str | None:
        """Return the value of *key*."""
        row = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None

    def set_meta(self, key: str, value: str) -> None:
        """Set *key* to *value*."""
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def keep_sources(self, stamps: dict[str, str | None]) -> set[str]:
        """Forget every source that is not in *stamps*, or has changed; return the names of those that need not be read again."""
        known = dict(self._db.execute("SELECT name, stamp FROM sources"))
        kept = {name for name, stamp in known.items() if stamp and stamps.get(name) == stamp}
        for name in known.keys() - kept:
            self._db.execute("DELETE FROM items WHERE source = ?", (name,))
            self._db.execute("DELETE FROM sources WHERE name = ?", (name,))
        return kept

    def add_items(self, items: Iterable[Item]) -> None:
        """Note what was read."""
        rows = (
            (each.source, each.number, each.place, each.outcome, each.reason, each.message, each.id, each.digest, each.twin, _packed(each.record))
            for each in items
        )
        self._db.executemany("INSERT OR REPLACE INTO items VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)", rows)

    def finish_source(self, name: str, stamp: str | None) -> None:
        """Note that all of a source was read, as it was when *stamp* held."""
        self._db.execute("INSERT OR REPLACE INTO sources VALUES (?, ?)", (name, stamp))

    def choose(self) -> None:
        """Keep one of each set of duplicates, the same whatever the order they were read in."""
        self._db.execute("UPDATE items SET outcome = 'article', reason = NULL, original = NULL WHERE reason = 'duplicate'")
        for key in ("id", "twin"):
            self._db.execute(_DUPLICATES.format(key=key))

    def count(self, outcome: str) -> int:
        """Return how many items have *outcome*."""
        return int(self._db.execute("SELECT COUNT(*) FROM items WHERE outcome = ?", (outcome,)).fetchone()[0])

    def count_converted(self) -> int:
        """Return how many articles are converted, well or not."""
        return int(self._db.execute(f"SELECT COUNT(*) {_KEPT}").fetchone()[0])

    def unconverted(self) -> Iterator[tuple[bytes, dict[str, Any]]]:
        """Yield the digest and record of each article that is not converted yet; the journal may be changed meanwhile."""
        query = """
            SELECT digest, record FROM items WHERE outcome = 'article' AND digest > ?
            AND NOT EXISTS (SELECT 1 FROM graphs WHERE graphs.digest = items.digest) ORDER BY digest LIMIT ?"""
        last = b""
        while rows := self._db.execute(query, (last, _PAGE)).fetchall():
            yield from ((digest, _unpacked(record)) for digest, record in rows)
            last = rows[-1][0]

    def add_graphs(self, graphs: Iterable[Graphed]) -> None:
        """Note what conversion made, or why it made nothing."""
        rows = ((each.digest, each.iri, each.quads, each.reason, each.message) for each in graphs)
        self._db.executemany("INSERT OR REPLACE INTO graphs VALUES (?, ?, ?, ?, ?)", rows)

    def graphs(self) -> Iterator[tuple[str, bytes]]:
        """Yield the IRI and the N-Quads of each article, in the order of the IRIs."""
        for iri, quads in self._db.execute(f"SELECT iri, quads {_KEPT} AND quads IS NOT NULL ORDER BY iri"):
            yield iri, zlib.decompress(quads)

    def failed(self) -> Iterator[dict[str, Any]]:
        """Yield the record of each article that failed, where there is one, with its place and why."""
        query = """
            SELECT source, number, place, items.reason, items.message, record FROM items WHERE outcome = 'failed' UNION ALL
            SELECT source, number, place, graphs.reason, graphs.message, record FROM items JOIN graphs USING (digest)
            WHERE outcome = 'article' AND quads IS NULL ORDER BY source, number"""
        for _, _, place, reason, message, record in self._db.execute(query):
            yield {"where": place, "reason": reason, "message": message, **_unpacked(record)}

    def skipped(self) -> Iterator[dict[str, Any]]:
        """Yield the place of each item that was skipped, and why."""
        query = """
            SELECT items.place, items.reason, items.message, best.place FROM items LEFT JOIN items AS best ON best.rowid = items.original
            WHERE items.outcome = 'skipped' ORDER BY items.source, items.number"""
        for place, reason, message, best in self._db.execute(query):
            yield {"where": place, "reason": reason, "message": message or f"{place}: the same article as {best}"}

    def sources(self) -> Iterator[tuple[str, int, int, int, int]]:
        """Yield each source's name, and how many items it had, how many of them were written, skipped and failed."""
        query = """
            SELECT name, COUNT(items.source), COUNT(quads), COALESCE(SUM(outcome = 'skipped'), 0),
            COALESCE(SUM(outcome = 'failed' OR (outcome = 'article' AND quads IS NULL)), 0)
            FROM sources LEFT JOIN items ON items.source = name LEFT JOIN graphs ON graphs.digest = items.digest AND outcome = 'article'
            GROUP BY name ORDER BY name"""
        yield from self._db.execute(query)


def _packed(record: dict[str, Any] | None) -> bytes | None:
    return zlib.compress(json.dumps(record, ensure_ascii=False).encode(), 1) if record else None


def _unpacked(record: bytes | None) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(zlib.decompress(record)) if record else {}
    return found
