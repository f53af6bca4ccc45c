"""Turtle and TriG with the same bytes for the same triples.

rdflib's own writer is not used here: it writes every span's IRI in full, because it shortens no fragment, and takes ten times as long.
"""

from __future__ import annotations

from rdflib import PROV

from kb.graph.statements import Statements
from kb.graph.terms import Facts, Term, grouped, longest_first, written
from kb.vocab import IS_A, KB, NIF

# subjects stand in this order of their classes: what the article says first, its words last
_CLASSES = (KB.Article, KB.Communication, KB.Deadline, KB.Position, KB.Affiliation, KB.Topic, KB.Actor, NIF.Phrase, NIF.Context, PROV.Activity)


def turtle(statements: Statements) -> str:
    """Return *statements* as Turtle, relative to the IRI that names their graph."""
    return f"{_head(statements)}\n{_body(statements)}"


def trig(statements: Statements) -> str:
    """Return *statements* as TriG, as a named graph."""
    return f"{_head(statements)}\n<> {{\n{_body(statements)}}}\n"


def _head(statements: Statements) -> str:
    lines = [f"@base <{statements.iri}> ."]
    lines += [f"@prefix {prefix}: <{namespace}> ." for prefix, namespace in sorted(statements.prefixes.items())]
    return "\n".join(lines) + "\n"


def _body(statements: Statements) -> str:
    short: dict[Term, str] = {}
    base, namespaces = str(statements.iri), longest_first(statements.prefixes)

    def name(term: Term) -> str:
        found = short.get(term)
        if found is None:
            found = short[term] = written(term, namespaces, base)
        return found

    blocks = []
    # sorting is stable, so that within a class the order of IRIs stays
    for subject, facts in sorted(grouped(statements), key=lambda each: _rank(each[1])):
        lines = [f"{'a' if predicate == IS_A else name(predicate)} {', '.join(map(name, values))}" for predicate, values in facts]
        blocks.append(name(subject) + " " + " ;\n    ".join(lines) + " .\n")
    return "\n".join(blocks)


def _rank(facts: Facts) -> int:
    """Return where a subject with these *facts*, its classes first, stands."""
    classes = facts[0][1]
    return next((rank for rank, kind in enumerate(_CLASSES) if kind in classes), len(_CLASSES))
