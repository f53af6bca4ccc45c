"""A Doc read once into plain tuples: its tokens, their texts, its names, and what hangs on each word.

spaCy makes tokens and spans anew at each access and searches a subtree for the children of a word; the rules ask for
all of them many times.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from spacy.attrs import DEP, HEAD, IDX, LENGTH
from spacy.tokens import Doc, Span, Token

#: a child with its relation to the word that it hangs on
Arc = tuple[Token, str]
_HASHES = 2**64  # spaCy's hashes are unsigned


@lru_cache(maxsize=4)
def tokens_of(doc: Doc) -> tuple[Token, ...]:
    """Return the tokens of *doc*."""
    return tuple(doc)


@lru_cache(maxsize=4)
def words_of(doc: Doc) -> tuple[str, ...]:
    """Return the text of each token of *doc*."""
    return tuple(token.text for token in tokens_of(doc))


@lru_cache(maxsize=4)
def bounds_of(doc: Doc) -> tuple[list[int], list[int]]:
    """Return where in the text the tokens of *doc* begin, and where they end."""
    begins, lengths = doc.to_array([IDX, LENGTH]).astype("int64").T if len(doc) else (np.zeros(0, dtype="int64"),) * 2
    return begins.tolist(), (begins + lengths).tolist()


@lru_cache(maxsize=4)
def entities_of(doc: Doc) -> tuple[Span, ...]:
    """Return ``doc.ents``."""
    return tuple(doc.ents)


def children(token: Token) -> list[Token]:
    """Return what hangs on *token*, in the order of the text."""
    return [child for child, _ in arcs(token)]


def arcs(token: Token) -> Sequence[Arc]:
    """Return what hangs on *token* and by which relation, in the order of the text."""
    return arcs_of(token.doc)[token.i]


@lru_cache(maxsize=4)
def arcs_of(doc: Doc) -> list[list[Arc]]:
    """Return the arcs below each token of *doc*."""
    below: list[list[Arc]] = [[] for _ in range(len(doc))]
    # whole columns at once: a token's head and relation, asked for one by one, take five times as long
    steps, relations = doc.to_array([HEAD, DEP]).astype("int64").T.tolist() if len(doc) else ([], [])
    names = {relation: doc.vocab.strings[relation % _HASHES] for relation in set(relations)}
    for token, step, relation in zip(tokens_of(doc), steps, relations, strict=True):
        if step:
            below[token.i + step].append((token, names[relation]))
    return below
