"""When a deadline falls: TIMEX3 values as the dates that a deadline can have."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from kb.annotate.times.calendar_values import days_of, grain_of, shift
from kb.annotate.times.lexicon import load_lexicon

_DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")
_CLOCK = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?")
_EDGE_WORDS = re.compile(r"\b(?:end|close)\s+of\b|(?:-|['’]s)\s*end\b", re.IGNORECASE)


def as_due(value: str, published: str | None, *, words: str = "") -> str | None:
    """Return the due date that a TIMEX3 *value* gives, None when it gives none (a vague value, a set, a weekday without a date).

    Args:
        value: the TIMEX3 value; a duration counts from *published*.
        published: the day (or moment) of publication, ISO 8601.
        words: the words of the expression: "the end of June" is due on June's last day, "ten business days" skip weekends.

    Returns:
        An ISO dateTime, date, year-month or year, or ``--MM-DD``; quarters, weeks and the like give their last day.

    >>> as_due("XXXX-11-24", None), as_due("2014-W45", None), as_due("P10D", "2014-11-07")
    ('--11-24', '2014-11-09', '2014-11-17')
    >>> as_due("2014-06", None), as_due("2014-06", None, words="the end of June")
    ('2014-06', '2014-06-30')
    """
    if value.startswith("P") and not value.endswith("_REF"):
        return _after(value, published, words)
    if re.fullmatch(r"XXXX-\d\d-\d\d(T.*)?", value):
        return "--" + value[5:10]
    days = days_of(value)
    if days is None:
        return None
    if _CLOCK.fullmatch(value):
        return _datetime(value)
    grain = grain_of(value)
    if _EDGE_WORDS.search(words) and grain != "T":
        return _last_day(value, days[1], words)
    return value if grain in ("D", "M", "Y") else days[1].isoformat()


def _datetime(value: str) -> str:
    """Return *value* as xsd:dateTime, which has seconds and knows 24:00 as the next day's midnight."""
    day, clock, zone = re.fullmatch(r"(.{10})T([\d:]+)(.*)", value).groups()  # type: ignore[union-attr]
    if clock.startswith("24:"):
        return f"{(date.fromisoformat(day) + timedelta(days=1)).isoformat()}T00:00:00{zone}"
    return f"{day}T{clock}{':00' if clock.count(':') == 1 else ''}{zone}"


def _last_day(value: str, last: date, words: str) -> str:
    """Return the last day of the period: Friday of a week, since offices close; the fiscal year's own end."""
    if grain_of(value) == "W":
        return (last - timedelta(days=2)).isoformat()
    if grain_of(value) == "Y" and re.search(r"\b(?:FY|fiscal)", words, re.IGNORECASE):
        return f"{value}-{load_lexicon().fiscal_end}"
    return last.isoformat()


def _after(value: str, published: str | None, words: str) -> str | None:
    """Return the day, or the moment, a duration after publication; whole years give a year."""
    match = _DURATION.fullmatch(value)
    if match is None or not published:
        return None
    amounts = [int(part or 0) for part in match.groups()]
    try:
        start = datetime.fromisoformat(published)
        if amounts[0] and not any(amounts[1:]):
            return f"{shift(start.date(), 'Y', amounts[0]).year:04}"
        if _works(words):
            return _working_days(start.date(), amounts[3]).isoformat()
        return _moment_after(start, amounts, timed=len(published) > len("YYYY-MM-DD"))
    except (ValueError, OverflowError):  # a broken date of publication, the end of the calendar
        return None


def _moment_after(start: datetime, amounts: list[int], *, timed: bool) -> str:
    """Return the day after *amounts* (years, months, weeks, days, hours, minutes, seconds); the moment, where the start is one and hours count."""
    years, months, weeks, days, hours, minutes, seconds = amounts
    moment = datetime.combine(shift(start.date(), "M", 12 * years + months), start.timetz())
    moment += timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    return moment.isoformat() if timed and (hours or minutes or seconds) else moment.date().isoformat()


def _works(words: str) -> bool:
    return any(load_lexicon().value("WORKING", word) == 1 for word in words.split())


def _working_days(day: date, count: int) -> date:
    while count > 0:
        day += timedelta(days=1)
        count -= day.isoweekday() < 6
    return day
