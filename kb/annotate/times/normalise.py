"""From what a rule matched to a TIMEX3 type and value: one function a kind of rule."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from kb.annotate.times.calendar_values import days_of, feast, grain_of, name_of, shift
from kb.annotate.times.lexicon import load_lexicon
from kb.annotate.times.numbers import count_of, duration

Reading = tuple[str, str] | None  # type and value
#: how many times nearer a day must lie on the side that the tense speaks against
_AGAINST_TENSE = 4


@dataclass
class Context:
    """What values depend on besides the words: the day of publication, the tense, and what was said before.

    ``last`` is the last date of the text, the value that "the following month" starts from.
    """

    published: date | None
    direction: Callable[[], int] = lambda: 0
    last: str | None = None
    quarter: str | None = None

    def reference(self) -> date | None:
        """Return the first day of the last date told, else the day of publication."""
        days = days_of(self.last) if self.last else None
        return days[0] if days else self.published


@dataclass(frozen=True)
class Match:
    """What a rule matched: the words of each of its groups, by class, and the rule's own arguments."""

    kind: str
    groups: dict[str, list[str]]
    arguments: dict[str, Any] = field(default_factory=dict)

    def __contains__(self, name: str) -> bool:
        return name in self.groups

    def get(self, name: str) -> Any:
        """Return what the last word of group *name* stands for, None without such a group."""
        return load_lexicon().value(name, self.groups[name][-1]) if name in self.groups else None

    def number(self, name: str) -> int:
        """Return group *name* as a whole number, from digits or an ordinal in digits."""
        return int("".join(c for c in self.groups[name][-1] if c.isdigit()))

    def day(self) -> int | None:
        """Return the day of the month, None without one."""
        for name in ("DAYNUM", "DAYTH"):
            if name in self:
                return self.number(name)
        return self.get("ORDINAL") if "ORDINAL" in self else None

    def shift(self) -> int | None:
        """Return where the thing lies from now (SHIFT) or from what was told (ANAPHOR)."""
        for name in ("SHIFT", "ANAPHOR"):
            if name in self:
                return int(self.get(name))
        return self.arguments.get("shift")

    def origin(self, context: Context) -> date | None:
        """Return the day to count from."""
        return context.reference() if "ANAPHOR" in self else context.published


def _year(match: Match) -> str | None:
    if "YEAR" not in match:
        return None
    return match.groups["YEAR"][-1]


def _date(match: Match, context: Context) -> Reading:
    month, day, year = match.get("MONTH"), match.day(), _year(match)
    if day is None:
        return _month(match, context)
    suffix = f"{month:02}-{day:02}"
    if year is None:
        year = _choose_year(context, lambda y: feast(suffix, y))
    value = f"{year}-{suffix}"
    return ("DATE", value) if "X" in value or days_of(value) else None


def _choose_year(context: Context, day_in: Callable[[int], date], *, slack: int = 0) -> str:
    """Return the year for a yearly day: the last or the next one by tense, else the nearest one.

    Args:
        context: the day of publication and the tense.
        day_in: the day in a given year.
        slack: days by which the period outlasts or precedes its first day, so that the current one counts either way.
    """
    now = context.published
    if now is None:
        return "XXXX"
    days = [_or_none(day_in, year) for year in range(now.year - 4, now.year + 5)]
    towards = context.direction()

    def cost(day: date) -> tuple[int, bool]:
        ahead = (day - now).days
        # tense is a hint: a day far off on its side loses to one close by on the other
        against = (towards < 0 and ahead > 0) or (towards > 0 and ahead < -slack)
        return abs(ahead) * (_AGAINST_TENSE if against else 1), ahead > 0

    best = min(filter(None, days), key=cost, default=None)
    return f"{best.year:04}" if best else "XXXX"


def _or_none(day_in: Callable[[int], date], year: int) -> date | None:
    try:
        return day_in(year)
    except ValueError:  # 29 February
        return None


def _iso_date(match: Match, _: Context) -> Reading:
    month = match.number("MONTHNO")
    if "DAYTIME" in match:
        day, _, time = match.groups["DAYTIME"][-1].partition("T")
        value = f"{_year(match)}-{month:02}-{day}"
        return ("TIME", f"{value}T{time}") if days_of(value) else None
    value = f"{_year(match)}-{month:02}-{match.day():02}"
    return ("DATE", value) if days_of(value) else None


