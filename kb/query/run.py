"""One SPARQL query to whatever can be asked: checked, kept off the network, bound to its parameters, and answered row by row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeAlias

import pyoxigraph as ox

from kb.errors import QueryError
from kb.query import sparql as text
from kb.vocab import prefixes

Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Result: TypeAlias = ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean


class Queryable(Protocol):
    """What can be asked: files in memory, a store on disk, an endpoint."""

    def evaluate(self, sparql: str) -> Result:
        """Return the answer to *sparql*, which is whole but for the usual prefixes.

        Raises:
            QueryError: The query is malformed, or cannot be answered.
        """


@dataclass(frozen=True)
class Embedded:
    """An Oxigraph store of this process, in memory or on disk, as something to ask."""

    store: ox.Store

    def evaluate(self, sparql: str) -> Result:
        """Return the answer to *sparql*; its default graph is the union of all articles."""
        try:
            return self.store.query(sparql, prefixes=prefixes())
        except SyntaxError as error:
            raise QueryError(text.explain_error(sparql, str(error), prefixes())) from error
        except (RuntimeError, ValueError, OSError) as error:
            raise QueryError(f"the query cannot be answered: {' '.join(str(error).split())}") from error


@dataclass(frozen=True)
class Answer:
    """What a query gave: rows (SELECT), a graph (CONSTRUCT, DESCRIBE) or a truth value (ASK). It can be read once, and comes as it is read."""

    result: Result

    @property
    def variables(self) -> list[str]:
        """Return the names of the columns."""
        return [variable.value for variable in self.result.variables] if isinstance(self.result, ox.QuerySolutions) else []

    @property
    def rows(self) -> Iterator[tuple[Term | None, ...]]:
        """Yield the rows, a cell None where nothing is bound.

        Raises:
            QueryError: The engine gave up.
        """
        if isinstance(self.result, ox.QuerySolutions):
            try:
                for row in self.result:
                    yield tuple(row)
            except (RuntimeError, ValueError, OSError) as error:
                raise QueryError(f"the query cannot be answered: {' '.join(str(error).split())}") from error

    @property
    def graph(self) -> ox.QueryTriples | None:
        """Return the triples that were built, if any."""
        return self.result if isinstance(self.result, ox.QueryTriples) else None

    @property
    def truth(self) -> bool | None:
        """Return the truth value, if one was asked for."""
        return bool(self.result) if isinstance(self.result, ox.QueryBoolean) else None


def run_query(target: Queryable, sparql: str, *, parameters: Mapping[str, str] | None = None, limit: int | None = None) -> Answer:
    """Return the answer of *target* to *sparql*, in which the usual prefixes need no declaration.

    Args:
        target: What is asked.
        sparql: SELECT, ASK, CONSTRUCT or DESCRIBE.
        parameters: Values of variables: an IRI in angle brackets, else a plain string.
        limit: The most rows to give.

    Raises:
        QueryError: The query is malformed, would leave this machine, or has no such variable.
    """
    bound = bound_query(sparql, parameters or {})
    text.check(bound)
    return Answer(target.evaluate(bound if limit is None else text.limited(bound, limit)))


def bound_query(sparql: str, parameters: Mapping[str, str]) -> str:
    """Return *sparql* with its variables bound to *parameters*.

    Raises:
        QueryError: It has no such variable, or a value is no IRI.
    """
    check_values(parameters)
    return text.bind(sparql, {name: _written(value) for name, value in parameters.items()})


def check_values(values: Mapping[str, str]) -> None:
    """See to it that all *values* are characters: bytes that are not UTF-8 come from a command line as lone surrogates.

    Raises:
        QueryError: One is not.
    """
    for name, value in values.items():
        if any("\ud800" <= character <= "\udfff" for character in value):
            raise QueryError(f"{name}={value!r} is not UTF-8")


def _written(value: str) -> str:
    """Return *value* as SPARQL writes it: an IRI when it stands in angle brackets, else a string."""
    try:
        return str(ox.NamedNode(value[1:-1]) if value.startswith("<") and value.endswith(">") else ox.Literal(value))
    except ValueError as error:
        raise QueryError(f"{value!r} is no IRI") from error
