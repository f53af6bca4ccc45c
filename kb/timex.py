"""TIMEX3 values: calendar arithmetic on them, and the dates that a deadline can have.

Grains are single units: D day, W week, WE weekend, M month, Q quarter, H half-year, Y year, E decade, C century; seasons
are called SP, SU, FA and WI. Standard library only, for the finding of times and the rules that read them share it.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

#: where the fiscal year ends, month and day (the federal one of the United States)
FISCAL_END = "09-30"
#: words before "days" that leave out weekends
WORKING = frozenset({"business", "working", "legislative", "trading"})
_SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_VALUE = re.compile(
    r"(?P<year>[12]\d{3})(?:-(?:(?P<month>\d\d)(?:-(?P<day>\d\d))?|W(?P<week>\d\d)(?P<weekend>-WE)?|Q(?P<quarter>[1-4])|H(?P<half>[12])"
    r"|(?P<season>SP|SU|FA|WI)))?(?:T.*)?"
)
_DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")
_CLOCK = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?")
_EDGE_WORDS = re.compile(r"\b(?:end|close)\s+of\b|(?:-|['’]s)\s*end\b", re.IGNORECASE)


def name_of(day: date, grain: str) -> str:
    """Return the value of the *grain* that *day* lies in.

    >>> name_of(date(2014, 11, 7), "W"), name_of(date(2014, 11, 7), "Q"), name_of(date(2014, 11, 7), "E")
    ('2014-W45', '2014-Q4', '201')
    """
    year, week, _ = day.isocalendar()
    names = {
        "D": day.isoformat(),
        "W": f"{year:04}-W{week:02}",
        "WE": f"{year:04}-W{week:02}-WE",
        "M": f"{day.year:04}-{day.month:02}",
        "Q": f"{day.year:04}-Q{(day.month + 2) // 3}",
        "H": f"{day.year:04}-H{(day.month + 5) // 6}",
        "Y": f"{day.year:04}",
        "E": f"{day.year // 10:03}",
        "C": f"{day.year // 100:02}",
    }
    return names[grain]


def shift(day: date, grain: str, count: int) -> date:
    """Return the day *count* grains later; a day that the month lacks becomes its last.

    >>> shift(date(2015, 1, 31), "M", 1)
    datetime.date(2015, 2, 28)

    Raises:
        OverflowError: the calendar has no such day.
    """
    if grain in ("D", "W", "WE"):
        return day + timedelta(days=count * (1 if grain == "D" else 7))
    months = day.year * 12 + day.month - 1 + count * {"M": 1, "Q": 3, "H": 6, "Y": 12, "E": 120, "C": 1200}[grain]
    if not 12 <= months < 12 * 9999:
        raise OverflowError(f"{count} {grain} from {day} is outside the calendar")
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, days_in_month(year, month + 1)))


def days_in_month(year: int, month: int) -> int:
    """Return the number of days of a month."""
    return 31 if month == 12 else (date(year, month + 1, 1) - date(year, month, 1)).days


def days_of(value: str) -> tuple[date, date] | None:
    """Return the first and the last day that *value* spans; None when it names no known year or is no date.

    >>> days_of("2012-02")
    (datetime.date(2012, 2, 1), datetime.date(2012, 2, 29))
    """
    if re.fullmatch(r"[12]\d\d?", value):
        first = date(int(value) * 10 ** (4 - len(value)), 1, 1)
        return first, shift(first, "E" if len(value) == 3 else "C", 1) - timedelta(days=1)
    match = _VALUE.fullmatch(value)
    if match is None:
        return None
    try:
        return _days(match)
    except (ValueError, OverflowError):  # 2013-02-29, week 53 of a shorter year
        return None


def grain_of(value: str) -> str | None:
    """Return the grain of a date *value*, "T" where it has a time of day; None for a duration or a vague value."""
    if "T" in value and re.match(r"[\dX]{4}-", value):
        return "T"
    for grain, form in _FORMS.items():
        if form.fullmatch(value):
            return grain
    return None


_FORMS = {
    "D": re.compile(r"[\dX]{4}-(?:[\dX]{2}-[\dX]{2}|W[\dX]{2}-\d)"),
    "M": re.compile(r"[\dX]{4}-[\dX]{2}"),
    "W": re.compile(r"[\dX]{4}-W[\dX]{2}"),
    "WE": re.compile(r"[\dX]{4}-W[\dX]{2}-WE"),
    "Q": re.compile(r"[\dX]{4}-Q[\dX]"),
    "H": re.compile(r"[\dX]{4}-H[\dX]"),
    "S": re.compile(r"[\dX]{4}-(?:SP|SU|FA|WI)"),
    "Y": re.compile(r"[\dX]{4}"),
    "E": re.compile(r"[\dX]{3}"),
    "C": re.compile(r"[\dX]{2}"),
}


def _days(match: re.Match[str]) -> tuple[date, date]:
    year = int(match["year"])
    if match["week"]:
        monday = date.fromisocalendar(year, int(match["week"]), 1)
        return monday + timedelta(days=5 if match["weekend"] else 0), monday + timedelta(days=6)
    if match["day"]:
        day = date(year, int(match["month"]), int(match["day"]))
        return day, day
    if match["month"]:
        first, grain, count = date(year, int(match["month"]), 1), "M", 1
    elif match["quarter"]:
        first, grain, count = date(year, 3 * int(match["quarter"]) - 2, 1), "Q", 1
    elif match["half"]:
        first, grain, count = date(year, 6 * int(match["half"]) - 5, 1), "H", 1
    elif match["season"]:
        first, grain, count = date(year, _SEASON_MONTHS[match["season"]], 1), "M", 3
    else:
        first, grain, count = date(year, 1, 1), "Y", 1
    return first, shift(first, grain, count) - timedelta(days=1)


def feast(rule: str, year: int) -> date:
    """Return the day of a feast: "MM-DD", "easter", or "MM/WEEKDAY/NTH" with "+DAYS" after it where it is some days later.

    >>> feast("11/4/4", 2014)  # Thanksgiving: November's fourth Thursday
    datetime.date(2014, 11, 27)
    """
    if rule == "easter":
        return _easter(year)
    if "/" not in rule:
        return date.fromisoformat(f"{year:04}-{rule}")
    month, weekday, place = rule.split("/")
    nth, _, plus = place.partition("+")
    if int(nth) < 0:
        last = date(year, int(month), days_in_month(year, int(month)))
        return last - timedelta(days=(last.isoweekday() - int(weekday)) % 7)
    first = date(year, int(month), 1)
    return first + timedelta(days=(int(weekday) - first.isoweekday()) % 7 + 7 * (int(nth) - 1) + int(plus or 0))


def _easter(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar (the anonymous algorithm, Nature 1876)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


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
        return f"{value}-{FISCAL_END}"
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
    return not WORKING.isdisjoint(words.lower().split())


def _working_days(day: date, count: int) -> date:
    while count > 0:
        day += timedelta(days=1)
        count -= day.isoweekday() < 6
    return day
