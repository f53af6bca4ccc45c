"""Who or what is meant by a name: the IRIs of an actor or a matter by label, by another name, by Wikidata id, or by a part of a name.

What is merged with one of them (``kb merge``) is meant, too.
"""

from __future__ import annotations

import re

import pyoxigraph as ox

from kb.query.run import Queryable, run_query
from kb.vocab import WD

_WIKIDATA = re.compile(rf"(?:wd:|{re.escape(str(WD))})?(Q[1-9]\d*)")

# in the graph of an article, since not every endpoint asks the union of them by default
_BY_LINK = "SELECT DISTINCT ?actor {{ GRAPH ?g {{ ?actor owl:sameAs {term} }} }}"
_BY_NAME = "SELECT DISTINCT ?actor {{ GRAPH ?g {{ {{ ?actor rdfs:label {term} }} UNION {{ ?actor skos:altLabel {term} }} }} }}"
_BY_PART = """SELECT DISTINCT ?actor {{
  {{ SELECT DISTINCT ?name {{ GRAPH ?g {{ {{ ?any rdfs:label ?name }} UNION {{ ?any skos:altLabel ?name }} FILTER CONTAINS(LCASE(?name), {term}) }} }} }}
  GRAPH ?h {{ {{ ?actor rdfs:label ?name }} UNION {{ ?actor skos:altLabel ?name }} }}
}}"""
_HEADS = "SELECT DISTINCT ?actor {{ VALUES ?one {{ {term} }} GRAPH ?m {{ ?one kb:mergedInto ?actor }} }}"
_OTHERS = "SELECT DISTINCT ?actor {{ VALUES ?head {{ {term} }} GRAPH ?m {{ ?actor kb:mergedInto ?head }} }}"


def find_actors(target: Queryable, name: str) -> list[ox.NamedNode]:
    """Return the actors and matters that *name* means, sorted: those called just so, else those whose name holds it, in any case of letters.

    Args:
        target: What is asked.
        name: A label, another name, a part of one, a Wikidata id ("Q76", "wd:Q76") or an IRI in angle brackets.
    """
    if name.startswith("<") and name.endswith(">"):
        return [ox.NamedNode(name[1:-1])]
    if link := _WIKIDATA.fullmatch(name):
        return _merged(target, _found(target, _BY_LINK, ox.NamedNode(str(WD) + link[1])))
    return _merged(target, _found(target, _BY_NAME, ox.Literal(name)) or _found(target, _BY_PART, ox.Literal(name.lower())))


def _merged(target: Queryable, actors: list[ox.NamedNode]) -> list[ox.NamedNode]:
    """Return *actors* with all that are merged with them."""
    for query in (_HEADS, _OTHERS) if actors else ():
        actors = sorted({*actors, *_found(target, query, " ".join(map(str, actors)))}, key=str)
    return actors


def _found(target: Queryable, query: str, term: ox.NamedNode | ox.Literal | str) -> list[ox.NamedNode]:
    rows = run_query(target, query.format(term=term)).rows
    return sorted((row[0] for row in rows if isinstance(row[0], ox.NamedNode)), key=str)
