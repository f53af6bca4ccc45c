"""What the functions that give values read: a match of a rule, and the context."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kb.annotate.times.lexicon import load_lexicon
from kb.timex import days_of

#: a TIMEX3 type and value; None where the words turn out to be no time
Meaning = tuple[str, str] | None


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

    def year(self) -> str | None:
        """Return the year that is told, None without one."""
        return self.groups["YEAR"][-1] if "YEAR" in self else None

    def origin(self, context: Context) -> date | None:
        """Return the day to count from."""
        return context.reference() if "ANAPHOR" in self else context.published


#: gives a match of one kind of rule its meaning
Normaliser = Callable[[Match, Context], Meaning]
