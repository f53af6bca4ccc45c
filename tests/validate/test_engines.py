"""The fast engine is held to pyshacl: on every fixture, and on graphs that are broken and mended at random."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import XSD, Graph, Literal, URIRef
from rdflib.term import Node

from kb.errors import SchemaError
from kb.validate import Engine, Schema, load_schema, validate
from kb.validate.checking import as_text
from kb.validate.engines import choose, finds_nothing
from kb.vocab import KB, NIF

pytest.importorskip("shacl", reason="its author builds no wheels for this machine")

FIXTURES = Path(__file__).parent.parent / "shapes"
EACH = sorted(FIXTURES.glob("*/*.ttl"))
FULL = sorted(FIXTURES.glob("*/conforms-full.ttl"))
# what takes the place of an object: lexical forms that are none of their datatype's too, no blank nodes, which pyshacl cannot compare
DATATYPES = (XSD.string, XSD.integer, XSD.decimal, XSD.boolean, XSD.date, XSD.dateTime, XSD.gYear, XSD.gYearMonth, XSD.gMonthDay)
FORMS = ("", "x", "-1", "0.5", "7", "2", "2014", "2014-02-30", "2014-11-24", "--11-24", "2014-11-24T24:00:00", "true")
STRANGERS: tuple[Node, ...] = (
    *(Literal(form, datatype=datatype) for form in FORMS for datatype in DATATYPES),
    Literal("Lind"),
    Literal("Lind", lang="en"),
    URIRef("http://www.wikidata.org/entity/Q76"),
    URIRef("https://kb.example/nothing"),
    KB.Actor,
    KB.Communication,
    KB.Supports,
    NIF.Phrase,
)


@cache
def schema() -> Schema:
    return load_schema()


@cache
def triples(*paths: Path) -> tuple[tuple[Node, Node, Node], ...]:
    graph = Graph(bind_namespaces="none").parse(FIXTURES / "base.ttl")
    for path in paths:
        graph.parse(path)
    return tuple(sorted(graph))


def graph_of(facts: list[tuple[Node, Node, Node]] | tuple[tuple[Node, Node, Node], ...]) -> Graph:
    graph = Graph(bind_namespaces="none")
    for fact in facts:
        graph.add(fact)
    return graph


def assert_agree(graph: Graph) -> None:
    rust = finds_nothing(schema().compiled, as_text(graph, schema().missing_superclasses(graph)))
    assert rust == (not validate(graph, schema(), engine=Engine.PYSHACL).violations)


@pytest.mark.parametrize("path", EACH, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_both_say_the_same_of_every_fixture(path: Path) -> None:
    assert_agree(graph_of(triples(path)))


@st.composite
def broken(draw: st.DrawFn) -> Graph:
    """One class's full example with a few triples left out, doubled or changed in their object."""
    facts = list(triples(draw(st.sampled_from(FULL))))
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(facts) - 1))
        subject, predicate, _ = facts[at]
        other = draw(st.sampled_from(STRANGERS) | st.sampled_from(facts).map(lambda fact: fact[2]))
        change = draw(st.sampled_from(("leave out", "change", "double")))
        facts[at : at + 1] = {"leave out": [], "change": [(subject, predicate, other)], "double": [facts[at], (subject, predicate, other)]}[change]
    return graph_of(facts)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(broken())
def test_both_say_the_same_of_graphs_broken_at_random(graph: Graph) -> None:
    assert_agree(graph)


def test_the_findings_are_those_of_pyshacl() -> None:
    graph = graph_of(triples(FIXTURES / "Deadline/violates-due-or.ttl"))
    reports = [validate(graph, schema(), engine=engine) for engine in (Engine.RUST, Engine.PYSHACL, None)]
    assert reports[0].violations
    assert reports[0] == reports[1] == reports[2]


def test_shapes_of_others_are_left_to_pyshacl() -> None:
    assert choose(None, proven=True) is Engine.RUST
    assert choose(None, proven=False) is Engine.PYSHACL
    assert choose(Engine.RUST, proven=False) is Engine.RUST


def test_an_engine_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kb.validate.engines._rust", lambda: None)
    assert choose(None, proven=True) is Engine.PYSHACL
    with pytest.raises(SchemaError, match="pip install shacl"):
        choose(Engine.RUST, proven=True)
