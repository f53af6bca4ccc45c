"""Whatever a user gets wrong: exit code 2, one line on standard error, no traceback, nothing written."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from kb.cli import VERBS

Run = Callable[..., Result]

DATA = Path(__file__).parent.parent / "data"
SURROGATE = b'{"text": "A\\ud800"}'


def assert_one_line(result: Result, *wanted: str) -> None:
    assert result.exit_code == 2, result.output
    lines = result.stderr.splitlines()
    assert len(lines) == 1, lines
    assert lines[0].startswith("kb: ")
    assert "Traceback" not in result.output
    assert not result.stdout
    for words in wanted:
        assert words in lines[0]


@pytest.mark.parametrize(
    ("name", "data", "wanted"),
    [
        ("empty.txt", b"", "is empty"),
        ("binary.txt", b"\x7fELF\0\1", "NUL byte"),
        ("latin.txt", b"caf\xe9", "not UTF-8"),
        ("broken.json", b'{"text": "A",\n', "line 2, column 1: broken JSON"),
        ("broken.jsonl", b'{"text": "A"\n', "line 1, column 13: broken JSON"),
        ("untold.json", b'{"title": "A"}', 'has no "text"'),
        ("untold.jsonl", b'{"title": "A"}\n', 'line 1: has no "text"'),
        ("surrogate.json", SURROGATE, "U+D800"),
        ("date.json", b'{"text": "A", "published": "soon"}', "'soon', no ISO date"),
        ("story.docx", b"A.", "unknown format '.docx'"),
        ("empty.jsonl", b"\n", "is empty"),
    ],
)
def test_bad_articles(run: Run, tmp_path: Path, name: str, data: bytes, wanted: str) -> None:
    (tmp_path / name).write_bytes(data)
    for out in ("out.ttl", "out/"):
        assert_one_line(run("convert", name, "-o", out), name, wanted)
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (["convert", "missing.txt"], "missing.txt: no such file"),
        (["convert", "story.txt", "missing.txt"], "missing.txt: no such file"),
        (["convert", "folder"], "folder: the folder holds no"),
        (["convert"], "Missing argument 'INPUT...'"),
        (["convert", "-", "-"], "given twice"),
        (["convert", "story.txt", "-o", "none/out.ttl"], "none/out.ttl: cannot be written"),
        (["convert", "story.txt", "-o", "none/out/"], "none/out: cannot be written"),
        (["convert", "story.txt", "-o", "story.txt"], "is an input, too"),
        (["convert", "story.txt", "--to", "yaml"], "'yaml' is not one of"),
        (["convert", "story.txt", "--published", "soon"], "'soon' is no ISO date"),
        (["convert", "Talks resume. " * 30], ": File name too long"),
        (["convert", "story.txt", "-o", "x" * 300], ": File name too long"),
        (["query", "x" * 300], ": File name too long"),
        (["validate", "missing.ttl"], "missing.ttl: no such file"),
        (["validate", "broken.ttl"], "broken.ttl, line 2: broken turtle"),
        (["validate", "story.txt"], "unknown format '.txt'"),
        (["validate", str(DATA / "harbour.ttl"), "broken.ttl"], "line 2: broken turtle"),
        (["query", "missing.ttl", "ASK {}"], "missing.ttl: no such file"),
        (["query", "broken.ttl", "ASK {}"], "broken.ttl, line 2: broken turtle"),
        (["query", str(DATA / "harbour.ttl"), "SELECT * {\n ?s ?p }"], "line 2, column 9"),
        (["query", str(DATA / "harbour.ttl"), "--name", "dedlines"], "near: deadlines"),
        (["query", str(DATA / "harbour.ttl"), "--name", "articles", "--param", "who=x"], "has no parameter 'who'"),
        (["query", str(DATA / "harbour.ttl"), "--name", "deadlines", "--param", "who"], "'who' is no NAME=VALUE"),
        (["query", str(DATA / "harbour.ttl"), "--file", "none.rq"], "none.rq: cannot be read"),
        (["query", str(DATA / "harbour.ttl"), "--file", "a.rq", "--name", "b"], "either --file or --name"),
        (["query", str(DATA / "harbour.ttl")], "is a file; give SPARQL after it"),
        (["query"], "no query"),
        (["query", str(DATA / "harbour.ttl"), "ASK { SERVICE <http://example.org/> { ?s ?p ?o } }"], "SERVICE"),
        (["questions", "none"], "unknown question 'none'"),
        (["completion", "tcsh"], "'tcsh' is not one of"),
        (["convrt"], "No such command 'convrt'"),
        (["--none"], "No such option"),
    ],
)
def test_bad_usage(run: Run, tmp_path: Path, words: list[str], wanted: str) -> None:
    (tmp_path / "story.txt").write_text("Talks resume.")
    (tmp_path / "broken.ttl").write_text("<a:a> <a:b> <a:c> .\n<a:a> <a:b> .\n")
    (tmp_path / "folder").mkdir()
    assert_one_line(run(*words), wanted)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["broken.ttl", "folder", "story.txt"]
    assert (tmp_path / "story.txt").read_text() == "Talks resume."


def test_empty_standard_input(run: Run) -> None:
    assert_one_line(run("convert", "-", stdin=b""), "standard input: is empty")


def test_folder_that_cannot_hold_files(run: Run, tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text("Talks resume.")
    (tmp_path / "taken").write_text("a file")
    assert_one_line(run("convert", "story.txt", "-o", "taken/"), "cannot be written")


def test_debug_raises(run: Run) -> None:
    for words in (["--debug", "convert", "none.txt"], ["convert", "none.txt", "--debug"]):
        assert "no such file" in str(run(*words).exception)


def test_errors_of_the_program_have_a_code_of_their_own(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("odd\nthing")

    (tmp_path / "story.txt").write_text("Talks resume.")
    monkeypatch.setattr("kb.cli.convert.find_sources", fail)
    result = run("convert", "story.txt")
    assert result.exit_code == 3
    assert result.stderr.splitlines() == ["kb: unexpected RuntimeError: odd thing (--debug shows where; please report it)"]


@pytest.mark.parametrize("verb", VERBS)
def test_help_has_an_example(run: Run, verb: str) -> None:
    result = run(verb, "--help")
    assert result.exit_code == 0
    assert f"kb {verb}" in result.stdout.split("Example", 1)[1]


def test_help_imports_nothing_slow() -> None:
    slow = {"spacy", "rdflib", "rich", "pyshacl", "numpy"}
    code = f"import sys; from kb.cli import main\ntry: main(['--help'])\nexcept SystemExit: print(sorted({slow} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
