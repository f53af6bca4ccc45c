"""JSON-LD and RDF/XML with the same bytes for the same triples: rdflib's writers follow the order of Python's sets."""

from __future__ import annotations

import json
import re
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from rdflib import XSD, Literal, URIRef

from kb.errors import OutputError
from kb.graph.statements import Statements
from kb.graph.terms import Facts, Namespaces, Term, grouped, longest_first, written
from kb.vocab import IS_A

# what XML 1.0 cannot hold, not even escaped
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# a property is an element, whose name is the end of an IRI
_PREFIXED = re.compile(r"[A-Za-z][\w-]*:[A-Za-z_][\w-]*", re.ASCII)
_NAMESPACED = re.compile(r"(.+?)([A-Za-z_][\w-]*)", re.ASCII)
# XML readers turn a bare carriage return into a line feed, which would shift offsets
_KEPT = {"\r": "&#13;"}


def jsonld(statements: Statements) -> str:
    """Return *statements* as a JSON-LD document that names their graph."""
    base, namespaces = str(statements.iri), longest_first(statements.prefixes)
    nodes = [_json_node(subject, facts, base, namespaces) for subject, facts in grouped(statements)]
    document = {"@context": {"@base": base, **dict(sorted(statements.prefixes.items()))}, "@id": base, "@graph": nodes}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _json_node(subject: URIRef, facts: Facts, base: str, namespaces: Namespaces) -> dict[str, Any]:
    node: dict[str, Any] = {"@id": _json_name(subject, base, namespaces)}
    for predicate, values in facts:
        if predicate == IS_A:
            node["@type"] = [_json_name(value, base, namespaces) for value in values]
        else:
            node[_json_name(predicate, base, namespaces)] = [_json_value(value, base, namespaces) for value in values]
    return node


def _json_name(iri: Term, base: str, namespaces: Namespaces) -> str:
    return written(iri, namespaces, base).removeprefix("<").removesuffix(">")


def _json_value(value: Term, base: str, namespaces: Namespaces) -> str | dict[str, str]:
    if not isinstance(value, Literal):
        return {"@id": _json_name(value, base, namespaces)}
    if value.language:
        return {"@language": value.language, "@value": str(value)}
    if value.datatype is None or value.datatype == XSD.string:
        return str(value)
    return {"@type": _json_name(value.datatype, base, namespaces), "@value": str(value)}


def rdfxml(statements: Statements) -> str:
    """Return *statements* as RDF/XML.

    Raises:
        OutputError: A text holds a character that XML cannot, or the name of a property is none in XML.
    """
    namespaces = longest_first(statements.prefixes)
    lines = ['<?xml version="1.0" encoding="utf-8"?>', "<rdf:RDF"]
    lines += [f"    xmlns:{prefix}={quoteattr(namespace)}" for prefix, namespace in sorted(statements.prefixes.items())]
    lines[-1] += ">"
    for subject, facts in grouped(statements):
        lines.append(f"  <rdf:Description rdf:about={quoteattr(str(subject))}>")
        for predicate, values in facts:
            name, declared = _xml_name(str(statements.iri), predicate, namespaces)
            lines += [f"    {_xml_property(str(statements.iri), name, declared, value)}" for value in values]
        lines.append("  </rdf:Description>")
    return "\n".join([*lines, "</rdf:RDF>"]) + "\n"


def _xml_name(article: str, predicate: URIRef, namespaces: Namespaces) -> tuple[str, str]:
    """Return the element's name, and the attribute that declares its namespace where no prefix does."""
    name = written(predicate, namespaces)
    if _PREFIXED.fullmatch(name):
        return name, ""
    parts = _NAMESPACED.fullmatch(str(predicate))
    if parts is None:
        raise OutputError(f"{article}: RDF/XML cannot hold the property <{predicate}>; choose another format, such as turtle")
    return parts[2], f" xmlns={quoteattr(parts[1])}"


def _xml_property(article: str, name: str, declared: str, value: Term) -> str:
    if not isinstance(value, Literal):
        return f"<{name}{declared} rdf:resource={quoteattr(str(value))}/>"
    if found := _NOT_XML.search(value):
        raise OutputError(f"{article}: RDF/XML cannot hold the character U+{ord(found.group()):04X}; choose another format, such as turtle")
    attribute = ""
    if value.language:
        attribute = f" xml:lang={quoteattr(value.language)}"
    elif value.datatype is not None and value.datatype != XSD.string:
        attribute = f" rdf:datatype={quoteattr(str(value.datatype))}"
    return f"<{name}{declared}{attribute}>{escape(value, _KEPT)}</{name}>"
