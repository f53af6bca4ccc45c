"""``kb annotate``: what the language pipeline sees in articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import click

from kb.cli.options import debug_option, model_option, warn, write_out
from kb.cli.reading import read_options, reading_options
from kb.read import Rejected, Skipped, find_sources, read_articles

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from kb.model import Article

NOTHING_READ = 2


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="FILE...")
@click.option("--format", "format", type=click.Choice(["table", "html", "conllu", "json"]), default="table", show_default=True, help="How to show it.")
@reading_options
@model_option
@debug_option
def command(inputs: tuple[str, ...], format: str, model: str | None, **options: Any) -> int:
    """Show sentences, tags, lemmas, trees, names and times of articles, to see why a graph says what it says.

    A FILE is what 'kb convert' reads. The html format is one page
    that loads nothing else, with displaCy's drawings; json has one line an article.

    \b
    Exit code:
      0  every article was shown
      1  some article could not be read
      2  nothing could be read
    \b
    Examples:
      kb annotate story.txt --published 2014-11-07
      kb annotate story.txt --format html > story.html
      echo 'The mayor left on Friday.' | kb annotate - --format conllu
    """  # noqa: D301
    rejected: list[Rejected] = []
    read = read_articles(find_sources(inputs, format=options["from_format"]), options=read_options(options))
    articles = list(_readable(read, rejected))
    if not articles:
        return NOTHING_READ
    from kb.annotate import annotate, load_pipeline  # noqa: PLC0415 - spaCy is too slow to import for --help

    _show(annotate(articles, load_pipeline(model)), format)
    return 1 if rejected else 0


def _readable(articles: Iterable[Article | Rejected | Skipped], rejected: list[Rejected]) -> Iterator[Article]:
    for article in articles:
        if isinstance(article, Rejected):
            warn(article.message)
            rejected.append(article)
        elif isinstance(article, Skipped):
            warn(f"{article.message} (skipped)")
        else:
            yield article


def _show(annotated: Iterable[tuple[Article, Doc]], format: str) -> None:
    from kb.annotate.views import as_conllu, as_json, as_page  # noqa: PLC0415

    if format == "html":
        write_out(as_page(annotated))
        return
    for article, doc in annotated:
        if format == "table":
            _print(article, doc)
        else:
            write_out(as_json(article, doc) if format == "json" else as_conllu(article, doc))


def _print(article: Article, doc: Doc) -> None:
    """Print the words of each sentence as a table, what hangs on what and the names and times beside them."""
    from kb.annotate.views import names_and_times, words_of  # noqa: PLC0415
    from kb.cli.tables import print_table  # noqa: PLC0415

    marks = {span.start: " ".join(filter(None, (span.label_, span.kb_id_, f"“{span.text}”"))) for span in names_and_times(doc)}
    click.secho(article.title or article.id, bold=True)
    for number, sentence in enumerate(doc.sents, 1):
        click.echo(f"\n{number}. {' '.join(sentence.text.split())}\n")
        rows = [
            (
                token.text,
                token.lemma_,
                token.pos_,
                token.tag_,
                *(("root", "") if token.head.i == token.i else (token.dep_, token.head.text)),
                marks.get(token.i, ""),
            )
            for token in words_of(sentence)
        ]
        print_table(("word", "lemma", "part of speech", "tag", "relation", "to", "name or time"), rows)
