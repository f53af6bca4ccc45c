"""``kb remove``: articles out of a store."""

from __future__ import annotations

import click

from kb.cli.options import debug_option, store_option, warn, write_out


@click.command()
@store_option
@click.argument("articles", nargs=-1, required=True, metavar="ARTICLE...")
@click.option("--base", metavar="IRI", help="Start of the IRIs of articles, where an ARTICLE is an id.")
@debug_option
def command(store: str, articles: tuple[str, ...], base: str | None) -> int:
    """Take articles out of a store, each whole; an ARTICLE is an id or an IRI.

    \b
    Exit code:
      0  all were there and are gone
      1  some was not there
    \b
    Example:
      kb remove --store news.db 3f6b79a78645bf34
    """  # noqa: D301
    from kb.graph import article_iri  # noqa: PLC0415 - too slow to import for --help
    from kb.model import Article  # noqa: PLC0415
    from kb.store import open_store  # noqa: PLC0415
    from kb.vocab import DEFAULT_BASE  # noqa: PLC0415

    missing = 0
    with open_store(store), open_store(store, read_only=False) as opened:
        for article in articles:
            iri = article if "://" in article else str(article_iri(Article(article, ""), base or DEFAULT_BASE))
            if not opened.remove(iri):
                missing += 1
                warn(f"{article}: no such article in the store; 'kb query --store {store} --name articles' lists them")
    write_out(f"{len(articles) - missing} removed\n")
    return 1 if missing else 0
