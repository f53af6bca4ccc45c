"""What the pages need of one state of a store, each made when first asked for."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from kb.pages.knowledge import Knowledge
from kb.pages.overview import Overview, overview
from kb.pages.search import Index
from kb.pages.timeline import Timeline
from kb.store import open_store


class Library:
    """The store in *location* as it is now."""

    def __init__(self, location: Path) -> None:
        self.knowledge = Knowledge(open_store(location))

    @cached_property
    def index(self) -> Index:
        """Return the index for searching; making it reads all names and texts."""
        return Index(self.knowledge)

    @cached_property
    def timeline(self) -> Timeline:
        """Return what is shown by day."""
        return Timeline(self.knowledge)

    @cached_property
    def overview(self) -> Overview:
        """Return what the start page shows."""
        return overview(self.knowledge)
