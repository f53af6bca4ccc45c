"""Merges of a whole store: found, put into named graphs of their own, listed, and taken out again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from kb.query import Queryable
from kb.store import ArticleStore
from kb.vocab import DEFAULT_BASE, KB
from kb.world.actors import actor_groups
from kb.world.asking import rows
from kb.world.copies import copy_groups
from kb.world.groups import Group, group_triples
from kb.world.topics import topic_groups

Finder = Callable[[Queryable], Iterator[Group]]

#: What is merged, by the name of its graph: how it is found, and the property that leads to what stands for all.
_FINDERS: Mapping[str, tuple[Finder, str]] = {
    "actors": (actor_groups, str(KB.mergedInto)),
    "topics": (topic_groups, str(KB.mergedInto)),
    "copies": (copy_groups, str(KB.copyOf)),
}
KINDS = tuple(_FINDERS)


def graph_iri(kind: str) -> str:
    """Return the named graph that holds the merges of *kind* (one of ``KINDS``)."""
    return f"{DEFAULT_BASE}merge/{kind}"


def merge_store(store: ArticleStore) -> dict[str, list[Group]]:
    """Merge anew what is one in *store*, and return it by kind; what was merged before and no longer is, is parted.

    Raises:
        StoreError: The store cannot be written, or the library that finds copies is missing; nothing was changed then.
    """
    found = {kind: list(finder(store)) for kind, (finder, _) in _FINDERS.items()}
    for kind, groups in found.items():
        store.replace(graph_iri(kind), group_triples(graph_iri(kind), _FINDERS[kind][1], groups))
    return found


def undo_merges(store: ArticleStore) -> int:
    """Take all merges out of *store*; return of how many kinds there were any."""
    return sum(store.remove(graph_iri(kind)) for kind in KINDS)


def recorded_merges(target: Queryable) -> Iterator[tuple[str, ...]]:
    """Yield what is merged in *target*: the names, " = " between them, the rule and the reason."""
    yield from rows(target, "merges")
