"""What every entry must keep to, whichever form it is told in. The messages go after the file and the line or subject."""

from __future__ import annotations

import re

from kb.model import ActorKind

_LINK = re.compile(r"(?:https?://www\.wikidata\.org/(?:entity|wiki)/|wd:)?(Q[1-9]\d*)")
_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_KINDS = {kind.value.lower(): kind for kind in ActorKind}


def kind_of(word: str) -> ActorKind:
    """Return the class that *word* names, in any case.

    Raises:
        ValueError: It names none.
    """
    if word.lower() not in _KINDS:
        raise ValueError(f"type {word!r} is none of {', '.join(kind.value for kind in ActorKind)}")
    return _KINDS[word.lower()]


def link_of(text: str) -> str | None:
    """Return the Wikidata id that *text* is or ends in, None where it is empty.

    Raises:
        ValueError: It is something else.
    """
    match = _LINK.fullmatch(text)
    if text and not match:
        raise ValueError(f"link {text!r} is no Wikidata id, such as Q76")
    return match[1] if match else None


def name_of(text: str) -> str:
    """Return *text* with single spaces.

    Raises:
        ValueError: It can be no name: names are found by their capital or digit.
    """
    name = " ".join(text.split())
    if not any(character.isupper() or character.isdigit() for character in name):
        raise ValueError(f"{name!r} can be found in no article: a name has a capital letter or a digit" if name else "the name is missing")
    return name


def term_of(start: str, end: str) -> tuple[str | None, str | None]:
    """Return the bounds of a time in office, None where open.

    Raises:
        ValueError: One is no ISO date, month or year, or the end comes before the start.
    """
    for text in (start, end):
        if text and not _DATE.fullmatch(text):
            raise ValueError(f"{text!r} is no date such as 2014-11-24, 2014-11 or 2014")
    shared = min(len(start), len(end))
    if start[:shared] > end[:shared]:
        raise ValueError(f"the office ends ({end}) before it starts ({start})")
    return start or None, end or None
