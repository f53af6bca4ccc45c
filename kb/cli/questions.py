"""``kb questions``: what can be asked by name."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from kb.cli.options import debug_option, write_out

if TYPE_CHECKING:
    from kb.query import Question


@click.command()
@click.argument("name", required=False)
@click.option("--format", "format", type=click.Choice(["table", "json"]), default="table", show_default=True, help="How to list them.")
@debug_option
def command(name: str | None, format: str) -> int:
    """List the built-in questions, or print the SPARQL of the one called NAME.

    \b
    Examples:
      kb questions
      kb questions deadlines > my-deadlines.rq
    """  # noqa: D301
    # rdflib is too slow to import for --help
    from kb.query import find_question, load_questions  # noqa: PLC0415

    if name:
        write_out(find_question(name).sparql)
        return 0
    questions = load_questions()
    if format == "json":
        listed = [{"name": each.name, "question": each.text, "parameters": _parameters(each)} for each in questions]
        write_out(json.dumps(listed, indent=1, ensure_ascii=False) + "\n")
        return 0
    from kb.cli.tables import print_table  # noqa: PLC0415

    rows = [[each.name, each.text, "; ".join(f"{key}: {parameter.meaning}" for key, parameter in each.parameters.items())] for each in questions]
    print_table(["name", "question", "--param"], rows)
    return 0


def _parameters(question: Question) -> dict[str, dict[str, str | None]]:
    return {name: asdict(parameter) for name, parameter in question.parameters.items()}
