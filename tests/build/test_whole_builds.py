"""``kb build`` as a user runs it: the same bytes whatever the number of jobs, the order of inputs, and how often it was killed."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from invented import Ended, articles, command, outputs
from rdflib import Dataset

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
    assert graphs == sorted(graphs)
    assert len(set(graphs)) == 24
    dataset = Dataset()
    dataset.parse(data=reference["out.nq"], format="nquads")
    assert len(reference["out.nq"].splitlines()) == len(dataset)


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


def test_neither_jobs_nor_order_nor_kills_change_a_byte(archive: Path, build: Build, reference: dict[str, bytes]) -> None:
    inputs = ["news/d.xml", "news/b.json", "news/c.txt", "news/a.jsonl"]
    kills = 0
    for wait in (3.0, 5.0):
        process = subprocess.Popen(command(*inputs, "-o", "out.nq", "--jobs", "3"), cwd=archive.parent, stderr=subprocess.DEVNULL)
        try:
            process.wait(timeout=wait + random.random())  # noqa: S311
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            kills += 1
            assert not (archive.parent / "out.nq").exists()
    assert kills
    ended = build(*inputs, "-o", "out.nq", "--jobs", "2", cwd=archive.parent)
    assert ended.code == 1, ended.told
    assert {path.name: path.read_bytes() for path in archive.parent.glob("out.*")} == reference
    assert not list(archive.parent.glob(".out*"))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_build_says_so_and_goes_on(tmp_path: Path, build: Build, number: signal.Signals) -> None:
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(record) + "\n" for record in articles(40)))
    process = subprocess.Popen(command("a.jsonl", "-o", "out/", "--jobs", "1"), cwd=tmp_path, stderr=subprocess.PIPE, text=True)
    journal = tmp_path / "out" / ".kb-build" / "journal.sqlite-wal"
    # once the journal has grown some articles are in it
    begin, size = time.monotonic(), -1
    while process.poll() is None and size < 60_000 and time.monotonic() - begin < 120:
        size = journal.stat().st_size if journal.exists() else -1
        time.sleep(0.01)
    process.send_signal(number)
    _, told = process.communicate(timeout=60)
    assert (process.returncode, told) == (128 + number, "kb: interrupted; the same command goes on where it stopped\n")
    assert not list((tmp_path / "out").glob("part*"))
    other = build("a.jsonl", "-o", "out/", "--no-text", cwd=tmp_path)
    assert other.code == 2
    assert "a build with other options" in other.told
    assert build("a.jsonl", "-o", "out/", "--jobs", "1", cwd=tmp_path).code == 0
    assert sorted(outputs(tmp_path / "out")) == ["manifest.json", "part-00000.nq"]


def test_two_builds_of_one_output_do_not_meet(tmp_path: Path, build: Build) -> None:
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(record) + "\n" for record in articles(3)))
    process = subprocess.Popen(command("a.jsonl", "-o", "out.nq"), cwd=tmp_path, stderr=subprocess.DEVNULL)
    while process.poll() is None and not (tmp_path / ".out.nq.kb-build" / "journal.sqlite-wal").exists():
        time.sleep(0.01)
    os.kill(process.pid, signal.SIGSTOP)
    try:
        ended = build("a.jsonl", "-o", "out.nq", "--restart", cwd=tmp_path)
    finally:
        os.kill(process.pid, signal.SIGCONT)
    assert ended.code == 2
    assert "another build writes here" in ended.told
    assert process.wait() == 0
    assert (tmp_path / "out.nq").stat().st_size > 0
