"""What was found in one article, as the triples of one graph without blank nodes, by the terms of ``ontologies/kb.ttl``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from operator import attrgetter

from rdflib import OWL, PROV, RDFS, SDO, SKOS, XSD, Literal, URIRef

from kb.errors import InputError
from kb.graph import iris
from kb.graph.assertions import add_assertions
from kb.graph.literals import offset_literal, published_literal
from kb.graph.scope import Scope
from kb.graph.statements import Statements
from kb.model import Actor, ActorKind, Article, Extraction, Span
from kb.vocab import DEFAULT_BASE, IS_A, ITSRDF, KB, NIF, prefixes

# no characters: UTF-8 cannot hold a lone surrogate, and stores cut a text at NUL
_UNWRITABLE = re.compile("[\ud800-\udfff\x00]")


def build_graph(
    article: Article,
    extraction: Extraction,
    *,
    base: str = DEFAULT_BASE,
    with_text: bool = True,
    versions: Mapping[str, str] | None = None,
) -> Statements:
    """Return the graph of *article*, which the article's IRI names.

    Args:
        article: The article, whose text the offsets refer to.
        extraction: What was found in it.
        base: Start of the IRIs of articles, actors and runs.
        with_text: Whether the whole text goes into the graph; the words of each span always do.
        versions: Name and version of the software, model and ontology that found it.

    Raises:
        InputError: The text or the metadata hold what no RDF file can, or no IRI can be made.
        KeyError: A mention or an assertion names an actor that *extraction* lacks.
    """
    _check_characters(article)
    article_iri = iris.article_iri(article, base)
    context_iri = iris.span_iri(article_iri, Span(0, len(article.text)))
    scope = Scope(article, article_iri, context_iri, base)
    run = _add_run(scope, versions or {})
    _add_article(scope, run)
    _add_context(scope, with_text)
    _add_actors(scope, extraction)
    _add_phrases(scope, extraction)
    add_assertions(scope, extraction.assertions, run)
    return Statements(article_iri, tuple(scope.triples), prefixes(base))


def _check_characters(article: Article) -> None:
    for name in ("text", "title", "publisher", "author", "url", "language"):
        if found := _UNWRITABLE.search(getattr(article, name) or ""):
            code = f"U+{ord(found.group()):04X}"
            raise InputError(f"article {article.id!r}: {name} holds {code} at character {found.start()}, which no RDF file can hold; remove it")


def _add_run(scope: Scope, versions: Mapping[str, str]) -> URIRef:
    run = iris.run_iri(versions, scope.base)
    scope.add(run, IS_A, PROV.Activity)
    for name, version in versions.items():
        used = iris.version_iri(name, version, scope.base)
        scope.add(run, PROV.used, used)
        scope.add(used, IS_A, PROV.Entity)
        scope.add(used, SDO.name, Literal(name))
        scope.add(used, SDO.version, Literal(version))
    return run


def _add_article(scope: Scope, run: URIRef) -> None:
    article, iri = scope.article, scope.article_iri
    scope.add(iri, IS_A, KB.Article)
    scope.add(iri, IS_A, SDO.NewsArticle)
    scope.add(iri, SDO.identifier, Literal(article.id))
    scope.add(iri, PROV.wasGeneratedBy, run)
    texts = ((SDO.headline, article.title), (SDO.publisher, article.publisher), (SDO.author, article.author), (SDO.inLanguage, article.language))
    for predicate, value in texts:
        if value:
            scope.add(iri, predicate, Literal(value))
    if article.url:
        scope.add(iri, SDO.url, Literal(article.url, datatype=XSD.anyURI))
    if article.published is not None:
        scope.add(iri, SDO.datePublished, published_literal(article.published))


def _add_context(scope: Scope, with_text: bool) -> None:
    scope.add(scope.context_iri, IS_A, NIF.Context)
    scope.add(scope.context_iri, NIF.beginIndex, offset_literal(0))
    scope.add(scope.context_iri, NIF.endIndex, offset_literal(len(scope.article.text)))
    scope.add(scope.context_iri, NIF.sourceUrl, scope.article_iri)
    if with_text:
        scope.add(scope.context_iri, NIF.isString, Literal(scope.article.text))


def _add_actors(scope: Scope, extraction: Extraction) -> None:
    first: dict[str, Span] = {}
    for mention in sorted(extraction.mentions, key=attrgetter("span", "actor")):
        first.setdefault(mention.actor, mention.span)
    labels: dict[URIRef, str] = {}
    for actor in sorted(extraction.actors, key=lambda each: (first.get(each.key, Span(len(scope.article.text), 0)), each.key)):
        iri = iris.actor_iri(scope.article_iri, actor, first.get(actor.key), scope.base)
        scope.actors[actor.key] = iri
        # two keys may turn out to be one actor: the label that comes first in the text stands
        label = labels.setdefault(iri, actor.label)
        _add_actor(scope, iri, actor, label)


def _add_actor(scope: Scope, iri: URIRef, actor: Actor, label: str) -> None:
    scope.add(iri, IS_A, KB.Actor)
    scope.add(iri, IS_A, KB[actor.kind])
    if actor.kind is ActorKind.NEWS_ORGANIZATION:
        scope.add(iri, IS_A, KB.Organization)
    scope.add(iri, RDFS.label, Literal(label))
    for name in {actor.label, *actor.aliases} - {label}:
        scope.add(iri, SKOS.altLabel, Literal(name))
    if actor.link and (entity := iris.wikidata_iri(actor.link)):
        scope.add(iri, OWL.sameAs, entity)


def _add_phrases(scope: Scope, extraction: Extraction) -> None:
    for mention in extraction.mentions:
        phrase = scope.add_span(mention.span)
        scope.add(phrase, IS_A, KB.Mention)
        scope.add(phrase, ITSRDF.taIdentRef, scope.actors[mention.actor])
    for time in extraction.times:
        phrase = scope.add_span(time.span)
        scope.add(phrase, IS_A, KB.TimeExpression)
        scope.add(phrase, KB.timexType, Literal(time.type))
        scope.add(phrase, KB.timexValue, Literal(time.value))
