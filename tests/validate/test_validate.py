from __future__ import annotations

import json
from pathlib import Path

import pytest
from rdflib import RDF, RDFS, SH, BNode, Graph, Literal, URIRef

from kb.validate import Report, Schema, Violation, load_schema, validate
from kb.vocab import KB

FIXTURES = Path(__file__).parent.parent / "shapes"
STORY = "https://w3id.org/newskb/id/article/story"


@pytest.fixture(scope="module")
def schema() -> Schema:
    return load_schema()


def read(*names: str) -> Graph:
    graph = Graph(bind_namespaces="none").parse(FIXTURES / "base.ttl")
    for name in names:
        graph.parse(FIXTURES / f"{name}.ttl")
    return graph


def report(schema: Schema, *names: str) -> Report:
    return validate(read(*names), schema)


def test_a_violation_tells_what_where_and_why(schema: Schema) -> None:
    (found,) = report(schema, "Deadline/violates-due-or").violations
    assert found == Violation(
        focus=f"{STORY}#deadline-1",
        path=str(KB.due),
        value="soon",
        shape="https://w3id.org/newskb/shapes#Deadline-due",
        component=str(SH.OrConstraintComponent),
        severity=str(SH.Violation),
        message="A deadline must fall on one moment, day, month or year of the calendar.",
        quote="Mayor Ada Lind told reporters that the council must decide by 1 June",
    )


@pytest.mark.parametrize(
    ("name", "quote"),
    [
        ("Context/violates-quotes-sparql", "says"),
        ("Mention/violates-taIdentRef-minCount", "Lind"),
        ("Assertion/violates-evidence-minCount", None),
        ("Communication/violates-act-in", "Mayor Ada Lind told reporters that the council must decide by 1 June"),
        ("Topic/violates-concerns-class", "the plan"),
        ("Article/violates-run-minCount", None),
    ],
)
def test_the_words_concerned_are_quoted(schema: Schema, name: str, quote: str | None) -> None:
    assert [each.quote for each in report(schema, name).violations] == [quote]


def test_an_assertion_without_evidence_is_quoted_by_its_other_words(schema: Schema) -> None:
    graph = read("Position/conforms-full")
    position = URIRef(f"{STORY}#position-1")
    graph.remove((position, KB.evidence, None))
    assert [each.quote for each in validate(graph, schema).violations] == ["the bridge"]


def test_the_text_report_reads_like_prose(schema: Schema) -> None:
    assert report(schema, "Position/violates-target-minCount").as_text() == (
        "Violation: A position must be towards one actor or topic that is described; this one is towards nobody.\n"
        "  “Mayor Ada Lind told reporters that the council must decide by 1 June”\n"
        f"  at {STORY}#position-1, target (Position-target)\n"
    )


def test_the_json_report_holds_every_field(schema: Schema) -> None:
    found = json.loads(report(schema, "Deadline/violates-due-or").as_json())
    assert found["conforms"] is False
    assert set(found["violations"][0]) == {"focus", "path", "value", "shape", "component", "severity", "message", "quote"}


def test_the_turtle_report_is_shacl_without_blank_nodes(schema: Schema) -> None:
    text = report(schema, "Deadline/violates-due-or", "Actor/violates-label-minCount").as_turtle()
    graph = Graph().parse(data=text)
    assert (None, SH.conforms, Literal(False)) in graph
    assert len(list(graph.subjects(RDF.type, SH.ValidationResult))) == 2
    assert not any(isinstance(term, BNode) for triple in graph for term in triple)
    assert Report(True).as_turtle().count("ValidationReport") == 1


def test_violations_stand_in_a_fixed_order(schema: Schema) -> None:
    names = ["Deadline/violates-due-or", "Actor/violates-label-minCount", "Topic/violates-label-minCount"]
    assert report(schema, *names) == report(schema, *names[::-1])
    focuses = [each.focus for each in report(schema, *names).violations]
    assert focuses == sorted(focuses)


def test_a_warning_is_reported_and_conforms(schema: Schema) -> None:
    found = report(schema, "Article/violates-inLanguage-pattern")
    assert (found.conforms, [each.severity for each in found.violations]) == (True, [str(SH.Warning)])


def test_the_graph_is_left_as_it_is(schema: Schema) -> None:
    # the fixture leaves superclasses out, which validation has to fill in
    for name in ("Actor/conforms-kind", "Deadline/violates-due-or"):
        graph = read(name)
        before = set(graph)
        validate(graph, schema)
        assert set(graph) == before


def test_superclasses_are_known_where_a_graph_leaves_them_out(schema: Schema) -> None:
    graph = read("Deadline/conforms-full")
    graph.remove((None, RDF.type, KB.Assertion))
    graph.remove((None, RDF.type, KB.Actor))
    assert validate(graph, schema).conforms
    graph.remove((None, KB.rule, None))
    assert [each.path for each in validate(graph, schema).violations] == [str(KB.rule)]


def test_several_articles_are_checked_together(schema: Schema) -> None:
    found = report(schema, "Context/violates-quotes-sparql", "Deadline/violates-due-or")
    assert len({each.focus.split("#")[0] for each in found.violations}) == 2


def test_an_actor_that_is_only_named_is_noticed(schema: Schema) -> None:
    graph = read("Communication/conforms-full")
    lind = URIRef(f"{STORY}#lind")
    graph.remove((lind, None, None))
    graph.add((lind, RDFS.label, Literal("Ada Lind")))
    assert {each.shape.split("#")[1] for each in validate(graph, schema).violations} == {"Communication-source"}


def test_an_empty_graph_conforms(schema: Schema) -> None:
    assert validate(Graph(), schema) == Report(True)