def _slashed(match: Match, _: Context) -> Reading:
    month, day, year = (int(part) for part in match.groups["SLASHED"][-1].split("/"))
    if month > 12:
        month, day = day, month
    value = f"{_full_year(year):04}-{month:02}-{day:02}"
    return ("DATE", value) if days_of(value) else None


def _full_year(year: int) -> int:
    return year if year > 99 else year + (2000 if year < 50 else 1900)


def _weekday(match: Match, context: Context) -> Reading:
    weekday = match.get("WEEKDAY") or match.get("SHORTDAY")
    origin, step = match.origin(context), match.shift()
    if origin is None:
        return "DATE", f"XXXX-WXX-{weekday}"
    ahead = (weekday - origin.isoweekday()) % 7
    if "ANAPHOR" in match and step == 0:
        return "DATE", (origin + timedelta(days=ahead)).isoformat()
    if step in (None, 0):
        towards = context.direction()
        forward = towards > 0 or (step == 0 and towards == 0)
        return "DATE", (origin + timedelta(days=ahead if forward or not ahead else ahead - 7)).isoformat()
    days = (ahead or 7) if step > 0 else ahead - 7
    return "DATE", (origin + timedelta(days=days)).isoformat()


def _day(match: Match, context: Context) -> Reading:
    step = match.arguments.get("shift", match.get("DAYREF"))
    if context.published is None:
        return "DATE", "XXXX-XX-XX"
    return "DATE", (context.published + timedelta(days=step)).isoformat()


def _holiday(match: Match, context: Context) -> Reading:
    rule = match.arguments.get("date") or match.get("HOLIDAY")
    eve = any("eve" in (word.lower() for word in words) for words in match.groups.values())

    def day_in(year: int) -> date:
        return feast(rule, year) - timedelta(days=1 if eve else 0)

    year = _choose_shifted(match, context, day_in)
    if year == "XXXX":
        return ("DATE", f"XXXX-{rule}") if "-" in rule and "/" not in rule else ("DATE", "XXXX-XX-XX")
    return "DATE", day_in(int(year)).isoformat()


def _choose_shifted(match: Match, context: Context, day_in: Callable[[int], date], *, slack: int = 0) -> str:
    """Return the year for a yearly day that "last", "this" or "next" may stand before."""
    step, origin = match.shift(), match.origin(context)
    if step is None or origin is None:
        return _choose_year(context, day_in, slack=slack)
    if step == 0:
        return f"{origin.year:04}"
    sought = (day_in(year) for year in range(origin.year - 1, origin.year + 2))
    if step < 0:
        return f"{max(day for day in sought if day + timedelta(days=slack) < origin).year:04}"
    return f"{min(day for day in sought if day > origin).year:04}"


def _month(match: Match, context: Context) -> Reading:
    month = match.get("MONTH")
    year = _year(match) or _choose_shifted(match, context, lambda y: date(y, month, 1), slack=30)
    return "DATE", f"{year}-{month:02}"


_SEASON_STARTS = {"SP": "03-21", "SU": "06-21", "FA": "09-23", "WI": "12-21"}


def _season(match: Match, context: Context) -> Reading:
    season = match.get("SEASON") or match.get("FALL")
    year = _year(match) or _choose_shifted(match, context, lambda y: feast(_SEASON_STARTS[season], y), slack=91)
    return "DATE", f"{year}-{season}"


def _quarter(match: Match, context: Context) -> Reading:
    number = match.get("ORDINAL") if "ORDINAL" in match else match.number("QNAME")
    if number > 4:
        return None
    year = _year(match)
    if year is None and context.published:
        now = context.published
        past = context.direction() <= 0
        later = date(now.year, 3 * number - 2, 1) > now
        year = f"{now.year - 1 if past and later else now.year:04}"
    return "DATE", f"{year or 'XXXX'}-Q{number}"


