"""``kb help``: it finds its topics, and what they say can be typed."""

from __future__ import annotations

import os
import pty
import re
import shlex
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
from click.shell_completion import ShellComplete
from click.testing import Result

import kb
from kb.cli import VERBS, main
from kb.cli.topics import Topic, load_topics
from kb.resources import ontologies_dir, samples_dir

Run = Callable[..., Result]

TOPICS = load_topics()
each_topic = pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.name)


def blocks(topic: Topic, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", topic.text, flags=re.MULTILINE | re.DOTALL)


def commands(topic: Topic) -> Iterator[list[str]]:
    """Yield the words of each ``kb`` command that *topic* shows, up to a pipe."""
    shown = [line for block in blocks(topic, "console") for line in block.splitlines()]
    shown += re.findall(r"`(kb [a-z].*?)`", re.sub(r"^```.*?^```", "", topic.text, flags=re.MULTILINE | re.DOTALL))
    for line in shown:
        if line.startswith("kb "):
            yield shlex.split(line, comments=True)


def test_list(run: Run) -> None:
    shown = run("help")
    assert shown.exit_code == 0
    assert [re.split(r"\s+", line.strip(), maxsplit=1) for line in shown.stdout.splitlines()[1:-2]] == [[topic.name, topic.summary] for topic in TOPICS]
    assert {"certainty", "exit-codes", "identity", "inputs", "limits", "output", "python", "queries"} <= {topic.name for topic in TOPICS}
    assert not {topic.name for topic in TOPICS} & set(VERBS)


@each_topic
def test_that_a_topic_is_plain_in_a_pipe(run: Run, topic: Topic) -> None:
    shown = run("help", topic.name)
    assert (shown.exit_code, shown.stdout) == (0, topic.text)
    assert "\x1b" not in topic.text
    assert "{{" not in topic.text
    assert all(len(line) <= 100 for line in topic.text.splitlines() if not line.startswith("|"))


def test_a_verb(run: Run) -> None:
    assert run("help", "convert").stdout == run("convert", "--help").stdout


def test_what_is_no_topic(run: Run) -> None:
    shown = run("help", "identty")
    assert (shown.exit_code, shown.stdout) == (2, "")
    assert shown.stderr == "kb: no topic and no command 'identty'; near: identity\n"
    assert "kb help lists" in run("help", "xyz").stderr


def test_completion() -> None:
    def completed(incomplete: str) -> list[str]:
        return [item.value for item in ShellComplete(main, {}, "kb", "_KB_COMPLETE").get_completions(["help"], incomplete)]

    assert completed("exit") == ["exit-codes"]
    assert completed("quer") == ["queries", "query"]
    assert {topic.name for topic in TOPICS} | set(VERBS) == set(completed(""))


@pytest.mark.parametrize(("lines", "paged"), [("400", False), ("10", True)])
def test_a_terminal(monkeypatch: pytest.MonkeyPatch, lines: str, paged: bool) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("LINES", lines)
    monkeypatch.setenv("PAGER", "sed s/^/P/")
    child, terminal = pty.fork()
    if child == 0:
        os.execv(sys.executable, [sys.executable, "-m", "kb", "help", "certainty"])  # noqa: S606 - the child must hold the terminal
    shown = b""
    # at its end a terminal gives an error on Linux, nothing elsewhere
    try:
        while data := os.read(terminal, 65536):
            shown += data
    except OSError:
        pass
    assert os.waitpid(child, 0)[1] == 0
    text = shown.decode()
    # pagers that know no colour get none
    assert ("\x1b[1m" in text) != paged
    assert "# certainty" not in text
    assert "kb:Hedged" in text
    assert text.startswith("P") == paged


@each_topic
def test_that_commands_exist(topic: Topic) -> None:
    for _, verb, *words in commands(topic):
        assert verb in VERBS, f"{topic.name}: kb {verb}"
        command = main.get_command(click.Context(main), verb)
        assert command
        known = {name for parameter in command.params for name in parameter.opts} | {"--help"}
        assert {word for word in words if re.fullmatch(r"-\w|--[\w-]+", word)} <= known, f"{topic.name}: kb {verb} {words}"


@each_topic
def test_that_terms_exist(topic: Topic) -> None:
    ontology = "".join(path.read_text(encoding="utf-8") for path in sorted(ontologies_dir().glob("*.ttl")))
    defined = set(re.findall(r"^kb:(\w+)$", ontology, flags=re.MULTILINE))
    assert set(re.findall(r"\bkb:(\w+)", topic.text)) <= defined


@each_topic
def test_that_queries_answer(topic: Topic, sample: kb.Conversion) -> None:
    for sparql in blocks(topic, "sparql"):
        kb.ask(sample, sparql)


@pytest.fixture(scope="module")
def sample() -> kb.Conversion:
    """Return one of the sample articles, converted."""
    return next(each for each in kb.convert_articles(kb.read_articles(samples_dir() / "river-treaty.json")) if isinstance(each, kb.Conversion))


def test_that_programs_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(samples_dir(), tmp_path / "archive")
    (topic,) = (topic for topic in TOPICS if topic.name == "python")
    for program in blocks(topic, "python"):
        exec(compile(program, "python.md", "exec"), {})  # noqa: S102 - our own page
        assert capsys.readouterr().out


def test_that_all_public_names_are_told() -> None:
    (topic,) = (topic for topic in TOPICS if topic.name == "python")
    assert set(re.findall(r"`kb\.(\w+)", topic.text)) >= set(kb.__all__)


def test_that_limits_and_readme_agree() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    (limits,) = (topic for topic in TOPICS if topic.name == "limits")
    intro, rest = limits.text.split("## How often")
    rows = [line for line in rest.splitlines() if line.startswith(("| attributions", "| for and against"))]
    figures = re.findall(r"0\.\d{3}", " ".join([intro, *rows]))
    assert len(figures) == 7
    assert not [figure for figure in figures if figure not in readme], "measured anew? then tell it in kb/topics/limits.md, too"
