"""Workers on other machines: the same tasks on a Dask cluster, whose lost workers lose nothing.

Dask gives the task of a worker that is lost to another one. A task on which several workers were lost comes back as `Died`, as from local workers. What
ends twice counts once: the journal knows each article by its digest. Each worker process loads the language pipeline once, and does one task at a time.
"""

from __future__ import annotations

import threading
import zlib
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Any, Self

from kb import __version__
from kb.build.settings import BuildSettings
from kb.build.stages import ConvertTask, ReadTask, Stages, lines_of
from kb.build.workers import Died
from kb.errors import ClusterError, KbError
from kb.read import Source

_WAIT = 60  # seconds until the first worker must be there
_AHEAD = 2  # tasks a thread, so that none waits for the next one to travel


class ClusterWorkers:
    """The workers of the Dask cluster at *address*; as a context manager it takes back what they have not done."""

    def __init__(self, address: str, settings: BuildSettings) -> None:
        """Find the cluster.

        Raises:
            ClusterError: Dask is not installed, nobody answers at *address*, or the cluster has no workers.
        """
        try:
            import distributed  # noqa: PLC0415 - an extra
        except ImportError as error:
            raise ClusterError("--cluster needs Dask: pip install 'newskb[cluster]'") from error
        self._dask, self._settings = distributed, settings
        try:
            self._client = distributed.Client(address, timeout=_WAIT / 4)
        except (OSError, ValueError) as error:
            raise ClusterError(f"{address}: no Dask scheduler answers there: {' '.join(str(error).split()) or type(error).__name__}") from error
        try:
            self._client.wait_for_workers(1, timeout=_WAIT)
        except TimeoutError as error:
            self._client.close()
            raise ClusterError(f"{address}: the cluster has no workers; start some with: dask worker {address} --nthreads 1") from error
        self._address = address

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._client.close()

    @property
    def jobs(self) -> int:
        """Return how many tasks are done at one time."""
        return int(max(1, sum(self._client.nthreads().values())))

    def run(self, tasks: Iterable[ReadTask | ConvertTask]) -> Iterator[tuple[Any, Any]]:
        """Yield each task with what it came to, in the order in which they end; few more are taken than there are threads.

        Raises:
            ClusterError: The scheduler is gone.
            Exception: What a worker raised.
        """
        remaining = iter(tasks)
        running: dict[str, tuple[Any, ReadTask | ConvertTask]] = {}
        while True:
            # workers may come and go
            while len(running) < self.jobs * _AHEAD and (task := next(remaining, None)):
                future = self._submit(task)
                running[future.key] = future, task
            if not running:
                return
            ended = self._dask.wait([future for future, _ in running.values()], return_when="FIRST_COMPLETED").done
            for future in ended:
                _, task = running.pop(future.key)
                yield task, self._answer(future, task)

    def _submit(self, task: ReadTask | ConvertTask) -> Any:
        if isinstance(task, ReadTask):
            return self._client.submit(_read, __version__, self._settings, task.sources, pure=False)
        return self._client.submit(_convert, __version__, self._settings, task, pure=False)

    def _answer(self, future: Any, task: ReadTask | ConvertTask) -> Any:
        try:
            answer = future.result()
        except self._dask.KilledWorker:
            return Died()
        except KbError:
            raise
        except (self._dask.CancelledError, OSError) as error:
            raise ClusterError(f"{self._address}: the connection was lost; the same command goes on") from error
        except ImportError as error:
            raise ClusterError(f"{self._address}: a worker lacks {error.name}; install newskb {__version__} on all of them") from error
        if isinstance(task, ReadTask):
            task.spool.write_bytes(zlib.decompress(answer))
            return task.spool
        return answer


_lock = threading.Lock()
_stages: dict[str, Stages] = {}


def _read(version: str, settings: BuildSettings, sources: tuple[Source, ...]) -> bytes:
    """Return the items of *sources* as packed JSON Lines; runs on a worker."""
    _check_version(version)
    packer = zlib.compressobj(1)
    return b"".join(packer.compress(line.encode()) for line in lines_of(sources, settings)) + packer.flush()


def _convert(version: str, settings: BuildSettings, task: ConvertTask) -> Any:
    """Return the graphs of the task's articles; runs on a worker."""
    _check_version(version)
    # spaCy's memory belongs to one task at a time, also where a worker has several threads
    with _lock:
        return _stages.setdefault(settings.signature(), Stages(settings)).convert(task)


def _check_version(version: str) -> None:
    if version != __version__:
        raise ClusterError(f"a worker has newskb {__version__}, but the build {version}; install the same everywhere")
