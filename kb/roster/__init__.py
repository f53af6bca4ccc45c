"""The user's own actors, told in a table or in Turtle: names, other names, classes, Wikidata ids, offices."""

from __future__ import annotations

from pathlib import Path

from kb.errors import InputError
from kb.model import KnownActor
from kb.roster.graph import read_graph
from kb.roster.table import DELIMITERS, read_table

__all__ = ["read_roster"]

_TURTLE = (".ttl", ".nt")


def read_roster(path: str | Path) -> tuple[KnownActor, ...]:
    """Return the actors that the file *path* tells of, in its order: CSV or TSV with a header, or Turtle in the ontology's terms.

    Raises:
        InputError: It cannot be read, or some entry cannot be used; the message names the line or the subject.
    """
    file = Path(path)
    suffix = file.suffix.lower()
    if suffix in DELIMITERS:
        actors = read_table(file)
    elif suffix in _TURTLE:
        actors = read_graph(file)
    else:
        raise InputError(f"{file}: own actors are a table (.csv, .tsv) or Turtle (.ttl), not {suffix or 'a file without suffix'}")
    if not actors:
        raise InputError(f"{file}: tells of no actor; 'kb convert --help' says what such a file holds")
    return actors
