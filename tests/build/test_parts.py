"""The parts of a build alone: the journal's choice among duplicates, workers that die, disks that are full, folders that are closed."""

from __future__ import annotations

import gzip
import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from invented import Ended, articles

from kb.build.journal import Journal, open_journal
from kb.build.output import Kind, Places, places, write_graphs
from kb.build.settings import BuildSettings
from kb.build.stages import Graphed, Item, ReadTask, article_of, items_from, items_of, record_of
from kb.build.workers import Died, Workers, with_retries
from kb.errors import OutputError
from kb.model import Article
from kb.read import Source, find_sources

Build = Callable[..., Ended]


def written(path: Path, records: list[dict[str, str]]) -> Source:
    path.write_text("".join(json.dumps(record) + "\n" for record in records))
    return Source(path, "jsonl")


def chosen(journal: Journal, items: list[Item]) -> list[bytes]:
    journal.clear()
    journal.add_items(items)
    journal.choose()
    return [digest for digest, _ in journal.unconverted()]


RECORDS = st.lists(
    st.fixed_dictionaries({"id": st.sampled_from("abc"), "text": st.sampled_from(("One.", "Two.", "Three.")), "publisher": st.sampled_from("xy")}), max_size=8
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(records=RECORDS, seed=st.integers(0, 99))
def test_the_same_articles_are_kept_in_whatever_order_they_come(tmp_path: Path, records: list[dict[str, str]], seed: int) -> None:
    shuffled = random.Random(seed).sample(records, len(records))  # noqa: S311
    with open_journal(tmp_path / "journal.sqlite", restart=True) as journal:
        first, second = (chosen(journal, list(items_of(written(tmp_path / "a.jsonl", each), BuildSettings())) if each else []) for each in (records, shuffled))
        kept = [record for _, record in journal.unconverted()]
    assert first == second
    for key in ("id", ("text", "publisher")):
        values = [record[key] if isinstance(key, str) else tuple(record[name] for name in key) for record in kept]
        assert len(values) == len(set(values))
    assert {record["text"] for record in kept} <= {record["text"] for record in records}
    assert bool(kept) == bool(records)


@settings(deadline=None)
@given(
    st.builds(
        Article,
        id=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1),
        text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1).filter(str.strip),
        published=st.one_of(st.none(), st.dates(), st.datetimes()),
        author=st.one_of(st.none(), st.just("Ana Bell")),
    )
)
def test_articles_survive_the_journal(article: Article) -> None:
    assert article_of(json.loads(json.dumps(record_of(article)))) == article


def test_a_changed_or_lost_source_is_read_again(tmp_path: Path) -> None:
    source = written(tmp_path / "a.jsonl", articles(2))
    with open_journal(tmp_path / "journal.sqlite") as journal:
        journal.add_items(items_of(source, BuildSettings()))
        journal.finish_source(source.name, "1 1")
        assert journal.keep_sources({source.name: "1 1"}) == {source.name}
        assert journal.count("article") == 2
        assert journal.keep_sources({source.name: "2 1"}) == set()
        assert journal.count("article") == 0


