"""``kb completion``: the shell's completion script."""

from __future__ import annotations

import click
from click.shell_completion import ShellComplete, get_completion_class

from kb.cli.options import debug_option

SHELLS = ("bash", "zsh", "fish")


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
@debug_option
def command(shell: str) -> None:
    """Print the script that completes commands in SHELL.

    \b
    Example:
      eval "$(kb completion bash)"
    """  # noqa: D301
    completion = get_completion_class(shell)
    if completion is None:
        raise click.UsageError(f"no completion for {shell}")
    # source() alone: the class's check of the installed shell's version would run that shell
    click.echo(ShellComplete.source(completion(click.get_current_context().find_root().command, {}, "kb", "_KB_COMPLETE")))
