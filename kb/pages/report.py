"""The page of one article as a file of its own: style inside, nothing loaded, no script."""

from __future__ import annotations

import base64
import hashlib

from markupsafe import Markup

from kb.errors import InputError
from kb.pages.article import article_page
from kb.pages.knowledge import Knowledge, text
from kb.pages.render import STATIC, no_link, render

#: Articles named in a message.
_NAMED = 3


def report(knowledge: Knowledge, article: str | None = None) -> str:
    """Return the page of *article* as one HTML file.

    Args:
        knowledge: Where the article is.
        article: Its IRI, its id or its address; needed unless there is only one.

    Raises:
        InputError: There is no such article, or several and none was named.
    """
    page = article_page(knowledge, _find(knowledge, article))
    style = (STATIC / "style.css").read_text(encoding="utf-8")
    # allows this style and nothing else, whatever the article holds
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return render("report.html", page=page, link=no_link, style=Markup(style), digest=digest)  # noqa: S704 - our own file


def _find(knowledge: Knowledge, wanted: str | None) -> str:
    rows = list(knowledge.ask("articles"))
    known = {text(row["article"]): {text(row["article"]), text(row.get("id")), text(row.get("url"))} for row in rows}
    if not known:
        raise InputError("there is no article (kb:Article) in it")
    found = sorted(iri for iri, names in known.items() if wanted is None or wanted in names)
    if len(found) == 1:
        return found[0]
    if wanted is not None:
        raise InputError(f"no article {wanted!r}: name it by its IRI, id or address" if not found else f"{wanted!r} names {len(found)} articles: give an IRI")
    more = ", ..." if len(found) > _NAMED else ""
    raise InputError(f"there are {len(found)} articles: name one, such as {', '.join(found[:_NAMED])}{more}")
