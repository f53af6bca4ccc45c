"""When a deadline falls: a moment's due value, resolved from the article's date."""

from __future__ import annotations

import re
from datetime import date, timedelta

from kb.extract.deadlines.moments import Moment
from kb.timex import as_due

#: words that fix the year or the week themselves
_FIXED = re.compile(r"\d{4}|\b(?:year|next|last|this|past|coming|previous)\b")
#: a date that lies no longer back was meant as it was found: a deadline just past
_JUST_PAST = timedelta(days=90)
_MONTH = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.IGNORECASE)


def due_of(moment: Moment, published: date | None, *, ahead: bool, over: bool = False) -> str | None:
    """Return the due value of *moment*; None when no year, month or day can be told.

    Args:
        moment: a date, a time of a day, or a duration that counts from *published*.
        published: the article's date.
        ahead: whether the clause looks forward, so that a date without a year cannot lie before *published*.
        over: whether the deadline is told to be over, so that a day of the week cannot lie after *published*.
    """
    due = as_due(moment.time.value, published.isoformat() if published else None, words=moment.phrase)
    if due is None or published is None or not (ahead or over) or not re.fullmatch(r"\d{4}-\d\d-\d\d", due) or _FIXED.search(moment.phrase):
        return due
    by_month = bool(_MONTH.search(moment.phrase))
    if over:
        day = date.fromisoformat(due)
        return due if by_month or day <= published else (day - timedelta(days=7)).isoformat()
    return _not_before(due, published, by_year=by_month)


def _not_before(due: str, published: date, *, by_year: bool) -> str:
    """Return *due*, moved to the next year or week when it lies before *published*."""
    day = date.fromisoformat(due)
    if day >= published:
        return due
    if not by_year:
        return (day + timedelta(days=7)).isoformat()
    return due if published - day < _JUST_PAST or (day.month, day.day) == (2, 29) else day.replace(year=day.year + 1).isoformat()
