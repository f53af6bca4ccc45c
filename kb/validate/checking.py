"""One graph against the shapes; what is found comes back in a fixed order, with the words concerned."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Protocol

from rdflib import RDF, RDFS, SH, Graph, URIRef
from rdflib.term import Node

from kb.errors import SchemaError
from kb.validate.engines import Engine, choose, finds_nothing
from kb.validate.report import Report, Violation
from kb.validate.schema import Schema, Triple
from kb.vocab import ITSRDF, KB, NIF

# where an assertion's words are, in order of preference: its evidence may be what is missing
_QUOTING = (KB.evidence, KB.cueSpan, KB.dueSpan, KB.targetSpan)
# what leads from a node without words of its own to one that has some
_POINTING = (ITSRDF.taIdentRef, KB.target, KB.source, KB.holder, KB.member)


class Statements(Protocol):
    """A graph that is text at once, and an rdflib graph when somebody asks."""

    def __iter__(self) -> Iterator[Triple]: ...

    def ntriples(self) -> str:
        """Return the triples as N-Triples."""

    def graph(self) -> Graph:
        """Return an rdflib graph of the triples."""


def validate(graph: Graph | Statements, schema: Schema, *, engine: Engine | None = None) -> Report:
    """Return whether *graph*, of one article or several, conforms to the shapes of *schema*.

    *graph* is left as it is. It conforms when no violation has the severity ``sh:Violation``.

    Args:
        graph: What to check.
        schema: What it must conform to.
        engine: Who checks; by default the fast one, where it can. The findings are pyshacl's, whoever looked first.

    Raises:
        SchemaError: A shape cannot be used, or *engine* is not installed.
    """
    missing = schema.missing_superclasses(graph)
    if choose(engine, proven=schema.proven) is Engine.RUST and finds_nothing(schema.compiled, as_text(graph, missing)):
        return Report(conforms=True)
    # most graphs conform, so that nothing indexes their triples before
    return _reference(graph if isinstance(graph, Graph) else graph.graph(), missing, schema)


def as_text(graph: Graph | Statements, missing: Iterable[Triple]) -> str:
    """Return *graph* with the triples that are *missing* there as N-Triples."""
    text = graph.serialize(format="nt") if isinstance(graph, Graph) else graph.ntriples()
    return text + "".join(f"{subject.n3()} {predicate.n3()} {value.n3()} .\n" for subject, predicate, value in missing)


def _reference(graph: Graph, missing: Collection[Triple], schema: Schema) -> Report:
    """Return what pyshacl says of *graph* with the triples that are *missing* there."""
    # most graphs conform, so that this need not be loaded
    import pyshacl  # noqa: PLC0415
    from pyshacl.errors import ConstraintLoadError, ReportableRuntimeError, ShapeLoadError, ValidationFailure  # noqa: PLC0415

    data = graph
    # a graph made elsewhere may stand in a store that pyshacl cannot use
    if missing or not graph.store.context_aware:
        data = Graph(bind_namespaces="none")
        for triple in (*graph, *missing):
            data.add(triple)
    try:
        conforms, results, text = pyshacl.validate(data, shacl_graph=schema.shapes, inplace=True, allow_warnings=True)
    except (ShapeLoadError, ConstraintLoadError, ReportableRuntimeError) as error:
        raise SchemaError(f"shapes: {' '.join(str(error).split())}") from error
    if isinstance(results, ValidationFailure) or not isinstance(results, Graph):
        raise SchemaError(f"shapes: {' '.join(text.split())}")
    violations = {_violation(results, result, graph, schema.shapes) for result in results.subjects(RDF.type, SH.ValidationResult)}
    return Report(bool(conforms), tuple(sorted(violations, key=lambda each: (each, each.path or "", each.value or ""))))


def _violation(results: Graph, result: Node, graph: Graph, shapes: Graph) -> Violation:
    path, value = results.value(result, SH.resultPath), results.value(result, SH.value)
    focus = results.value(result, SH.focusNode)
    shape = results.value(result, SH.sourceShape)
    messages = sorted(str(message) for message in results.objects(result, SH.resultMessage))
    return Violation(
        focus=str(focus),
        path=str(path) if isinstance(path, URIRef) else None,
        value=None if value is None or value == focus else str(value),
        shape=str(shape),
        component=str(results.value(result, SH.sourceConstraintComponent)),
        severity=str(shapes.value(shape, SH.severity) or SH.Violation),
        message=" ".join(messages),
        quote=_quote(graph, focus, value),
    )


def _quote(graph: Graph, focus: Node | None, value: Node | None) -> str | None:
    """Return the words concerned: of *value* when it is a span, else of *focus*, else of what *value* stands for."""
    own = _anchors(graph, [value]) if value is not None else []
    return next(iter([*own, *_words(graph, focus), *_words(graph, value)]), None)


def _words(graph: Graph, node: Node | None) -> Iterator[str]:
    """Yield the article's words that *node* stands for, the most telling first."""
    if node is None:
        return
    yield from _anchors(graph, [node])
    for predicate in _QUOTING:
        yield from _anchors(graph, graph.objects(node, predicate))
    for predicate in _POINTING:
        for pointer in sorted(graph.subjects(predicate, node), key=str):
            yield from _anchors(graph, [pointer, *(span for quoting in _QUOTING for span in graph.objects(pointer, quoting))])
    yield from sorted(str(label) for label in graph.objects(node, RDFS.label))


def _anchors(graph: Graph, spans: Iterable[Node]) -> list[str]:
    return sorted(str(words) for span in spans for words in graph.objects(span, NIF.anchorOf))
