"""``kb dump``: a store as N-Quads."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kb.cli.options import debug_option, store_option


@click.command()
@store_option
@click.option("-o", "--output", default="-", metavar="OUT", help="A file, or '-'.  [default: -]")
@debug_option
def command(store: str, output: str) -> int:
    """Write all articles of a store as N-Quads, sorted: the same articles give the same bytes.

    \b
    Example:
      kb dump --store news.db | gzip > news.nq.gz
    """  # noqa: D301
    from kb.cli.output import replacing  # noqa: PLC0415 - too slow to import for --help
    from kb.store import open_store  # noqa: PLC0415

    with open_store(store) as opened:
        if output == "-":
            opened.dump(sys.stdout.buffer)
            sys.stdout.buffer.flush()
        else:
            with replacing(Path(output)) as handle:
                opened.dump(handle)
    return 0
