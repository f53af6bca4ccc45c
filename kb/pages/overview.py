"""The start page: how much there is, who is quoted most, what is newest."""

from __future__ import annotations

from dataclasses import dataclass

from kb.pages.heads import ArticleHead, article_head
from kb.pages.knowledge import Knowledge, Named, local_name, text


@dataclass(frozen=True)
class Overview:
    """``counts`` by class; ``quoted`` with the number of articles that quote them."""

    counts: dict[str, int]
    quoted: list[tuple[Named, int]]
    newest: list[ArticleHead]


def overview(knowledge: Knowledge) -> Overview:
    """Return what the start page shows."""
    counts = {local_name(row["kind"]): int(text(row["count"])) for row in knowledge.ask("counts")}
    quoted = [(knowledge.named(text(row["head"])), int(text(row["articles"]))) for row in knowledge.ask("most-quoted")]
    newest = [article_head(knowledge, text(row["article"])) for row in knowledge.ask("newest")]
    return Overview(counts, quoted, [head for head in newest if head])
