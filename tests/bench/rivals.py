"""Each part beside what one would take instead, on the same articles, Docs, times and graphs."""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from datetime import datetime
from types import ModuleType

import pyshacl
from rdflib import Graph
from spacy.language import Language
from spacy.tokens import Doc

from kb.annotate import annotate
from kb.annotate.times import find_times
from kb.extract import extract
from kb.model import Article, Communication
from kb.pipeline import Conversion
from kb.validate import Schema, validate
from tests.bench.measure import heading, show_ratio, timed


def rivals(batch: list[Article], done: list[Conversion], nlp: Language, schema: Schema) -> None:
    """Print how many times as long as its rival each part takes, and what the rival finds."""
    heading("Beside other libraries")
    docs = list(annotate(batch, nlp))
    _quotations(docs)
    _times(docs)
    graphs = [each.graph for each in done]
    show_ratio("graphs as Turtle, over rdflib", *timed(lambda: [each.serialise() for each in done], lambda: [each.serialize() for each in graphs]))

    # as one reads them from a file
    copies = [Graph() + each for each in graphs]

    def alone() -> object:
        return [pyshacl.validate(each, shacl_graph=schema.shapes, ont_graph=schema.ontology) for each in copies]

    show_ratio("graphs against the shapes, over pyshacl", *timed(lambda: [validate(each.statements, schema) for each in done], alone, repeats=3))


def _installed(name: str) -> ModuleType | None:
    try:
        return importlib.import_module(name)
    except ImportError:
        print(f"{name}: not installed (pip install '.[bench]')")
        return None


def _quotations(docs: list[tuple[Article, Doc]]) -> None:
    """All that is extracted, beside textacy's direct quotations alone."""
    if _installed("textacy") is None:
        return
    from textacy.extract import direct_quotations  # noqa: PLC0415 - an extra

    def theirs() -> list[list[object] | None]:
        return [_or_none(direct_quotations(doc)) for _, doc in docs]

    show_ratio("all that is extracted, over textacy's quotations", *timed(lambda: [extract(*each) for each in docs], theirs))
    ours = sum(sum(isinstance(found, Communication) for found in extract(*each).assertions) for each in docs)
    found = theirs()
    print(f"  communications found: {ours:,}; quotations by textacy: {sum(len(each) for each in found if each):,} ({found.count(None)} articles refused)")


def _or_none(quotations: Iterable[object]) -> list[object] | None:
    try:
        return list(quotations)
    except ValueError:  # an odd number of quotation marks
        return None


def _times(docs: list[tuple[Article, Doc]]) -> None:
    """Finding and valuing all times, beside dateparser on the words found."""
    dateparser = _installed("dateparser")
    if dateparser is None:
        return
    published = {article.id: article.published.isoformat() if article.published else None for article, _ in docs}
    times = [(article, time) for article, doc in docs if published[article.id] for time in find_times(doc, published[article.id])]
    words = [
        (article.text[time.span.begin : time.span.end], {"RELATIVE_BASE": datetime.fromisoformat(str(published[article.id])[:10])}) for article, time in times
    ]

    def theirs() -> list[datetime | None]:
        return [dateparser.parse(text, languages=["en"], settings=base) for text, base in words]

    show_ratio("times found and valued, over dateparser", *timed(lambda: [find_times(doc, published[article.id]) for article, doc in docs], theirs))
    days = [
        (time.value[:10], parsed)
        for (_, time), parsed in zip(times, theirs(), strict=True)
        if len(time.value) >= len("2019-11-04") and time.value[:4].isdigit()
    ]
    same = sum(parsed is not None and parsed.date().isoformat() == value for value, parsed in days)
    print(f"  of {len(days):,} days among {len(times):,} times, dateparser makes {same:,} the same, and {sum(parsed is None for _, parsed in days):,} none")
