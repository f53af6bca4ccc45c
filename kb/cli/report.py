"""``kb report``: one article with its evidence, as a file to send to a colleague."""

from __future__ import annotations

from pathlib import Path

import click

from kb.cli.options import debug_option, write_out


@click.command()
@click.argument("words", nargs=-1, metavar="[FILE]... [ARTICLE]")
@click.option("--store", type=click.Path(path_type=Path), metavar="DIR", help="Take the article from a store instead of a FILE.")
@click.option("--article", metavar="ARTICLE", help="Which article, by its IRI, id or address; needed where there are several.")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE.html", help="Where the page goes.  [default: standard output]")
@debug_option
def command(words: tuple[str, ...], store: Path | None, article: str | None, output: Path | None) -> int:
    """Write the page of one article: its text with the evidence marked, and beside it what it asserts.

    The page is one HTML file that loads nothing and runs no script. With --store, the one word is the ARTICLE.

    \b
    Examples:
      kb report story.ttl -o report.html
      kb report --store news.db bridge-report -o report.html
    """  # noqa: D301
    if store and len(words) > (0 if article else 1):
        raise click.UsageError("with --store name one ARTICLE and no FILE")
    if not store and not words:
        raise click.UsageError("no FILE to report on, and no --store")
    # slow to import for --help
    from kb.cli.output import write_file  # noqa: PLC0415
    from kb.cli.sources import open_source  # noqa: PLC0415
    from kb.pages import Knowledge, report  # noqa: PLC0415

    page = report(Knowledge(open_source(store, words)), article or (words[0] if store and words else None))
    if output is None:
        write_out(page)
    else:
        write_file(output, page.encode())
    return 0
