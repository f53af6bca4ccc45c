"""Loading of the lexicons: TOML files, each a table of classes with their entries. Adding an entry needs no Python."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

from kb.resources import lexicon_dir


@cache
def load_lexicon(name: str) -> dict[str, Any]:
    """Return the lexicon file *name* (without suffix) as nested dicts."""
    with (lexicon_dir() / f"{name}.toml").open("rb") as stream:
        return tomllib.load(stream)


@cache
def words(name: str, *path: str) -> frozenset[str]:
    """Return the word list at *path* in lexicon *name* as a set.

    Raises:
        KeyError: the lexicon has no such list.
    """
    node: Any = load_lexicon(name)
    for step in path:
        node = node[step]
    return frozenset(node)
