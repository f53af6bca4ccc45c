"""One SPARQL query over a dataset: checked, kept off the network, and answered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pyparsing import ParseException, ParseResults
from rdflib import Dataset, Graph, Literal, URIRef
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.query import Result
from rdflib.term import Identifier

from kb.errors import QueryError
from kb.query.load import rdflib_quiet
from kb.vocab import prefixes

_VARIABLE = re.compile(r"[?$](\w+)")
_PREFIXES = re.compile(r"Unknown namespace prefix : (\S*)")


@dataclass(frozen=True)
class Answer:
    """What a query gave: rows (SELECT), a graph (CONSTRUCT, DESCRIBE) or a truth value (ASK)."""

    result: Result

    @property
    def variables(self) -> list[str]:
        """Return the names of the columns."""
        return [str(variable) for variable in self.result.vars or []]

    @property
    def rows(self) -> list[tuple[Identifier | None, ...]]:
        """Return the rows, a cell None where nothing is bound."""
        return [tuple(row.get(variable) for variable in self.result.vars or []) for row in self.result.bindings]

    @property
    def graph(self) -> Graph | None:
        """Return the graph that was built, if any."""
        return self.result.graph if self.result.type in ("CONSTRUCT", "DESCRIBE") else None

    @property
    def truth(self) -> bool | None:
        """Return the truth value, if one was asked for."""
        return self.result.askAnswer if self.result.type == "ASK" else None


def run_query(dataset: Dataset, sparql: str, *, parameters: Mapping[str, str] | None = None) -> Answer:
    """Return the answer of *dataset* to *sparql*, in which the usual prefixes need no declaration.

    Args:
        dataset: What is asked.
        sparql: SELECT, ASK, CONSTRUCT or DESCRIBE.
        parameters: Values of variables: an IRI in angle brackets, else a plain string.

    Raises:
        QueryError: The query is malformed, would leave this machine, or has no such variable.
    """
    bindings = _bindings(sparql, parameters or {})
    try:
        tree = parseQuery(sparql)
    except ParseException as error:
        raise QueryError(f"bad SPARQL at line {error.lineno}, column {error.column}: {_expectation(error)}") from error
    _refuse_network(tree)
    try:
        with rdflib_quiet():
            result = dataset.query(translateQuery(tree, initNs=prefixes()), initBindings=bindings)
            # rows come lazily; asked for here, so that what fails fails here
            _ = result.bindings
        return Answer(result)
    except RecursionError as error:
        raise QueryError("bad SPARQL: nested too deep") from error
    # rdflib raises plain Exception for what the grammar lets through
    except Exception as error:
        raise QueryError(f"bad SPARQL{_position(sparql, error)}: {' '.join(str(error).split()) or type(error).__name__}") from error


def _bindings(sparql: str, parameters: Mapping[str, str]) -> dict[str, Identifier]:
    known = set(_VARIABLE.findall(sparql))
    for name in parameters:
        if name not in known:
            raise QueryError(f"the query has no variable ?{name}")
    return {name: URIRef(value[1:-1]) if value.startswith("<") and value.endswith(">") else Literal(value) for name, value in parameters.items()}


def _expectation(error: ParseException) -> str:
    """Return what was found, and that it is no query where that is the trouble."""
    found = error.line[error.column - 1 :].strip()
    if error.loc == 0:
        return f"expected SELECT, ASK, CONSTRUCT or DESCRIBE, found {found[:40]!r}"
    return f"cannot read on from {found[:40]!r}" if found else "the query ends too early"


def _position(sparql: str, error: Exception) -> str:
    """Return where an undeclared prefix is first used."""
    prefix = _PREFIXES.search(str(error))
    use = re.search(rf"(?<![\w<])(?<!:){re.escape(prefix[1])}:", sparql) if prefix else None
    if use is None:
        return ""
    return f" at line {sparql.count(chr(10), 0, use.start()) + 1}, column {use.start() - sparql.rfind(chr(10), 0, use.start())}"


def _refuse_network(tree: Any) -> None:
    for part in _parts(tree):
        if part.name == "ServiceGraphPattern":
            raise QueryError("SERVICE would ask another machine, and queries stay on this one: leave it out")
        if part.name == "DatasetClause":
            raise QueryError("FROM would fetch a graph from the web, and queries stay on this machine: give FILEs instead; GRAPH <...> asks one graph of them")


def _parts(value: Any) -> Iterator[CompValue]:
    """Yield every part of a parsed query, at any depth."""
    if isinstance(value, CompValue):
        yield value
        for each in value.values():
            yield from _parts(each)
    elif isinstance(value, (list, tuple, ParseResults)):
        for each in value:
            yield from _parts(each)
