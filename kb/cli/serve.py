"""``kb serve``: a store in a browser, and over SPARQL."""

from __future__ import annotations

from pathlib import Path

import click

from kb.cli.options import debug_option


@click.command()
@click.option("--store", required=True, type=click.Path(path_type=Path), metavar="DIR", help="The store to serve; it is only read.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 lets other machines in.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="Port to listen on; 0 takes a free one.")
@click.option("--timeout", "seconds", default=30.0, show_default=True, type=click.FloatRange(min=0.1), metavar="SECONDS", help="Time for one query.")
@click.option("--cors", "origins", multiple=True, metavar="ORIGIN", help="Let web pages of ORIGIN ask the endpoint; * for all. May be repeated.")
@debug_option
def command(store: Path, host: str, port: int, seconds: float, origins: tuple[str, ...]) -> int:
    """Show a store in a browser, and answer SPARQL queries at /sparql.

    Pages: search, articles with their evidence, actors, a timeline, the graph around an actor, a SPARQL console. They
    need no network. The endpoint answers queries (SPARQL 1.1 Protocol) and changes nothing; SERVICE is refused. What is
    loaded into the store meanwhile is seen. Ctrl-C ends it.

    \b
    Examples:
      kb serve --store news.db
      curl -H 'Accept: text/csv' http://127.0.0.1:8000/sparql --data-urlencode 'query=SELECT ?l { ?a a kb:Person ; rdfs:label ?l }'
    """  # noqa: D301
    # the server is slow to import for --help
    from kb.serve.server import run  # noqa: PLC0415

    run(
        store,
        host=host,
        port=port,
        seconds=seconds,
        origins=origins,
        tell=lambda address: click.echo(f"kb: serving {store} at {address} (Ctrl-C ends it)", err=True),
    )
    return 0
