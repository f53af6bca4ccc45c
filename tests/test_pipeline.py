"""The pipeline's promises: order is kept, one bad article stops no other, and nothing is swallowed."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator

import pytest
import spacy
from rdflib import SDO, Literal
from spacy.language import Language
from spacy.tokens import Doc

from kb import pipeline
from kb.errors import InputError
from kb.model import Article, Extraction
from kb.pipeline import BATCH, Conversion, Failure, convert, pipeline_versions
from kb.validate import Schema, load_schema


@pytest.fixture(scope="module")
def schema() -> Schema:
    return load_schema()


@pytest.fixture
def nlp(monkeypatch: pytest.MonkeyPatch) -> Language:
    """Return an empty pipeline, in which the words BREAK and MEND stop annotation and extraction."""

    def annotate(articles: Iterable[Article], nlp: Language) -> Iterator[tuple[Article, Doc]]:
        for article in articles:
            if "BREAK" in article.text:
                raise ValueError("odd\nwords")
            yield article, nlp.make_doc(article.text)

    def extract(article: Article, *_: object) -> Extraction:
        if "MEND" in article.text:
            raise InputError("mend this")
        return Extraction()

    monkeypatch.setattr(pipeline, "annotate", annotate)
    monkeypatch.setattr(pipeline, "extract", extract)
    return spacy.blank("en")


def articles(*texts: str) -> list[Article]:
    return [Article(str(number), text) for number, text in enumerate(texts)]


def test_bad_articles_stop_no_other(nlp: Language, schema: Schema) -> None:
    texts = ["Good."] * (BATCH + 3)
    texts[1], texts[2], texts[BATCH + 1] = "BREAK", "MEND", "BREAK"
    results = list(convert(articles(*texts), nlp=nlp, schema=schema))
    assert [result.message for result in results if isinstance(result, Failure)] == ["ValueError: odd words", "mend this", "ValueError: odd words"]
    ids = [result.article.id if isinstance(result, Conversion) else result.article_id for result in results]
    assert ids == [str(number) for number in range(BATCH + 3)]
    assert all(result.report.conforms for result in results if isinstance(result, Conversion))


@pytest.mark.parametrize(("text", "error"), [("BREAK", ValueError), ("MEND", InputError)])
def test_debug_raises(nlp: Language, schema: Schema, text: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        list(convert(articles("Good.", text), nlp=nlp, schema=schema, debug=True))


def test_articles_are_read_as_they_are_needed(nlp: Language, schema: Schema) -> None:
    taken = 0

    def endless() -> Iterator[Article]:
        nonlocal taken
        while True:
            taken += 1
            yield Article(str(taken), "Good.")

    running = threading.active_count()
    results = convert(endless(), nlp=nlp, schema=schema)
    assert isinstance(next(results), Conversion)
    assert taken == 2 * BATCH
    results.close()
    assert threading.active_count() == running


def test_overlong_texts_are_told(nlp: Language, schema: Schema, monkeypatch: pytest.MonkeyPatch) -> None:
    def too_long(*_: object) -> Iterator[tuple[Article, Doc]]:
        raise ValueError("[E088]")

    monkeypatch.setattr(pipeline, "annotate", too_long)
    nlp.max_length = 3
    (failure,) = convert(articles("Good."), nlp=nlp, schema=schema)
    assert failure == Failure("0", "the text has 5 characters, more than the 3 that one article may have; split it")


def test_the_run_names_what_ran(nlp: Language, schema: Schema) -> None:
    (result,) = convert(articles("Good."), nlp=nlp, schema=schema)
    assert isinstance(result, Conversion)
    names = {str(name) for name in result.graph.objects(None, SDO.name)}
    assert names == set(pipeline_versions(nlp, schema)) == {"newskb", "newskb-ontology", f"en_{nlp.meta['name']}"}
    assert Literal("unversioned") not in set(result.graph.objects(None, SDO.version))
