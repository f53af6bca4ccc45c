"""A store with the pages' queries over it, one file each in ``queries/``: in them ``$name`` is given and ``?name`` is sought."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions

from kb.pages.merges import Merges
from kb.query import Queryable
from kb.query.run import Term

#: The cells of a row of an answer that are bound.
Row = dict[str, Term]

_QUERIES = Path(__file__).parent / "queries"
#: Names kept in memory, each some hundred bytes.
_KEPT_NAMES = 50_000
_GIVEN = re.compile(r"\$(\w+)")


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
    """What the pages know: all articles of *target* at once."""

    def __init__(self, target: Queryable) -> None:
        self.target = target
        self.named = lru_cache(_KEPT_NAMES)(self._named)

    @cached_property
    def merges(self) -> Merges:
        """Return who stands for whom."""
        return Merges((text(row["actor"]), text(row["head"])) for row in self.ask("merges"))

    def ask(self, query: str, **given: str | Iterable[str]) -> Iterator[Row]:
        """Yield the rows of the file *query* for the IRIs *given*: one, or several that stand side by side in it.

        Raises:
            ValueError: What is given is no IRI.
            QueryError: The store cannot answer.
        """
        terms = {name: " ".join(str(NamedNode(iri)) for iri in ([iris] if isinstance(iris, str) else iris)) for name, iris in given.items()}
        solutions = self.target.evaluate(_GIVEN.sub(lambda found: terms[found[1]], _sparql(query)))
        if not isinstance(solutions, QuerySolutions):
            raise TypeError(f"{query}.rq is no SELECT query")
        names = [variable.value for variable in solutions.variables]
        for solution in solutions:
            yield {name: cell for name, cell in zip(names, solution, strict=True) if cell is not None}

    def _named(self, iri: str) -> Named:
        """Return what stands for *iri*, with the name that most articles use for it, and its class."""
        head = self.merges.head(iri)
        kind = next((local_name(row["kind"]) for row in self.ask("kind", thing=head)), "")
        return Named(head, self.name_of(*self.merges.members(iri)), kind)

    def name_of(self, *iris: str) -> str:
        """Return the name that most articles use for any of *iris*."""
        labels = (text(row["name"]) for row in self.ask("names", thing=iris) if text(row["property"]).endswith("#label"))
        return " ".join(next(labels, iris[0].rpartition("#")[2] or iris[0]).split())


def text(term: Term | None) -> str:
    """Return what *term* says: the IRI or the literal's words; nothing for None."""
    return "" if term is None else term.value if isinstance(term, (NamedNode, BlankNode, Literal)) else str(term)


def local_name(term: Term) -> str:
    """Return the last part of an IRI."""
    return text(term).rpartition("#")[2].rpartition("/")[2]


@cache
def _sparql(query: str) -> str:
    return (_QUERIES / f"{query}.rq").read_text(encoding="utf-8")
