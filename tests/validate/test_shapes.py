"""Every constraint is broken by its own fixture and by nothing else, and a constraint that goes missing is noticed.

``tests/shapes/CLASS/violates-PROPERTY-PARAMETER.ttl`` breaks the parameter ``sh:PARAMETER`` of ``shape:CLASS-PROPERTY``;
``conforms-*.ttl`` break nothing. Each is read together with ``tests/shapes/base.ttl``.
"""

from __future__ import annotations

from pathlib import Path

import pyshacl
import pytest
from rdflib import RDF, SH, Graph, Literal, URIRef

from kb import resources
from kb.errors import SchemaError
from kb.validate import Schema, load_schema, validate

FIXTURES = Path(__file__).parent.parent / "shapes"
SHAPE = "https://w3id.org/newskb/shapes#"
CONFORMING = sorted(FIXTURES.glob("*/conforms-*.ttl"))
VIOLATING = sorted(FIXTURES.glob("*/violates-*.ttl"))
# what a shape has that is no constraint of its own
NO_CONSTRAINTS = {RDF.type, SH.targetClass, SH.path, SH.severity, SH.message, SH.qualifiedValueShape}


def name_of(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def read(path: Path) -> Graph:
    graph = Graph(bind_namespaces="none")
    graph.parse(FIXTURES / "base.ttl")
    return graph.parse(path)


def broken(path: Path, schema: Schema) -> set[tuple[str, str]]:
    """Return the shape and the constraint component of each violation."""
    return {(each.shape.removeprefix(SHAPE), each.component.removeprefix(str(SH))) for each in validate(read(path), schema).violations}


def expected(path: Path) -> set[tuple[str, str]]:
    _, name, parameter = path.stem.split("-")
    kind = "SPARQL" if parameter == "sparql" else parameter[0].upper() + parameter[1:]
    return {(f"{path.parent.name}-{name}", f"{kind}ConstraintComponent")}


def fixture_of(shape: URIRef, parameter: URIRef) -> Path:
    kind, name = str(shape).removeprefix(SHAPE).split("-")
    return FIXTURES / kind / f"violates-{name}-{str(parameter).removeprefix(str(SH))}.ttl"


def constraints(shapes: Graph) -> list[tuple[URIRef, URIRef]]:
    shaped = sorted(set(shapes.subjects(SH.targetClass)))
    return sorted((shape, parameter) for shape in shaped for parameter in set(shapes.predicates(shape)) - NO_CONSTRAINTS)


@pytest.fixture(scope="module")
def schema() -> Schema:
    return load_schema()


@pytest.mark.parametrize("path", CONFORMING, ids=name_of)
def test_conforming_fixture(path: Path, schema: Schema) -> None:
    assert broken(path, schema) == set()


@pytest.mark.parametrize("path", VIOLATING, ids=name_of)
def test_violating_fixture(path: Path, schema: Schema) -> None:
    assert broken(path, schema) == expected(path)


def test_every_constraint_has_its_fixture_and_every_fixture_its_constraint(schema: Schema) -> None:
    assert {fixture_of(*each) for each in constraints(schema.shapes)} == set(VIOLATING)


def test_every_class_has_a_full_conforming_fixture_and_a_file_of_its_name() -> None:
    classes = {path.stem for path in resources.shapes_dir().glob("*.ttl")}
    assert classes == {path.parent.name for path in CONFORMING if path.stem == "conforms-full"}
    for path in resources.shapes_dir().glob("*.ttl"):
        shapes = Graph().parse(path)
        assert {str(shape).removeprefix(SHAPE).split("-")[0] for shape in shapes.subjects(SH.targetClass)} == {path.stem}


def test_shapes_are_shacl(schema: Schema) -> None:
    assert pyshacl.validate(Graph(), shacl_graph=schema.shapes, meta_shacl=True)[0]


def changed(schema: Schema, shape: URIRef, parameter: URIRef, new_parameter: URIRef | None, value: object = None) -> Schema:
    """Return *schema* with one constraint of *shape* replaced, or dropped."""
    shapes = Graph(bind_namespaces="none")
    quotes = URIRef(f"{SHAPE}Context-quotes")
    for triple in schema.shapes:
        if triple[0] == quotes != shape and triple[1] == SH.targetClass:
            continue  # the one query takes most of the time, and no other constraint's fixture breaks it
        if triple[0] != shape or triple[1] != parameter:
            shapes.add(triple)
        elif new_parameter is not None:
            shapes.add((shape, new_parameter, triple[2] if value is None else value))
    return Schema(schema.ontology, shapes, schema.superclasses)


# values that let through what the constraint forbids
LOOSE = {
    SH.minCount: Literal(0), SH.maxCount: Literal(9), SH.qualifiedMinCount: Literal(0), SH.qualifiedMaxCount: Literal(9), SH.minLength: Literal(0),
    SH.minInclusive: Literal(-9), SH.maxInclusive: Literal(9), SH.pattern: Literal(".*"),
}  # fmt: skip


@pytest.mark.parametrize("change", ["drop", "loosen"])
def test_a_constraint_dropped_or_loosened_is_noticed(schema: Schema, change: str) -> None:
    unnoticed = []
    for shape, parameter in constraints(schema.shapes):
        if change == "loosen" and parameter not in LOOSE:
            continue
        mutant = changed(schema, shape, parameter, parameter if change == "loosen" else None, LOOSE.get(parameter))
        path = fixture_of(shape, parameter)
        if broken(path, mutant) == expected(path):
            unnoticed.append((shape, parameter))
    assert unnoticed == []


def test_a_shape_with_another_target_or_path_is_noticed(schema: Schema) -> None:
    unnoticed = []
    # one constraint of each shape will do
    for shape, parameter in dict(constraints(schema.shapes)).items():
        path = fixture_of(shape, parameter)
        for part in {SH.targetClass, SH.path} & set(schema.shapes.predicates(shape)):
            mutant = changed(schema, shape, part, part, URIRef("http://example.org/misspelt"))
            # a path that no node has breaks minimum counts everywhere, so conforming fixtures notice it too
            if broken(path, mutant) == expected(path) and not broken(FIXTURES / path.parent.name / "conforms-full.ttl", mutant):
                unnoticed.append((shape, parameter, part))
    assert unnoticed == []


def copy_of_shapes(folder: Path) -> Path:
    target = folder / "shapes"
    target.mkdir()
    for path in resources.shapes_dir().glob("*.ttl"):
        (target / path.name).write_bytes(path.read_bytes())
    return target


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("Deadline.ttl", "sh:minCount", "sh:minCnt", "minCnt is no term of SHACL"),
        ("Deadline.ttl", "sh:targetClass kb:Deadline", "sh:targetClass kb:Dedline", "Dedline is no term of the ontology"),
        ("Deadline.ttl", "sh:path kb:due ;", "sh:path kb:dew ;", "dew is no term of the ontology"),
        ("Communication.ttl", "kb:warning", "kb:warming", "warming is no term of the ontology"),
        ("Actor.ttl", "    sh:severity sh:Violation ;\n", "", "lacks sh:severity"),
        ("Topic.ttl", '    sh:message "The topic has no words." .', "    sh:deactivated false .", "lacks sh:message"),
        ("Topic.ttl", "shape:Topic-label", "shape:Topic-label a a", "Topic.ttl: is no Turtle"),
        ("Actor.ttl", "sh:minCount 1", 'sh:minCount "one"', "shapes: "),
    ],
)
def test_a_broken_shape_is_an_error_of_one_line(tmp_path: Path, file: str, old: str, new: str, message: str) -> None:
    folder = copy_of_shapes(tmp_path)
    text = (folder / file).read_text()
    assert old in text
    (folder / file).write_text(text.replace(old, new))
    with pytest.raises(SchemaError) as caught:
        validate(read(FIXTURES / "Actor" / "conforms-full.ttl"), load_schema(shapes_dir=folder))
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_folder_without_shapes_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SchemaError, match="holds no"):
        load_schema(shapes_dir=tmp_path)
