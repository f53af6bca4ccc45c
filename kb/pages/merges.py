"""Actors that ``kb merge`` has taken for one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Reason:
    """Why some actors are one: their names, the rule that says so, and its reason for people."""

    names: tuple[str, ...]
    rule: str
    why: str


class Merges:
    """Who stands for whom."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Take *pairs* of an actor and the one that it was merged into."""
        self._into = dict(pairs)
        self._others: dict[str, list[str]] = defaultdict(list)
        for other in sorted(self._into):
            self._others[self.head(other)].append(other)

    def head(self, iri: str) -> str:
        """Return the actor that stands for *iri*, itself where nobody else does."""
        seen = {iri}
        # what stands for others may have been merged by another rule
        while (into := self._into.get(iri)) is not None and into not in seen:
            seen.add(into)
            iri = into
        return iri

    def members(self, iri: str) -> tuple[str, ...]:
        """Return all that are one with *iri*, the one that stands for them first."""
        head = self.head(iri)
        return (head, *self._others.get(head, ()))
