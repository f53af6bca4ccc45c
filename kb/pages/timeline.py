"""The page of days: what was said when, and what falls due."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date

from kb.pages.facts import Fact, facts_of
from kb.pages.knowledge import Knowledge, text

_PERIOD = re.compile(r"\d{4}(-(0[1-9]|1[0-2]))?")
#: Assertions shown on one page.
PAGE = 100


@dataclass(frozen=True)
class Bar:
    """A year or a month, and how much was said and falls due in it."""

    period: str
    said: int
    due: int


@dataclass(frozen=True)
class TimelinePage:
    """``period`` is a year or a month; ``days`` stand in the order of time, each with what was said or falls due."""

    period: str
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


def timeline_page(knowledge: Knowledge, period: str = "", start: int = 0) -> TimelinePage:
    """Return the timeline of *period*, "2014" or "2014-11", from its entry *start* on; without a period, of the year with the most."""
    # a date without a year, such as --11-24, has no place on the line
    dated = sorted({(text(row["date"]), text(row["kind"]), text(row["assertion"])) for row in knowledge.ask("timeline") if text(row["date"])[:1].isdigit()})
    years = _bars(dated, 4)
    if not _PERIOD.fullmatch(period):
        period = max(years, key=lambda bar: (bar.said + bar.due, bar.period)).period if years else ""
    entries = [(day, iri) for day, _, iri in dated if period and day.startswith(period)]
    facts = facts_of(knowledge, [iri for _, iri in entries[start : start + PAGE]])
    days: dict[str, list[Fact]] = {}
    for fact in facts:
        days.setdefault(fact.date[:10], []).append(fact)
    months = _bars([entry for entry in dated if len(entry[0]) >= 7 and entry[0].startswith(period[:4])], 7)
    return TimelinePage(period, years, months, list(days.items()), len(facts), len(entries), start)


def _bars(dated: list[tuple[str, str, str]], length: int) -> list[Bar]:
    counts = Counter((day[:length], kind) for day, kind, _ in dated)
    periods = sorted({period for period, _ in counts})
    return [Bar(period, counts[period, "Communication"], counts[period, "Deadline"]) for period in periods]


def day_name(day: str) -> str:
    """Return an ISO day, month or year as people read it.

    >>> day_name("2014-11-07"), day_name("2014-11"), day_name("2014")
    ('Friday, 7 November 2014', 'November 2014', '2014')
    """
    try:
        parts = [int(part) for part in day[:10].split("-")]
        whole = date(*[*parts, 1, 1][:3])
    except ValueError:
        return day
    return {1: day, 2: f"{whole:%B %Y}"}.get(len(parts), f"{whole:%A}, {whole.day} {whole:%B %Y}")
