"""Windows that run together are of about one length, and none is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kb.annotate.encoder import _ALIKE, _BATCH, _batches


@given(st.lists(st.integers(1, 400), max_size=60))
def test_each_window_runs_once_with_its_like(lengths: list[int]) -> None:
    batches = _batches(lengths)
    assert sorted(at for batch in batches for at in batch) == list(range(len(lengths)))
    for batch in batches:
        own = [lengths[at] for at in batch]
        assert max(own) <= min(own) * _ALIKE
        assert len(own) == 1 or max(own) * len(own) <= _BATCH


def test_windows_of_one_length_run_together() -> None:
    assert _batches([200, 20, 210, 21]) == [[1, 3], [0, 2]]
