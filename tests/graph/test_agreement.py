"""Vocabulary module, ontology, shapes and output use the same terms, no fewer and no more."""

from __future__ import annotations

import pytest
from rdflib import OWL, RDF, RDFS, SH, SKOS, Graph, URIRef

from kb import resources
from kb.graph import Statements
from kb.validate import Engine, Schema, load_schema, validate
from kb.vocab import ITSRDF, KB, NIF, SCHEMES

ONTOLOGY = URIRef("https://w3id.org/newskb/ontology")
BROADER = {KB.assertive, KB.directive, KB.commissive, KB.expressive, KB.cognitive}
# stand in graphs of their own, in no article's
MERGES = {KB.Merge, KB.mergedInto, KB.mergedBy, KB.copyOf, KB.reason}


@pytest.fixture(scope="module")
def schema() -> Schema:
    return load_schema()


def own_terms(graph: Graph) -> set[URIRef]:
    return {term for triple in graph for term in triple if isinstance(term, URIRef) and term.startswith(str(KB))}


def vocabulary() -> set[URIRef]:
    return {KB[name] for name in KB.__annotations__ if not name.startswith("_")}


def test_vocabulary_and_ontology_have_the_same_terms(schema: Schema) -> None:
    assert own_terms(schema.ontology) == vocabulary()
    assert {term for term in vocabulary() if (term, RDF.type, None) not in schema.ontology} == set()


def test_the_story_conforms(statements: Statements, graph: Graph, schema: Schema) -> None:
    assert validate(statements, schema).as_text() == ""
    assert validate(graph, schema).as_text() == ""


@pytest.mark.parametrize("engine", [None, Engine.PYSHACL])
def test_a_graph_that_was_built_wrong_is_told_what_is_wrong(statements: Statements, graph: Graph, schema: Schema, engine: Engine | None) -> None:
    graph.remove((None, KB.certainty, None))
    report = validate(graph, schema, engine=engine)
    light = Statements(statements.iri, tuple(triple for triple in statements if triple[1] != KB.certainty), statements.prefixes)
    assert validate(light, schema, engine=engine) == report
    assert not report.conforms
    assert {violation.path for violation in report.violations} == {str(KB.certainty)}


def test_every_term_is_used_and_no_other(graph: Graph, schema: Schema) -> None:
    used = own_terms(graph)
    schemes = set(SCHEMES)
    assert used == vocabulary() - schemes - BROADER - MERGES
    assert set(schema.ontology.objects(None, SKOS.inScheme)) >= schemes
    assert set(schema.ontology.objects(None, SKOS.broader)) == BROADER


def test_shapes_use_every_property_and_class(schema: Schema) -> None:
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    terms = {term for kind in kinds for term in schema.ontology.subjects(RDF.type, kind) if term.startswith(str(KB))}
    # the kinds of actors stand in a pattern
    named = " ".join(str(pattern) for pattern in schema.shapes.objects(None, SH.pattern))
    assert {term for term in terms - own_terms(schema.shapes) if term.fragment not in named} == {KB.NewsOrganization} | MERGES


def test_other_vocabularies_hold_no_unused_term(graph: Graph) -> None:
    terms = {term for triple in graph for term in triple}
    for namespace in (NIF, ITSRDF):
        assert {namespace[name] for name in namespace.__annotations__ if not name.startswith("_")} <= terms


def test_every_term_is_explained(schema: Schema) -> None:
    ontology = schema.ontology
    for term in sorted(vocabulary()):
        for predicate in (RDFS.label, RDFS.comment, SKOS.example):
            assert len(list(ontology.objects(term, predicate))) == 1, (term, predicate)
    for kind in (OWL.ObjectProperty, OWL.DatatypeProperty):
        for term in ontology.subjects(RDF.type, kind):
            assert len(list(ontology.objects(term, RDFS.domain))) == len(list(ontology.objects(term, RDFS.range))) == 1, term


def test_the_graph_keeps_to_domains_and_ranges(graph: Graph, schema: Schema) -> None:
    ontology = schema.ontology
    for subject, predicate, value in graph:
        domain, wanted = ontology.value(predicate, RDFS.domain), ontology.value(predicate, RDFS.range)
        if domain is not None:
            assert (subject, RDF.type, domain) in graph, (subject, predicate)
        if (predicate, RDF.type, OWL.ObjectProperty) in ontology and wanted not in {OWL.Thing, SKOS.Concept}:
            assert (value, RDF.type, wanted) in graph, (predicate, value)


def test_schemes_hold_the_closed_lists(schema: Schema) -> None:
    ontology = schema.ontology
    for scheme, concepts in SCHEMES.items():
        assert set(ontology.subjects(SKOS.inScheme, scheme)) - BROADER == set(concepts)
    for act in SCHEMES[KB.Acts]:
        assert set(ontology.objects(act, SKOS.broader)) <= BROADER
        assert (act, SKOS.broader, None) in ontology
        for code in ontology.objects(act, SKOS.closeMatch):
            assert ontology.value(code, SKOS.notation) in set(ontology.objects(act, SKOS.notation))


def test_shapes_allow_exactly_the_concepts_of_a_scheme(schema: Schema) -> None:
    allowed = {frozenset(schema.shapes.items(members)) for members in schema.shapes.objects(None, SH["in"])}
    assert {frozenset(concepts) for concepts in SCHEMES.values()} <= allowed


def test_ontologies_have_no_blank_nodes() -> None:
    for path in resources.ontologies_dir().glob("*.ttl"):
        assert all(isinstance(term, URIRef) for triple in Graph().parse(path) for term in (triple[0], triple[1])), path
