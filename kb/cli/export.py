"""``kb export``: the knowledge base in the forms that others read."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import click

from kb.cli.options import debug_option, rdf_format_option

FORMS = ("schema", "jsonld", "sem", "nif", "graphml", "csv")


@click.command()
@click.argument("files", nargs=-1, metavar="[FILE]...")
@click.option("--store", type=click.Path(path_type=Path), metavar="DIR", help="Export a store instead of FILEs.")
@click.option("--as", "form", required=True, type=click.Choice(FORMS), help="The form.")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="OUT", help="A file; for csv a folder, which is made.  [default: standard output]")
@rdf_format_option
@debug_option
def command(files: tuple[str, ...], store: Path | None, form: str, output: Path | None, from_format: str | None) -> int:
    """Write articles in a form that other tools read.

    \b
    Forms:
      schema   schema.org terms, as Turtle
      jsonld   the same as JSON-LD with plain keys, for web pages and programs
      sem      events in the Simple Event Model, as Turtle
      nif      texts and mentions in NIF 2.0, for tools that link entities
      graphml  the network of who is tied to whom, for Gephi, Cytoscape, NetworkX
      csv      communications, deadlines, positions and affiliations for spreadsheets
    \b
    Examples:
      kb export --store news.db --as csv -o tables/
      kb export story.ttl --as schema > story.schema.ttl
    """  # noqa: D301
    if store and files:
        raise click.UsageError("give either --store or FILEs")
    if not store and not files and sys.stdin.isatty():
        raise click.UsageError("no FILE to export, and no --store")
    if form == "csv" and output is None:
        raise click.UsageError("csv is several tables: name a folder for them with -o")
    # slow to import for --help
    from kb.cli.sources import open_source  # noqa: PLC0415
    from kb.export import TABLES, write_graphml, write_jsonld, write_table, write_view  # noqa: PLC0415

    source = open_source(store, files, format=from_format)
    if form == "csv" and output is not None:
        _make_folder(output)
        for table in TABLES:
            _write(output / f"{table}.csv", lambda out, table=table: write_table(source, table, out))  # type: ignore[misc]
        return 0
    writers: dict[str, Callable[[BinaryIO], None]] = {
        "graphml": lambda out: write_graphml(source, out),
        "jsonld": lambda out: write_jsonld(source, out),
    }
    _write(output, writers.get(form) or (lambda out: write_view(source, form, out)))
    return 0


def _make_folder(path: Path) -> None:
    from kb.errors import OutputError  # noqa: PLC0415

    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{path}: cannot be made: {error.strerror}") from error


def _write(path: Path | None, write: Callable[[BinaryIO], None]) -> None:
    """Have *write* write to *path*, or to standard output where there is none, once all is there."""
    from kb.cli.output import write_file  # noqa: PLC0415

    held = io.BytesIO()
    write(held)
    if path is None:
        sys.stdout.buffer.write(held.getvalue())
        sys.stdout.buffer.flush()
    else:
        write_file(path, held.getvalue())
