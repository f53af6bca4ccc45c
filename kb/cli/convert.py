"""``kb convert``: articles to validated RDF."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kb.cli.options import GRAPH_FORMATS, debug_option, debugging, model_option, warn
from kb.cli.progress import counted
from kb.cli.reading import read_options, reading_options
from kb.errors import OutputError
from kb.model import Article
from kb.read import Rejected, Skipped, find_sources, read_articles

if TYPE_CHECKING:
    from kb.cli.output import Sink
    from kb.pipeline import Conversion, Failure

NOTHING_READ = 2


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("-o", "--output", metavar="OUT", help="A file, a folder (it exists, or ends in '/') for one file an article, or '-'.  [default: -]")
@click.option("--to", "to_format", type=click.Choice(GRAPH_FORMATS), help="Format to write.  [default: by OUT's suffix, else turtle]")
@reading_options
@click.option("--base", metavar="IRI", help="Start of the IRIs of articles and actors.")
@click.option("--no-text", is_flag=True, help="Leave the whole text out of the graph; quotes stay in.")
@click.option("--keep-invalid", is_flag=True, help="Write graphs that break a shape, too.")
@model_option
@debug_option
def command(inputs: tuple[str, ...], **options: Any) -> int:
    """Turn news articles into RDF graphs that conform to the shapes.

    An INPUT is a file, a folder, a pattern ('news/**/*.html'), an https:// address, or '-'. Formats: text, JSON, JSON Lines,
    HTML, RSS and Atom, ninjs, NewsML-G2, NITF, WARC, CSV and Parquet, also packed (.gz, .zst).
    JSON and tables need "text"; "id", "title", "published", "publisher", "author", "url" and "language" are used.

    Each article becomes a graph. Several in one file stand in the order of their ids; TriG, N-Quads and JSON-LD
    keep them apart, in Turtle and N-Triples they run together, in RDF/XML they need a folder.

    An article that cannot be read, or whose graph breaks a shape, is reported and left out; the others go on.
    What is no article, or not in English, is reported and skipped.

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
      kb convert export.csv --field text=body --field published=date -o export.trig
      kb convert https://example.org/story.html | kb query --name deadlines
    """  # noqa: D301
    sources = find_sources(inputs, format=options["from_format"])
    _refuse_overwriting([source.path for source in sources], options["output"])
    # these bring rdflib, and the pipeline spaCy: too slow for --help and for what cannot be read
    from kb.cli.output import open_sink  # noqa: PLC0415
    from kb.graph import FORMATS as WRITERS  # noqa: PLC0415

    format = WRITERS[options["to_format"] or _format_of(options["output"])]
    tally = Tally(format.name, keep_invalid=options["keep_invalid"])
    with open_sink(options["output"], format) as sink:
        articles = tally.readable(read_articles(sources, options=read_options(options)))
        first = next(articles, None)
        if first is None:
            return NOTHING_READ
        for result in counted(_results(chain([first], articles), options, debug=debugging()), "articles"):
            tally.take(result, sink)
        sink.finish()
    return 1 if tally.problems else 0


def _results(articles: Iterator[Article], options: dict[str, Any], *, debug: bool) -> Iterator[Conversion | Failure]:
    from kb.annotate import load_pipeline  # noqa: PLC0415
    from kb.graph import check_base  # noqa: PLC0415
    from kb.pipeline import convert  # noqa: PLC0415
    from kb.validate import load_schema  # noqa: PLC0415
    from kb.vocab import DEFAULT_BASE  # noqa: PLC0415

    base = check_base(options["base"] or DEFAULT_BASE)
    return convert(articles, nlp=load_pipeline(options["model"]), schema=load_schema(), base=base, with_text=not options["no_text"], debug=debug)


class Tally:
    """Hands on what went well, reports the rest, and counts it."""

    def __init__(self, format: str, *, keep_invalid: bool) -> None:
        """Write graphs in *format*."""
        self.problems = 0
        self._format, self._keep_invalid = format, keep_invalid

    def readable(self, articles: Iterator[Article | Rejected | Skipped]) -> Iterator[Article]:
        """Yield the articles; report what could not be read, and what is left aside, which is no problem."""
        for article in articles:
            if isinstance(article, Rejected):
                self._report(article.message)
            elif isinstance(article, Skipped):
                warn(f"{article.message} (skipped)")
            else:
                yield article

    def take(self, result: Conversion | Failure, sink: Sink) -> None:
        """Give *result* to *sink*, or report why not."""
        from kb.graph import serialise  # noqa: PLC0415
        from kb.pipeline import Failure  # noqa: PLC0415

        if isinstance(result, Failure):
            self._report(f"{result.article_id}: {result.message}")
            return
        identifier = result.article.id
        if not result.report.conforms:
            self._report(f"{identifier}: the graph breaks a shape and is {'kept' if self._keep_invalid else 'left out'}")
            click.echo(result.report.as_text(), err=True, nl=False)
            if not self._keep_invalid:
                return
        try:
            text = serialise(result.graph, self._format)
        except OutputError as error:
            self._report(f"{identifier}: {error}")
            return
        if not sink.add(str(result.graph.identifier), text):
            self._report(f"{identifier}: two articles have this id; one of them is left out")

    def _report(self, message: str) -> None:
        self.problems += 1
        warn(message)


def _format_of(out: str | None) -> str:
    """Return the format that the suffix of *out* tells, else Turtle."""
    from kb.graph import FORMATS as WRITERS  # noqa: PLC0415

    suffix = Path(out or "-").suffix.lower()
    return next((each.name for each in WRITERS.values() if each.suffix == suffix), "turtle")


def _refuse_overwriting(paths: list[Path | None], out: str | None) -> None:
    if out and any(path and Path(out).is_file() and path.samefile(out) for path in paths):
        raise click.UsageError(f"{out} is an input, too; give another output")
