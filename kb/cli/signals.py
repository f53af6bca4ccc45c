"""Signals that end long work."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

#: Added to the number of a signal this is the exit code, as shells have it.
INTERRUPTED = 128
_AGAIN = 0.01  # seconds until a signal that was lost comes once more


class _Interrupt(KeyboardInterrupt):
    """An interrupt of ours: after one of Python's own has left code made from a string (as dataclasses are), Python ends by SIGINT whatever the exit code."""


@contextmanager
def noting_signals() -> Iterator[list[int]]:
    """Make SIGTERM end the work as Ctrl-C does, and note which of the two came."""
    caught: list[int] = []

    def note(number: int, _: Any) -> None:
        caught.append(number)
        raise _Interrupt

    if threading.current_thread() is not threading.main_thread():
        # only there can signals be caught, and only there do they come
        yield caught
        return

    def again(lost: Any) -> None:
        # the interpreter drops what is raised in a finaliser, such as that of a lock on imports
        if lost.exc_type is _Interrupt:
            threading.Timer(_AGAIN, signal.raise_signal, [caught[0]]).start()
        else:
            sys.__unraisablehook__(lost)

    known = {number: signal.signal(number, note) for number in (signal.SIGINT, signal.SIGTERM)}
    sys.unraisablehook = again
    try:
        yield caught
    finally:
        sys.unraisablehook = sys.__unraisablehook__
        for number, handler in known.items():
            signal.signal(number, handler)


def code_of(caught: list[int]) -> int:
    """Return the exit code of what the first of *caught* ended."""
    return INTERRUPTED + (caught[0] if caught else signal.SIGINT)
