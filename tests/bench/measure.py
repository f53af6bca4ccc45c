"""Taking times and printing them: medians with their spread, and ratios of what is done in turn."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence

REPEATS = 5


def timed(*works: Callable[[], object], repeats: int = REPEATS) -> list[list[float]]:
    """Return the wall-clock seconds of each of *works*, done in turn, so that what else the machine does hits all alike."""
    # the first time loads what later ones find loaded
    for work in works:
        work()
    found: list[list[float]] = [[] for _ in works]
    for _ in range(repeats):
        for seconds, work in zip(found, works, strict=True):
            began = time.perf_counter()
            work()
            seconds.append(time.perf_counter() - began)
    return found


def show(name: str, values: Sequence[float], unit: str) -> None:
    """Print the median of *values*, with their spread where there are several."""
    spread = f"({min(values):.2f} to {max(values):.2f})" if len(values) > 1 else ""
    print(f"{name:58}{statistics.median(values):10.2f}  {spread:22} {unit}", flush=True)


def show_ratio(name: str, ours: Sequence[float], theirs: Sequence[float]) -> None:
    """Print how many times as long as *theirs* each of *ours* took."""
    show(name, [one / other for one, other in zip(ours, theirs, strict=True)], "times the time")


def heading(words: str) -> None:
    """Print what the next lines are about."""
    print(f"\n{words}", flush=True)
