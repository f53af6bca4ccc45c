"""Worker processes that a Ctrl-C at the terminal, which goes to all of them, does not end with a traceback."""

from __future__ import annotations

import signal
from multiprocessing import resource_tracker
from multiprocessing.process import BaseProcess


def start_shielded(process: BaseProcess) -> None:
    """Start *process*; a Ctrl-C waits until it has said what to do with it, which it must."""
    # else the first process would start it, and let the signal through
    resource_tracker.ensure_running()
    held = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        process.start()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, held)
