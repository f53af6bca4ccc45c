"""The application: pages and a SPARQL endpoint over one store, read-only."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from kb.pages.render import STATIC
from kb.serve import pages
from kb.serve.endpoint import sparql
from kb.serve.freshness import Fresh
from kb.serve.headers import SecurityHeaders
from kb.serve.library import Library
from kb.serve.workers import Workers


def create_app(location: Path, *, seconds: float = 30.0, origins: Sequence[str] = (), hosts: Sequence[str] = ("127.0.0.1", "localhost")) -> Starlette:
    """Return the application over the store in *location*.

    Args:
        location: The store's directory; it is only read, and read anew when it changes.
        seconds: Time that one SPARQL query may take.
        origins: Web pages elsewhere that may ask the endpoint (CORS); none unless named, "*" for all.
        hosts: Names under which the server answers, so that no page elsewhere reaches it under a name of its own (DNS rebinding).

    Raises:
        InputError: There is no store.
    """
    library = Fresh(location, Library)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        app.state.workers = Workers(location, seconds=seconds)
        # the first reader would wait for it otherwise
        threading.Thread(target=library.current().prepare, daemon=True).start()
        yield
        app.state.workers.close()

    middleware = [Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts), www_redirect=False), Middleware(SecurityHeaders)]
    if origins:
        middleware.insert(0, Middleware(CORSMiddleware, allow_origins=list(origins), allow_methods=["GET", "POST"], allow_headers=["Content-Type", "Accept"]))
    app = Starlette(routes=_routes(), middleware=middleware, lifespan=lifespan, exception_handlers={404: pages.not_found, 500: pages.failed})
    app.state.library = library
    return app


def _routes() -> list[Route | Mount]:
    return [
        Route("/", pages.start),
        Route("/article", pages.article),
        Route("/actor", pages.actor),
        Route("/timeline", pages.timeline),
        Route("/graph", pages.graph),
        Route("/graph.json", pages.graph_elements),
        Route("/console", pages.console),
        Route("/sparql", sparql, methods=["GET", "POST"]),
        Mount("/static", StaticFiles(directory=STATIC)),
    ]
