"""``kb info``: what a store holds, in numbers."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from kb.cli.options import debug_option, store_option, write_out


@click.command()
@store_option
@click.option("--format", "format", type=click.Choice(["table", "json"]), default="table", show_default=True, help="How to show them.")
@debug_option
def command(store: str, format: str) -> int:
    """Count what a store holds, by class and publisher, and tell its first and last day.

    \b
    Example:
      kb info --store news.db
    """  # noqa: D301
    from kb.store import open_store, store_info  # noqa: PLC0415 - too slow to import for --help

    with open_store(store) as opened:
        info = store_info(opened)
    if format == "json":
        write_out(json.dumps(asdict(info), indent=1, ensure_ascii=False) + "\n")
        return 0
    from kb.cli.tables import print_table  # noqa: PLC0415

    print_table(["class", "count"], [[name, str(count)] for name, count in info.classes.items()])
    write_out(f"\npublished {info.first} to {info.last}\n\n" if info.first else "\n")
    if info.publishers:
        print_table(["publisher", "articles"], [[name, str(count)] for name, count in info.publishers.items()])
    return 0