def _half(match: Match, context: Context) -> Reading:
    number = match.get("ORDINAL") or 2
    if number > 2:
        return None
    year = _year(match) or (f"{context.published.year:04}" if context.published else "XXXX")
    return "DATE", f"{year}-H{number}"


def _year_of(match: Match, _: Context) -> Reading:
    if "FYEAR" in match:
        return "DATE", f"{_full_year(match.number('FYEAR')):04}"
    return "DATE", _year(match) or "XXXX"


def _year_words(match: Match, _: Context) -> Reading:
    head = match.get("TENS") or load_lexicon().value("NUM", match.groups["TENS"][-1])
    rest = [word for name, words in match.groups.items() if name != "TENS" for word in words]
    tail = int(count_of(rest) or 0)
    return ("DATE", f"{head * 100 + tail:04}") if 14 <= head <= 21 and (tail >= 10) else None


def _decade(match: Match, context: Context) -> Reading:
    words = match.groups.get("DECADE") or match.groups["SHORTDECADE"]
    digits = "".join(c for c in words[-1] if c.isdigit())
    return "DATE", digits[:3] if len(digits) == 4 else _near_decade(int(digits[0]), context)


def _decade_words(match: Match, context: Context) -> Reading:
    return "DATE", _near_decade(match.get("DECADEWORD"), context)


def _near_decade(digit: int, context: Context) -> str:
    """Return the latest decade of that digit that had begun by publication."""
    now = context.published
    if now is None:
        return f"XX{digit}"
    century = now.year // 100
    return f"{century if digit <= now.year % 100 // 10 else century - 1}{digit}"


def _century(match: Match, _: Context) -> Reading:
    tens = load_lexicon().value("NUM", match.groups["TENS"][-1]) if "TENS" in match else 0
    number = match.number("NTH") if "NTH" in match else match.get("ORDINAL") + tens
    return ("DATE", f"{number - 1:02}") if 0 < number <= 100 else None


