"""What was read from a store, read anew once the store has changed: a store opened to be read stays as it was when opened."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

T = TypeVar("T")

#: Seconds between two looks at the directory.
_PAUSE = 1.0


class Fresh(Generic[T]):
    """What *make* makes of *directory*, made again when a file in it has changed. Threads may share it."""

    def __init__(self, directory: Path, make: Callable[[Path], T]) -> None:
        self._directory, self._make = directory, make
        self._lock = threading.Lock()
        self._seen = self._signature()
        self._looked = time.monotonic()
        self._made = make(directory)

    def current(self) -> T:
        """Return what was made of the directory as it is, or as it was a second ago."""
        with self._lock:
            if time.monotonic() - self._looked > _PAUSE:
                self._looked = time.monotonic()
                if (now := self._signature()) != self._seen:
                    self._made, self._seen = self._make(self._directory), now
            return self._made

    def _signature(self) -> frozenset[tuple[str, int, int]]:
        """Return the names, sizes and times of the files that hold data."""
        found = set()
        for path in self._directory.iterdir():
            # the log of the engine, written by readers too
            if path.name.startswith(("LOG", "LOCK")):
                continue
            try:
                stat = path.stat()
            except FileNotFoundError:
                continue
            found.add((path.name, stat.st_size, stat.st_mtime_ns))
        return frozenset(found)
