"""What a build is told."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field

import kb
from kb.read import ReadOptions

#: Called with a stage ("read", "convert" or "write"), how much of it is done, and how much there is.
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class BuildSettings:
    """What the output depends on, besides the articles.

    Attributes:
        reading: How inputs are read.
        base: Start of the IRIs of articles, actors and runs; None for the default.
        with_text: Whether the whole text goes into the graph.
        model: Another spaCy pipeline; None for the shipped one.
    """

    reading: ReadOptions = field(default_factory=ReadOptions)
    base: str | None = None
    with_text: bool = True
    model: str | None = None

    def as_json(self) -> dict[str, object]:
        """Return the settings for the manifest."""
        told: dict[str, object] = json.loads(json.dumps(asdict(self), default=str))
        return told

    def signature(self) -> str:
        """Return what must be the same for a build to go on."""
        return json.dumps({"newskb": kb.__version__, **self.as_json()}, sort_keys=True)
