"""``kb query``: SPARQL, or a built-in question, over RDF files."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kb.cli.options import debug_option, rdf_format_option, write_out
from kb.errors import QueryError

if TYPE_CHECKING:
    from kb.query import Answer

TABLE = "table"


def _parameters(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    for value in values:
        if "=" not in value:
            raise click.BadParameter(f"{value!r} is no NAME=VALUE")
    return dict(value.split("=", 1) for value in values)


@click.command()
@click.argument("words", nargs=-1, metavar="[FILE]... [SPARQL]")
@click.option("--file", "query_file", metavar="Q.rq", help="Read the query from a file.")
@click.option("--name", metavar="QUESTION", help="Ask a built-in question; 'kb questions' lists them.")
@click.option("--param", "parameters", multiple=True, metavar="NAME=VALUE", callback=_parameters, help="Bind a variable; <...> is an IRI. May be repeated.")
@click.option("--format", "format", type=click.Choice([TABLE, "json", "csv", "tsv", "xml", "turtle"]), help="Default: table, and Turtle for graphs.")
@rdf_format_option
@debug_option
def command(
    words: tuple[str, ...],
    query_file: str | None,
    name: str | None,
    parameters: dict[str, str],
    format: str | None,
    from_format: str | None,
) -> int:
    """Ask RDF files a question.

    The last word is the query, unless --file or --name gives it. Without a FILE, or for '-', standard input is read.
    The usual prefixes (kb:, nif:, schema:, ...) need no declaration. All graphs are asked at once; GRAPH asks one.
    Nothing leaves this machine: SERVICE and FROM are refused.

    \b
    Examples:
      kb query story.ttl --name deadlines
      kb query graphs/*.ttl --name who-supports-and-opposes --param who=Norway --format csv
      kb query story.ttl 'SELECT ?label { ?actor a kb:Person ; rdfs:label ?label }'
    """  # noqa: D301
    if query_file and name:
        raise click.UsageError("give either --file or --name")
    if not (query_file or name or words):
        raise click.UsageError("no query: give SPARQL as the last word, --file or --name")
    files = list(words) if query_file or name else list(words[:-1])
    if not files and sys.stdin.isatty():
        raise click.UsageError("no FILE to ask")
    # rdflib is too slow to import for --help
    from kb.query import find_question, load_dataset, run_query  # noqa: PLC0415

    if name:
        question = find_question(name)
        if unknown := sorted(set(parameters) - set(question.parameters)):
            raise QueryError(f"question {name!r} has no parameter {unknown[0]!r}; it has {', '.join(question.parameters) or 'none'}")
        sparql = question.sparql
    else:
        sparql = _read_query(query_file) if query_file else _last_word(words[-1])
    answer = run_query(load_dataset(files or ["-"], format=from_format), sparql, parameters=parameters)
    _show(answer, format)
    return 0


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
    from kb.query import render  # noqa: PLC0415

    if answer.graph is not None:
        write_out(render(answer, "turtle" if format in (None, TABLE) else str(format)))
    elif format not in (None, TABLE):
        write_out(render(answer, str(format)))
    elif answer.truth is not None:
        write_out(f"{str(answer.truth).lower()}\n")
    else:
        from kb.cli.tables import print_table  # noqa: PLC0415

        print_table(answer.variables, [["" if cell is None else _short(str(cell)) for cell in row] for row in answer.rows])


def _short(cell: str) -> str:
    """Return *cell* on one line, with the project's own terms cut to their names."""
    from kb.vocab import KB  # noqa: PLC0415

    return " ".join(cell.removeprefix(str(KB._NS)).split())
