"""Typed literals, in canonical form, so that every store gives them back as they were written."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache

from rdflib import XSD, Literal

_YEAR = re.compile(r"\d{4}")
_YEAR_MONTH = re.compile(r"\d{4}-\d{2}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MONTH_DAY = re.compile(r"--\d{2}-\d{2}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?")


def time_literal(value: str) -> Literal:
    """Return *value* typed by its form: dateTime, date, gYearMonth, gYear or gMonthDay.

    What is no such form or no day of the calendar stays a plain string; the shapes report it with its sentence.

    >>> time_literal("--11-24").datatype.fragment, time_literal("2014-11").datatype.fragment
    ('gMonthDay', 'gYearMonth')
    >>> time_literal("2014-02-30").datatype is None
    True
    """
    if _MOMENT.fullmatch(value) and _parses(value):
        return Literal(_with_seconds(value), datatype=XSD.dateTime, normalize=False)
    # 2000 is a leap year, so that --02-29 is a day
    completions = (
        (_YEAR, XSD.gYear, f"{value}-01-01"),
        (_YEAR_MONTH, XSD.gYearMonth, f"{value}-01"),
        (_DAY, XSD.date, value),
        (_MONTH_DAY, XSD.gMonthDay, f"2000{value[1:]}"),
    )
    for form, datatype, day in completions:
        if form.fullmatch(value) and _parses(day):
            return Literal(value, datatype=datatype, normalize=False)
    return Literal(value)


def _parses(value: str) -> bool:
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def _with_seconds(value: str) -> str:
    """Return the dateTime *value* with seconds, which XML Schema wants and ISO 8601 may leave out."""
    return value if value[16:17] == ":" else f"{value[:16]}:00{value[16:]}"


def published_literal(published: date | datetime) -> Literal:
    """Return the day or the moment when an article was published."""
    datatype = XSD.dateTime if isinstance(published, datetime) else XSD.date
    return Literal(published.isoformat(), datatype=datatype, normalize=False)


def confidence_literal(confidence: float) -> Literal:
    """Return *confidence* as a decimal with one to three places.

    >>> str(confidence_literal(0.85)), str(confidence_literal(1))
    ('0.85', '1.0')
    """
    digits = f"{confidence:.3f}".rstrip("0")
    return Literal(digits + "0" if digits.endswith(".") else digits, datatype=XSD.decimal, normalize=False)


# rdflib parses each literal that it makes, and all articles have the same offsets
@lru_cache(maxsize=1 << 16)
def offset_literal(offset: int) -> Literal:
    """Return an *offset* in code points."""
    return Literal(str(offset), datatype=XSD.nonNegativeInteger, normalize=False)
