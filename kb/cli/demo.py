"""``kb demo``: the main job, end to end, on the bundled samples."""

from __future__ import annotations

import importlib
import shlex
from pathlib import Path

import click

from kb.cli.options import actors_option, debug_option
from kb.errors import OutputError
from kb.resources import samples_dir

#: the questions asked at the end
QUESTIONS = ("who-told-whom-what", "deadlines", "who-supports-and-opposes")


@click.command()
@click.option("-o", "--output", "out", default="out", show_default=True, metavar="FOLDER", help="Where the articles and their graphs go.")
@actors_option
@debug_option
def command(out: str, actors: str | None) -> int:
    """Convert three sample articles, check their graphs, and ask them questions; each step is shown as you would type it.

    \b
    Example:
      kb demo -o out
    """  # noqa: D301
    folder = Path(out)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for sample in sorted(samples_dir().glob("*.json")):
            (folder / sample.name).write_bytes(sample.read_bytes())
    except OSError as error:
        raise OutputError(f"{out}: cannot be written: {error.strerror}; name another folder with -o") from error
    articles = sorted(str(path) for path in folder.glob("*.json"))
    code = run("convert", *articles, "-o", f"{folder}/", *(("--actors", actors) if actors else ()))
    graphs = sorted(str(path) for path in folder.glob("*.ttl"))
    steps = [("validate", *graphs), *(("query", *graphs, "--name", question) for question in QUESTIONS)]
    return max([code, *(run(*step) for step in steps)])


def run(verb: str, *arguments: str) -> int:
    """Show and run one verb; return its exit code."""
    click.secho(f"\n$ {shlex.join(['kb', verb, *arguments])}", bold=True)
    command: click.Command = importlib.import_module(f"kb.cli.{verb}").command
    return command.main(list(arguments), prog_name=f"kb {verb}", standalone_mode=False) or 0
