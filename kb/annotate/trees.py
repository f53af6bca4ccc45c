"""Dependency trees from scores of arcs: the best head of each word, or the maximum spanning tree where those make no tree."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]


def best_tree(scores: Scores) -> list[int]:
    """Return each word's head, -1 for the one root.

    Args:
        scores: (words, words + 1); row = word, column = head, the last column the root. Higher is better.
    """
    words = len(scores)
    if words == 1:
        return [-1]
    scores = scores - _log_sum(scores)
    scores[np.arange(words), np.arange(words)] = -np.inf
    heads = scores.argmax(1)
    roots = np.flatnonzero(heads == words)
    if len(roots) != 1 or _find_cycle(heads.tolist(), words):
        root = int(scores[:, words].argmax())
        scores[:, words] = -np.inf
        scores[root] = -np.inf
        scores[root, words] = 0.0
        heads = np.array(_spanning_tree(scores))
    return [-1 if head == words else int(head) for head in heads]


def _log_sum(scores: Scores) -> Scores:
    top = scores.max(1, keepdims=True)
    total: Scores = top + np.log(np.exp(scores - top).sum(1, keepdims=True))
    return total


def _find_cycle(heads: list[int], root: int) -> list[int]:
    """Return the words of one cycle in *heads*, or an empty list."""
    state = [0] * len(heads)  # 0 unseen, else the number of the walk that saw it
    for start in range(len(heads)):
        word, walk = start, start + 1
        while word != root and not state[word]:
            state[word] = walk
            word = heads[word]
        if word != root and state[word] == walk:
            cycle = [word]
            while heads[cycle[-1]] != word:
                cycle.append(heads[cycle[-1]])
            return cycle
    return []


def _spanning_tree(scores: Scores) -> list[int]:
    """Return the heads of the maximum spanning arborescence (Chu & Liu 1965, Edmonds 1967) by contracting one cycle at a time."""
    words = len(scores)
    heads = [int(h) for h in scores.argmax(1)]
    cycle = _find_cycle(heads, words)
    if not cycle:
        return heads
    outside = [i for i in range(words) if i not in set(cycle)]
    gain = {i: scores[i, heads[i]] for i in cycle}
    # rows and columns of the contracted graph: the words outside, the cycle as one, and (columns) the root
    small = np.full((len(outside) + 1, len(outside) + 2), -np.inf, dtype=scores.dtype)
    columns = [*outside, words]
    places = [*range(len(outside)), len(outside) + 1]
    small[: len(outside), places] = scores[np.ix_(outside, columns)]
    small[: len(outside), len(outside)] = scores[np.ix_(outside, cycle)].max(1)
    into = scores[np.ix_(cycle, columns)] - np.array([gain[i] for i in cycle])[:, None]
    small[len(outside), places] = into.max(0)
    chosen = _spanning_tree(small)
    leaves = {i: cycle[int(scores[i, cycle].argmax())] for i in outside}
    for row, i in enumerate(outside):
        head = chosen[row]
        heads[i] = leaves[i] if head == len(outside) else words if head > len(outside) else outside[head]
    entry = chosen[len(outside)]
    column = min(entry, len(outside))
    broken = cycle[int(into[:, column].argmax())]
    heads[broken] = words if entry > len(outside) else outside[entry]
    return heads
