"""The addresses of the pages."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from kb.pages.actor import PARTS, actor_page
from kb.pages.article import article_page
from kb.pages.network import as_elements, ties_of
from kb.pages.render import render, server_link
from kb.pages.timeline import timeline_page
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
    """One actor."""
    iri = _iri(request)
    part = request.query_params.get("part", "")
    page = actor_page(_library(request).knowledge, iri, part if part in PARTS else "") if iri else None
    return _page("actor.html", page=page, only=part if part in PARTS else "") if page else _unknown("actor", iri)


def timeline(request: Request) -> Response:
    """What was said when, and what falls due."""
    start_at = request.query_params.get("start", "0")
    entry = int(start_at) if start_at.isdecimal() and len(start_at) < 9 else 0
    return _page("timeline.html", page=timeline_page(_library(request).knowledge, request.query_params.get("period", ""), entry))


def graph(request: Request) -> Response:
    """The graph around one actor."""
    knowledge, iri = _library(request).knowledge, _iri(request)
    if not iri:
        return _unknown("actor", iri)
    ties = ties_of(knowledge, iri)
    neighbours = len({tie.start.iri for tie in ties} | {tie.end.iri for tie in ties}) - 1
    return _page("graph.html", actor=knowledge.named(iri), ties=ties, neighbours=neighbours)


def graph_elements(request: Request) -> Response:
    """The same, as what cytoscape.js draws."""
    iri = _iri(request)
    return JSONResponse(as_elements(ties_of(_library(request).knowledge, iri), iri) if iri else {"nodes": [], "edges": []})


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


def _iri(request: Request) -> str:
    """Return the IRI that is asked for, or nothing when it is none: it goes into queries as a term, never as text."""
    iri = request.query_params.get("iri", "")
    return "" if any(character in iri for character in '<>"{}|\\^` \n\r\t') or ":" not in iri else iri


def _page(template: str, **values: Any) -> Response:
    return HTMLResponse(render(template, link=server_link, **values))


def _unknown(kind: str, iri: str) -> Response:
    return _problem(404, f"No such {kind}", f"The store knows no {kind} {iri}." if iri else "The address needs ?iri= and an IRI.")


def _problem(status: int, heading: str, message: str) -> Response:
    return HTMLResponse(render("problem.html", heading=heading, message=message), status_code=status)
