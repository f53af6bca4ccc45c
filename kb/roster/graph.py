"""Own actors as Turtle in the ontology's terms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

import pyoxigraph as ox
from rdflib import OWL, RDF, RDFS, SDO, SKOS, URIRef

from kb.errors import InputError
from kb.model import ActorKind, KnownActor, Office
from kb.query import rdf_file
from kb.roster.checks import link_of, name_of, term_of
from kb.vocab import KB, WD

_KINDS = {str(KB[kind.value]): kind for kind in ActorKind}

#: property -> values, in the order of the file
Told = dict[str, list[ox.NamedNode | ox.BlankNode | ox.Literal]]
T = TypeVar("T")


def read_graph(path: Path) -> tuple[KnownActor, ...]:
    """Return the actors of a Turtle file: whatever has one of the ontology's classes of actors.

    ``rdfs:label`` is the name, ``skos:altLabel`` are others, ``owl:sameAs`` may lead to Wikidata. An office is a ``kb:Affiliation`` with
    ``kb:member``, ``kb:role``, ``kb:organization`` and, where known, ``schema:startDate`` and ``schema:endDate``.

    Raises:
        InputError: It cannot be read (the message names the line), or an actor cannot be used (it names the subject).
    """
    facts: dict[str, Told] = defaultdict(lambda: defaultdict(list))
    for quad in rdf_file(path).quads(rename_blank_nodes=False):
        facts[str(quad.subject)][quad.predicate.value].append(quad.object)  # type: ignore[arg-type]

    def checked(subject: str, read: Callable[[], T]) -> T:
        try:
            return read()
        except ValueError as error:
            raise InputError(f"{path}: {subject}: {error}") from error

    offices: dict[str, list[Office]] = defaultdict(list)
    for subject, told in list(facts.items()):
        if str(KB.Affiliation) in _values(told, RDF.type):
            members = told[str(KB.member)]
            # a blank node tells people nothing
            office = checked(str(next(iter(members), subject)), lambda told=told: _office(told, facts))  # type: ignore[misc]
            for member in members:
                offices[str(member)].append(office)
    kinds = {subject: {_KINDS[value] for value in _values(told, RDF.type) if value in _KINDS} for subject, told in facts.items()}
    return tuple(checked(subject, lambda s=subject: _actor(facts[s], kinds[s], offices[s])) for subject in facts if kinds[subject])  # type: ignore[misc]


def _actor(told: Told, kinds: set[ActorKind], offices: Iterable[Office]) -> KnownActor:
    labels = _values(told, RDFS.label)
    if not labels:
        raise ValueError("has no rdfs:label")
    if ActorKind.NEWS_ORGANIZATION in kinds:
        kinds = kinds - {ActorKind.ORGANIZATION}  # its superclass
    if len(kinds) > 1:
        raise ValueError(f"has the types {' and '.join(sorted(kinds))}; give one")
    links = {link_of(value) for value in _values(told, OWL.sameAs) if value.startswith(str(WD))}
    if len(links) > 1:
        raise ValueError("has owl:sameAs to two things of Wikidata; give one")
    label, *others = map(name_of, labels)
    aliases = dict.fromkeys((*others, *map(name_of, _values(told, SKOS.altLabel))))
    return KnownActor(label, min(kinds), links.pop() if links else None, tuple(aliases), tuple(offices))


def _office(told: Told, facts: dict[str, Told]) -> Office:
    roles = _values(told, KB.role)
    if not roles:
        raise ValueError("its kb:Affiliation has no kb:role")
    start, end = term_of(*("".join(_values(told, bound)[:1])[:10] for bound in (SDO.startDate, SDO.endDate)))
    where = next(iter(told[str(KB.organization)]), None)
    if where is None:
        return Office(roles[0], None, start, end)
    names = _values(facts.get(str(where), {}), RDFS.label)
    if not names and where.value.startswith(str(WD)):
        names = [where.value.removeprefix(str(WD))]
    if not names:
        raise ValueError(f"its kb:organization {where.value} has no rdfs:label here and is nothing of Wikidata")
    return Office(roles[0], names[0], start, end)


def _values(told: Told, property: URIRef) -> list[str]:
    return [value.value for value in told.get(str(property), ())]
