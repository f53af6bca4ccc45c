"""What validation found, for people (text), programs (JSON) and RDF tools (a SHACL report in Turtle)."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field

from rdflib import RDF, SH, Graph, Literal, URIRef

from kb.vocab import VOCABULARIES


@dataclass(frozen=True, order=True)
class Violation:
    """One broken constraint.

    ``focus`` and ``value`` are IRIs or literals as text; ``path`` is the property concerned, None for a shape about
    the node itself or a longer path; ``quote`` holds the article's words concerned, where they can be found.
    """

    focus: str
    path: str | None = field(compare=False)
    value: str | None = field(compare=False)
    shape: str
    component: str
    severity: str
    message: str
    quote: str | None = field(compare=False)


@dataclass(frozen=True)
class Report:
    """The outcome for one graph; ``violations`` stand in a fixed order."""

    conforms: bool
    violations: tuple[Violation, ...] = ()

    def as_text(self) -> str:
        """Return one paragraph a violation: its message, the words concerned, where it is."""
        return "".join(_paragraph(each) for each in self.violations)

    def as_json(self) -> str:
        """Return the report as one JSON object."""
        return json.dumps({"conforms": self.conforms, "violations": [asdict(each) for each in self.violations]}, ensure_ascii=False, indent=1) + "\n"

    def as_turtle(self) -> str:
        """Return the report in the terms of SHACL, without blank nodes."""
        graph = Graph(bind_namespaces="none")
        for prefix, namespace in (VOCABULARIES | {"sh": str(SH), "shape": "https://w3id.org/newskb/shapes#"}).items():
            graph.bind(prefix, namespace)
        results = {URIRef(f"urn:newskb:result:{_digest(each)}"): each for each in self.violations}
        report = URIRef(f"urn:newskb:report:{hashlib.sha256(' '.join(results).encode()).hexdigest()[:16]}")
        graph.add((report, RDF.type, SH.ValidationReport))
        graph.add((report, SH.conforms, Literal(self.conforms)))
        for result, violation in results.items():
            graph.add((report, SH.result, result))
            _add_result(graph, result, violation)
        return graph.serialize(format="turtle")


def _paragraph(violation: Violation) -> str:
    lines = [f"{_local(violation.severity)}: {violation.message}"]
    if violation.quote:
        lines.append(f"  “{violation.quote}”")
    place = f"  at {violation.focus}"
    if violation.path:
        place += f", {_local(violation.path)}"
    if violation.value:
        place += f": {violation.value}"
    return "\n".join([*lines, f"{place} ({_local(violation.shape)})"]) + "\n"


def _local(iri: str) -> str:
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def _digest(violation: Violation) -> str:
    return hashlib.sha256(repr(violation).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _node(text: str) -> URIRef | Literal:
    return URIRef(text) if ":" in text and " " not in text else Literal(text)


def _add_result(graph: Graph, result: URIRef, violation: Violation) -> None:
    graph.add((result, RDF.type, SH.ValidationResult))
    graph.add((result, SH.focusNode, _node(violation.focus)))
    graph.add((result, SH.sourceShape, URIRef(violation.shape)))
    graph.add((result, SH.sourceConstraintComponent, URIRef(violation.component)))
    graph.add((result, SH.resultSeverity, URIRef(violation.severity)))
    graph.add((result, SH.resultMessage, Literal(violation.message)))
    if violation.path:
        graph.add((result, SH.resultPath, URIRef(violation.path)))
    if violation.value:
        graph.add((result, SH.value, _node(violation.value)))
