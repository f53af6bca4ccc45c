"""``kb query``: SPARQL, or a built-in question, over RDF files, a store or an endpoint."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kb.cli.options import debug_option, rdf_format_option, warn, write_out
from kb.errors import QueryError

if TYPE_CHECKING:
    from kb.query import Answer, Queryable

TABLE = "table"


def _parameters(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    for value in values:
        if "=" not in value:
            raise click.BadParameter(f"{value!r} is no NAME=VALUE")
    return dict(value.split("=", 1) for value in values)


@click.command()
@click.argument("words", nargs=-1, metavar="[FILE]... [SPARQL]")
@click.option("--store", metavar="DIR", help="Ask the store that 'kb load' filled, instead of FILEs.")
@click.option("--file", "query_file", metavar="Q.rq", help="Read the query from a file.")
@click.option("--name", metavar="QUESTION", help="Ask a built-in question; 'kb questions' lists them.")
@click.option(
    "--param", "parameters", multiple=True, metavar="NAME=VALUE", callback=_parameters, help="A question's parameter, or a variable to bind; <...> is an IRI."
)
@click.option("--endpoint", metavar="URL", help="Ask a SPARQL endpoint instead; what it must log in with is read from KB_USER and KB_PASSWORD, or netrc.")
@click.option("--timeout", type=click.FloatRange(min=0, min_open=True), metavar="SECONDS", help="Give up after so long.")
@click.option("--explain", is_flag=True, help="Print the SPARQL as it is asked, with what its parameters stand for, and ask nothing.")
@click.option("--limit", type=click.IntRange(min=0), metavar="N", help="Give no more than N rows.")
@click.option("--format", "format", type=click.Choice([TABLE, "json", "csv", "tsv", "xml", "turtle"]), help="Default: table, and Turtle for graphs.")
@rdf_format_option
@debug_option
def command(words: tuple[str, ...], **options: Any) -> int:
    """Ask RDF files, a store or an endpoint a question.

    The last word is the query, unless --file or --name gives it. Without a FILE, or for '-', standard input is read.
    The usual prefixes (kb:, nif:, schema:, ...) need no declaration. All graphs are asked at once; GRAPH asks one.
    Nothing leaves this machine but to an endpoint that you name: SERVICE and FROM are refused.

    \b
    Examples:
      kb query story.ttl --name deadlines
      kb query --store news.db --name who-opposes --param who="Bashar al-Assad"
      kb query graphs/*.ttl --name who-supports-and-opposes --param who=Q20 --format csv
      kb query story.ttl 'SELECT ?label { ?actor a kb:Person ; rdfs:label ?label }'
    """  # noqa: D301
    if options["query_file"] and options["name"]:
        raise click.UsageError("give either --file or --name")
    if not (options["query_file"] or options["name"] or words):
        raise click.UsageError("no query: give SPARQL as the last word, --file or --name")
    files = list(words) if options["query_file"] or options["name"] else list(words[:-1])
    if sum([bool(files), bool(options["store"]), bool(options["endpoint"])]) > 1:
        raise click.UsageError("give either FILEs, --store or --endpoint")
    if not (files or options["store"] or options["endpoint"] or not sys.stdin.isatty()):
        raise click.UsageError("no FILE to ask")
    # these are too slow to import for --help
    from kb.query import bound_query, filled_question, find_question, run_query  # noqa: PLC0415

    question = find_question(options["name"]) if options["name"] else None
    sparql = "" if question else _read_query(options["query_file"]) if options["query_file"] else _last_word(words[-1])
    with _target(files, options) as target, _time_limit(options["timeout"]):
        whole = filled_question(target, question, options["parameters"]) if question else bound_query(sparql, options["parameters"])
        if options["explain"]:
            write_out(whole.rstrip() + "\n")
        else:
            _show(run_query(target, whole, limit=options["limit"]), options["format"])
    return 0


@contextmanager
def _time_limit(seconds: float | None) -> Iterator[None]:
    """End the program with one line when what is inside takes longer; the engine cannot be stopped in any other way."""

    def end() -> None:
        warn(f"the query took longer than {seconds:g} s; ask for less, or give it more time with --timeout")
        os._exit(QueryError.exit_code)

    timer = threading.Timer(seconds or 0, end)
    timer.daemon = True
    if seconds:
        timer.start()
    try:
        yield
    finally:
        timer.cancel()


@contextmanager
def _target(files: list[str], options: dict[str, Any]) -> Iterator[Queryable]:
    """Open what is asked."""
    if options["store"]:
        from kb.store import open_store  # noqa: PLC0415

        with open_store(options["store"]) as store:
            yield store
    elif options["endpoint"]:
        from kb.store import Endpoint  # noqa: PLC0415

        with Endpoint(options["endpoint"], timeout=options["timeout"]) as endpoint:
            yield endpoint
    else:
        from kb.query import Embedded, load_graphs  # noqa: PLC0415

        yield Embedded(load_graphs(files or ["-"], format=options["from_format"]))


def _read_query(file: str) -> str:
    try:
        return Path(file).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"{file}: cannot be read: {getattr(error, 'strerror', None) or 'it is not UTF-8'}") from error


def _last_word(word: str) -> str:
    """Return *word*, unless it is a file and the query was forgotten."""
    if "{" not in word and Path(word).exists():
        raise click.UsageError(f"no query: the last word {word!r} is a file; give SPARQL after it, --file or --name")
    return word


def _show(answer: Answer, format: str | None) -> None:
    from kb.query import write  # noqa: PLC0415

    if answer.graph is not None:
        write(answer, "turtle" if format in (None, TABLE) else str(format), sys.stdout.buffer)
    elif format not in (None, TABLE):
        write(answer, str(format), sys.stdout.buffer)
    elif answer.truth is not None:
        write_out(f"{str(answer.truth).lower()}\n")
    else:
        from kb.cli.tables import print_table  # noqa: PLC0415

        print_table(answer.variables, [["" if cell is None else _short(cell) for cell in row] for row in answer.rows])
    sys.stdout.buffer.flush()


def _short(cell: Any) -> str:
    """Return *cell* on one line, with the project's own terms cut to their names."""
    from kb.vocab import KB  # noqa: PLC0415

    return " ".join(getattr(cell, "value", str(cell)).removeprefix(str(KB._NS)).split())
