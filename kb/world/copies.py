"""Articles that copy one another (wire copy, a release and its reprint): nearly the same words within a few days."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from datetime import date
from types import ModuleType

from kb.errors import StoreError
from kb.query import Queryable
from kb.world.asking import rows
from kb.world.groups import Group, linked_groups

RULE = "merge.copy.v1"
#: Words that follow one another and are compared as one.
_RUN = 5
#: Share of such runs that two copies have in common (Jaccard), as they have at least.
_ALIKE = 0.6
#: The index looks for this share: lower, since it only estimates; what it finds is counted out.
_SOUGHT = 0.5
_PERMUTATIONS = 128
#: Days between an article and its copy; a form letter of another month is none.
_DAYS = 7
# shorter texts are alike by chance
_FEWEST = 20


def copy_groups(target: Queryable) -> Iterator[Group]:
    """Yield the articles of *target* that are nearly the same; the one that came out first stands for all.

    Raises:
        StoreError: The library that finds them is not installed.
    """
    articles = {article: (day, text) for article, day, text in rows(target, "texts")}
    shares = {(one, other): share for one, other in _candidates(articles) if (share := _share(articles[one], articles[other])) >= _ALIKE}
    for members in linked_groups(shares):
        # an article without a date comes last
        head, *others = sorted(members, key=lambda article: (articles[article][0] or "9", article))
        least = min(share for (one, _), share in shares.items() if one in members)
        yield Group(head, tuple(sorted(others)), RULE, f"at least {least:.0%} of their runs of {_RUN} words are the same, within {_DAYS} days")


def _candidates(articles: dict[str, tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield pairs that may be copies, each once and in order."""
    sketch = _library()
    index = sketch.MinHashLSH(threshold=_SOUGHT, num_perm=_PERMUTATIONS)
    for article, (_, text) in sorted(articles.items()):
        if len(runs := _runs(text)) < _FEWEST:
            continue
        signature = sketch.MinHash(num_perm=_PERMUTATIONS, seed=1)
        signature.update_batch(sorted(runs))
        yield from ((other, article) for other in sorted(index.query(signature)))
        index.insert(article, signature)


def _share(one: tuple[str, str], other: tuple[str, str]) -> float:
    """Return the share of runs in common of two articles, each its day and its text; none when they came out too far apart."""
    days = _day(one[0]), _day(other[0])
    if days[0] and days[1] and abs((days[0] - days[1]).days) > _DAYS:
        return 0.0
    runs = _runs(one[1]), _runs(other[1])
    return len(runs[0] & runs[1]) / len(runs[0] | runs[1])


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _runs(text: str) -> frozenset[bytes]:
    words = re.findall(r"\w+", text.casefold())
    return frozenset(" ".join(words[start : start + _RUN]).encode() for start in range(len(words) - _RUN + 1))


def _library() -> ModuleType:
    try:
        return importlib.import_module("datasketch")
    except ImportError as error:
        raise StoreError("to find articles that copy one another, install datasketch: pip install 'newskb[merge]'") from error
