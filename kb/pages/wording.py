"""Terms and dates as people read them."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from functools import cache
from pathlib import Path

_ACTS = Path(__file__).parent / "acts.toml"
_DATE = re.compile(r"(?P<day>-?-?[\d-]+)(?:T(?P<time>\d\d:\d\d))?.*")


def spaced(name: str) -> str:
    """Return a local name as words.

    >>> spaced("pressConference")
    'press conference'
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


def clipped(words: str, length: int = 200) -> str:
    """Return *words* on one line, cut to *length* characters at a space."""
    line = " ".join(words.split())
    return line if len(line) <= length else line[:length].rpartition(" ")[0] + " …"


def told(act: str, to: object = None) -> str:
    """Return an act of communication as a verb; *to* is who is told, when that follows.

    >>> told("stating"), told("stating", "Norway")
    ('said', 'told')
    """
    return _acts().get(act, [spaced(act)] * 2)[bool(to)]


def day_name(day: str) -> str:
    """Return an ISO day, month or year with its weekday.

    >>> day_name("2014-11-07"), day_name("2014-11"), day_name("2014")
    ('Friday, 7 November 2014', 'November 2014', '2014')
    """
    whole = _whole(day)
    return f"{whole:%A}, {moment(day)}" if whole else moment(day)


def moment(when: str) -> str:
    """Return an ISO date, which may have a time or lack its day, month or year.

    >>> moment("2014-11-07T17:00:00"), moment("2014-11"), moment("--11-24")
    ('7 November 2014, 17:00', 'November 2014', '24 November')
    """
    found = _DATE.fullmatch(when)
    if found is None:
        return when
    day, time = found["day"], found["time"]
    if whole := _whole(day):
        named = f"{whole.day} {whole:%B %Y}"
    elif month := _whole(f"{day}-01"):
        named = f"{month:%B %Y}"
    elif yearless := _whole(f"2000{day[1:]}" if day.startswith("--") else ""):
        named = f"{yearless.day} {yearless:%B}"
    else:
        return when
    return f"{named}, {time}" if time else named


def _whole(day: str) -> date | None:
    try:
        return date(*map(int, day.split("-")))
    except (TypeError, ValueError):
        return None


@cache
def _acts() -> dict[str, list[str]]:
    return tomllib.loads(_ACTS.read_text(encoding="utf-8"))
