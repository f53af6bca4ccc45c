"""The cast of an article: who acts in it, and which words stand for whom."""

from __future__ import annotations

from datetime import date
from functools import partial

from spacy.tokens import Doc

from kb.extract.actors.clusters import Cluster, cluster_names
from kb.extract.actors.common_names import is_common_name
from kb.extract.actors.given_names import presume_genders
from kb.extract.actors.holders import known_holder
from kb.extract.actors.members import identify_partial_names
from kb.extract.actors.name import Name, is_counted
from kb.extract.actors.names import find_names
from kb.extract.actors.nouns import gender_of
from kb.extract.actors.offices import learn_offices, recognise_people, supplies_office
from kb.extract.actors.quoted import bind_first_persons
from kb.extract.actors.resolution import resolve
from kb.extract.actors.titles import add_tails, add_titles
from kb.extract.linking import Gazetteer
from kb.extract.reading import Cast
from kb.extract.syntax import SUBJECTS, char_span
from kb.model import ActorKind, Article

__all__ = ["bind_first_persons", "find_cast"]


def find_cast(article: Article, doc: Doc, gazetteer: Gazetteer) -> Cast:
    """Return the actors of *article* and the words that stand for them, linked by *gazetteer*.

    Names come first, then descriptions ("the president") and pronouns from left to right. What nobody is found for
    stays without an actor; "I" and "we" wait for :func:`kb.extract.actors.quoted.bind_first_persons`.
    """
    names = find_names(doc, gazetteer, article.published)
    recognise_people(names, doc)
    add_titles(names, doc)
    add_tails(names, doc)
    names = [name for name in names if not name.adjective or name.own or supplies_office(name, doc)]
    people = {name.end - 1 for name in names if is_counted(name)}
    names = [name for name in names if name.end - 1 not in people]
    _resolve_metonyms(names, gazetteer)
    cast = Cast(doc)
    clusters = cluster_names(names, doc)
    identify_partial_names(clusters, names, article, gazetteer)
    for cluster in clusters:
        _enter(cast, cluster, gazetteer)
    _learn_terms(cast, names, gazetteer, article.published)
    learn_offices(cast, names)
    presume_genders(cast, names)
    resolve(cast, names, people, partial(known_holder, cast=cast, gazetteer=gazetteer, published=article.published))
    return cast


def _enter(cast: Cast, cluster: Cluster, gazetteer: Gazetteer) -> None:
    """Add the actor of *cluster* with its mentions."""
    partial = cluster.partial or _is_ambiguous(cluster, gazetteer)
    key = cast.add(cluster.label, cluster.kind, named=True, partial=partial, aliases=cluster.aliases, link=cluster.link)
    profile = cast.profiles[key]
    for name in cluster.names:
        cast.mention(key, char_span(cast.doc, name.start, name.stop), name.head)
        for i in range(name.start, name.stop):
            cast.by_token.setdefault(i, (key,))
        for title in name.titles:
            profile.offices.add(title)
        profile.gender = profile.gender or next((gender for i in range(name.start, name.begin) if (gender := gender_of(cast.doc[i].lower_))), None)


def _is_ambiguous(cluster: Cluster, gazetteer: Gazetteer) -> bool:
    """Return whether the full name of a person is one that several people bear, and nothing tells which."""
    if cluster.kind is not ActorKind.PERSON or any(name.entry is not None for name in cluster.names):
        return False
    return gazetteer.is_shared(cluster.label) or is_common_name(cluster.fullest.words)


def _learn_terms(cast: Cast, names: list[Name], gazetteer: Gazetteer, published: date | None) -> None:
    """Enter the offices that the gazetteer knows of a linked person: those of the day, without a date all of them."""
    states = {name.entry.label: cast.by_token[name.begin][0] for name in names if name.kind is ActorKind.STATE and name.entry is not None}
    for name in names:
        if name.kind is not ActorKind.PERSON or name.entry is None:
            continue
        profile = cast.profiles[cast.by_token[name.begin][0]]
        for term in gazetteer.terms(name.entry):
            if (published is None or term.covers(published, grace_years=1)) and term.of in states:
                profile.offices.add(term.office)
                profile.organizations.add(states[term.of])


def _resolve_metonyms(names: list[Name], gazetteer: Gazetteer) -> None:
    """Let a capital that acts ("Tehran refused", "Tehran's programme") stand for its state, where the article names that state."""
    states = {name.entry.label: name.entry for name in names if name.kind is ActorKind.STATE and name.entry is not None}
    for name in names:
        state = gazetteer.metonym(name.text) if name.kind is ActorKind.PLACE else None
        if state is not None and state.label in states and name.head.dep_ in (*SUBJECTS, "nmod:poss"):
            name.entry, name.kind, name.metonym = state, ActorKind.STATE, True
