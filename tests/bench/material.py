"""What is measured: news articles, as they are, or any number of new ones from their paragraphs."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from kb.model import Article
from kb.read import find_sources, read_articles

GOLD = Path(__file__).parents[1] / "gold"
_PARAGRAPHS = 4  # of a new article


def articles(path: Path | None = None) -> list[Article]:
    """Return the articles in *path*; by default those of ``tests/gold``."""
    return [item for item in read_articles(find_sources([path or GOLD])) if isinstance(item, Article)]


def new_articles(known: list[Article], count: int) -> Iterator[dict[str, str]]:
    """Yield *count* records of articles, no two of which have one text: the same ones each time."""
    pool = sorted({part for article in known for part in article.text.split("\n\n") if part.strip()})
    chance = random.Random(1)  # noqa: S311 - no secrets
    for number in range(count):
        parts = [f"Report {number}, the Daily Post said on Monday.", *chance.sample(pool, min(_PARAGRAPHS, len(pool)))]
        yield {"id": f"bench-{number}", "text": "\n\n".join(parts), "published": "2019-11-04"}
