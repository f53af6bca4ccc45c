"""The processes that answer queries: as many as may run at once, each killed and replaced when its query takes too long."""

from __future__ import annotations

import json
import multiprocessing
import queue
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from kb.processes import start_shielded
from kb.serve.worker import serve_queries
from kb.vocab import prefixes

#: Address space of one process, in bytes: a query that sorts the whole store fails, the machine stays up.
MEMORY = 4 << 30
#: Seconds that a query waits for a process to be free.
_PATIENCE = 5.0
#: Seconds that a process may take to start on a busy machine.
_START = 60.0


class Refused(Exception):
    """A query that got no answer. ``status`` is HTTP's."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True)
class Query:
    """A query with the graphs that it asks, all of them when none is named, and the media types wanted, best first."""

    sparql: str
    default: Sequence[str] = ()
    named: Sequence[str] = ()
    accepted: Sequence[str] = ("application/sparql-results+json", "text/turtle")


class Worker:
    """One process, and the pipe to it."""

    def __init__(self, location: Path, seconds: float, memory: int) -> None:
        # a fork would copy the threads' locks in whatever state they are
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        # handed over, since the vocabulary is slow to import
        bound = {prefix: str(namespace) for prefix, namespace in prefixes().items()}
        self.process = context.Process(target=serve_queries, args=(theirs, str(location), bound, seconds, memory), daemon=True)
        start_shielded(self.process)
        theirs.close()
        self._ready = False

    def await_ready(self) -> None:
        """Return once the process has opened the store.

        Raises:
            TimeoutError: It takes too long.
            EOFError: It has died.
        """
        if not self._ready:
            _receive(self.pipe, time.monotonic() + _START)
            self._ready = True

    def end(self) -> None:
        """Kill the process, whatever it does."""
        self.process.kill()
        self.process.join()
        self.pipe.close()


class Workers:
    """*count* processes over the store in *location*, each query ended after *seconds*."""

    def __init__(self, location: Path, *, seconds: float, count: int = 2, memory: int = MEMORY) -> None:
        self._location, self.seconds, self._memory = location, seconds, memory
        self._idle: queue.Queue[Worker] = queue.Queue()
        self._all: set[Worker] = set()
        self._closed = False
        for _ in range(count):
            self._start()

    def answer(self, query: Query) -> tuple[str, Iterator[bytes]]:
        """Return the media type of the answer to *query*, and its bytes as they come.

        Raises:
            Refused: The query is malformed, cannot be given in the types wanted, or took too long.
        """
        try:
            worker = self._idle.get(timeout=_PATIENCE)
        except queue.Empty:
            raise Refused(503, "all query processes are busy: try again") from None
        replies = self._replies(worker, query)
        return next(replies).decode(), replies

    def close(self) -> None:
        """End all processes."""
        self._closed = True
        for worker in self._all:
            worker.end()

    def _start(self) -> None:
        worker = Worker(self._location, self.seconds, self._memory)
        self._all.add(worker)
        self._idle.put(worker)

    def _replies(self, worker: Worker, query: Query) -> Iterator[bytes]:
        """Yield the media type, then the data; give the process back, or replace it unless it has come to the end."""
        done = False
        try:
            worker.await_ready()
            # the time is the query's, not that of the start of a process
            deadline = time.monotonic() + self.seconds
            worker.pipe.send_bytes(json.dumps(_message(query)).encode())
            while True:
                tag, data = _receive(worker.pipe, deadline)
                if tag == b"E":
                    done = True
                    status, _, message = data.decode().partition(" ")
                    raise Refused(int(status), message)
                if tag == b".":
                    done = True
                    return
                yield data
        except TimeoutError as error:
            raise Refused(503, f"the query was ended after {self.seconds:g} s: ask for less, with LIMIT for one") from error
        except (EOFError, OSError) as error:
            raise Refused(500, "the query was ended: it needed too much memory") from error
        finally:
            if done:
                self._idle.put(worker)
            elif not self._closed:
                self._all.discard(worker)
                worker.end()
                self._start()


def _message(query: Query) -> dict[str, object]:
    return {"query": query.sparql, "default": list(query.default), "named": list(query.named), "accepted": list(query.accepted)}


def _receive(pipe: Connection, deadline: float) -> tuple[bytes, bytes]:
    """Return the next reply's tag and data.

    Raises:
        TimeoutError: None came before *deadline*.
        EOFError: The process has died.
    """
    if not pipe.poll(max(0.0, deadline - time.monotonic())):
        raise TimeoutError
    reply = pipe.recv_bytes()
    return reply[:1], reply[1:]
