"""Values of days and times of day."""

from __future__ import annotations

from datetime import date, timedelta

from kb.annotate.times.choosing import choose_shifted, choose_year, full_year
from kb.annotate.times.matching import Context, Match, Meaning, Normaliser
from kb.timex import days_of, feast, grain_of

#: a year that has every day
_LEAP_YEAR = 2000


def _date(match: Match, context: Context) -> Meaning:
    month, day, year = match.get("MONTH"), match.day(), match.year()
    suffix = f"{month:02}-{day:02}"
    if not day or days_of(f"{year or _LEAP_YEAR}-{suffix}") is None:
        return None
    return "DATE", f"{year or choose_year(context, lambda y: feast(suffix, y))}-{suffix}"


def _iso_date(match: Match, _: Context) -> Meaning:
    month = match.number("MONTHNO")
    if "DAYTIME" in match:
        day, time = match.groups["DAYTIME"][-1].split("T")
        value = f"{match.year()}-{month:02}-{day}"
        return ("TIME", f"{value}T{time}") if days_of(value) else None
    value = f"{match.year()}-{month:02}-{match.day():02}"
    return ("DATE", value) if days_of(value) else None


def _slashed(match: Match, _: Context) -> Meaning:
    month, day, year = (int(part) for part in match.groups["SLASHED"][-1].split("/"))
    if month > 12:
        month, day = day, month
    value = f"{full_year(year):04}-{month:02}-{day:02}"
    return ("DATE", value) if days_of(value) else None


def _weekday(match: Match, context: Context) -> Meaning:
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


def _day(match: Match, context: Context) -> Meaning:
    step = match.arguments.get("shift", match.get("DAYREF"))
    if context.published is None:
        return "DATE", "XXXX-XX-XX"
    return "DATE", (context.published + timedelta(days=step)).isoformat()


def _holiday(match: Match, context: Context) -> Meaning:
    rule = match.arguments.get("date") or match.get("HOLIDAY")
    eve = any("eve" in (word.lower() for word in words) for words in match.groups.values())

    def day_in(year: int) -> date:
        return feast(rule, year) - timedelta(days=1 if eve else 0)

    year = choose_shifted(match, context, day_in)
    if year == "XXXX":
        return ("DATE", f"XXXX-{rule}") if "-" in rule and "/" not in rule else ("DATE", "XXXX-XX-XX")
    return "DATE", day_in(int(year)).isoformat()


def _clock(match: Match, context: Context) -> Meaning:
    time = _time(match)
    if time is None:
        return None
    return "TIME", f"{_today(context)}T{time}{match.get('ZONE') or ''}"


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


def _daypart(match: Match, context: Context) -> Meaning:
    part = match.get("DAYPART") or match.get("TONIGHT")
    step = match.shift() or 0
    if context.published is None:
        return "TIME", f"XXXX-XX-XXT{part}"
    return "TIME", f"{(context.published + timedelta(days=step)).isoformat()}T{part}"


KINDS: dict[str, Normaliser] = {
    "date": _date,
    "monthday": _date,
    "iso_date": _iso_date,
    "slashed": _slashed,
    "weekday": _weekday,
    "day": _day,
    "holiday": _holiday,
    "clock": _clock,
    "daypart": _daypart,
    "daypart_alone": _daypart,
}
