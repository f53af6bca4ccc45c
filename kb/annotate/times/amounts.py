"""Values of durations, of what is a duration away, and of sets."""

from __future__ import annotations

from datetime import date

from kb.annotate.times.lexicon import load_lexicon
from kb.annotate.times.matching import Context, Match, Meaning, Normaliser
from kb.annotate.times.numbers import count_of, duration
from kb.timex import days_of, name_of, shift


def _distance(match: Match, context: Context) -> Meaning:
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
    """Return the unit of a plural."""
    words = match.groups.get("UNITWORD") or match.groups["UNITS"]
    lexicon = load_lexicon()
    return str(lexicon.value("UNIT", words[-1]) or lexicon.value("UNITS", words[-1]))


def _duration(match: Match, _: Context) -> Meaning:
    unit = match.get("UNIT") or _unit_of(match)
    vague = "COUNT" not in match and "UNITS" in match
    return "DURATION", duration(None if vague else count_of(match.groups.get("COUNT", [])), unit)


def _every(match: Match, _: Context) -> Meaning:
    day = match.get("WEEKDAY") or match.get("WEEKDAYS")
    if day:
        part = match.get("DAYPARTS") or match.get("DAYPART")
        return "SET", f"XXXX-WXX-{day}" + (f"T{part}" if part else "")
    if "MONTH" in match:
        return "SET", f"XXXX-{match.get('MONTH'):02}"
    if "DAYPART" in match:
        return "SET", f"XXXX-XX-XXT{match.get('DAYPART')}"
    return "SET", duration(count_of(match.groups.get("COUNT", [])), match.get("UNIT") or _unit_of(match))


def _fixed(match: Match, _: Context) -> Meaning:
    value = match.arguments.get("value") or next(filter(None, (match.get(name) for name in match.groups)), None)
    return (match.arguments.get("type", "DATE"), str(value)) if value else None


KINDS: dict[str, Normaliser] = {
    "distance": _distance,
    "duration": _duration,
    "every": _every,
    "fixed": _fixed,
}
