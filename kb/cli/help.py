"""``kb help``: what a topic is about, or how a verb is used."""

from __future__ import annotations

import sys

import click
from click.shell_completion import CompletionItem

from kb.cli import VERBS
from kb.cli.options import debug_option, write_out
from kb.cli.topics import Topic, find_topic, load_topics

#: Longest lines in characters: beyond it they are hard to read.
_WIDTH = 100


def _complete(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    choices = {topic.name: topic.summary for topic in load_topics()} | VERBS
    return [CompletionItem(name, help=text) for name, text in choices.items() if name.startswith(incomplete)]


@click.command()
@click.argument("topic", required=False, shell_complete=_complete)
@click.pass_context
@debug_option
def command(ctx: click.Context, topic: str | None) -> None:
    """Explain TOPIC, or the command of that name; without one, list the topics.

    \b
    Examples:
      kb help
      kb help identity
      kb help convert
      kb help limits > limits.md
    """  # noqa: D301
    verbs = ctx.find_root().command
    if topic is None:
        _list()
    elif isinstance(verbs, click.Group) and (verb := verbs.get_command(ctx, topic)):
        click.echo(verb.get_help(click.Context(verb, info_name=topic, parent=ctx.find_root())))
    else:
        _show(find_topic(topic))


def _list() -> None:
    formatter = click.HelpFormatter(max_width=_WIDTH)
    with formatter.section("Topics"):
        formatter.write_dl([(topic.name, topic.summary) for topic in load_topics()])
    formatter.write_paragraph()
    formatter.write_text("'kb help TOPIC' explains one, 'kb help COMMAND' a command.")
    click.echo(formatter.getvalue(), nl=False)


def _show(topic: Topic) -> None:
    """Write *topic* as it stands, or laid out on a terminal, through a pager when it is longer than that."""
    if not sys.stdout.isatty():
        write_out(topic.text)
        return
    # rich takes as long to load as all the rest
    from rich.console import Console  # noqa: PLC0415
    from rich.markdown import Markdown  # noqa: PLC0415
    from rich.theme import Theme  # noqa: PLC0415

    # rich's own style of code stands on black, also on light terminals
    console = Console(width=min(Console().width, _WIDTH), theme=Theme({"markdown.code": "cyan"}))
    with console.capture() as captured:
        console.print(Markdown(topic.text, code_theme="ansi_dark"))
    text = captured.get()
    if text.count("\n") < console.height:
        click.echo(text, nl=False)
    else:
        click.echo_via_pager(text)
