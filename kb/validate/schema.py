"""The ontology and the shapes, read once and checked: a shape with a misspelt term would let everything pass."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeAlias

from rdflib import RDF, RDFS, SH, Graph, URIRef
from rdflib.term import Node

from kb import resources
from kb.errors import SchemaError
from kb.validate.engines import compiled
from kb.vocab import IS_A, KB, NIF

Triple: TypeAlias = tuple[Node, Node, Node]


@dataclass(frozen=True)
class Schema:
    """What a graph is validated against. ``superclasses`` maps a class to those above it that the shapes can ask for.

    ``proven`` says that the shapes are the package's own, on which tests hold the engines together.
    """

    ontology: Graph
    shapes: Graph
    superclasses: Mapping[Node, frozenset[Node]]
    proven: bool = False

    @cached_property
    def compiled(self) -> Any:
        """The shapes as the Rust engine wants them."""
        return compiled(self.shapes)

    def missing_superclasses(self, triples: Iterable[Triple]) -> list[Triple]:
        """Return the triples that give each node of *triples* the superclasses of its classes, where it lacks them."""
        told = {(subject, value) for subject, predicate, value in triples if predicate == IS_A}
        inferred = {(node, superclass) for node, kind in told for superclass in self.superclasses.get(kind, ())}
        return [(node, IS_A, superclass) for node, superclass in inferred - told]


def load_schema(ontologies_dir: Path | None = None, shapes_dir: Path | None = None) -> Schema:
    """Return the ontology and the shapes in these folders; those of the package by default.

    Raises:
        SchemaError: A file cannot be read or parsed, a folder holds none, or a shape cannot do what it says.
    """
    ontology = _read(ontologies_dir or resources.ontologies_dir())
    shapes = _read(shapes_dir or resources.shapes_dir())
    for fault in _faults(ontology, shapes):
        raise SchemaError(fault)
    return Schema(ontology, shapes, _superclasses(ontology), proven=ontologies_dir is None and shapes_dir is None)


def _read(folder: Path) -> Graph:
    paths = sorted(folder.glob("*.ttl"))
    if not paths:
        raise SchemaError(f"{folder}: holds no .ttl file")
    graph = Graph(bind_namespaces="none")
    for path in paths:
        try:
            graph.parse(path, format="turtle")
        except OSError as error:
            raise SchemaError(f"{path}: cannot be read: {error.strerror}") from error
        # rdflib raises errors of many kinds for a broken file
        except Exception as error:
            raise SchemaError(f"{path}: is no Turtle: {' '.join(str(error).split())[:200]}") from error
    return graph


def _faults(ontology: Graph, shapes: Graph) -> Iterator[str]:
    """Yield what makes *shapes* check less than they seem to, in order."""
    for term in sorted({str(term) for triple in shapes for term in triple if str(term).startswith(str(SH))}):
        if term not in SH:
            yield f"shapes: {term} is no term of SHACL"
    for term in sorted({str(term) for triple in shapes for term in triple if str(term).startswith(str(KB))}):
        if (URIRef(term), RDF.type, None) not in ontology:
            yield f"shapes: {term} is no term of the ontology"
    targeted = sorted(set(shapes.subjects(SH.targetClass)), key=str)
    if not targeted:
        yield "shapes: no shape has a target class"
    for shape in targeted:
        if (shape, SH.severity, None) not in shapes:
            yield f"shapes: {shape} lacks sh:severity"
        queries = list(shapes.objects(shape, SH.sparql))
        if any((bearer, SH.message, None) not in shapes for bearer in queries or [shape]):
            yield f"shapes: {shape} lacks sh:message"


def _superclasses(ontology: Graph) -> dict[Node, frozenset[Node]]:
    """Return for each class those above it in the project's ontology and NIF; other vocabularies are no matter of the shapes."""
    above: dict[Node, frozenset[Node]] = {}
    for each in set(ontology.subjects(RDFS.subClassOf)):
        closure = {term for term in ontology.transitive_objects(each, RDFS.subClassOf) if term is not None and term != each}
        if known := frozenset(term for term in closure if str(term).startswith((str(KB), str(NIF)))):
            above[each] = known
    return above
