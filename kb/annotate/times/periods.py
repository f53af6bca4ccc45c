"""Values of weeks, months, seasons, quarters, years and longer."""

from __future__ import annotations

from datetime import date

from kb.annotate.times.choosing import choose_shifted, choose_year, full_year
from kb.annotate.times.lexicon import load_lexicon
from kb.annotate.times.matching import Context, Match, Meaning, Normaliser
from kb.annotate.times.numbers import count_of, duration
from kb.timex import days_of, feast, name_of, shift


def _month(match: Match, context: Context) -> Meaning:
    month = match.get("MONTH")
    year = match.year() or choose_shifted(match, context, lambda y: date(y, month, 1), slack=30)
    return "DATE", f"{year}-{month:02}"


_SEASON_STARTS = {"SP": "03-21", "SU": "06-21", "FA": "09-23", "WI": "12-21"}


def _season(match: Match, context: Context) -> Meaning:
    season = match.get("SEASON") or match.get("FALL")
    year = match.year() or choose_shifted(match, context, lambda y: feast(_SEASON_STARTS[season], y), slack=91)
    return "DATE", f"{year}-{season}"


def _quarter(match: Match, context: Context) -> Meaning:
    number = match.get("ORDINAL") if "ORDINAL" in match else match.number("QNAME")
    if number > 4:
        return None
    year = match.year()
    if year is None and context.published:
        now = context.published
        past = context.direction() <= 0
        later = date(now.year, 3 * number - 2, 1) > now
        year = f"{now.year - 1 if past and later else now.year:04}"
    return "DATE", f"{year or 'XXXX'}-Q{number}"


def _half(match: Match, context: Context) -> Meaning:
    number = match.get("ORDINAL") or 2
    if number > 2:
        return None
    year = match.year() or (f"{context.published.year:04}" if context.published else "XXXX")
    return "DATE", f"{year}-H{number}"


def _year_of(match: Match, _: Context) -> Meaning:
    if "FYEAR" in match:
        return "DATE", f"{full_year(match.number('FYEAR')):04}"
    return "DATE", match.year() or "XXXX"


def _year_words(match: Match, _: Context) -> Meaning:
    head = load_lexicon().value("NUM", match.groups["TENS"][-1])
    words = match.groups["TEXT"]
    if "thousand" in (word.lower() for word in words):
        return "DATE", f"{count_of(words):04.0f}"
    tail = int(count_of(words[words.index(match.groups["TENS"][0]) + 1 :]) or 0)
    return ("DATE", f"{head * 100 + tail:04}") if 14 <= head <= 20 and tail >= 10 else None


def _decade(match: Match, context: Context) -> Meaning:
    words = match.groups.get("DECADE") or match.groups["SHORTDECADE"]
    digits = "".join(c for c in words[-1] if c.isdigit())
    return "DATE", digits[:3] if len(digits) == 4 else _near_decade(int(digits[0]), context)


def _decade_words(match: Match, context: Context) -> Meaning:
    return "DATE", _near_decade(match.get("DECADEWORD"), context)


def _near_decade(digit: int, context: Context) -> str:
    """Return the latest decade of that digit that had begun by publication."""
    now = context.published
    if now is None:
        return f"XX{digit}"
    century = now.year // 100
    return f"{century if digit <= now.year % 100 // 10 else century - 1}{digit}"


def _century(match: Match, _: Context) -> Meaning:
    tens = load_lexicon().value("NUM", match.groups["TENS"][-1]) if "TENS" in match else 0
    number = match.number("NTH") if "NTH" in match else match.get("ORDINAL") + tens
    return ("DATE", f"{number - 1:02}") if 0 < number <= 100 else None


def _unit(match: Match, context: Context) -> Meaning:
    grain = match.arguments.get("grain") or match.get("UNIT")
    origin, step = match.origin(context), match.shift() or 0
    if grain in ("H", "TM", "S", "2W"):
        return "DURATION", duration(1, grain)
    if origin is None:
        return "DATE", {"D": "XXXX-XX-XX", "M": "XXXX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "Q": "XXXX-QX"}.get(grain, "XXXX")
    if grain == "WE" and "SHIFT" not in match and "ANAPHOR" not in match:
        step = -1 if context.direction() <= 0 and origin.isoweekday() < 6 else 0
    return "DATE", name_of(shift(origin, grain, step), grain)


def _context_quarter(match: Match, context: Context) -> Meaning:
    year = match.year()
    if year:
        return "DATE", year + context.quarter[4:] if context.quarter else year
    if context.quarter:
        return "DATE", context.quarter
    return ("DATE", name_of(shift(context.published, "Q", -1), "Q")) if context.published else ("DATE", "XXXX-QX")


def _year_before(match: Match, context: Context) -> Meaning:
    quarter = match.get("ORDINAL")
    origin = days_of(context.quarter)[0] if context.quarter else context.published  # type: ignore[index]
    if origin is None:
        return "DATE", "XXXX"
    before = shift(origin, "Y", -1)
    if quarter:
        return "DATE", f"{before.year:04}-Q{quarter}"
    return "DATE", name_of(before, "Q" if context.quarter else "Y")


def _year_end(_: Match, context: Context) -> Meaning:
    return "DATE", choose_year(context, lambda y: date(y, 12, 31)) + "-12-31"


KINDS: dict[str, Normaliser] = {
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
}
