"""Options that several verbs share."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from kb.model import KnownActor

_DEBUG = "kb.debug"

#: Formats of graphs, as ``kb.graph.FORMATS`` has them; a copy, since importing that takes half a second.
GRAPH_FORMATS = ("turtle", "trig", "nquads", "ntriples", "jsonld", "rdfxml")


def _note_debug(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    # nested contexts share meta
    ctx.meta[_DEBUG] = ctx.meta.get(_DEBUG, False) or value


debug_option = click.option("--debug", is_flag=True, expose_value=False, callback=_note_debug, help="Show where an error came from.")


def debugging() -> bool:
    """Return whether ``--debug`` was given, before or after the verb."""
    return bool(click.get_current_context().meta.get(_DEBUG, False))


def rdf_format_option(command: Any) -> Any:
    """Add ``--from``, the format of RDF files."""
    text = "Format of every FILE.  [default: by suffix; TriG, which holds Turtle, for '-']"
    return click.option("--from", "from_format", type=click.Choice(GRAPH_FORMATS), help=text)(command)


model_option = click.option("--model", metavar="NAME_OR_PATH", help="Another spaCy pipeline, with Universal Dependencies.")


actors_option = click.option(
    "--actors", metavar="FILE", help="Your own actors, which overrule the built-in ones: a table (.csv, .tsv) with the columns label, type, ... or Turtle."
)


def own_actors(options: dict[str, Any]) -> tuple[KnownActor, ...]:
    """Return the actors of the file that ``--actors`` names."""
    from kb.roster import read_roster  # noqa: PLC0415 - rdflib is too slow to import for --help

    return read_roster(options["actors"]) if options["actors"] else ()


def store_option(command: Any) -> Any:
    """Add ``--store``, the folder of a store that must be there."""
    return click.option("--store", required=True, metavar="DIR", help="The store that 'kb load' filled.")(command)


def engine_option(command: Any) -> Any:
    """Add ``--engine``, who checks the shapes."""
    text = "Who checks the shapes; the findings are the same.  [default: rust, where it is installed]"
    return click.option("--engine", type=click.Choice(["rust", "pyshacl"]), help=text)(command)


def warn(message: str) -> None:
    """Write one line to standard error."""
    click.echo("kb: " + " ".join(message.split()), err=True)


def write_out(text: str) -> None:
    """Write *text* to standard output as UTF-8 bytes, whatever the locale."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode())
    sys.stdout.buffer.flush()
