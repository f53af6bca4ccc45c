"""The stages in a row: articles in, validated graphs out. A bad article never stops the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

import pyoxigraph as ox
from rdflib import OWL, Graph

import kb
from kb.annotate import annotate
from kb.errors import KbError
from kb.extract import extract
from kb.extract.linking import gazetteer_with
from kb.graph import Statements, build_graph, serialise
from kb.graph.iris import digest
from kb.model import Article, Extraction, KnownActor
from kb.validate import Report, Schema, validate
from kb.vocab import DEFAULT_BASE

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

#: Articles annotated together; two batches are in memory at one time.
BATCH = 8


@dataclass(frozen=True)
class Conversion:
    """One article, what was found in it, its graph, and whether the graph conforms."""

    article: Article
    extraction: Extraction
    statements: Statements
    report: Report

    @cached_property
    def graph(self) -> Graph:
        """The statements as an rdflib graph, made when it is first asked for."""
        return self.statements.graph()

    @property
    def iri(self) -> str:
        """Return the IRI of the article, and of its graph."""
        return str(self.statements.iri)

    @property
    def conforms(self) -> bool:
        """Return whether the graph breaks no shape."""
        return self.report.conforms

    def serialise(self, format: str = "turtle") -> str:
        """Return the graph as text; formats and errors are those of ``kb.graph.serialise``."""
        return serialise(self.statements, format)

    def triples(self) -> list[ox.Triple]:
        """Return the graph as a store takes it: ``store.replace(conversion.iri, conversion.triples())``."""
        return [quad.triple for quad in ox.parse(self.serialise("ntriples"), ox.RdfFormat.N_TRIPLES)]


@dataclass(frozen=True)
class Failure:
    """An article that could not be converted, and why, in one line."""

    article_id: str
    message: str


def convert(
    articles: Iterable[Article],
    *,
    nlp: Language,
    schema: Schema,
    base: str = DEFAULT_BASE,
    with_text: bool = True,
    actors: Sequence[KnownActor] = (),
    debug: bool = False,
) -> Iterator[Conversion | Failure]:
    """Yield for each article, in order, its validated graph or why there is none.

    Args:
        articles: What to convert.
        nlp: The language pipeline.
        schema: The ontology and shapes that graphs must conform to.
        base: Start of the IRIs of articles, actors and runs.
        with_text: Whether the whole text goes into the graph.
        actors: The user's own, which overrule the gazetteers.
        debug: Raise what goes wrong instead of yielding a ``Failure``.
    """
    versions = pipeline_versions(nlp, schema, actors)
    gazetteer = gazetteer_with(actors)

    def converted(article: Article, doc: Doc | Failure) -> Conversion | Failure:
        if isinstance(doc, Failure):
            return doc
        try:
            extraction = extract(article, doc, gazetteer)
            statements = build_graph(article, extraction, base=base, with_text=with_text, versions=versions)
            return Conversion(article, extraction, statements, validate(statements, schema))
        except Exception as error:
            if debug:
                raise
            return Failure(article.id, _one_line(error))

    # the network leaves the interpreter free, so that the rest of one batch is done while the next one is annotated
    pool = ThreadPoolExecutor(1)
    before: list[Future[Conversion | Failure]] = []
    try:
        for batch in _annotated(articles, nlp, debug=debug):
            begun = [pool.submit(converted, article, doc) for article, doc in batch]
            yield from (each.result() for each in before)
            before = begun
        yield from (each.result() for each in before)
    finally:
        # who asks for no more waits for one article at most
        pool.shutdown(cancel_futures=True)


def pipeline_versions(nlp: Language, schema: Schema, actors: Sequence[KnownActor] = ()) -> dict[str, str]:
    """Return the versions of what makes a graph: software, language pipeline, ontology and, of the user's own actors, a digest."""
    ontology = next(schema.ontology.objects(None, OWL.versionInfo), "unversioned")
    model = f"{nlp.meta.get('lang', 'en')}_{nlp.meta.get('name', 'unnamed')}"
    own = {"own-actors": digest(map(repr, actors))} if actors else {}
    return {"newskb": kb.__version__, model: str(nlp.meta.get("version", "0")), "newskb-ontology": str(ontology), **own}


def _annotated(articles: Iterable[Article], nlp: Language, *, debug: bool) -> Iterator[Sequence[tuple[Article, Doc | Failure]]]:
    """Yield batches of articles, each with its Doc or with why there is none: of a batch that fails each article is tried alone."""
    remaining = iter(articles)
    while batch := list(islice(remaining, BATCH)):
        try:
            yield list(annotate(batch, nlp))
        except Exception:
            if debug:
                raise
            yield [(article, _annotated_alone(article, nlp)) for article in batch]


def _annotated_alone(article: Article, nlp: Language) -> Doc | Failure:
    if len(article.text) > nlp.max_length:
        return Failure(article.id, f"the text has {len(article.text)} characters, more than the {nlp.max_length} that one article may have; split it")
    try:
        return next(iter(annotate([article], nlp)))[1]
    except Exception as error:
        return Failure(article.id, _one_line(error))


def _one_line(error: Exception) -> str:
    """Return the message of *error*, with its type unless it is one that a user can mend."""
    message = " ".join(str(error).split())
    return message if isinstance(error, KbError) else f"{type(error).__name__}: {message}"
