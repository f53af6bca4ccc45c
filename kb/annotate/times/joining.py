"""Two neighbouring expressions as one: "noon on Thursday", "the third quarter of last year"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from kb.annotate.times.lexicon import load_lexicon
from kb.timex import days_of, grain_of


@dataclass(frozen=True)
class Found:
    """A time expression in tokens (half-open); ``kind`` is the kind of the rule that found it."""

    begin: int
    end: int
    type: str
    value: str
    kind: str

    @property
    def grains(self) -> frozenset[str]:
        """What a join may call this: its kind and its grain; P for a part of the day."""
        grain = grain_of(self.value) if self.type in ("DATE", "TIME") else None
        if grain == "T" and self.kind.startswith("daypart"):
            grain = "P"
        elif self.kind in JOINS:  # has its day already
            grain = None
        return frozenset({self.kind, grain or ""})


def join(left: Found, right: Found, gap: Sequence[str]) -> Found | None:
    """Return the one expression that *left* and *right* are with the words *gap* between them, None if they are two."""
    if len(gap) > 2:
        return None
    between = " ".join(gap).lower()
    for rule in load_lexicon().joins:
        if between in rule["gap"] and left.grains.intersection(rule["left"]) and right.grains.intersection(rule["right"]):
            value = JOINS[rule["join"]](left, right)
            if value:
                kind = rule["join"] if "T" in value else left.kind
                return Found(left.begin, right.end, "TIME" if "T" in value else "DATE", value, kind)
    return None


def _time_on_day(left: Found, right: Found) -> str | None:
    return _day_at_time(right, left)


def _day_at_time(left: Found, right: Found) -> str | None:
    return left.value + "T" + right.value.partition("T")[2]


def _weekday_and_date(left: Found, right: Found) -> str | None:
    """Return the date, with the time that stood before the weekday."""
    _, clock, time = left.value.partition("T")
    return _on_weekday(right, _isoweekday(left.value)) + clock + time


def _on_weekday(right: Found, weekday: int | None) -> str:
    """Return the date; one without a year goes to the nearest year in which it falls on *weekday*."""
    day = days_of(right.value)
    if right.kind == "monthday" and day and weekday:
        for year in (day[0].year, day[0].year - 1, day[0].year + 1):
            value = f"{year:04}{right.value[4:]}"
            if _isoweekday(value) == weekday:
                return value
    return right.value


def _weekday_of_week(left: Found, right: Found) -> str | None:
    days = days_of(right.value)
    weekday = _isoweekday(left.value)
    return (days[0] + timedelta(days=weekday - 1)).isoformat() if days and weekday else None


def _isoweekday(value: str) -> int | None:
    days = days_of(value)
    return days[0].isoweekday() if days else None


def _in_year(left: Found, right: Found) -> str | None:
    if grain_of(right.value) != "Y" or (right.kind == "year" and left.kind not in ("quarter", "half", "holiday")):
        return None
    value = right.value + left.value[4:]
    if left.kind == "holiday":  # movable feasts are rare with a year; the fixed ones keep their day
        return value if days_of(value) else None
    return value


def _of_year(left: Found, right: Found) -> str | None:
    return _in_year(right, left) if grain_of(left.value) == "Y" else None


JOINS: dict[str, Callable[[Found, Found], str | None]] = {
    "time_on_weekday": _time_on_day,
    "time_on_day": _time_on_day,
    "day_at_time": _day_at_time,
    "weekday_and_date": _weekday_and_date,
    "weekday_of_week": _weekday_of_week,
    "in_year": _in_year,
    "of_year": _of_year,
}
