"""Worker processes: each does a task at a time. One that dies takes its task with it and nothing else."""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from multiprocessing.connection import Connection, wait
from types import TracebackType
from typing import Any, Protocol, Self, TypeVar, cast

from kb.build.settings import BuildSettings
from kb.build.stages import ConvertTask, ReadTask, Stages
from kb.processes import start_shielded

#: Tasks after which a worker is replaced, lest what libraries never let go fill the memory.
_LIFETIME = 500
_PATIENCE = 5.0  # seconds to end by itself
#: Files of one task, at most.
SOURCES = 16
#: Articles of one task, as the pipeline takes them.
ARTICLES = 8
#: Why an article failed on which a worker died.
DIED = "the process that worked on it was killed or crashed, most often for want of memory"

T = TypeVar("T")
Task = TypeVar("Task", ReadTask, ConvertTask)


class Crew(Protocol):
    """Workers."""

    @property
    def jobs(self) -> int:
        """Return how many tasks are done at one time."""

    def run(self, tasks: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
        """Yield each task with what it came to, in the order in which they end."""


class Died:
    """What a task came to whose worker ended: killed for the memory it took, most often."""


@dataclass
class _Worker:
    process: Any
    connection: Connection
    task: Any = None
    done: int = 0


class Workers:
    """At most *jobs* processes, started when tasks come; as a context manager it leaves none behind."""

    def __init__(self, jobs: int, settings: BuildSettings) -> None:
        """Have *jobs* workers, each of which works by *settings*."""
        self.jobs, self._settings = jobs, settings
        # a fork would share locks and threads of what is loaded here
        self._context = multiprocessing.get_context("spawn")
        self._workers: list[_Worker] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for worker in self._workers:
            self._stop(worker, at_once=error is not None)

    def run(self, tasks: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
        """Yield each task with what it came to, in the order in which they end; no more are taken than there are workers.

        Raises:
            Exception: What a worker raised.
        """
        remaining = iter(tasks)
        exhausted = False
        while True:
            while not exhausted and (worker := self._idle()):
                task = next(remaining, None)
                exhausted = task is None
                if task is not None:
                    worker.task = task
                    worker.connection.send(task)
            busy = {worker.connection: worker for worker in self._workers if worker.task is not None}
            if not busy:
                return
            for connection in wait(list(busy)):
                yield self._answer(busy[cast("Connection", connection)])

    def _idle(self) -> _Worker | None:
        """Return a worker without a task, a new one if there may be more."""
        for worker in self._workers:
            if worker.task is None:
                return worker
        if len(self._workers) >= self.jobs:
            return None
        here, there = self._context.Pipe()
        process = self._context.Process(target=_serve, args=(there, self._settings), daemon=True)
        start_shielded(process)
        # else the worker's end would be open here, too, and its death go unseen
        there.close()
        worker = _Worker(process, here)
        self._workers.append(worker)
        return worker

    def _answer(self, worker: _Worker) -> tuple[Any, Any]:
        task, worker.task = worker.task, None
        try:
            answer = worker.connection.recv()
        except (EOFError, OSError):
            self._stop(worker, at_once=True)
            self._workers.remove(worker)
            return task, Died()
        if isinstance(answer, BaseException):
            raise answer
        worker.done += 1
        if worker.done >= _LIFETIME:
            self._workers.remove(worker)
            self._stop(worker, at_once=False)
        return task, answer

    @staticmethod
    def _stop(worker: _Worker, *, at_once: bool) -> None:
        # an idle worker ends when its pipe does
        worker.connection.close()
        if at_once:
            worker.process.terminate()
        worker.process.join(_PATIENCE)
        if worker.process.is_alive():
            worker.process.kill()
            worker.process.join()


def _serve(connection: Connection, settings: BuildSettings) -> None:
    """Do tasks until the other end is closed, which the end of the main process does, too."""
    # a Ctrl-C goes to every process of the terminal; the main one decides
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    stages = Stages(settings)
    try:
        while True:
            task = connection.recv()
            answer: Any
            try:
                answer = stages.read(task) if isinstance(task, ReadTask) else stages.convert(task)
            except Exception as error:
                answer = error
            connection.send(answer)
    except (EOFError, OSError):
        return


def with_retries(workers: Crew, tasks: Iterable[Task]) -> Iterator[tuple[Task, Any]]:
    """Yield each task with what it came to; one of many parts on which a worker died is taken apart, to lose no more than the culprit."""
    again: deque[Task] = deque()
    remaining = iter(tasks)
    while True:
        for task, answer in workers.run(remaining):
            parts = task.alone() if isinstance(answer, Died) else []
            if len(parts) > 1:
                again.extend(parts)
            else:
                yield task, answer
        if not again:
            return
        remaining, again = iter(tuple(again)), deque()


def groups(items: Iterable[T], size: int) -> Iterator[tuple[T, ...]]:
    """Yield *items*, *size* at a time."""
    remaining = iter(items)
    while group := tuple(islice(remaining, size)):
        yield group
