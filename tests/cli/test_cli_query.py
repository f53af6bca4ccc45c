"""``kb query``, ``kb questions``, ``kb validate`` and ``kb completion`` as a user runs them."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from rdflib import SH, Graph

from kb.vocab import KB

Run = Callable[..., Result]
DATA = Path(__file__).parent.parent / "data"
HARBOUR, BRIDGE, TWO = DATA / "harbour.ttl", DATA / "bridge.ttl", DATA / "two.trig"


def succeed(result: Result) -> str:
    assert result.exit_code == 0, result.output
    assert result.stderr == ""
    return result.stdout


def test_tables_are_plain_in_a_pipe(run: Run) -> None:
    table = succeed(run("query", TWO, "--name", "offices"))
    assert "\x1b" not in table
    assert table.split()[:3] == ["member", "role", "organization"]
    assert "Ilse Brandt" in table
    assert "nothing found" in succeed(run("query", TWO, "--name", "offices", "--param", "who=nobody"))


def test_brackets_in_quotes_are_no_markup(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text('<a:a> <a:b> "he [sic] said [red]no[/red]" .')
    assert "he [sic] said [red]no[/red]" in succeed(run("query", "a.ttl", "SELECT ?o { ?s ?p ?o }"))


@pytest.mark.parametrize("format", ["json", "csv", "tsv", "xml"])
def test_formats_for_programs(run: Run, format: str) -> None:
    assert "Dockers' Union" in succeed(run("query", HARBOUR, "--name", "positions", "--format", format)).replace("&apos;", "'")


def test_several_files_and_a_parameter(run: Run) -> None:
    answer = succeed(run("query", HARBOUR, BRIDGE, "--name", "who-supports-and-opposes", "--param", "who=kenya", "--format", "csv"))
    assert [row["holder"] for row in csv.DictReader(io.StringIO(answer))] == ["Tomas Okoro"]


def test_query_from_a_file_over_standard_input(run: Run, tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_text("ASK { ?d a kb:Deadline }")
    assert succeed(run("query", "--file", "q.rq", stdin=HARBOUR.read_bytes())) == "true\n"
    assert succeed(run("query", "-", "ASK { ?d a kb:Nothing }", stdin=TWO.read_bytes())) == "false\n"


def test_graphs_come_as_turtle(run: Run) -> None:
    built = succeed(run("query", TWO, "CONSTRUCT { ?p a kb:Person } WHERE { ?p a kb:Person }"))
    assert len(Graph().parse(data=built)) == 2


def test_one_graph_can_be_asked(run: Run) -> None:
    graph = "<https://w3id.org/newskb/id/article/bridge-report>"
    answer = succeed(run("query", TWO, f"SELECT ?due {{ GRAPH {graph} {{ ?d kb:due ?due }} }}", "--format", "csv"))
    assert answer.split() == ["due", "2031-06-30"]


def test_questions_are_listed_and_shown(run: Run) -> None:
    assert "Who told whom what?" in succeed(run("questions"))
    listed = {each["name"]: each for each in json.loads(succeed(run("questions", "--format", "json")))}
    assert "who" in listed["who-supports-and-opposes"]["parameters"]
    assert succeed(run("questions", "deadlines")).startswith("# Which deadlines")


def test_conforming_files(run: Run) -> None:
    assert succeed(run("validate", HARBOUR, TWO)).splitlines() == [f"{HARBOUR}: conforms", f"{TWO}: conforms"]


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    path = tmp_path / "broken.ttl"
    path.write_text(HARBOUR.read_text().replace("kb:act kb:denying ;\n", ""))
    return path


def test_what_does_not_conform_is_quoted(run: Run, broken: Path) -> None:
    result = run("validate", broken, HARBOUR)
    assert result.exit_code == 1
    assert "The ministry denied the claim." in result.stdout
    assert result.stdout.splitlines()[-1] == f"{HARBOUR}: conforms"
    assert f"{broken}: does not conform: 1 finding" in result.stdout


def test_reports_for_programs(run: Run, broken: Path) -> None:
    told = run("validate", broken, "--format", "json")
    assert told.exit_code == 1
    assert [violation["quote"] for violation in json.loads(told.stdout)["violations"]] == ["The ministry denied the claim."]
    report = Graph().parse(data=run("validate", broken, "--format", "turtle").stdout)
    assert len(list(report.subjects(SH.resultMessage))) == 1
    assert json.loads(run("validate", HARBOUR, "--format", "json").stdout) == {"conforms": True, "violations": []}


def test_each_named_graph_is_checked_alone(run: Run, tmp_path: Path) -> None:
    act = next(Graph().parse(BRIDGE).triples((None, KB.act, None)))
    one, other = tmp_path / "one.nq", tmp_path / "two.nq"
    lines = "".join(f"{s.n3()} {p.n3()} {o.n3()} <a:bridge> .\n" for s, p, o in Graph().parse(BRIDGE) if (s, p, o) != act)
    moved = "".join(f"{s.n3()} {p.n3()} {o.n3()} <a:harbour> .\n" for s, p, o in [act, *Graph().parse(HARBOUR)])
    one.write_text(lines)
    other.write_text(lines + moved)
    # the other article's graph must not lend what this one lacks
    assert run("validate", one).exit_code == 1
    assert run("validate", other).exit_code == 1


def test_a_file_without_articles_is_no_silent_success(run: Run, tmp_path: Path) -> None:
    (tmp_path / "other.ttl").write_text("<a:a> <a:b> <a:c> .")
    result = run("validate", "other.ttl")
    assert result.exit_code == 0
    assert "holds no article" in result.stderr


def test_odd_terms_make_no_noise(tmp_path: Path) -> None:
    path = tmp_path / "odd.nt"
    path.write_text('<a:a> <a:b> "soon"^^<http://www.w3.org/2001/XMLSchema#date> .\n')
    done = subprocess.run([sys.executable, "-m", "kb", "query", str(path), "ASK { ?s ?p ?o }"], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.stdout == "true\n"


def test_completion_scripts(run: Run) -> None:
    for shell in ("bash", "zsh", "fish"):
        assert "_KB_COMPLETE" in succeed(run("completion", shell))


def test_a_closed_pipe_is_no_error() -> None:
    query = [sys.executable, "-m", "kb", "query", str(TWO), "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 20000", "--format", "csv"]
    with subprocess.Popen(query, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