def _unit(match: Match, context: Context) -> Reading:
    grain = match.arguments.get("grain") or match.get("UNIT")
    origin, step = match.origin(context), match.shift() or 0
    if grain in ("H", "TM", "S", "2W"):
        return "DURATION", duration(1, grain)
    if origin is None:
        return "DATE", {"D": "XXXX-XX-XX", "M": "XXXX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "Q": "XXXX-QX"}.get(grain, "XXXX")
    if grain == "WE" and "SHIFT" not in match and "ANAPHOR" not in match:
        step = -1 if context.direction() <= 0 and origin.isoweekday() < 6 else 0
    return "DATE", name_of(shift(origin, grain, step), grain)


def _context_quarter(_: Match, context: Context) -> Reading:
    if context.quarter:
        return "DATE", context.quarter
    return ("DATE", name_of(shift(context.published, "Q", -1), "Q")) if context.published else ("DATE", "XXXX-QX")


def _year_before(match: Match, context: Context) -> Reading:
    quarter = match.get("ORDINAL")
    origin = days_of(context.quarter)[0] if context.quarter else context.published  # type: ignore[index]
    if origin is None:
        return "DATE", "XXXX"
    before = shift(origin, "Y", -1)
    if quarter:
        return "DATE", f"{before.year:04}-Q{quarter}"
    return "DATE", name_of(before, "Q" if context.quarter else "Y")


def _year_end(_: Match, context: Context) -> Reading:
    return "DATE", _choose_year(context, lambda y: date(y, 12, 31)) + "-12-31"


def _distance(match: Match, context: Context) -> Reading:
    count = count_of(match.groups.get("COUNT", []))
    grain = match.get("UNIT") or _unit_of(match)
    sign = 1 if match.arguments.get("forward") else match.get("COMPARED")
    word = match.groups["COMPARED"][-1].lower() if "COMPARED" in match else ""
    origin = context.reference() if word in ("earlier", "later", "before", "afterwards", "afterward") else context.published
    if count is None:
        return "DATE", "PAST_REF" if sign < 0 else "FUTURE_REF"
    if origin is None:
        return "DATE", "XXXX"
    if grain in ("H", "TM", "S"):
        return "TIME", f"{origin.isoformat()}TXX:XX"
    if count % 1:
        grain, count = {"Y": ("M", count * 12), "M": ("D", count * 30), "W": ("D", count * 7)}.get(grain, (grain, count))
    if grain == "2W":
        grain, count = "W", 2 * count
    moved = shift(origin, grain, sign * round(count))
    if grain == "Y" and count == 1 and context.quarter and word in ("ago", "earlier"):
        return "DATE", name_of(shift(date.fromisoformat(days_of(context.quarter)[0].isoformat()), "Y", -1), "Q")  # type: ignore[index]
    return "DATE", name_of(moved, "Y" if grain in ("E", "C") else grain)


def _unit_of(match: Match) -> str:
    words = match.groups.get("UNITWORD") or match.groups["UNITS"]
    lexicon = load_lexicon()
    return str(lexicon.value("UNIT", words[-1]) or lexicon.value("UNITS", words[-1]))


def _duration(match: Match, _: Context) -> Reading:
    unit = match.get("UNIT") or _unit_of(match)
    vague = "COUNT" not in match and "UNITS" in match
    return "DURATION", duration(None if vague else count_of(match.groups.get("COUNT", [])), unit)


def _every(match: Match, _: Context) -> Reading:
    day = match.get("WEEKDAY") or match.get("WEEKDAYS")
    if day:
        part = match.get("DAYPARTS") or match.get("DAYPART")
        return "SET", f"XXXX-WXX-{day}" + (f"T{part}" if part else "")
    if "MONTH" in match:
        return "SET", f"XXXX-{match.get('MONTH'):02}"
    if "DAYPART" in match:
        return "SET", f"XXXX-XX-XXT{match.get('DAYPART')}"
    return "SET", duration(count_of(match.groups.get("COUNT", [])), match.get("UNIT") or _unit_of(match))


def _clock(match: Match, context: Context) -> Reading:
    time = _time(match)
    if time is None:
        return None
    zone = "Z" if match.get("ZONE") == "Z" else ""
    return "TIME", f"{_today(context)}T{time}{zone}"


def _today(context: Context) -> str:
    days = days_of(context.last) if context.last and grain_of(context.last) in ("D", "T") else None
    now = days[0] if days else context.published
    return now.isoformat() if now else "XXXX-XX-XX"


def _time(match: Match) -> str | None:
    if "HOURNAME" in match:
        return str(match.get("HOURNAME"))
    word = next(match.groups[name][-1] for name in ("CLOCKAM", "CLOCK", "HOURNUM") if name in match)
    half = match.get("AMPM")
    if "CLOCKAM" in match:
        half = 12 if "p" in word.lower() else 0
    if "DAYPART" in match:
        half = 0 if match.get("DAYPART") == "MO" else 12
    hour, _, minute = word.lower().rstrip("apm.").partition(":")
    hours = int(hour) if half is None else int(hour) % 12 + half
    return f"{hours:02}:{minute or '00'}" if hours < 25 else None


def _daypart(match: Match, context: Context) -> Reading:
    part = match.get("DAYPART") or match.get("TONIGHT")
    step = match.shift() or 0
    if context.published is None:
        return "TIME", f"XXXX-XX-XXT{part}"
    return "TIME", f"{(context.published + timedelta(days=step)).isoformat()}T{part}"


def _fixed(match: Match, _: Context) -> Reading:
    value = match.arguments.get("value") or next(filter(None, (match.get(name) for name in match.groups)), None)
    return (match.arguments.get("type", "DATE"), str(value)) if value else None


KINDS: dict[str, Callable[[Match, Context], Reading]] = {
    "date": _date,
    "iso_date": _iso_date,
    "slashed": _slashed,
    "weekday": _weekday,
    "day": _day,
    "holiday": _holiday,
    "month": _month,
    "season": _season,
    "quarter": _quarter,
    "half": _half,
    "year": _year_of,
    "year_words": _year_words,
    "decade": _decade,
    "decade_words": _decade_words,
    "century": _century,
    "unit": _unit,
    "context_quarter": _context_quarter,
    "year_before": _year_before,
    "year_end": _year_end,
    "distance": _distance,
    "duration": _duration,
    "every": _every,
    "clock": _clock,
    "daypart": _daypart,
    "fixed": _fixed,
}
