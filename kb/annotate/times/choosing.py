"""Which year a day or a month without one is in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from kb.annotate.times.matching import Context, Match

#: how many times nearer a day must lie on the side that the tense speaks against
_AGAINST_TENSE = 4


def choose_year(context: Context, day_in: Callable[[int], date], *, slack: int = 0) -> str:
    """Return the year for a yearly day: the last or the next one by tense, else the nearest one.

    Args:
        context: the day of publication and the tense.
        day_in: the day in a given year.
        slack: days by which the period outlasts or precedes its first day, so that the current one counts either way.
    """
    now = context.published
    if now is None:
        return "XXXX"
    days = (_or_none(day_in, year) for year in range(now.year - 4, now.year + 5))
    towards = context.direction()

    def cost(day: date) -> tuple[int, bool]:
        ahead = (day - now).days
        # tense is a hint: a day far off on its side loses to one close by on the other
        against = (towards < 0 and ahead > 0) or (towards > 0 and ahead < -slack)
        return abs(ahead) * (_AGAINST_TENSE if against else 1), ahead > 0

    best = min(filter(None, days), key=cost, default=None)
    return f"{best.year:04}" if best else "XXXX"


def choose_shifted(match: Match, context: Context, day_in: Callable[[int], date], *, slack: int = 0) -> str:
    """Return the year for a yearly day that "last", "this" or "next" may stand before."""
    step, origin = match.shift(), match.origin(context)
    if step is None or origin is None:
        return choose_year(context, day_in, slack=slack)
    if step == 0:
        return f"{origin.year:04}"
    days = [day for day in (_or_none(day_in, year) for year in range(origin.year - 5, origin.year + 6)) if day]
    if step < 0:
        chosen = max((day for day in days if day + timedelta(days=slack) < origin), default=None)
    else:
        chosen = min((day for day in days if day > origin), default=None)
    return f"{chosen.year:04}" if chosen else "XXXX"


def _or_none(day_in: Callable[[int], date], year: int) -> date | None:
    try:
        return day_in(year)
    except ValueError:  # 29 February
        return None


def full_year(year: int) -> int:
    """Return the year that two digits stand for; one of more digits is itself."""
    return year if year > 99 else year + (2000 if year < 50 else 1900)
