from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from kb.annotate.trees import best_tree


def is_tree(heads: list[int]) -> bool:
    """Whether every word reaches the one root."""
    if heads.count(-1) != 1:
        return False
    for word in range(len(heads)):
        seen = set()
        while word != -1:
            if word in seen:
                return False
            seen.add(word)
            word = heads[word]  # noqa: PLW2901
    return True


def total(scores: np.ndarray, heads: list[int]) -> float:
    return float(sum(scores[i, head if head >= 0 else len(heads)] for i, head in enumerate(heads)))


def test_greedy_heads_that_make_a_tree_are_kept():
    scores = np.array([[0, 9, 0, 0], [0, 0, 0, 9], [0, 9, 0, 0]], dtype=np.float32)
    assert best_tree(scores) == [1, -1, 1]


def test_a_cycle_is_broken_where_it_costs_least():
    # words 0 and 1 prefer each other, word 2 is the root
    scores = np.array([[0, 9, 6, 0], [9, 0, 1, 0], [0, 0, 0, 9]], dtype=np.float32)
    assert best_tree(scores) == [2, 0, -1]


def test_one_word_is_its_own_root():
    assert best_tree(np.zeros((1, 2), dtype=np.float32)) == [-1]


@settings(max_examples=150, deadline=None)
@given(st.integers(2, 12).flatmap(lambda n: arrays(np.float32, (n, n + 1), elements=st.floats(-8, 8, width=32))))
def test_any_scores_give_a_tree(scores):
    assert is_tree(best_tree(scores.copy()))


@pytest.mark.parametrize("seed", range(25))
def test_no_tree_with_that_root_scores_higher(seed):
    words = 4
    scores = np.random.default_rng(seed).normal(size=(words, words + 1)).astype(np.float32) * 3
    found = best_tree(scores.copy())
    root = found.index(-1)
    others = [list(heads) for heads in product(range(-1, words), repeat=words) if is_tree(list(heads)) and heads[root] == -1]
    assert total(scores, found) == pytest.approx(max(total(scores, heads) for heads in others), abs=1e-4)
