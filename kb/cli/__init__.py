"""The command ``kb``: its verbs, loaded when used, and the one place where errors become exit codes.

::

    0    done
    1    some article failed or some graph does not conform
    2    wrong usage, or an input, an output or a query that cannot be used
    3    an error of the program itself
    130  interrupted (143: terminated)
"""

from __future__ import annotations

import errno
import importlib
import logging
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

import click

from kb import __version__
from kb.cli.options import debug_option, debugging
from kb.cli.signals import code_of, noting_signals
from kb.errors import KbError

#: Each verb with its short help; kept here so that ``kb --help`` imports none of them.
VERBS = {
    "demo": "The main job, end to end, on three sample articles.",
    "convert": "News articles to validated RDF.",
    "build": "Any number of articles to N-Quads or a store, by several processes; resumable.",
    "watch": "Folders and feeds to a store or files, again and again, as they change.",
    "annotate": "Show what the language pipeline sees in articles.",
    "validate": "Check RDF files against the shapes.",
    "load": "Articles or RDF files into a store.",
    "query": "Ask a store or RDF files a question, in SPARQL or by name.",
    "evaluate": "Measure graphs against annotated articles.",
    "questions": "List the built-in questions.",
    "report": "One article with its evidence, as a file to send.",
    "export": "Articles in the forms that other tools read.",
    "serve": "A store in a browser, and over SPARQL.",
    "info": "What a store holds, in numbers.",
    "merge": "Take for one what several articles of a store tell of the same actor, topic or story.",
    "check": "Look for what is wrong across the articles of a store.",
    "dump": "Write a store as N-Quads.",
    "remove": "Take articles out of a store.",
    "help": "Explain a topic or a command.",
    "completion": "Print the script that completes commands in a shell.",
}

_SHOWN = 80
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)


class VerbGroup(click.Group):
    """A group that imports a verb when it is used, and turns each error into one line and an exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names of the verbs in the order of a day's work."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return the verb, or None when there is none of that name."""
        if cmd_name not in VERBS:
            return None
        command: click.Command = importlib.import_module(f"kb.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the verbs with their short help."""
        with formatter.section("Commands"):
            formatter.write_dl(list(VERBS.items()))

    def invoke(self, ctx: click.Context) -> Any:
        """Run the verb; return the exit code."""
        try:
            return super().invoke(ctx)
        except (click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except Exception as error:
            if debugging() and not isinstance(error, click.ClickException):
                raise
            return _tell(error)

    def main(self, args: Sequence[str] | None = None, *positional: Any, **extra: Any) -> NoReturn:
        """Run the command line *args* and leave the program with its exit code."""
        extra["standalone_mode"] = False
        # by default SIGTERM would end it on the spot, and leave behind what is temporary
        with noting_signals() as caught:
            try:
                code = super().main(args, *positional, **extra)
            except (click.ClickException, OSError) as error:
                code = _tell(error)
            except click.Abort:
                click.echo("kb: interrupted", err=True)
                code = code_of(caught)
        sys.exit(code or 0)


def _tell(error: Exception) -> int:
    """Write *error* as one line to standard error and return its exit code."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        error.show()
        return error.exit_code
    if isinstance(error, click.UsageError):
        place = error.ctx.command_path if error.ctx else "kb"
        message, code = f"{error.format_message()} (see '{place} --help')", error.exit_code
    elif isinstance(error, click.ClickException):
        message, code = error.format_message(), error.exit_code
    elif isinstance(error, KbError):
        message, code = str(error), error.exit_code
    elif isinstance(error, OSError) and error.filename is not None:
        message, code = f"{str(error.filename)[:_SHOWN]}: {error.strerror}", KbError.exit_code
    elif isinstance(error, OSError) and error.errno in _FULL:
        # whoever writes a file names it
        message, code = f"standard output: cannot be written: {error.strerror}", KbError.exit_code
    else:
        message, code = f"unexpected {type(error).__name__}: {error} (--debug shows where; please report it)", 3
    click.echo("kb: " + " ".join(message.split()), err=True)
    return code


@click.group(cls=VerbGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="kb")
@debug_option
def main() -> None:
    """News articles in, a knowledge base out: who told whom what, which deadlines loom, who is for and against what.

    \b
    Example:
      kb convert story.txt --published 2014-11-07 -o story.ttl
      kb query story.ttl --name deadlines
      kb help
    """  # noqa: D301 - click wants the control character
    # rdflib logs what it makes of odd IRIs and literals; the shapes report them
    logging.getLogger("rdflib").setLevel(logging.CRITICAL)
