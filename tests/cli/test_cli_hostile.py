"""What may come from any hands, and what may happen at any time: a clear line, the right exit code, nothing half-written."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import Result

from kb.vocab import NIF

Run = Callable[..., Result]

DEEP = 100_000
HARBOUR = str(Path(__file__).parent.parent / "data" / "harbour.ttl")
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
HOSTILE = {
    "deep.jsonld": ('{"@id":"a:a","a:b":' * DEEP + "1" + "}" * DEEP, "nested too deep"),
    "lists.jsonld": ("[" * DEEP + "]" * DEEP, "nested too deep"),
    "deep.rdf": (f'<rdf:RDF xmlns:rdf="{RDF}" xmlns:a="a:">' + "<rdf:Description><a:b>" * DEEP, "nested more than 500 deep"),
    "bomb.rdf": ('<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><r/>', "builds entities from entities"),
    "steal.rdf": ('<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + f'<rdf:RDF xmlns:rdf="{RDF}">&x;</rdf:RDF>', "broken rdfxml"),
    "open.ttl": ("<a:a> <a:b> " + "[ <a:b> " * DEEP, "broken turtle"),
    "lone.ttl": ('<a:a> <a:b> "\\uD800" .', "broken turtle"),
    "space.ttl": ("<a:a\\u0020b> <a:b> <a:c> .", "broken turtle"),
    "far.jsonld": ('{"@context": "http://127.0.0.1:1/", "@id": "a:a"}', "nothing is fetched from the web"),
}


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_hostile_rdf_is_one_line(run: Run, tmp_path: Path, name: str) -> None:
    data, wanted = HOSTILE[name]
    (tmp_path / name).write_text(data)
    for words in (["validate", name], ["query", name, "--name", "articles"], ["load", name, "--store", "news.db"]):
        begin = time.process_time()
        result = run(*words)
        assert wanted in result.stderr, words
        assert result.stderr.count("\n") == 1
        assert result.exit_code == 2
        assert time.process_time() - begin < 10


@pytest.mark.parametrize("name", ["deep.ttl", "list.ttl"])
def test_depth_alone_is_no_fault(run: Run, tmp_path: Path, name: str) -> None:
    part = ("[ <a:b> ", "]") if name == "deep.ttl" else ("(", ")")
    (tmp_path / name).write_text("<a:a> <a:b> " + part[0] * 5000 + ("1" if name == "deep.ttl" else "") + part[1] * 5000 + " .")
    assert run("query", name, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "--format", "csv").stdout.split() == ["n", "5001" if name == "deep.ttl" else "9999"]


def test_numbers_and_shapes_of_strangers_do_nothing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(f"""
        @prefix sh: <http://www.w3.org/ns/shacl#> . @prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix kb: <https://w3id.org/newskb/ontology#> .
        @prefix xsd: <http://www.w3.org/2001/XMLSchema#> . <a:o> a owl:Ontology ; owl:imports <http://127.0.0.1:1/x> .
        <a:a> a kb:Article ; kb:published "99999999999-01-01"^^xsd:date ; kb:confidence "{"9" * 5000}"^^xsd:decimal , "1e999999999"^^xsd:double .
        <a:s> a sh:NodeShape ; sh:targetClass kb:Article ; sh:sparql [ sh:select "SELECT $this {{ SERVICE <http://127.0.0.1:1/> {{ ?s ?p ?o }} }}" ] .""")
    result = run("validate", "a.ttl")
    assert (result.exit_code, result.stderr) == (1, "")
    assert "127.0.0.1" not in result.stdout


def test_a_byte_order_mark_is_no_part_of_a_file(run: Run, tmp_path: Path) -> None:
    lines = {"a.ttl": "<a:a> <a:b> <a:c> .", "a.nq": "<a:a> <a:b> <a:c> <a:g> .", "a.jsonld": '{"@id": "a:a", "a:b": {"@id": "a:c"}}'}
    for name, line in lines.items():
        (tmp_path / name).write_text("\ufeff" + line)
        assert run("query", name, "ASK { <a:a> <a:b> <a:c> }", "--format", "csv").stdout.strip() == "true"


INJECTIONS = [
    '" } } ; DROP ALL ; #',
    "'''} UNION { ?s ?p ?o } #",
    'x" || true || "',
    "> } INSERT DATA { <a:a> <a:b> <a:c> } #",
    "<a:a> } SERVICE <http://127.0.0.1:1/> { ?s ?p ?o",
    "\\",
    "\\u0022 } } #",
    "a\nb\rc\td\x00",
    "Q1' OR '1'='1",
    "\ud800",
    "$who ?who",
]


@pytest.mark.parametrize("value", INJECTIONS)
def test_parameters_are_never_part_of_the_query(run: Run, value: str) -> None:
    for words in (["--name", "who-opposes", "--param", f"who={value}"], ["SELECT ?s { ?s a ?kind }", "--param", f"kind={value}"]):
        result = run("query", HARBOUR, *words, "--format", "csv")
        assert len(result.stdout.splitlines()) <= 1, result.stdout
        # nobody of that name, or a name that cannot be
        assert result.exit_code in (0, 2), result.stderr
        assert "unexpected" not in result.stderr
        assert result.stderr.count("\n") <= 1


@pytest.mark.model
def test_articles_of_every_sort_of_characters(run: Run, tmp_path: Path) -> None:
    said = "Mayor Ines Bell said on Monday that the bridge must reopen by Friday."
    texts = ["...", "—", "🙂", "\u200b.", "\u0301", "\r\n.\r\n", "\u2028x", "\x0b.\x0c", "\x1b[31mred", "\ufffe.", "عربي", "é" * 300, "x" * 900_000]
    texts += [said.replace(" ", between) for between in ("\r\n", "\t", "\u00a0", "\u2003", " \u202e", " \u0301", "\U0001f600 ")]
    (tmp_path / "a.jsonl").write_text("\ufeff" + "".join(json.dumps({"id": str(number), "text": text}) + "\r\n" for number, text in enumerate(texts)))
    result = run("convert", "a.jsonl", "--language", "en", "--to", "nquads", "-o", "out.nq")
    assert (result.exit_code, result.stderr) == (0, "")
    store = ox.Store()
    store.bulk_load(path=tmp_path / "out.nq", format=ox.RdfFormat.N_QUADS)
    stored = {quad.graph_name.value.rpartition("/")[2]: quad.object.value for quad in store.quads_for_pattern(None, ox.NamedNode(str(NIF.isString)), None)}
    assert stored == {str(number): text for number, text in enumerate(texts)}


@pytest.mark.model
def test_ids_lead_out_of_no_folder(run: Run, tmp_path: Path) -> None:
    ids = ["../../out", "/etc/passwd", "..", ".", "a/b", "a\\b", "\u202ea", "x" * 3000, "con\n", "<script>alert(1)</script>", "~root", "a:b", "%2e%2e%2f"]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps({"id": each, "text": f"Norway opposes dam {number}."}) + "\n" for number, each in enumerate(ids)))
    result = run("convert", "a.jsonl", "--language", "en", "-o", "out/")
    assert (result.exit_code, result.stderr) == (0, "")
    assert len(list((tmp_path / "out").iterdir())) == len(ids)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.jsonl", "out"]


@pytest.fixture
def disks(tmp_path: Path) -> Iterator[dict[str, Path]]:
    """Yield the folders of a disk of 64 kB, and of one that cannot be written."""
    found = {"full": tmp_path / "full", "read-only": tmp_path / "read-only"}
    for name, option in (("full", "size=64k"), ("read-only", "ro")):
        found[name].mkdir()
        if os.geteuid() or subprocess.run(["mount", "-t", "tmpfs", "-o", option, "tmpfs", found[name]], capture_output=True, check=False).returncode:
            pytest.skip("only root can make such disks")
    yield found
    for path in found.values():
        subprocess.run(["umount", path], check=True)


@pytest.mark.model
@pytest.mark.parametrize("kind", ["full", "read-only"])
def test_disks_that_take_nothing_are_one_line(run: Run, disks: dict[str, Path], tmp_path: Path, kind: str) -> None:
    said = "Mayor Ines Bell said on Monday that bridge {} must reopen by Friday, but Norway opposes the plan."
    (tmp_path / "a.jsonl").write_text("".join(json.dumps({"id": f"x{number}", "text": said.format(number)}) + "\n" for number in range(16)))
    assert run("convert", "a.jsonl", "--to", "nquads", "-o", "a.nq").exit_code == 0
    disk = disks[kind]
    for words in (
        ["convert", "a.jsonl", "-o", disk / "out.trig"],
        ["load", "a.nq", "--store", disk / "news.db"],
        ["watch", "a.jsonl", "-o", disk / "graphs", "--once"],
    ):
        result = run(*words)
        assert result.exit_code == 2, words
        assert result.stderr.count("\n") == 1
        assert "cannot be" in result.stderr
        assert not list(disk.rglob("*.part"))
        assert not (disk / "out.trig").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("words", [["--help"], ["questions"], ["query", HARBOUR, "--name", "articles", "--format", "csv"], ["validate", HARBOUR]])
def test_a_full_disk_behind_standard_output_is_one_line(words: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run([sys.executable, "-m", "kb", *words], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (2, "kb: standard output: cannot be written: No space left on device\n")


@pytest.mark.model
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_signals_leave_nothing_behind_whenever_they_come(tmp_path: Path, number: signal.Signals) -> None:
    (tmp_path / "a.jsonl").write_text("".join(json.dumps({"id": str(n), "text": f"Norway opposes dam {n}. " * 40}) + "\n" for n in range(200)))
    for wait, words in ((0.4, ["-o", "out.trig"]), (2.5, ["-o", "out.trig"]), (2.5, ["-o", "out/"])):
        command = [sys.executable, "-m", "kb", "convert", "a.jsonl", "--language", "en", *words]
        with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True) as process:
            time.sleep(wait)
            process.send_signal(number)
            told = process.communicate(timeout=60)[1]
        assert process.returncode == 128 + number, told
        assert told.split("\n") == ["", "kb: interrupted", ""]
        assert not [path for path in tmp_path.rglob("*") if path.name not in ("a.jsonl", "out") and path.suffix != ".ttl"]


def test_the_exit_code_is_the_signals_wherever_it_comes() -> None:
    script = """
