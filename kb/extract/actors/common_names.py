"""Full names that many people bear: such a name alone does not tell that two articles speak of one person."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from kb.extract.linking import normalise, read_rows
from kb.resources import gazetteer_dir

#: So many bearers of a full name among the men or the women of the United States make it common.
COMMON = 1000
#: Men or women in the United States, about.
MEN_OR_WOMEN = 165_000_000


def is_common_name(words: Sequence[str]) -> bool:
    """Return whether many people bear a full name, by the shares of its given and its family name; a middle name tells it apart."""
    if len(words) != 2:
        return False
    given, family = _shares()["given"].get(normalise(words[0])), _shares()["family"].get(normalise(words[1]))
    return given is not None and family is not None and given * family * MEN_OR_WOMEN >= COMMON * 10**10


@cache
def _shares() -> dict[str, dict[str, float]]:
    shares: dict[str, dict[str, float]] = {"given": {}, "family": {}}
    for row in read_rows(gazetteer_dir() / "common_names.tsv"):
        shares[row["sort"]][row["name"]] = float(row["share"])
    return shares
