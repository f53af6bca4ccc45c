"""Pages as HTML: templates that escape all they are given."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from kb import __version__
from kb.pages import wording

#: The folder of what pages load: style, scripts, and others' libraries with their licences.
STATIC = Path(__file__).parent / "static"
_TEMPLATES = Path(__file__).parent / "templates"

#: Given a kind of page ("actor") and an IRI, the address of that page, or None where there is none.
Link = Callable[[str, str], str | None]


def server_link(kind: str, iri: str) -> str:
    """Return the address of the page of that kind ("actor") about *iri*; a fragment of *iri* stays part of it."""
    return f"/{kind}?iri={quote(iri, safe='')}"


def no_link(kind: str, iri: str) -> None:
    """Return that there is no page to go to."""


def render(template: str, **values: Any) -> str:
    """Return *template* filled with *values*."""
    return _environment().get_template(template).render(version=__version__, **values)


@cache
def _environment() -> Environment:
    # all values are escaped; a misspelt one is an error, not a gap
    environment = Environment(loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters |= {name: getattr(wording, name) for name in ("spaced", "clipped", "told", "day_name", "moment")}
    environment.filters["day"] = lambda date: date[:10]
    return environment