def test_a_journal_that_was_killed_forgets_what_was_not_committed(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite"
    with open_journal(path) as journal:
        journal.add_graphs([Graphed(b"1", "a:1", b"x")])
        journal.commit()
        journal.add_graphs([Graphed(b"2", "a:2", b"x")])
    with open_journal(path) as journal:
        assert journal.has_graphs()
        with pytest.raises(OutputError, match="another build writes here"), open_journal(path):
            pass
    path.write_bytes(b"nonsense" * 1000)
    (tmp_path / "journal.sqlite-wal").unlink(missing_ok=True)
    with pytest.raises(OutputError, match=r"damaged .* --restart"), open_journal(path):
        pass
    with open_journal(path, restart=True) as journal:
        assert not journal.has_graphs()


class Deadly(Source):
    """A source that kills whoever reads it."""

    def open(self, _: object) -> Iterator[object]:  # type: ignore[override]
        os._exit(9)


def test_a_worker_that_dies_takes_nothing_with_it(tmp_path: Path) -> None:
    tasks = [ReadTask((written(tmp_path / f"{number}.jsonl", articles(1)),), tmp_path / f"spool-{number}") for number in range(4)]
    deadly = ReadTask((Deadly(tmp_path / "0.jsonl", "jsonl"),), tmp_path / "spool-x")
    with Workers(2, BuildSettings()) as workers:
        ended = dict(workers.run([tasks[0], deadly, *tasks[1:]]))
    assert isinstance(ended.pop(deadly), Died)
    assert [next(items_from(spool)).outcome for spool in ended.values()] == ["article"] * 4


def test_a_worker_leaves_interrupts_to_us_while_it_starts(tmp_path: Path) -> None:
    task = ReadTask((written(tmp_path / "a.jsonl", articles(1)),), tmp_path / "spool")
    with Workers(1, BuildSettings()) as workers:
        worker = workers._idle()
        assert worker
        os.kill(worker.process.pid, signal.SIGINT)
        ((_, spool),) = workers.run([task])
    assert next(items_from(spool)).outcome == "article"


def test_of_a_task_that_kills_its_worker_the_culprit_alone_is_lost(tmp_path: Path) -> None:
    sources = [written(tmp_path / f"{number}.jsonl", articles(1)) for number in range(2)]
    task = ReadTask((sources[0], Deadly(tmp_path / "x.jsonl", "jsonl"), sources[1]), tmp_path / "read-1.jsonl")
    with Workers(1, BuildSettings()) as workers:
        ended = {each.sources: answer for each, answer in with_retries(workers, [task])}
    assert [isinstance(ended[source,], Died) for source in task.sources] == [False, True, False]


def test_what_a_worker_raises_comes_here(tmp_path: Path) -> None:
    task = ReadTask((Source(tmp_path / "a.jsonl", "jsonl"),), tmp_path / "no" / "spool")
    with pytest.raises(FileNotFoundError), Workers(1, BuildSettings()) as workers:
        list(workers.run([task]))


def test_parts_and_packed_files(tmp_path: Path) -> None:
    graphs = [(f"a:{number:04}", f"<a:s> <a:p> <a:o> <a:{number:04}> .\n".encode()) for number in range(2001)]
    (tmp_path / "out" / ".kb-build").mkdir(parents=True)
    (tmp_path / ".out.nq.gz.kb-build").mkdir()
    (tmp_path / "out" / "part-00099.nq").write_text("left by an earlier build")
    files = write_graphs(Places(tmp_path / "out", Kind.PARTS), graphs)
    assert [(each.name, each.articles) for each in files] == [("part-00000.nq", 1000), ("part-00001.nq", 1000), ("part-00002.nq", 1)]
    assert sorted(path.name for path in (tmp_path / "out").glob("*.nq")) == [each.name for each in files]
    # two ids that make one IRI
    (packed,) = write_graphs(places(str(tmp_path / "out.nq.gz")), [graphs[0], graphs[0], graphs[1]])
    data = (tmp_path / "out.nq.gz").read_bytes()
    assert (packed.articles, gzip.decompress(data)) == (2, graphs[0][1] + graphs[1][1])
    write_graphs(places(str(tmp_path / "out.nq.gz")), graphs[:2])
    assert (tmp_path / "out.nq.gz").read_bytes() == data


def test_a_build_does_not_read_what_a_build_wrote(tmp_path: Path) -> None:
    where = places(str(tmp_path / "news.nq"))
    for name in ("news.manifest.json", "news.rejects.jsonl", "a.txt"):
        (tmp_path / name).write_text("{}")
    assert [source.path.name for source in find_sources([tmp_path]) if source.path and not where.are_ours(source)] == ["a.txt"]
    assert places(str(tmp_path)).are_ours(Source(tmp_path / "manifest.json", None))


@pytest.mark.parametrize("name", ["out.ttl", "out.json", "out.nq.zip"])
def test_other_formats_are_refused(name: str) -> None:
    with pytest.raises(OutputError, match="a build writes N-Quads"):
        places(name)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (["a.jsonl", "-o", "no/such/out.nq"], "no/such/.out.nq.kb-build: cannot be written: No such file"),
        (["a.jsonl", "-o", "a.jsonl/"], "a.jsonl"),
        (["a.jsonl", "-o", "out.nq", "--model", "no_such"], "no_such: no such spaCy pipeline"),
        (["a.jsonl", "-o", "out.nq", "--base", "x"], "base 'x' is no absolute IRI"),
        (["a.jsonl", "-o", "out.nq", "--field", "body"], "'body' is not KEY=NAME"),
        (["a.jsonl"], "give either -o OUT or --store DIR"),
        (["a.jsonl", "-o", "out.nq", "--store", "news.db"], "give either -o OUT or --store DIR"),
        (["a.jsonl", "--store", "."], "is no store but a folder with other things in it"),
        (["a.jsonl", "--store", "a.jsonl"], "a.jsonl: cannot be made: File exists"),
        (["a.jsonl", "--store", "no/such/news.db"], "no/such/.news.db.kb-build: cannot be written: No such file"),
        (["missing.jsonl", "-o", "out.nq"], "missing.jsonl: no such file"),
    ],
)
def test_what_cannot_be_built_is_one_line_and_leaves_nothing(tmp_path: Path, build: Build, words: list[str], wanted: str) -> None:
    written(tmp_path / "a.jsonl", articles(1))
    ended = build(*words, cwd=tmp_path)
    assert (ended.code, ended.told.count("\n")) == (2, 1), ended.told
    assert wanted in ended.told
    assert [path.name for path in tmp_path.iterdir()] == ["a.jsonl"]


def test_a_full_disk_is_one_line_and_leaves_nothing(tmp_path: Path, build: Build) -> None:
    small = tmp_path / "small"
    small.mkdir()
    if os.geteuid() or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", small], capture_output=True, check=False).returncode:
        pytest.skip("only root can make a small disk")
    try:
        written(tmp_path / "a.jsonl", articles(300))
        ended = build("a.jsonl", "-o", "small/out.nq", cwd=tmp_path)
        assert (ended.code, ended.told.count("\n")) == (2, 1), ended.told
        assert "cannot be written" in ended.told
        assert not (small / "out.nq").exists()
    finally:
        subprocess.run(["umount", small], check=True)


def test_no_worker_outlives_its_build(tmp_path: Path) -> None:
    script = """
import os, signal, sys
from kb.build.settings import BuildSettings
from kb.build.workers import Workers
if __name__ == "__main__":
    workers = Workers(1, BuildSettings())
    print(workers._idle().process.pid, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""
    path = tmp_path / "main.py"
    path.write_text(script)
    # the worker holds the other end of the pipe, which is read until the worker has ended
    ended = subprocess.run([sys.executable, path], capture_output=True, text=True, timeout=120, check=False)
    assert ended.returncode == -9
    assert int(ended.stdout) > 0
