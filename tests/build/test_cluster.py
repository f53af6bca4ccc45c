"""A real Dask cluster: a scheduler and two workers, processes of their own, one of which is killed while it works."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from invented import Ended

from kb.errors import ClusterError

pytest.importorskip("distributed", reason="Dask is an extra: pip install 'newskb[cluster]'")
pytestmark = pytest.mark.model

# the command, but when the first articles are converted it kills the worker that is at work
KILLING = """
import os, signal, sys
from contextlib import contextmanager
import distributed
import kb.cli.build
from kb.cli import main

@contextmanager
def bars():
    with distributed.Client(sys.argv[1], set_as_default=False, timeout=30) as client:
        pids = client.run(os.getpid)

        def kill(stage, done, total):
            busy = [worker for worker, tasks in client.processing().items() if tasks]
            if stage == "convert" and done and len(pids) == 2 and busy:
                os.kill(pids.pop(busy[0]), signal.SIGKILL)

        yield kill
        assert len(pids) == 1, "no worker was killed"

if __name__ == "__main__":
    kb.cli.build.bars = bars
    main(["build", *sys.argv[2:], "--cluster", sys.argv[1]])
"""


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of a scheduler with two workers."""
    folder = tmp_path_factory.mktemp("cluster")
    place = folder / "scheduler.json"

    def start(module: str, *words: str) -> subprocess.Popen[bytes]:
        script = [sys.executable, "-m", f"distributed.cli.{module}", "--scheduler-file", str(place), "--no-dashboard", *words]
        return stack.enter_context(subprocess.Popen(script, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))

    with ExitStack() as stack:
        started = [start("dask_scheduler", "--host", "127.0.0.1", "--port", "0")]
        started += [start("dask_worker", "--nthreads", "1", "--no-nanny", "--memory-limit", "0", "--name", name) for name in ("one", "two")]
        # before they are waited for
        stack.callback(lambda: [each.kill() for each in started])
        from distributed import Client  # noqa: PLC0415 - an extra

        while not place.exists():
            time.sleep(0.1)
            assert started[0].poll() is None
        with Client(scheduler_file=str(place), set_as_default=False) as client:
            client.wait_for_workers(2, timeout=120)
            address = client.scheduler.address
        yield address


def test_a_cluster_that_loses_a_worker_writes_the_same_bytes(archive: Path, build: Callable[..., Ended], scheduler: str, tmp_path: Path) -> None:
    where = f"file://{archive}"
    alone = build(where, "-o", "alone.nq", "--jobs", "1", cwd=tmp_path)
    script = tmp_path / "killing.py"
    script.write_text(KILLING)
    words = [sys.executable, script, scheduler, where, "-o", f"file://{tmp_path}/away/out.nq"]
    ended = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=200)
    assert ended.returncode == alone.code == 1, ended.stderr
    assert ended.stdout == ""
    told = "kb: 29 read from 4 inputs, 24 written, 3 skipped (duplicate: 2, language: 1), 2 failed (unreadable: 2); see "
    assert ended.stderr == f"{told}file://{tmp_path}/away/out.manifest.json and file://{tmp_path}/away/out.rejects.jsonl\n"
    assert sorted(path.name for path in (tmp_path / "away").iterdir()) == ["out.manifest.json", "out.nq", "out.rejects.jsonl"]
    for name in ("nq", "rejects.jsonl"):
        assert (tmp_path / "away" / f"out.{name}").read_bytes() == (tmp_path / f"alone.{name}").read_bytes()
    manifests = [(tmp_path / name).read_text() for name in ("away/out.manifest.json", "alone.manifest.json")]
    assert manifests[0] == manifests[1].replace('"alone.nq"', '"out.nq"')
    assert not list(tmp_path.glob(".*.kb-build"))


def test_no_scheduler_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kb.build.cluster._WAIT", 0.4)
    from kb.build.cluster import ClusterWorkers  # noqa: PLC0415
    from kb.build.settings import BuildSettings  # noqa: PLC0415

    for address in ("tcp://127.0.0.1:1", "nonsense", "ftp://127.0.0.1:1"):
        with pytest.raises(ClusterError, match="no Dask scheduler answers there"):
            ClusterWorkers(address, BuildSettings())
