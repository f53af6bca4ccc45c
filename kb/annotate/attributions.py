"""Words to attributions: who said, the words that say so, and what is said, as spans of a Doc.

The network gives each word a role and the cue it belongs to, so that attributions form a tree: a cue inside what
another cue reports belongs to that one, with all that it governs.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

#: a word's role in the innermost attribution that holds it
ROLES = ("none", "cue", "cue+", "source", "content")
NONE, CUE, CUE_ON, SOURCE, CONTENT = range(5)
#: probability from which a word that is no cue by itself may back what a rule finds
POSSIBLE = 0.1


class Attribution(NamedTuple):
    """One attribution; indices of words, in order. ``score`` in [0, 1] is the probability of its cue; a cue that is merely possible has no more."""

    cue: list[int]
    source: list[int]
    content: list[int]
    score: float

    def shift(self, by: int) -> Attribution:
        """Return the same attribution, *by* words further on."""
        return Attribution([i + by for i in self.cue], [i + by for i in self.source], [i + by for i in self.content], self.score)


def decode(roles: NDArray[np.float32], cues: NDArray[np.float32]) -> list[Attribution]:
    """Return the attributions of a run of words, in the order of their cues; a content without a cue is one of its own.

    Args:
        roles: (words, ROLES) probabilities.
        cues: (words, words + 1) scores of the cue that a word belongs to, the last column none.
    """
    best = roles.argmax(1)
    certain = np.flatnonzero(best == CUE)
    owners = _owners(best, cues, certain)
    found = []
    for cue in certain.tolist():
        own = np.flatnonzero(owners == cue)
        words = sorted([cue, *own[best[own] == CUE_ON].tolist()])
        found.append(Attribution(words, own[best[own] == SOURCE].tolist(), sorted(_content(cue, best, owners, {cue})), float(roles[cue, CUE])))
    possible = np.flatnonzero((roles[:, CUE] >= POSSIBLE) & (best != CUE))
    found += [Attribution([cue], [], [], float(roles[cue, CUE])) for cue in possible.tolist()]
    loose = np.flatnonzero((best == CONTENT) & (owners < 0)).tolist()
    found += [Attribution([], [], run, float(roles[run, CONTENT].mean())) for run in runs(loose)]
    return sorted(found, key=lambda a: (a.cue or a.content)[0])


def _owners(best: NDArray[np.int64], cues: NDArray[np.float32], certain: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the cue of each word, -1 for none; a word outside any attribution has none, nor is a cue its own."""
    choices = np.concatenate([certain, [-1]])
    scores = cues[:, choices]
    scores[certain, np.arange(len(certain))] = -np.inf
    owners: NDArray[np.int64] = choices[scores.argmax(1)]
    owners[best == NONE] = -1
    return owners


def _content(cue: int, best: NDArray[np.int64], owners: NDArray[np.int64], seen: set[int]) -> set[int]:
    """Return the words that *cue* reports, with the whole of each attribution inside."""
    found: set[int] = set()
    for word in np.flatnonzero(owners == cue).tolist():
        if best[word] == CONTENT:
            found.add(word)
        elif best[word] == CUE and word not in seen:
            inner = np.flatnonzero(owners == word)
            found |= {word, *inner[np.isin(best[inner], (SOURCE, CUE_ON))].tolist()} | _content(word, best, owners, seen | {word})
    return found


def runs(words: Sequence[int]) -> list[list[int]]:
    """Return sorted *words* cut where more than one is left out.

    >>> runs([3, 4, 6, 9])
    [[3, 4, 6], [9]]
    """
    found: list[list[int]] = []
    for word in words:
        if found and word - found[-1][-1] <= 2:
            found[-1].append(word)
        else:
            found.append([word])
    return found
