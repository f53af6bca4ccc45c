"""The page of days: what was said when, and what falls due."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from kb.pages.facts import Fact, facts_of
from kb.pages.knowledge import Knowledge, text

_PERIOD = re.compile(r"\d{4}(-(0[1-9]|1[0-2]))?")
_DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])-\d\d")
#: Assertions shown on one page.
PAGE = 100

#: A date, which may lack its day or month, what happens then, and the assertion.
Dated = tuple[str, str, str]


@dataclass(frozen=True)
class Wanted:
    """What a reader wants to see: of a year or a month, of some actors (None for all), of the days from one to another; from which entry on."""

    period: str = ""
    actors: tuple[str, ...] | None = None
    since: str = ""
    until: str = ""
    start: int = 0


@dataclass(frozen=True)
class Bar:
    """A year or a month, and how much was said and falls due in it."""

    period: str
    said: int
    due: int


@dataclass(frozen=True)
class TimelinePage:
    """``period`` is a year or a month, empty for all; ``days`` stand in the order of time, each with what was said or falls due."""

    period: str
    since: str
    until: str
    years: list[Bar]
    months: list[Bar]
    days: list[tuple[str, list[Fact]]]
    shown: int
    total: int
    start: int

    @property
    def highest(self) -> int:
        """Return the longest bar's count of the years."""
        return max((bar.said + bar.due for bar in self.years), default=1)

    @property
    def highest_month(self) -> int:
        """Return the longest bar's count of the months."""
        return max((bar.said + bar.due for bar in self.months), default=1)


class Timeline:
    """All that was said on a day that its article tells, and all that falls due."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        entries = ((text(row["date"]), text(row["kind"]), text(row["assertion"])) for row in knowledge.ask("timeline"))
        # a date without a year, such as --11-24, has no place on the line
        self._dated = sorted({entry for entry in entries if entry[0][:1].isdigit()})

    def page(self, wanted: Wanted) -> TimelinePage:
        """Return what is *wanted*; without a period and days, what happened in the year with the most."""
        since, until = (day if _DAY.fullmatch(day) else "" for day in (wanted.since, wanted.until))
        dated = self._of(wanted.actors, since, until)
        years = _bars(dated, 4)
        period = wanted.period if _PERIOD.fullmatch(wanted.period) else ""
        if not period and not since and not until:
            period = max(years, key=lambda bar: (bar.said + bar.due, bar.period)).period if years else ""
        entries = [iri for day, _, iri in dated if day.startswith(period)]
        days: dict[str, list[Fact]] = {}
        facts = facts_of(self._knowledge, entries[wanted.start : wanted.start + PAGE])
        for fact in facts:
            days.setdefault(fact.date[:10], []).append(fact)
        year = period[:4] or (years[0].period if len(years) == 1 else "none")
        months = _bars([entry for entry in dated if len(entry[0]) >= 7 and entry[0].startswith(year)], 7)
        return TimelinePage(period, since, until, years, months, list(days.items()), len(facts), len(entries), wanted.start)

    def _of(self, actors: tuple[str, ...] | None, since: str, until: str) -> list[Dated]:
        """Return the entries of the *actors*, whatever their part is, between two days; what has no day counts for all days of its month or year."""
        theirs = None if actors is None else {text(row["assertion"]) for row in self._knowledge.ask("actor-assertions", actor=actors)}
        return [
            entry
            for entry in self._dated
            if (theirs is None or entry[2] in theirs) and entry[0][:10] >= since[: len(entry[0])] and (not until or entry[0][:10] <= until[: len(entry[0])])
        ]


def _bars(dated: list[Dated], length: int) -> list[Bar]:
    counts = Counter((day[:length], kind) for day, kind, _ in dated)
    periods = sorted({period for period, _ in counts})
    return [Bar(period, counts[period, "Communication"], counts[period, "Deadline"]) for period in periods]
