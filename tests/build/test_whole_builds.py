"""``kb build`` as a user runs it: the same bytes whatever the number of jobs, the order of inputs, and how often it was killed."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
from invented import Ended
from rdflib import Dataset

from kb.store import open_store

pytestmark = pytest.mark.model

Build = Callable[..., Ended]


@pytest.fixture(scope="module")
def reference(archive: Path, build: Build) -> dict[str, bytes]:
    """Return what one process writes."""
    ended = build("news", "-o", "out.nq", "--jobs", "1", cwd=archive.parent)
    assert ended.code == 1
    assert ended.told == (
        "kb: 29 read from 4 inputs, 24 written, 3 skipped (duplicate: 2, language: 1), 2 failed (unreadable: 2); see out.manifest.json and out.rejects.jsonl\n"
    )
    files = {path.name: path.read_bytes() for path in archive.parent.glob("out.*")}
    for name in files:
        (archive.parent / name).unlink()
    assert [path.name for path in archive.parent.iterdir()] == ["news"]
    return files


def test_every_article_is_written_once_in_order(reference: dict[str, bytes]) -> None:
    graphs = [line.rsplit(b" ", 2)[1] for line in reference["out.nq"].splitlines()]
    assert graphs == sorted(graphs, key=lambda iri: iri.strip(b"<>"))
    assert len(set(graphs)) == 24
    dataset = Dataset()
    dataset.parse(data=reference["out.nq"], format="nquads")
    assert len(reference["out.nq"].splitlines()) == sum(1 for _ in dataset.quads())


def test_manifest_accounts_for_every_item(reference: dict[str, bytes]) -> None:
    manifest = json.loads(reference["out.manifest.json"])
    assert manifest["counts"] == {"sources": 4, "read": 29, "written": 24, "skipped": {"duplicate": 2, "language": 1}, "failed": {"unreadable": 2}}
    assert [source["name"] for source in manifest["sources"]] == ["news/a.jsonl", "news/b.json", "news/c.txt", "news/d.xml"]
    for key in ("read", "written", "skipped", "failed"):
        wanted = manifest["counts"][key]
        assert sum(source[key] for source in manifest["sources"]) == (sum(wanted.values()) if isinstance(wanted, dict) else wanted)
    assert [each["where"] for each in manifest["failed"]] == ["news/a.jsonl, line 15", "news/d.xml"]
    assert {each["reason"] for each in manifest["skipped"]} == {"duplicate", "language"}
    assert manifest["output"][0]["bytes"] == len(reference["out.nq"])
    assert len(reference["out.rejects.jsonl"].splitlines()) == 2


# the command, but at a certain point it sends itself a signal
STOPPING = """
import os, sys
from contextlib import contextmanager
import kb.cli.build
from kb.cli import main

@contextmanager
def bars():
    def stop(stage, done, total):
        if stage == sys.argv[1] and done >= int(sys.argv[2]):
            os.kill(os.getpid(), int(sys.argv[3]))
    yield stop

if __name__ == "__main__":
    kb.cli.build.bars = bars
    main(["build", *sys.argv[4:]])
"""


def test_neither_jobs_nor_order_nor_kills_change_a_byte(archive: Path, build: Build, reference: dict[str, bytes], tmp_path: Path) -> None:
    script = tmp_path / "stopping.py"
    script.write_text(STOPPING)
    words = ["news/d.xml", "news/b.json", "news/c.txt", "news/a.jsonl", "-o", "out.nq", "--jobs"]
    stops = [("read", 2, signal.SIGKILL, "1"), ("convert", 8, signal.SIGINT, "1"), ("convert", 16, signal.SIGTERM, "2"), ("write", 5, signal.SIGKILL, "1")]
    for stage, done, number, jobs in stops:
        stopped = [sys.executable, script, stage, str(done), str(number.value), *words, jobs]
        ended = subprocess.run(stopped, cwd=archive.parent, capture_output=True, text=True, check=False)
        if number is signal.SIGKILL:
            assert ended.returncode == -number
        else:
            assert (ended.returncode, ended.stderr) == (128 + number, "kb: interrupted; the same command goes on where it stopped\n")
        assert not list(archive.parent.glob("out.*"))
    other = build(*words, "1", "--no-text", cwd=archive.parent)
    assert (other.code, "a build with other options" in other.told) == (2, True)
    ended = build(*words, "2", cwd=archive.parent)
    assert ended.code == 1, ended.told
    assert {path.name: path.read_bytes() for path in archive.parent.glob("out.*")} == reference


def test_a_store_holds_what_the_file_does_also_after_kills(archive: Path, build: Build, reference: dict[str, bytes], tmp_path: Path) -> None:
    script = tmp_path / "stopping.py"
    script.write_text(STOPPING)
    words = ["news", "--store", "news.db", "--jobs", "1"]
    for done in ("1", "24"):
        stopped = [sys.executable, script, "write", done, str(signal.SIGKILL.value), *words]
        assert subprocess.run(stopped, cwd=archive.parent, capture_output=True, check=False).returncode == -signal.SIGKILL
        assert not (archive.parent / "news.db" / "CURRENT").exists()
    with open_store(archive.parent / "news.db", read_only=False) as store:
        other = build(*words, cwd=archive.parent)
        assert (other.code, other.told) == (2, "kb: news.db: another process is writing to this store; try again when it has ended\n")
        # one that is no longer empty is filled article by article
        store.replace("urn:kb:other", [ox.Triple(ox.NamedNode("urn:kb:other"), ox.NamedNode("urn:kb:is"), ox.Literal("there"))])
    stopped = [sys.executable, script, "write", "12", str(signal.SIGKILL.value), *words]
    assert subprocess.run(stopped, cwd=archive.parent, capture_output=True, check=False).returncode == -signal.SIGKILL
    assert len(stored(archive.parent / "news.db")) < len(reference["out.nq"].splitlines())
    assert build(*words, cwd=archive.parent).code == 1
    # the engine writes numbers in a way of its own
    wanted = ox.Store()
    wanted.bulk_load(reference["out.nq"], ox.RdfFormat.N_QUADS)
    assert stored(archive.parent / "news.db") == sorted(str(quad) for quad in wanted)
    manifest, other_manifest = (json.loads(each) for each in ((archive.parent / "news.db.manifest.json").read_bytes(), reference["out.manifest.json"]))
    assert manifest["output"] == [{**other_manifest["output"][0], "name": "news.db"}]
    assert (archive.parent / "news.db.rejects.jsonl").read_bytes() == reference["out.rejects.jsonl"]
    assert sorted(path.name for path in archive.parent.iterdir() if path.name.startswith(".")) == []


def stored(folder: Path) -> list[str]:
    with open_store(folder) as store:
        return sorted(str(quad) for iri in store.articles() if iri != "urn:kb:other" for quad in store.graph(iri))
