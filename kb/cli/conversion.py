"""What the verbs that convert articles share: their options, the conversion itself, and the report of what went wrong."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Protocol

import click

from kb.cli.options import actors_option, debugging, model_option, own_actors, warn
from kb.errors import OutputError
from kb.model import Article
from kb.read import Rejected, Skipped

if TYPE_CHECKING:
    from kb.pipeline import Conversion, Failure


class Taker(Protocol):
    """Takes written articles."""

    def add(self, iri: str, text: str) -> bool:
        """Take the *text* of the article *iri*; return False when that article was there before."""


_OPTIONS = (
    click.option("--base", metavar="IRI", help="Start of the IRIs of articles and actors."),
    click.option("--no-text", is_flag=True, help="Leave the whole text out of the graph; quotes stay in."),
    click.option("--keep-invalid", is_flag=True, help="Keep graphs that break a shape, too."),
    actors_option,
    model_option,
)


def conversion_options(command: Any) -> Any:
    """Add the options that say how articles are converted."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def conversions(articles: Iterator[Article], options: dict[str, Any]) -> Iterator[Conversion | Failure]:
    """Yield the results of converting *articles* as *options* say."""
    # these bring spaCy and rdflib: too slow for --help and for what cannot be read
    from kb.annotate import load_pipeline  # noqa: PLC0415
    from kb.graph import check_base  # noqa: PLC0415
    from kb.pipeline import convert  # noqa: PLC0415
    from kb.validate import load_schema  # noqa: PLC0415
    from kb.vocab import DEFAULT_BASE  # noqa: PLC0415

    base = check_base(options["base"] or DEFAULT_BASE)
    actors = own_actors(options)
    nlp, schema = load_pipeline(options["model"]), load_schema()
    gc.freeze()  # what stays to the end need not be looked through for garbage again and again
    return convert(articles, nlp=nlp, schema=schema, base=base, with_text=not options["no_text"], actors=actors, debug=debugging())


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
                self.report(article.message)
            elif isinstance(article, Skipped):
                warn(f"{article.message} (skipped)")
            else:
                yield article

    def take(self, result: Conversion | Failure, sink: Taker) -> None:
        """Give *result* to *sink*, or report why not."""
        from kb.pipeline import Failure  # noqa: PLC0415

        if isinstance(result, Failure):
            self.report(f"{result.article_id}: {result.message}")
            return
        identifier = result.article.id
        if not result.report.conforms:
            self.report(f"{identifier}: the graph breaks a shape and is {'kept' if self._keep_invalid else 'left out'}")
            click.echo(result.report.as_text(), err=True, nl=False)
            if not self._keep_invalid:
                return
        try:
            text = result.serialise(self._format)
        except OutputError as error:
            self.report(f"{identifier}: {error}")
            return
        if not sink.add(result.iri, text):
            self.report(f"{identifier}: two articles have this id; one of them is left out")

    def report(self, message: str) -> None:
        """Count and tell one problem."""
        self.problems += 1
        warn(message)
