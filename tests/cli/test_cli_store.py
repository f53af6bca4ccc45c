"""``kb load``, ``info``, ``check``, ``dump``, ``remove`` and ``query --store`` as a user runs them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
DATA = Path(__file__).parent.parent / "data"


@pytest.fixture
def loaded(run: Run) -> Run:
    result = run("load", DATA / "two.trig", DATA / "dam.trig", "--store", "news.db")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "4 added\n", "")
    return run


def test_articles_are_converted_on_the_way(run: Run, tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text("The mayor said on Monday that the bridge must reopen by Friday.")
    (tmp_path / "empty.txt").write_text("")
    result = run("load", "story.txt", "empty.txt", DATA / "harbour.ttl", "--store", "news.db", "--published", "2031-05-12", "--title", "Bridge")
    assert (result.exit_code, result.stdout) == (1, "2 added\n")
    assert "empty.txt: is empty" in result.stderr
    rows = json.loads(run("query", "--store", "news.db", "--name", "deadlines", "--param", "on=2031-05-12", "--param", "days=7", "--format", "json").stdout)
    assert [row["due"]["value"] for row in rows["results"]["bindings"]] == ["2031-05-16"]
    again = run("load", "story.txt", "--store", "news.db", "--published", "2031-05-12", "--title", "Bridge")
    assert (again.exit_code, again.stdout) == (0, "1 unchanged\n")


def test_a_broken_file_does_not_stop_the_others(run: Run, tmp_path: Path) -> None:
    (tmp_path / "broken.nq").write_text("words\n")
    result = run("load", "broken.nq", DATA / "dam.trig", "--store", "news.db")
    assert (result.exit_code, result.stdout) == (1, "2 added\n")
    assert "broken.nq, line 1: broken nquads" in result.stderr
    assert run("load", "broken.nq", "--store", "news.db").exit_code == 2


def test_stores_and_files_answer_alike(loaded: Run) -> None:
    for name in ("contradictions", "who-told-whom-what", "deadlines-passed"):
        words = ("--name", name, "--format", "csv")
        assert loaded("query", "--store", "news.db", *words).stdout == loaded("query", DATA / "two.trig", DATA / "dam.trig", *words).stdout


def test_limits_and_explanations(loaded: Run) -> None:
    rows = loaded("query", "--store", "news.db", "--name", "positions", "--limit", "2", "--format", "csv").stdout.splitlines()
    assert len(rows) == 3
    told = loaded("query", "--store", "news.db", "--name", "positions", "--param", "who=Q20", "--explain").stdout
    assert "VALUES ?holderIri { <https://w3id.org/newskb/id/actor/Q20> }" in told


def test_counts_checks_dumps_and_removals(loaded: Run) -> None:
    assert json.loads(loaded("info", "--store", "news.db", "--format", "json").stdout)["classes"]["Article"] == 4
    for engine in ([], ["--engine", "rust"], ["--engine", "pyshacl"]):
        assert loaded("check", "--store", "news.db", *engine).exit_code == 0
    dump = loaded("dump", "--store", "news.db").stdout
    assert loaded("remove", "--store", "news.db", "dam-first").stdout == "1 removed\n"
    gone = loaded("remove", "--store", "news.db", "dam-first")
    assert gone.exit_code == 1
    assert "no such article" in gone.stderr
    assert len(loaded("dump", "--store", "news.db").stdout) < len(dump)
    assert loaded("load", DATA / "dam.trig", "--store", "news.db").stdout == "1 added, 1 unchanged\n"
    assert loaded("dump", "--store", "news.db").stdout == dump


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (["load", "none.txt", "--store", "news.db"], "none.txt: no such file"),
        (["load", "none.txt"], "give either --store or --endpoint"),
        (["query", "--store", "none.db", "ASK {}"], "none.db: no such store"),
        (["query", "--endpoint", "words", "ASK {}"], "must start with http"),
        (["query", "--store", "news.db", "--name", "deadlines", "--param", "on=soon"], "'soon' is no date"),
        (["query", "--store", "news.db", "--name", "deadlines", "--param", "days=x"], "'x' is no whole number"),
        (["info", "--store", "none.db"], "none.db: no such store"),
        (["remove", "--store", "none.db", "a"], "none.db: no such store"),
    ],
)
def test_one_line_says_what_is_wrong(loaded: Run, words: list[str], wanted: str) -> None:
    result = loaded(*words)
    assert result.exit_code == 2
    assert wanted in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_time_limit_ends_the_query(loaded: Run, tmp_path: Path) -> None:
    assert loaded
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    words = [sys.executable, "-m", "kb", "query", "--store", str(tmp_path / "news.db"), endless, "--timeout", "0.5"]
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 2
    assert "took longer than 0.5 s" in done.stderr


def test_merges_are_made_listed_and_undone(loaded: Run) -> None:
    dump = loaded("dump", "--store", "news.db").stdout
    made = loaded("merge", "--store", "news.db")
    assert (made.exit_code, made.stderr) == (0, "")
    assert [line.partition(":")[0] for line in made.stdout.splitlines()] == ["actors", "topics", "copies"]
    assert loaded("merge", "--store", "news.db").stdout == made.stdout
    assert "rule" in loaded("merge", "--store", "news.db", "--list").stdout
    assert loaded("merge", "--store", "news.db", "--undo").exit_code == 0
    assert loaded("merge", "--store", "news.db", "--undo").stdout == "there were no merges\n"
    assert loaded("dump", "--store", "news.db").stdout == dump
    assert loaded("merge", "--store", "none.db").exit_code == 2
    assert loaded("merge", "--store", "news.db", "--undo", "--list").exit_code == 2
