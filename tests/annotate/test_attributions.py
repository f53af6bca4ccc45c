"""Roles and cues of words to attributions."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.annotate.attributions import CONTENT, CUE, CUE_ON, NONE, ROLES, SOURCE, Attribution, decode, runs


def scores(words: list[tuple[int, int]]) -> tuple[np.ndarray, np.ndarray]:
    """Return the network's output for words that surely have the given (role, cue)."""
    n = len(words)
    roles = np.full((n, len(ROLES)), 0.02, dtype=np.float32)
    cues = np.zeros((n, n + 1), dtype=np.float32)
    for i, (role, cue) in enumerate(words):
        roles[i, role] = 0.92
        cues[i, cue] = 5.0  # -1 is the last column: none
    return roles, cues


def test_source_cue_and_content_on_both_sides():
    # "Not so," she said, "never."
    found = decode(*scores([(CONTENT, 3), (CONTENT, 3), (SOURCE, 3), (CUE, -1), (NONE, -1), (NONE, -1), (CONTENT, 3)]))
    assert found == [Attribution([3], [2], [0, 1, 6], pytest.approx(0.92))]


def test_what_a_reported_cue_governs_is_content_of_the_outer_one():
    # Lund said that Berg wants to go
    words = [(SOURCE, 1), (CUE, -1), (CONTENT, 1), (SOURCE, 4), (CUE, 1), (CONTENT, 4), (CONTENT, 4)]
    outer, inner = decode(*scores(words))
    assert (outer.source, outer.content) == ([0], [2, 3, 4, 5, 6])
    assert (inner.source, inner.content) == ([3], [5, 6])


def test_a_cue_of_several_words_is_one():
    assert decode(*scores([(CUE_ON, 1), (CUE, -1), (CUE_ON, 1), (CONTENT, 1)]))[0].cue == [0, 1, 2]


def test_a_content_without_a_cue_stands_alone():
    assert decode(*scores([(NONE, -1), (CONTENT, -1), (CONTENT, -1)])) == [Attribution([], [], [1, 2], pytest.approx(0.92))]


def test_a_possible_cue_is_told_with_its_probability_alone():
    roles, cues = scores([(NONE, -1), (NONE, -1)])
    roles[1, [NONE, CUE]] = 0.7, 0.24
    assert decode(roles, cues) == [Attribution([1], [], [], pytest.approx(0.24))]


@given(st.integers(1, 12).flatmap(lambda n: st.lists(st.tuples(st.integers(0, 4), st.integers(-1, n - 1)), min_size=n, max_size=n)))
def test_any_scores_decode_to_words_in_order_and_in_range(words):
    for attribution in decode(*scores(words)):
        for indices in (attribution.cue, attribution.source, attribution.content):
            assert indices == sorted(set(indices))
            assert all(0 <= i < len(words) for i in indices)
        assert not set(attribution.cue[:1]) & set(attribution.content)


def test_runs_bridge_one_missing_word():
    assert runs([1, 2, 4, 7]) == [[1, 2, 4], [7]]
