"""Commands ended at any moment, workers and all: what is there is whole, and the same command completes it.

Three signals each for two commands; ``KB_KILLS=20 pytest tests/build/test_kills.py`` sends twenty times as many, to more commands.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyoxigraph as ox
import pytest
from invented import articles

from kb.store import open_store

pytestmark = pytest.mark.model

ROUNDS = int(os.environ.get("KB_KILLS", "0"))
SIGNALS = (signal.SIGKILL, signal.SIGINT, signal.SIGTERM)
INPUTS = ("a.jsonl", "a.nq")
COMMANDS = {
    "build": "build a.jsonl -o out.nq --jobs 1",
    "load": "load a.nq --store news.db",
}
if ROUNDS:
    COMMANDS |= {
        "build-two": "build a.jsonl -o out.nq --jobs 2",
        "build-store": "build a.jsonl --store news.db --jobs 1",
        "watch": "watch a.jsonl --store news.db --once",
        "watch-folder": "watch a.jsonl -o graphs --once",
    }
#: They write everything at once.
AT_ONCE = ("build", "build-two", "build-store")

Graphs = dict[str, frozenset[str]]


def graphs_of(store: ox.Store) -> Graphs:
    found: dict[str, set[str]] = {}
    for quad in store:
        if isinstance(quad.graph_name, ox.NamedNode):
            found.setdefault(quad.graph_name.value, set()).add(str(quad.triple))
    return {name: frozenset(triples) for name, triples in found.items()}


def there(folder: Path) -> Graphs:
    """Return what was written, whatever it was written to."""
    if (folder / "news.db").exists():
        with open_store(folder / "news.db") as articles:
            return {iri: frozenset(str(quad.triple) for quad in articles.graph(iri)) for iri in articles.articles()}
    store = ox.Store()
    for path in (*folder.glob("out.nq"), *folder.glob("graphs/*.nq")):
        store.bulk_load(path=path, format=ox.RdfFormat.N_QUADS)
    return graphs_of(store)


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("inputs")
    (folder / "a.jsonl").write_text("".join(json.dumps(record) + "\n" for record in articles(16)))
    subprocess.run([sys.executable, "-m", "kb", "build", "a.jsonl", "-o", "a.nq", "--jobs", "1"], cwd=folder, capture_output=True, check=True)
    return folder


@pytest.fixture
def wanted(inputs: Path) -> Graphs:
    store = ox.Store()
    store.bulk_load(path=inputs / "a.nq", format=ox.RdfFormat.N_QUADS)
    return graphs_of(store)


def emptied(folder: Path, inputs: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name in INPUTS:
        shutil.copy(inputs / name, folder)


def ended_after(seconds: float, number: signal.Signals, command: list[str], folder: Path) -> int:
    """Run *command*, end it and its workers after so many *seconds*, as a terminal would; return the exit code."""
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, start_new_session=True) as process:
        time.sleep(seconds)
        if process.poll() is None:
            os.killpg(process.pid, number)
        told = process.communicate(timeout=60)[1]
    # at the start and the end of Python itself signals do what they do by default
    assert process.returncode in (0, -number, 128 + number), told
    assert len(told.strip().splitlines()) <= 1, told
    if number is not signal.SIGKILL:
        assert not [path for path in folder.rglob("*") if path.name.endswith((".part", ".loading"))]
    return process.returncode


@pytest.mark.parametrize("name", COMMANDS)
def test_what_was_killed_is_whole_and_goes_on(name: str, tmp_path: Path, inputs: Path, wanted: Graphs) -> None:
    command, folder = [sys.executable, "-m", "kb", *COMMANDS[name].split()], tmp_path / "work"
    emptied(folder, inputs)
    began = time.monotonic()
    subprocess.run(command, cwd=folder, capture_output=True, check=True)
    duration = time.monotonic() - began
    assert there(folder) == wanted
    emptied(folder, inputs)
    chance = random.Random(f"{name} {ROUNDS}")  # noqa: S311 - moments, not secrets
    for number in SIGNALS * max(1, ROUNDS):
        code = ended_after(chance.uniform(0.2, duration), number, command, folder)
        found = there(folder)
        assert found.items() <= wanted.items()
        assert name not in AT_ONCE or found in ({}, wanted)
        if code == 0:
            emptied(folder, inputs)
    subprocess.run(command, cwd=folder, capture_output=True, check=True)
    assert there(folder) == wanted
    shutil.rmtree(folder)
