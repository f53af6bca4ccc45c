"""What is counted: items found, missed and invented by measure, attributes that are right, and the misses themselves."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Literal

#: The measures, in the order of reports. "full" asks for more than the place: the sources and the act, or the due date.
MEASURES = ("mention", "communication", "communication full", "deadline", "deadline full", "position", "affiliation", "facts")
#: The measures that "facts" is the micro-average of.
FACTS = ("communication full", "deadline full", "position", "affiliation")


#: Not found; found, but partly wrong; not in gold.
Verdict = Literal["missed", "wrong", "invented"]


@dataclass
class Tally:
    """How many items are in both, in the gold annotation, and in the system's graph."""

    hits: int = 0
    gold: int = 0
    system: int = 0

    @property
    def precision(self) -> float:
        """The share of the system's items that are in gold; 0 when it has none."""
        return self.hits / self.system if self.system else 0.0

    @property
    def recall(self) -> float:
        """The share of gold's items that the system has; 0 when there are none."""
        return self.hits / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.hits / (self.gold + self.system) if self.hits else 0.0


@dataclass
class Share:
    """How many of the matched items have an attribute right."""

    right: int = 0
    all: int = 0

    @property
    def value(self) -> float:
        """The share, 0 when nothing was matched."""
        return self.right / self.all if self.all else 0.0


@dataclass
class Bin:
    """The system's items of about one confidence: how many there are, how many of them gold has, and the sum of what they claim."""

    items: int = 0
    found: int = 0
    claimed: float = 0.0

    @property
    def mean(self) -> float:
        """The mean confidence, 0 when there are no items."""
        return self.claimed / self.items if self.items else 0.0

    @property
    def share(self) -> float:
        """The share that gold has: what a calibrated confidence would be."""
        return self.found / self.items if self.items else 0.0


@dataclass(frozen=True)
class Miss:
    """One item that is not as gold has it: not found, found but partly wrong, or not in gold."""

    article: str
    kind: str
    verdict: Verdict
    words: str

    def __str__(self) -> str:
        return f"{self.article}: {self.kind} {self.verdict}: {self.words}"


@dataclass
class Score:
    """The counts of one article or of many."""

    tallies: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    shares: dict[str, Share] = field(default_factory=lambda: defaultdict(Share))
    misses: list[Miss] = field(default_factory=list)
    #: by kind of fact and confidence in tenths
    bins: dict[tuple[str, int], Bin] = field(default_factory=lambda: defaultdict(Bin))

    def count(self, measure: str, hits: int, gold: int, system: int) -> None:
        """Add to *measure*, and to "facts" when it is one of them."""
        for name in (measure, "facts") if measure in FACTS else (measure,):
            tally = self.tallies[name]
            tally.hits += hits
            tally.gold += gold
            tally.system += system

    def judge(self, attribute: str, right: bool) -> None:
        """Add one matched item, whose *attribute* is right or not."""
        share = self.shares[attribute]
        share.right += right
        share.all += 1

    def weigh(self, kind: str, confidence: float, *, found: bool) -> None:
        """Add one item of the system, of *kind*, to the bin of its confidence."""
        held = self.bins[kind, round(confidence * 10)]
        held.items, held.found, held.claimed = held.items + 1, held.found + found, held.claimed + confidence

    def add(self, other: Score) -> None:
        """Add all of *other*."""
        for measure, tally in other.tallies.items():
            own = self.tallies[measure]
            own.hits, own.gold, own.system = own.hits + tally.hits, own.gold + tally.gold, own.system + tally.system
        for attribute, share in other.shares.items():
            mine = self.shares[attribute]
            mine.right, mine.all = mine.right + share.right, mine.all + share.all
        for key, held in other.bins.items():
            bin_ = self.bins[key]
            bin_.items, bin_.found, bin_.claimed = bin_.items + held.items, bin_.found + held.found, bin_.claimed + held.claimed
        self.misses += other.misses
