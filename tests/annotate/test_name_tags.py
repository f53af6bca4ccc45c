"""Scores of tags to names."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from kb.annotate.names import TagDecoder

TAGS = ["O", "B-PERSON", "I-PERSON", "B-LOC", "I-LOC"]


def test_one_name_has_one_class():
    # each word alone would be B-PERSON, I-LOC
    scores = np.array([[0, 2.0, 0, 1.5, 0], [0, 0, 0.5, 0, 3.0]], dtype=np.float32)
    assert [TAGS[i] for i in TagDecoder(TAGS).best(scores)] == ["B-LOC", "I-LOC"]


def test_a_name_does_not_begin_inside():
    assert [TAGS[i] for i in TagDecoder(TAGS).best(np.array([[0, 0.1, 4.0, 0, 0]], dtype=np.float32))] == ["B-PERSON"]


@given(arrays.arrays(np.float32, st.tuples(st.integers(1, 9), st.just(5)), elements=st.floats(-5, 5, width=32)))
def test_every_sequence_is_well_formed(scores):
    tags = [TAGS[i] for i in TagDecoder(TAGS).best(scores)]
    for before, tag in zip(["O", *tags], tags, strict=False):
        assert not tag.startswith("I-") or before[2:] == tag[2:]
