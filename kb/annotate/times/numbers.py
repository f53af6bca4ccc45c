"""Numbers as articles write them, in words or digits."""

from __future__ import annotations

from collections.abc import Sequence

from kb.annotate.times.lexicon import load_lexicon


def count_of(words: Sequence[str]) -> float | None:
    """Return the number that *words* tell, None for a vague one ("several").

    >>> count_of(["five", "and", "a", "half"]), count_of(["twenty", "-", "four"]), count_of(["a", "few"])
    (5.5, 24.0, None)
    """
    lexicon = load_lexicon()
    total, seen = 0.0, False
    for word in words:
        if lexicon.value("VAGUE", word) is not None:
            return None
        small, large, part = (lexicon.value(name, word) for name in ("NUM", "HUNDRED", "FRACTION"))
        digits = word.replace(",", "")
        if small is not None:
            total += small
        elif large is not None:
            total = max(total, 1) * large
        elif part is not None:
            total += part
        elif digits.replace(".", "", 1).isdigit():
            total += float(digits)
        else:
            continue
        seen = True
    return total if seen else 1.0


def duration(count: float | None, unit: str) -> str:
    """Return the ISO 8601 duration of *count* units; an unknown count is an X, decades and centuries are years.

    Args:
        count: how many, None where the text does not tell.
        unit: a grain ("D", "W", "M", "Q", "Y", "E", "C", "WE", "2W") or "H", "TM" (minutes), "S".

    >>> duration(5.5, "H"), duration(2.5, "Y"), duration(None, "D"), duration(1, "E")
    ('PT5H30M', 'P2Y6M', 'PXD', 'P10Y')
    """
    factor, unit = {"E": (10, "Y"), "C": (100, "Y"), "2W": (2, "W")}.get(unit, (1, unit))
    marker = "PT" if unit in ("H", "TM", "S") else "P"
    letter = "M" if unit == "TM" else unit
    if count is None:
        return f"{marker}X{letter}"
    whole, part = divmod(count * factor, 1)
    smaller = {"H": ("M", 60), "Y": ("M", 12), "TM": ("S", 60), "D": ("", 0)}.get(unit)
    if not part:
        return f"{marker}{whole:.0f}{letter}"
    if unit == "D":
        return f"PT{count * 24:.0f}H"
    if smaller is None:
        return f"{marker}{count:g}{letter}"
    head = f"{whole:.0f}{letter}" if whole else ""
    return f"{marker}{head}{part * smaller[1]:.0f}{smaller[0]}"
