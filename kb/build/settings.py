"""What a build is told."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace

import kb
from kb.model import KnownActor
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
        actors: The user's own, which overrule the gazetteers.
    """

    reading: ReadOptions = field(default_factory=ReadOptions)
    base: str | None = None
    with_text: bool = True
    model: str | None = None
    actors: tuple[KnownActor, ...] = ()

    def as_json(self) -> dict[str, object]:
        """Return the settings for the manifest; of own actors how many there are, and a digest."""
        told: dict[str, object] = json.loads(json.dumps(asdict(replace(self, actors=())), default=str))
        sha256 = hashlib.sha256("\n".join(map(repr, self.actors)).encode()).hexdigest()
        return told | {"actors": {"count": len(self.actors), "sha256": sha256} if self.actors else None}

    def signature(self) -> str:
        """Return what must be the same for a build to go on."""
        return json.dumps({"newskb": kb.__version__, **self.as_json()}, sort_keys=True)
