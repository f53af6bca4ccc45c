"""``kb check``: what is wrong across the articles of a store."""

from __future__ import annotations

import json
from dataclasses import asdict
from itertools import islice

import click

from kb.cli.options import debug_option, engine_option, store_option, write_out


@click.command()
@store_option
@engine_option
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Show no more than N findings of each check.")
@click.option("--format", "format", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to report.")
@debug_option
def command(store: str, engine: str | None, limit: int | None, format: str) -> int:
    """Check each article against the shapes, and look for what no article can get wrong alone: actors without a
    label, or with two; one id for two actors; impossible dates; spans beyond their text.

    \b
    Exit code:
      0  nothing was found
      1  something is wrong
    \b
    Example:
      kb check --store news.db
    """  # noqa: D205, D301
    from kb.store import check_shapes, check_store, open_store  # noqa: PLC0415 - too slow to import for --help
    from kb.validate import Engine, load_schema  # noqa: PLC0415

    with open_store(store) as opened:
        findings = [
            *check_store(opened, limit=limit),
            *islice(check_shapes(opened, load_schema(), engine=Engine(engine) if engine else None), limit),
        ]
    if format == "json":
        write_out(json.dumps([asdict(finding) for finding in findings], indent=1, ensure_ascii=False) + "\n")
    else:
        for finding in findings:
            write_out(f"{finding.subject}: {finding.message} ({finding.detail}), in {finding.article}\n")
        click.secho(f"{len(findings)} findings" if findings else "nothing found", fg="red" if findings else "green")
    return 1 if findings else 0
