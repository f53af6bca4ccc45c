"""One RDF term as N-Triples and Turtle write it, and the order in which terms and triples stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from rdflib import XSD, Literal, URIRef

from kb.vocab import IS_A

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
_ESCAPED = re.compile(r'[\x00-\x1f"\\\x7f\x85\u2028\u2029\ufeff\ufffe\uffff]')
_LOCAL_NAME = re.compile(r"(?:[A-Za-z0-9_]|%[0-9A-F]{2})(?:(?:[A-Za-z0-9_.\-]|%[0-9A-F]{2})*(?:[A-Za-z0-9_\-]|%[0-9A-F]{2}))?")
_NUMBERS = re.compile(r"\d+")
_STRING = XSD.string

Term: TypeAlias = URIRef | Literal
Triple: TypeAlias = tuple[URIRef, URIRef, Term]
#: The predicates of a subject, with the values of each.
Facts: TypeAlias = list[tuple[URIRef, list[Term]]]
#: Prefixes and their namespaces; of several that fit an IRI the first is used.
Namespaces: TypeAlias = Sequence[tuple[str, str]]


def longest_first(prefixes: Mapping[str, str]) -> Namespaces:
    """Return *prefixes* with the longest namespace first, so that ``person:`` beats ``actor:``."""
    return sorted(prefixes.items(), key=lambda item: (-len(item[1]), item[0]))


def written(term: Term, namespaces: Namespaces = (), base: str | None = None) -> str:
    """Return *term* as Turtle, short by *namespaces* and *base*, or as N-Triples without them."""
    if isinstance(term, Literal):
        return _written_literal(term, namespaces)
    # an rdflib term equals no plain string
    return _written_iri(str(term), namespaces, base)


def _written_literal(literal: Literal, namespaces: Namespaces) -> str:
    quoted = f'"{_ESCAPED.sub(_escape, literal)}"'
    if literal.language:
        return f"{quoted}@{literal.language}"
    datatype = literal.datatype
    if datatype is None or datatype == _STRING:
        return quoted
    return f"{quoted}^^{_written_iri(datatype, namespaces, None)}"


def _escape(found: re.Match[str]) -> str:
    return _ESCAPES.get(found.group()) or f"\\u{ord(found.group()):04X}"


def _written_iri(iri: str, namespaces: Namespaces, base: str | None) -> str:
    if base is not None and (iri == base or iri.startswith(base + "#")):
        return f"<{iri[len(base) :]}>"
    for prefix, namespace in namespaces:
        if iri.startswith(namespace) and _LOCAL_NAME.fullmatch(iri[len(namespace) :]):
            return f"{prefix}:{iri[len(namespace) :]}"
    return f"<{iri}>"


def grouped(triples: Iterable[Triple]) -> list[tuple[URIRef, Facts]]:
    """Return *triples* by subject and predicate, all in order; a subject's classes come first."""
    facts: dict[URIRef, dict[URIRef, list[Term]]] = {}
    for subject, predicate, value in triples:
        facts.setdefault(subject, {}).setdefault(predicate, []).append(value)
    # most predicates have one value, which needs no key
    return [
        (subject, [(predicate, sorted(values, key=natural_key) if len(values) > 1 else values) for predicate, values in sorted(told.items(), key=_fact_key)])
        for subject, told in sorted(facts.items(), key=lambda each: natural_key(each[0]))
    ]


def _fact_key(fact: tuple[URIRef, list[Term]]) -> tuple[bool, str]:
    return fact[0] != IS_A, str(fact[0])


def natural_key(term: Term) -> tuple[int, str, str, str, str]:
    """Return a sort key: IRIs before literals, numbers in IRIs by their value."""
    if isinstance(term, Literal):
        return 1, "", str(term), str(term.datatype or ""), term.language or ""
    # zero-padding makes text order the order of numbers
    return 0, _NUMBERS.sub(lambda found: found.group().zfill(12), str(term)), str(term), "", ""
