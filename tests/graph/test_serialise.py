"""Text of graphs: the same triples come back, and the same triples give the same bytes."""

from __future__ import annotations

import hashlib
import json
import os
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Dataset, Literal, URIRef
from story import VERSIONS, story_article, story_extraction

from kb.errors import InputError, OutputError
from kb.graph import FORMATS, Statements, build_graph, serialise
from kb.model import Article, Extraction, Mention, Span
from kb.vocab import NIF, prefixes

# rdflib warns of its own use of Dataset
pytestmark = pytest.mark.filterwarnings("ignore:(Dataset|ConjunctiveGraph):DeprecationWarning")

RDFLIB_NAMES = {"ntriples": "nt", "jsonld": "json-ld", "rdfxml": "xml"}
NAMES_GRAPHS = ("trig", "nquads", "jsonld")


def parsed(text: str, name: str) -> Dataset:
    dataset = Dataset(default_union=True)
    dataset.parse(data=text, format=RDFLIB_NAMES.get(name, name))
    return dataset


def triples(dataset: Dataset) -> set[tuple[object, ...]]:
    return {quad[:3] for quad in dataset.quads()}


@pytest.mark.parametrize("predicate", ["a:p", "https://a.example/p-1", "https://a.example/2/p", "https://w3id.org/newskb/ontology#1p", "urn:p"])
@pytest.mark.parametrize("name", sorted(FORMATS))
def test_properties_of_others_come_back(name: str, predicate: str) -> None:
    values = (URIRef("a:o"), Literal("o", lang="en"))
    statements = Statements(URIRef("https://a.example/1"), tuple((URIRef("a:s"), URIRef(predicate), value) for value in values), prefixes())
    assert triples(parsed(serialise(statements, name), name)) == set(statements)


def test_a_property_that_xml_cannot_name_is_told() -> None:
    statements = Statements(URIRef("https://a.example/1"), ((URIRef("a:s"), URIRef("https://a.example/1"), URIRef("a:o")),), prefixes())
    with pytest.raises(OutputError, match=r"RDF/XML cannot hold the property <https://a\.example/1>"):
        serialise(statements, "rdfxml")


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_triples_come_back(statements: Statements, name: str) -> None:
    assert triples(parsed(serialise(statements, name), name)) == set(statements)


@pytest.mark.parametrize("name", NAMES_GRAPHS)
def test_the_graph_is_named_after_the_article(statements: Statements, name: str) -> None:
    assert {quad[3] for quad in parsed(serialise(statements, name), name).quads()} == {statements.iri}


@pytest.mark.parametrize("name", FORMATS)
def test_the_order_of_triples_and_findings_changes_nothing(article: Article, extraction: Extraction, statements: Statements, name: str) -> None:
    shuffle = random.Random(7).sample  # noqa: S311
    shuffled = Extraction(*(tuple(shuffle(part, len(part))) for part in (extraction.actors, extraction.mentions, extraction.times, extraction.assertions)))
    other = build_graph(article, shuffled, versions=dict(reversed(VERSIONS.items())))
    assert serialise(other, name) == serialise(statements, name)


def test_the_hash_seed_changes_nothing() -> None:
    code = (
        "import hashlib; from story import *; from kb.graph import *\n"
        "graph = build_graph(story_article(), story_extraction(), versions=VERSIONS)\n"
        "print(hashlib.sha256(''.join(serialise(graph, name) for name in FORMATS).encode()).hexdigest())"
    )
    folders = os.pathsep.join([str(Path(__file__).parent), str(Path(__file__).parents[2])])
    hashes = [
        subprocess.run([sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": folders}, check=True, capture_output=True).stdout
        for seed in ("1", "2")
    ]
    statements = build_graph(story_article(), story_extraction(), versions=VERSIONS)
    here = hashlib.sha256("".join(serialise(statements, name) for name in FORMATS).encode()).hexdigest()
    assert [each.decode().strip() for each in hashes] == [here, here]


def test_turtle_is_short(statements: Statements) -> None:
    text = serialise(statements, "turtle")
    body = text[text.index("\n<> ") :]
    assert "<> a schema:NewsArticle, kb:Article ;" in body
    assert "kb:source person:ada-lind ;" in body
    assert "kb:evidence <#char=0,53> ;" in body
    assert str(statements.iri) not in body


def test_articles_can_stand_in_one_file(article: Article, extraction: Extraction, statements: Statements) -> None:
    second = build_graph(replace(article, id="second"), extraction, versions=VERSIONS)
    for name in ("turtle", "trig", "nquads", "ntriples"):
        both = parsed(serialise(statements, name) + serialise(second, name), name)
        assert triples(both) == set(statements) | set(second)


def test_json_ld_is_json_with_a_context(statements: Statements) -> None:
    document = json.loads(serialise(statements, "jsonld"))
    assert document["@id"] == str(statements.iri)
    assert document["@context"]["kb"] == "https://w3id.org/newskb/ontology#"


def test_an_unknown_format_is_an_error(statements: Statements) -> None:
    with pytest.raises(OutputError, match="unknown format 'csv': choose one of turtle"):
        serialise(statements, "csv")


def with_text(text: str) -> Statements:
    spans = [Span(begin, begin + 1) for begin in range(len(text))]
    actors = story_extraction().actors
    return build_graph(Article("a", text, title=text or None), Extraction(actors, tuple(Mention(span, "lind") for span in spans)))


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(
    "text",
    ["a\r\nb\rc\td", 'say "no" \\ \'\'\' """', "𝔄🌉é", "\u0085\u2028\ufeff", " x ", "<a>&amp;</a>]]>", "\ufffd\ue000\U0010ffff", "\x7f"],
)
def test_awkward_texts_come_back_unchanged(text: str, name: str) -> None:
    statements = with_text(text)
    assert triples(parsed(serialise(statements, name), name)) == set(statements)


@pytest.mark.parametrize("text", ["a\x0bb", "\x1f", "\ufffe"])
def test_what_xml_cannot_hold_is_refused_there_alone(text: str) -> None:
    statements = with_text(text)
    for name in set(FORMATS) - {"rdfxml"}:
        assert triples(parsed(serialise(statements, name), name)) == set(statements)
    with pytest.raises(OutputError, match=f"RDF/XML cannot hold the character U\\+{ord(text[1:2] or text):04X}"):
        serialise(statements, "rdfxml")


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=12))
def test_any_text_comes_back_or_is_refused(text: str) -> None:
    try:
        statements = with_text(text)
    except InputError:
        assert any(character == "\0" or "\ud800" <= character <= "\udfff" for character in text)
        return
    for name in ("turtle", "nquads", "jsonld"):
        assert triples(parsed(serialise(statements, name), name)) == set(statements)
    assert all(isinstance(value, URIRef) for _, predicate, value in statements if predicate == NIF.referenceContext)
