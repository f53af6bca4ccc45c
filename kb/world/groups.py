"""Things that are taken for one, with the rule and the reason, and the triples that record it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox
from rdflib import PROV, RDF

from kb.vocab import KB

_DIGITS = 12


@dataclass(frozen=True, order=True)
class Group:
    """Things that are one: ``head`` is the IRI that stands for all, ``others`` the rest, sorted; ``rule`` is versioned, ``reason`` for people."""

    head: str
    others: tuple[str, ...]
    rule: str
    reason: str


def linked_groups(pairs: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Return what the *pairs* link, directly or through others, each group sorted."""
    parents: dict[str, str] = {}

    def root(item: str) -> str:
        parents.setdefault(item, item)
        while parents[item] != item:
            parents[item] = item = parents[parents[item]]
        return item

    for one, other in pairs:
        # the lesser becomes the root, so that the order of the pairs is nothing
        first, second = sorted((root(one), root(other)))
        parents[second] = first
    groups: dict[str, list[str]] = {}
    for item in sorted(parents):
        groups.setdefault(root(item), []).append(item)
    return list(groups.values())


def group_triples(graph: str, link: str, groups: Iterable[Group]) -> Iterator[ox.Triple]:
    """Yield the record of *groups*: each other one's *link* (an IRI) to its head, and one ``kb:Merge`` inside *graph* that says by which rule and why."""
    for group in groups:
        members = (group.head, *group.others)
        merge = ox.NamedNode(f"{graph}#{hashlib.sha256(' '.join((group.rule, *members)).encode()).hexdigest()[:_DIGITS]}")
        yield ox.Triple(merge, _node(RDF.type), _node(KB.Merge))
        yield ox.Triple(merge, _node(KB.mergedBy), ox.Literal(group.rule))
        yield ox.Triple(merge, _node(KB.reason), ox.Literal(group.reason))
        for member in members:
            yield ox.Triple(merge, _node(PROV.hadMember), ox.NamedNode(member))
        for other in group.others:
            yield ox.Triple(ox.NamedNode(other), ox.NamedNode(link), ox.NamedNode(group.head))


def _node(term: str) -> ox.NamedNode:
    return ox.NamedNode(str(term))
