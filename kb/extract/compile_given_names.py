"""Compiles ``given_names.tsv``: given names whose bearers are nearly all men or nearly all women."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from kb.extract.linking import normalise, read_rows

GIVEN_NAME_SOURCES = (
    "unitedstates/congress-legislators dfa96222 (CC0): names and genders of the members of Congress born since 1900",
    "by_hand/given_names.tsv (CC0-1.0): names of the world, and names that tell no gender",
)
_BORN_SINCE = "1900"
_CONSISTENT = 0.97
_FEWEST_MEN = 2  # nearly all members of Congress were men: one man alone tells little of a name, one woman much


def given_name_rows(sources: Path, by_hand: Path) -> list[tuple[str, ...]]:
    """Return the rows of ``given_names.tsv``: name and gender; what stands in *by_hand* wins."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for name, gender in _members(sources / "us_congress"):
        counts[normalise(name)][gender] += 1
    found = {name: gender for name, count in counts.items() if (gender := _gender(count)) and name.isalpha() and len(name) > 1}
    found.update((normalise(row["name"]), row["gender"]) for row in read_rows(by_hand))
    return [(name, gender) for name, gender in found.items() if gender]


def _members(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield a given name and "M" or "F" for each member of Congress."""
    import yaml  # type: ignore[import-untyped]  # noqa: PLC0415 - maintainers alone need it

    with (folder / "legislators-historical.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            if row["birthday"] >= _BORN_SINCE:
                yield row["first_name"], row["gender"]
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    for record in yaml.load((folder / "legislators-current.yaml").read_text(encoding="utf-8"), Loader=loader):  # noqa: S506 - a safe loader
        yield record["name"]["first"], record["bio"]["gender"]


def _gender(count: Counter[str]) -> str:
    men, women = count["M"], count["F"]
    if men >= _FEWEST_MEN and men >= _CONSISTENT * (men + women):
        return "male"
    return "female" if women >= _CONSISTENT * (men + women) else ""
