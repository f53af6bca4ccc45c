"""What is told of an article before its text."""

from __future__ import annotations

from dataclasses import dataclass

from kb.pages.knowledge import Knowledge, local_name, text


@dataclass(frozen=True)
class ArticleHead:
    """What is told of an article before its text; empty where untold."""

    iri: str
    title: str
    published: str = ""
    publisher: str = ""
    author: str = ""
    url: str = ""
    language: str = ""


def article_head(knowledge: Knowledge, iri: str) -> ArticleHead | None:
    """Return what is told of the article *iri*, None when there is no such article."""
    told = {local_name(row["property"]): text(row["value"]) for row in knowledge.ask("article", article=iri)}
    if not told:
        return None
    title = told.get("headline") or told.get("identifier") or iri
    url = told.get("url", "")
    return ArticleHead(
        iri,
        " ".join(title.split()),
        told.get("datePublished", ""),
        told.get("publisher", ""),
        told.get("author", ""),
        # anything else, such as javascript:, is no address to go to
        url if url.startswith(("https://", "http://")) else "",
        told.get("inLanguage", ""),
    )
