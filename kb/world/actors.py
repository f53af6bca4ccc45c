"""Actors of one Wikidata id are one; so are persons of one full name and one office, and organisations of one full name.

Two persons of one name stay two unless an office tells that they are one: the same role in the same organisation, or a
role that few hold (senator, minister of something). A middle name or initial may be left out, but not differ.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations

from kb.query import Queryable
from kb.world.asking import rows
from kb.world.groups import Group, linked_groups
from kb.world.words import folded, tables

BY_LINK = "merge.link.v1"
BY_OFFICE = "merge.name-and-office.v1"
BY_NAME = "merge.organization-name.v1"
# more than any count of articles
_LINKED = 1 << 40


@dataclass
class Known:
    """What articles say of an actor: how often each name, each Wikidata entity, and the roles with the organisations that hold them."""

    names: Counter[str] = field(default_factory=Counter)
    links: set[str] = field(default_factory=set)
    offices: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    @property
    def name(self) -> str:
        """Return the name that most articles use, folded."""
        return min(self.names, key=lambda each: (-self.names[each], each))

    @property
    def weight(self) -> int:
        """Return what speaks for it as the one that stands for others: a link before any number of articles."""
        return self.names.total() + _LINKED * bool(self.links)


def actor_groups(target: Queryable) -> Iterator[Group]:
    """Yield the actors of *target* that are one, each actor in one group alone."""
    linked = _linked(target)
    yield from linked
    # what a link has merged already takes no part twice; its head does
    gone = {other for group in linked for other in group.others}
    yield from _persons({iri: known for iri, known in _known(target, "persons").items() if iri not in gone})
    yield from _organizations({iri: known for iri, known in _known(target, "organizations").items() if iri not in gone})


def _linked(target: Queryable) -> list[Group]:
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for actor, entity, uses in rows(target, "links"):
        found[entity][actor] += int(uses)
    return [_group(dict(actors), BY_LINK, f"both are linked to {entity}") for entity, actors in sorted(found.items()) if len(actors) > 1]


def _known(target: Queryable, query: str) -> dict[str, Known]:
    found: dict[str, Known] = defaultdict(Known)
    for actor, label, uses in rows(target, query):
        if name := folded(label):
            found[actor].names[name] += int(uses)
    for actor, entity, _ in rows(target, "links"):
        if actor in found:
            found[actor].links.add(entity)
    for actor, role, body in rows(target, "offices"):
        if actor in found:
            found[actor].offices[folded(role)].add(body)
    return dict(found)


def _persons(known: Mapping[str, Known]) -> Iterator[Group]:
    named: dict[tuple[str, str], list[str]] = defaultdict(list)
    for iri, person in sorted(known.items()):
        if "#" in iri and _is_description(person):
            continue
        if len(parts := _parts(person.name)) > 1:
            named[parts[0], parts[-1]].append(iri)
    for iris in named.values():
        shared = {pair: office for pair in combinations(iris, 2) if (office := _shared_office(known[pair[0]], known[pair[1]]))}
        for members in linked_groups(shared):
            people = [known[iri] for iri in members]
            # one who stands between two that differ is evidence for neither
            if len(set().union(*(person.links for person in people))) < 2 and all(_agree(one.name, other.name) for one, other in combinations(people, 2)):
                office = min(office for pair, office in shared.items() if pair[0] in members)
                yield _group(
                    {iri: known[iri].names.total() + _MOST * bool(known[iri].links) for iri in members}, BY_OFFICE, f"one name and one office: {office}"
                )


def _is_description(person: Known) -> bool:
    """Return whether an actor of one article is called by its office ("White House Spokesman"), not by a name."""
    last = person.name.split()[-1]
    return any(last in role.split() for role in person.offices) or any(last in office.split() for office in tables()["offices"] | tables()["compound"])


#: More than any count of articles: a linked actor stands for one that is not.
_MOST = 1 << 40


def _parts(name: str) -> list[str]:
    words = name.replace("-", " ").split()
    return [word for word in words if word not in tables()["suffixes"]] if len(words) > 1 else []


def _agree(one: str, other: str) -> bool:
    """Return whether nothing between the first and the last name differs, an initial standing for a name, and no suffix."""
    suffixes = [set(name.split()) & tables()["suffixes"] for name in (one, other)]
    if all(suffixes) and suffixes[0] != suffixes[1]:
        return False
    return all(
        mine[0] == theirs[0] and (mine == theirs or 1 in (len(mine), len(theirs))) for mine, theirs in zip(_parts(one)[1:-1], _parts(other)[1:-1], strict=False)
    )


def _shared_office(one: Known, other: Known) -> str:
    """Return the office that both hold, the same name granted; empty when none tells that they are one."""
    if not _agree(one.name, other.name):
        return ""
    for role in sorted(one.offices.keys() & other.offices.keys() - tables()["memberships"]):
        here, there = one.offices[role] - {""}, other.offices[role] - {""}
        if here & there or (_is_rare(role) and not (here and there)):
            return role
    return ""


def _is_rare(role: str) -> bool:
    words = role.split()
    return role in tables()["offices"] or (len(words) > 1 and words[0] != "vice" and not tables()["compound"].isdisjoint(words))


def _organizations(known: Mapping[str, Known]) -> Iterator[Group]:
    named: dict[str, list[str]] = defaultdict(list)
    for iri, body in sorted(known.items()):
        name = " ".join(word for word in body.name.replace("united states", "us").split() if word != "the")
        if len(name.split()) > 1 and not any(name in (kind, f"us {kind}") for kind in tables()["kinds"]):
            named[name].append(iri)
    for name, members in sorted(named.items()):
        if len(members) > 1 and len(set().union(*(known[iri].links for iri in members))) < 2:
            yield _group(
                {iri: known[iri].names.total() + _MOST * bool(known[iri].links) for iri in members}, BY_NAME, f"organisations of one full name: {name}"
            )


def _group(members: Mapping[str, int], rule: str, reason: str) -> Group:
    """Return *members* as one, whose head is the one that counts most."""
    head = min(members, key=lambda iri: (-members[iri], iri))
    return Group(head, tuple(sorted(set(members) - {head})), rule, reason)
