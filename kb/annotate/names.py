"""Scores of BIO tags to the best sequence that is one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


class TagDecoder:
    """Viterbi over BIO tags: an I goes on from a B or I of its own class alone."""

    def __init__(self, tags: Sequence[str]) -> None:
        self._penalties = np.array([[0.0 if _may_follow(after, before) else -np.inf for after in tags] for before in tags], dtype=np.float32)
        self._start = np.array([-np.inf if tag.startswith("I-") else 0.0 for tag in tags], dtype=np.float32)
        self._outside = tags.index("O")

    def best(self, scores: NDArray[np.float32]) -> NDArray[np.int64]:
        """Return the index of each word's tag, given scores (words, tags); a word that is surely no name parts the sequences."""
        chosen: NDArray[np.int64] = scores.argmax(1)
        named = np.flatnonzero(chosen != self._outside)
        for run in np.split(named, np.flatnonzero(np.diff(named) > 1) + 1) if len(named) else []:
            chosen[run] = self._viterbi(scores[run])
        return chosen

    def _viterbi(self, scores: NDArray[np.float32]) -> NDArray[np.int64]:
        total = scores[0] + self._start
        back = np.empty(scores.shape, dtype=np.int64)
        for i in range(1, len(scores)):
            paths = total[:, None] + self._penalties
            back[i] = paths.argmax(0)
            total = paths.max(0) + scores[i]
        best = np.empty(len(scores), dtype=np.int64)
        best[-1] = total.argmax()
        for i in range(len(scores) - 1, 0, -1):
            best[i - 1] = back[i, best[i]]
        return best


def _may_follow(tag: str, before: str) -> bool:
    return not tag.startswith("I-") or before[2:] == tag[2:]
