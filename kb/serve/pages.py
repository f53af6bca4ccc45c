"""The addresses of the pages."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from kb.pages.actor import PARTS, actor_page
from kb.pages.article import article_page
from kb.pages.network import as_elements, ties_of
from kb.pages.render import render, server_link
from kb.pages.search import actors_called
from kb.pages.timeline import Wanted
from kb.serve.library import Library


def start(request: Request) -> Response:
    """Search, or the start page where nothing is sought."""
    library = _library(request)
    words = request.query_params.get("q", "").strip()[:200]
    if words:
        return _page("start.html", words=words, found=library.index.search(words))
    return _page("start.html", words="", overview=library.overview)


def article(request: Request) -> Response:
    """One article."""
    iri = _iri(request)
    page = article_page(_library(request).knowledge, iri) if iri else None
    return _page("article.html", page=page) if page else _unknown("article", iri)


def actor(request: Request) -> Response:
    """One actor, at the address of the one that stands for it."""
    knowledge, iri = _library(request).knowledge, _iri(request)
    part = request.query_params.get("part", "")
    only = part if part in PARTS else ""
    page = actor_page(knowledge, iri, only) if iri else None
    if page is None:
        return _unknown("actor", iri)
    if page.actor.iri != iri:
        return RedirectResponse(f"{server_link('actor', page.actor.iri)}{f'&part={only}' if only else ''}", status_code=302)
    return _page("actor.html", page=page, only=only)


def timeline(request: Request) -> Response:
    """What was said when, and what falls due: of all, or of those who are asked for."""
    library, given = _library(request), request.query_params
    iri, who = _iri(request, "actor"), " ".join(given.get("who", "").split())[:200]
    found = sorted({library.knowledge.named(each) for each in ([iri] if iri else actors_called(library.knowledge, who))}, key=lambda each: each.name)
    actors = tuple(one for each in found for one in library.knowledge.merges.members(each.iri)) if iri or who else None
    start_at = given.get("start", "0")
    entry = int(start_at) if start_at.isdecimal() and len(start_at) < 9 else 0
    page = library.timeline.page(Wanted(given.get("period", ""), actors, given.get("since", ""), given.get("until", ""), entry))
    kept = urlencode({name: value for name, value in (("actor", iri), ("who", who), ("since", page.since), ("until", page.until)) if value})
    return _page("timeline.html", page=page, found=found, iri=iri, sought="" if iri else who, kept=f"{kept}&" if kept else "", names=library.overview.quoted)


def graph(request: Request) -> Response:
    """The graph around one actor."""
    knowledge, iri = _library(request).knowledge, _iri(request)
    if not iri:
        return _unknown("actor", iri)
    ties = ties_of(knowledge, iri)
    neighbours = len({tie.start for tie in ties} | {tie.end for tie in ties}) - 1
    return _page("graph.html", actor=knowledge.named(iri), ties=ties, neighbours=neighbours)


def graph_elements(request: Request) -> Response:
    """The same, as what cytoscape.js draws."""
    iri = _iri(request)
    knowledge = _library(request).knowledge
    return JSONResponse(as_elements(ties_of(knowledge, iri), knowledge.merges.head(iri)) if iri else {"nodes": [], "edges": []})


def console(request: Request) -> Response:
    """The SPARQL console."""
    return _page("console.html", endpoint=str(request.url.replace(path="/sparql", query="")))


def not_found(request: Request, _: Exception) -> Response:
    """No such address."""
    return _problem(404, "No such page", f"There is nothing at {request.url.path}.")


def failed(_: Request, __: Exception) -> Response:
    """An error of the program itself."""
    return _problem(500, "That went wrong", "The server's own output tells more.")


def _library(request: Request) -> Library:
    library: Library = request.app.state.library.current()
    return library


def _iri(request: Request, parameter: str = "iri") -> str:
    """Return the IRI that is asked for, or nothing when it is none: it goes into queries as a term, never as text."""
    iri = request.query_params.get(parameter, "")
    return "" if any(character in iri for character in '<>"{}|\\^` \n\r\t') or ":" not in iri else iri


def _page(template: str, **values: Any) -> Response:
    return HTMLResponse(render(template, link=server_link, **values))


def _unknown(kind: str, iri: str) -> Response:
    return _problem(404, f"No such {kind}", f"The store knows no {kind} {iri}." if iri else "The address needs ?iri= and an IRI.")


def _problem(status: int, heading: str, message: str) -> Response:
    return HTMLResponse(render("problem.html", heading=heading, message=message), status_code=status)
