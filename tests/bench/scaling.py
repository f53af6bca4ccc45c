"""What a build costs as its articles double: time should double, too, and memory stay."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from kb.model import Article
from tests.bench.material import new_articles
from tests.bench.measure import heading

_DOUBLINGS = 4


def scaling(known: list[Article], most: int) -> None:
    """Print the cost of ``kb build --jobs 1`` for *most* articles, for half of them, and so on."""
    heading("kb build --jobs 1 of articles of some 150 words, start-up included: CPU time, memory of the largest process, bytes of N-Quads")
    print(f"{'articles':>10}{'seconds':>12}{'ms an article':>16}{'MB':>8}{'kB an article':>16}")
    for doublings in reversed(range(_DOUBLINGS + 1)):
        count = most >> doublings
        seconds, memory, size = _build(known, count)
        print(f"{count:10,}{seconds:12.1f}{1000 * seconds / count:16.1f}{memory:8.0f}{size / count / 1000:16.1f}", flush=True)


def _build(known: list[Article], count: int) -> tuple[float, float, int]:
    """Build *count* new articles; return CPU seconds, MB and bytes."""
    with tempfile.TemporaryDirectory(prefix="kb-bench-") as name:
        Path(name, "in.jsonl").write_text("".join(json.dumps(each) + "\n" for each in new_articles(known, count)))
        command = [sys.executable, "-m", "kb", "build", "in.jsonl", "-o", "out.nq", "--jobs", "1", "--language", "en"]
        with subprocess.Popen(command, cwd=name, stderr=subprocess.DEVNULL) as process:
            # that of its workers, for which it waits, is added to its own
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise SystemExit(f"the build ended with {process.returncode}")
        return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, Path(name, "out.nq").stat().st_size