import os, sys
from kb.cli.signals import code_of, noting_signals
with noting_signals() as caught:
    try:
        exec("os.kill(os.getpid(), 15)")
    except KeyboardInterrupt:
        sys.exit(code_of(caught))
"""
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 143


def test_a_signal_that_comes_in_a_finaliser_is_not_lost() -> None:
    script = """
import os, sys, time
from kb.cli.signals import code_of, noting_signals
class Closing:
    def __del__(self):
        os.kill(os.getpid(), 15)
with noting_signals() as caught:
    try:
        Closing()
        time.sleep(5)
    except KeyboardInterrupt:
        sys.exit(code_of(caught))
"""
    done = subprocess.run([sys.executable, "-c", script], check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (143, "")


@pytest.mark.model
def test_two_processes_with_one_output_leave_one_whole_file(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("".join(json.dumps({"id": str(n), "text": f"Norway opposes dam {n}."}) + "\n" for n in range(20)))
    command = [sys.executable, "-m", "kb", "convert", "a.jsonl", "--to", "nquads", "--language", "en", "-o"]
    subprocess.run([*command, "alone.nq"], cwd=tmp_path, check=True)
    both = [subprocess.Popen([*command, "out.nq"], cwd=tmp_path) for _ in range(2)]
    assert [each.wait(60) for each in both] == [0, 0]
    assert (tmp_path / "out.nq").read_bytes() == (tmp_path / "alone.nq").read_bytes()
    assert len(list(tmp_path.iterdir())) == 3
