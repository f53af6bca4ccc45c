"""A store with the pages' queries over it, one file each in ``queries/``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, Store, Triple, Variable

from kb.vocab import prefixes

#: What a cell of an answer holds.
Term = NamedNode | BlankNode | Literal | Triple
Row = dict[str, Term]

_QUERIES = Path(__file__).parent / "queries"
#: Names kept in memory, each some hundred bytes.
_KEPT_NAMES = 50_000


@dataclass(frozen=True)
class Named:
    """Somebody or something with a name. ``kind`` is the local name of its class, or empty."""

    iri: str
    name: str
    kind: str = ""

    @property
    def local(self) -> bool:
        """Return whether it is known inside one article alone."""
        return "#" in self.iri


class Knowledge:
    """What the pages know: all graphs of *store* at once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.named = lru_cache(_KEPT_NAMES)(self._named)

    def ask(self, query: str, **values: Term) -> Iterator[Row]:
        """Yield the rows of the file *query*, its variables bound to *values*; a cell without a value is left out.

        Raises:
            OSError: The store cannot be read.
            TypeError: The file holds another form of query than SELECT.
        """
        bound = {Variable(name): value for name, value in values.items()}
        solutions = self._store.query(_sparql(query), prefixes=_prefixes(), use_default_graph_as_union=True, substitutions=bound)
        if not isinstance(solutions, QuerySolutions):
            raise TypeError(f"{query}.rq is no SELECT query")
        names = [variable.value for variable in solutions.variables]
        for solution in solutions:
            yield {name: cell for name, cell in zip(names, solution, strict=True) if cell is not None}

    def _named(self, iri: str) -> Named:
        """Return *iri* with the name that most articles use, and its class."""
        node = node_of(iri)
        labels = [text(row["name"]) for row in self.ask("names", thing=node) if text(row["property"]).endswith("#label")]
        kind = next((local_name(row["kind"]) for row in self.ask("kind", thing=node)), "")
        return Named(iri, labels[0] if labels else iri.rpartition("#")[2] or iri, kind)


def node_of(iri: str) -> NamedNode:
    """Return *iri* as a term.

    Raises:
        ValueError: It is no absolute IRI.
    """
    return NamedNode(iri)


def text(term: Term | None) -> str:
    """Return what *term* says: the IRI or the literal's words; nothing for None."""
    return "" if term is None else term.value if isinstance(term, (NamedNode, BlankNode, Literal)) else str(term)


def local_name(term: Term) -> str:
    """Return the last part of an IRI."""
    return text(term).rpartition("#")[2].rpartition("/")[2]


@cache
def _sparql(query: str) -> str:
    return (_QUERIES / f"{query}.rq").read_text(encoding="utf-8")


@cache
def _prefixes() -> dict[str, str]:
    return {prefix: str(namespace) for prefix, namespace in prefixes().items()}
