"""What programs use of kb. ``import kb`` has all these names, and loads what is behind them at their first use."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import pyoxigraph as ox

from kb import pipeline, read
from kb.annotate import load_pipeline
from kb.errors import InputError, KbError, QueryError
from kb.graph import check_base
from kb.model import Article, KnownActor
from kb.pipeline import Conversion, Failure
from kb.query import Embedded, Question, ask_question, find_question, load_graphs, load_questions, run_query
from kb.read import Rejected, Skipped
from kb.roster import read_roster
from kb.store import ArticleStore, open_store
from kb.validate import Schema, load_schema
from kb.vocab import DEFAULT_BASE

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = [
    "Article",
    "Conversion",
    "Failure",
    "KbError",
    "Rejected",
    "Skipped",
    "ask",
    "convert",
    "convert_articles",
    "open_store",
    "questions",
    "read_actors",
    "read_articles",
]

#: What can be asked: conversions, an RDF file or the folder of a store, an open store.
Askable: TypeAlias = Conversion | Iterable[Conversion] | str | Path | ArticleStore


def convert(  # noqa: PLR0913 - what an article is known by, and how it is converted; all have names
    text: str,
    *,
    id: str | None = None,
    title: str | None = None,
    published: date | str | None = None,
    publisher: str | None = None,
    author: str | None = None,
    url: str | None = None,
    actors: Sequence[KnownActor] = (),
    base: str = DEFAULT_BASE,
    with_text: bool = True,
) -> Conversion:
    """Return what the article *text* says, as a validated graph.

    >>> story = convert("The mayor said on Monday that the bridge must reopen by Friday.", published="2024-05-06", id="bridge")
    >>> story.iri, story.conforms
    ('https://w3id.org/newskb/id/article/bridge', True)
    >>> said = story.extraction.assertions[0]
    >>> said.act.value, [span.of(story.article.text) for span in said.content]
    ('stating', ['the bridge must reopen by Friday'])

    Args:
        text: The article, verbatim; offsets count its code points.
        id: What its IRI ends in; else made from *url* or *text*.
        title: Its headline.
        published: Its day or moment, or that in ISO 8601; it tells which day "Friday" is.
        publisher: Who published it.
        author: Who wrote it.
        url: Its address.
        actors: Your own (`read_actors`), which overrule the gazetteers.
        base: Start of the IRIs of articles, actors and runs.
        with_text: Whether the whole text goes into the graph.

    Raises:
        InputError: The text is empty, holds what no graph can hold, or cannot be converted; *published* is no date, *base* no IRI.
    """
    moment = published.isoformat() if isinstance(published, date) else published
    record = {"text": text, "id": id, "title": title, "published": moment, "publisher": publisher, "author": author, "url": url}
    article = read.article_from(record, "the article", read.ArticleDefaults())
    result = next(convert_articles([article], actors=actors, base=base, with_text=with_text))
    if not isinstance(result, Conversion):
        raise InputError(result.message)
    return result


def convert_articles(
    articles: Iterable[Article | Rejected | Skipped],
    *,
    actors: Sequence[KnownActor] = (),
    base: str = DEFAULT_BASE,
    with_text: bool = True,
) -> Iterator[Conversion | Failure | Rejected | Skipped]:
    """Yield what each of *articles* says, one after another: a bad one stops nothing, and ``message`` says what is wrong with it.

    >>> stories = [Article("a", "Norway backs the treaty."), Article("b", "Iceland opposes the treaty.")]
    >>> for result in convert_articles(stories):
    ...     print(f"{result.article.id} {result.conforms}" if isinstance(result, Conversion) else result.message)
    a True
    b True

    Args:
        articles: Articles, such as `read_articles` yields; what cannot be used is handed on.
        actors: Your own (`read_actors`), which overrule the gazetteers.
        base: Start of the IRIs of articles, actors and runs.
        with_text: Whether the whole text goes into the graphs.

    Raises:
        InputError: *base* is no IRI that others can begin with.
    """
    check_base(base)
    unusable: deque[Rejected | Skipped] = deque()

    def usable() -> Iterator[Article]:
        for each in articles:
            if isinstance(each, Article):
                yield each
            else:
                unusable.append(each)

    nlp, schema = _loaded()
    for result in pipeline.convert(usable(), nlp=nlp, schema=schema, base=base, with_text=with_text, actors=actors):
        while unusable:
            yield unusable.popleft()
        yield result
    yield from unusable


def read_articles(
    *inputs: str | Path, format: str | None = None, fields: Mapping[str, str] | None = None, any_language: bool = False
) -> Iterator[Article | Rejected | Skipped]:
    """Yield the articles of *inputs*, and in their places what cannot be used or is not wanted.

    >>> from kb.resources import samples_dir
    >>> [article.id for article in read_articles(samples_dir())]
    ['election-commission', 'port-strike', 'river-treaty']

    Args:
        inputs: Files, folders, patterns, addresses, as ``kb help inputs`` has them.
        format: Format of all of them; else suffix and content tell.
        fields: For an article's key ("text"), the key or column that holds it ("content.body").
        any_language: Take every article for English; else those in other languages are skipped.

    Raises:
        InputError: An input is missing or of no known format.
    """
    sources = read.find_sources(inputs, format=format)
    return read.read_articles(sources, options=read.ReadOptions(fields=fields or {}, english_only=not any_language))


def read_actors(path: str | Path) -> tuple[KnownActor, ...]:
    r"""Return your own actors, of a table (.csv, .tsv) or Turtle, as ``kb help identity`` has them.

    >>> _ = Path("actors.csv").write_text("label,type,link\nRiver Union,Organization,Q900000001\n")
    >>> [(actor.label, actor.link) for actor in read_actors("actors.csv")]
    [('River Union', 'Q900000001')]

    Raises:
        InputError: It cannot be read, or some entry cannot be used.
    """
    return read_roster(path)


def ask(source: Askable, question: str, *, limit: int | None = None, **parameters: object) -> list[dict[str, str | None]]:
    """Return the answer of *source* to *question*, a row a dictionary.

    >>> story = convert("Norway supports the river treaty. Iceland opposes the river treaty.")
    >>> [(row["holder"], row["target"]) for row in ask(story, "who-opposes")]
    [('Iceland', 'river treaty')]
    >>> ask(story, "SELECT ?label { ?state a kb:State ; rdfs:label ?label } ORDER BY ?label", limit=1)
    [{'label': 'Iceland'}]

    Args:
        source: Conversions, an RDF file or the folder of a store, an open store.
        question: The name of a built-in question (`questions`), or a SPARQL SELECT query.
        limit: The most rows.
        parameters: Those of the question: ``who="Norway"``, ``days=14``.

    Raises:
        QueryError: There is no such question or parameter, or the query is malformed or no SELECT.
        InputError: The file cannot be read.
        StoreError: The store cannot be opened.
    """
    values = {name: str(value) for name, value in parameters.items()}
    with _opened(source) as target:
        if "{" in question:
            answer = run_query(target, question, parameters=values, limit=limit)
        else:
            answer = ask_question(target, find_question(question), values, limit=limit)
        if answer.graph is not None or answer.truth is not None:
            raise QueryError("only SELECT queries give rows; kb.query.run_query answers others")
        columns = answer.variables
        # a triple has no value, but no question gives one
        return [{name: cell if cell is None else str(getattr(cell, "value", cell)) for name, cell in zip(columns, row, strict=True)} for row in answer.rows]


def questions() -> list[Question]:
    """Return the built-in questions: ``name``, ``text`` and ``parameters`` of each.

    >>> [question.text for question in questions() if question.name == "who-opposes"]
    ['Who opposes somebody or something, how often, in how many articles, and in which words?']
    """
    return load_questions()


@cache
def _loaded() -> tuple[Language, Schema]:
    """Return what every conversion needs; half a second the first time."""
    return load_pipeline(), load_schema()


@contextmanager
def _opened(source: Askable) -> Iterator[Embedded | ArticleStore]:
    if isinstance(source, ArticleStore):
        yield source
    elif isinstance(source, (str, Path)) and Path(source).is_dir():
        with open_store(source) as store:
            yield store
    elif isinstance(source, (str, Path)):
        yield Embedded(load_graphs([source]))
    else:
        yield Embedded(_in_memory([source] if isinstance(source, Conversion) else source))


def _in_memory(conversions: Iterable[Conversion]) -> ox.Store:
    """Return *conversions* as a store in memory: each in its graph, all in the default graph."""
    store = ox.Store()
    for conversion in conversions:
        graphs = (ox.NamedNode(conversion.iri), ox.DefaultGraph())
        store.bulk_extend(ox.Quad(each.subject, each.predicate, each.object, graph) for each in conversion.triples() for graph in graphs)
    return store
