"""Views of the graph in other vocabularies, as Turtle or JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, BinaryIO

import pyoxigraph as ox

from kb.export.asking import QUERIES, text, triples
from kb.query import Queryable, turtle
from kb.vocab import prefixes

#: Views by name, each with what it holds.
VIEWS = {path.stem: path.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ") for path in sorted((QUERIES / "views").glob("*.rq"))}
_SCHEMA = "https://schema.org/"
_SEM = "http://semanticweb.cs.vu.nl/2009/11/sem/"
_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_STRING = ox.NamedNode("http://www.w3.org/2001/XMLSchema#string")


def write_view(target: Queryable, view: str, out: BinaryIO) -> None:
    """Write the *view* of *target* to *out* as Turtle; the same articles give the same bytes.

    Raises:
        QueryError: *target* cannot answer.
    """
    out.write(turtle(triples(target, f"views/{view}"), prefixes() | {"sem": _SEM}))


def write_jsonld(target: Queryable, out: BinaryIO) -> None:
    """Write the schema.org view of *target* to *out* as one JSON-LD document, its keys the plain names of schema.org.

    Raises:
        QueryError: *target* cannot answer.
    """
    document = {"@context": {"@vocab": _SCHEMA}, "@graph": _nodes(triples(target, "views/schema"))}
    out.write((json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode())


def _nodes(found: Iterable[ox.Triple]) -> list[dict[str, Any]]:
    nodes: dict[str, dict[str, Any]] = {}
    for triple in found:
        iri = text(triple.subject)
        node = nodes.setdefault(iri, {"@id": iri})
        key, value = ("@type", _name(triple.object)) if triple.predicate == _TYPE else (_name(triple.predicate), _value(triple.object))
        # one value stands alone, as most readers expect
        node[key] = value if key not in node else [*(node[key] if isinstance(node[key], list) else [node[key]]), value]
    return list(nodes.values())


def _name(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    return text(term).removeprefix(_SCHEMA)


def _value(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str | dict[str, str]:
    if not isinstance(term, ox.Literal):
        return {"@id": text(term)}
    if term.language:
        return {"@language": term.language, "@value": term.value}
    return term.value if term.datatype == _STRING else {"@type": term.datatype.value, "@value": term.value}
