"""The articles of inputs, one after another; a file of many is never in memory whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from kb.errors import InputError
from kb.model import Article
from kb.read.formats import reader_of
from kb.read.items import ArticleDefaults, Found, ReadOptions, Rejected, Skipped
from kb.read.language import foreign_language
from kb.read.records import article_from, mapped
from kb.read.sources import Source

_SHOWN = 200


@dataclass(frozen=True)
class Placed:
    """An article, and the place where it was read, as messages name it."""

    where: str
    article: Article


def read_articles(
    sources: Iterable[Source], *, defaults: ArticleDefaults | None = None, options: ReadOptions | None = None
) -> Iterator[Article | Rejected | Skipped]:
    """Yield the articles of *sources* in their order, and in their places what cannot be used or is not wanted.

    Args:
        sources: What `find_sources` found.
        defaults: What holds for articles that do not say it themselves; goes before that of *options*.
        options: How to read.
    """
    options = options or ReadOptions()
    if defaults:
        options = replace(options, defaults=defaults)
    for source in sources:
        for item in read_source(source, options):
            yield item.article if isinstance(item, Placed) else item


def read_source(source: Source, options: ReadOptions) -> Iterator[Placed | Rejected | Skipped]:
    """Yield the articles of one source with their places, and what cannot be used or is not wanted."""
    try:
        with source.open(options) as (document, format):
            for item in reader_of(format)(document, options):
                yield _article(item, options) if isinstance(item, Found) else item
    except InputError as error:
        yield Rejected(str(error))
    except Exception as error:
        # parsers of strangers' files fail in ways without number; none may stop the files that follow
        yield Rejected(f"{source.name}: cannot be read: unexpected {type(error).__name__}: {' '.join(str(error).split())[:_SHOWN]}")


def _article(found: Found, options: ReadOptions) -> Placed | Rejected | Skipped:
    try:
        article = article_from(mapped(found.record, options.fields), found.where, options.defaults)
    except InputError as error:
        return Rejected(str(error))
    if options.english_only and (language := _foreign(article)):
        return Skipped(f"{found.where}: is in the language {language!r}, not English; --language en keeps it", "language")
    if options.max_words is not None and (count := len(article.text.split())) > options.max_words:
        return Skipped(f"{found.where}: has {count:,} words, more than --max-words {options.max_words}", "too long")
    return Placed(found.where, article)


def _foreign(article: Article) -> str | None:
    """Return the code of the article's language, which it says itself or its text shows, unless it is English."""
    if article.language is None:
        return foreign_language(article.text)
    # "en-GB", "eng", "EN_us", "English"
    return None if article.language.lower().startswith("en") else article.language
