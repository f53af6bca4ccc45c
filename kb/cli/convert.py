"""``kb convert``: articles to validated RDF."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import Any

import click

from kb.cli.conversion import Tally, conversion_options, conversions, defaults_of
from kb.cli.options import GRAPH_FORMATS, debug_option
from kb.cli.progress import counted
from kb.read import FORMATS, find_sources, read_articles

NOTHING_READ = 2


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("-o", "--output", metavar="OUT", help="A file, a folder (it exists, or ends in '/') for one file an article, or '-'.  [default: -]")
@click.option("--to", "to_format", type=click.Choice(GRAPH_FORMATS), help="Format to write.  [default: by OUT's suffix, else turtle]")
@click.option("--from", "from_format", type=click.Choice(sorted(FORMATS.values())), help="Format of every INPUT.  [default: by suffix; text for '-']")
@conversion_options
@debug_option
def command(inputs: tuple[str, ...], **options: Any) -> int:
    """Turn news articles into RDF graphs that conform to the shapes.

    An INPUT is a text file (.txt), JSON (.json: an object or a list), JSON Lines (.jsonl), a folder of these, or '-'.
    JSON needs "text"; "id", "title", "published", "publisher", "author", "url" and "language" are used.

    Each article becomes a graph. Several in one file stand in the order of their ids; TriG, N-Quads and JSON-LD
    keep them apart, in Turtle and N-Triples they run together, in RDF/XML they need a folder.

    An article that cannot be read, or whose graph breaks a shape, is reported and left out; the others go on.

    \b
    Exit code:
      0  every article was written
      1  some article was left out, broke a shape, or has the id of another
      2  nothing could be read or written
    \b
    Examples:
      kb convert story.txt --published 2014-11-07 -o story.ttl
      kb convert stories.jsonl -o stories.trig
      kb convert archive/ -o graphs/ --to nquads
      curl -s https://example.org/story.txt | kb convert - | kb query --name deadlines
    """  # noqa: D301
    sources = find_sources(inputs, format=options["from_format"])
    _refuse_overwriting([source.path for source in sources], options["output"])
    # these bring rdflib, and the pipeline spaCy: too slow for --help and for what cannot be read
    from kb.cli.output import open_sink  # noqa: PLC0415
    from kb.graph import FORMATS as WRITERS  # noqa: PLC0415

    format = WRITERS[options["to_format"] or _format_of(options["output"])]
    tally = Tally(format.name, keep_invalid=options["keep_invalid"])
    with open_sink(options["output"], format) as sink:
        articles = tally.readable(read_articles(sources, defaults=defaults_of(options)))
        first = next(articles, None)
        if first is None:
            return NOTHING_READ
        for result in counted(conversions(chain([first], articles), options), "articles"):
            tally.take(result, sink)
        sink.finish()
    return 1 if tally.problems else 0


def _format_of(out: str | None) -> str:
    """Return the format that the suffix of *out* tells, else Turtle."""
    from kb.graph import FORMATS as WRITERS  # noqa: PLC0415

    suffix = Path(out or "-").suffix.lower()
    return next((each.name for each in WRITERS.values() if each.suffix == suffix), "turtle")


def _refuse_overwriting(paths: list[Path | None], out: str | None) -> None:
    if out and any(path and Path(out).is_file() and path.samefile(out) for path in paths):
        raise click.UsageError(f"{out} is an input, too; give another output")
