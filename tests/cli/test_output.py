"""Where articles go: whole or not at all, in an order of their own, and twice never."""

from __future__ import annotations

import itertools
import json
import os
from pathlib import Path

import pytest
from rdflib import Graph

from kb.cli.options import GRAPH_FORMATS
from kb.cli.output import open_sink
from kb.errors import OutputError
from kb.graph import FORMATS

BASE = "https://example.org/article/"
LINES = {BASE + name: f"<{BASE}{name}> <a:b> <a:{name}> .\n" for name in ("b", "a", "c")}


def write(out: Path | str, format: str, pieces: dict[str, str] | list[tuple[str, str]]) -> list[bool]:
    items = list(pieces.items()) if isinstance(pieces, dict) else pieces
    with open_sink(str(out), FORMATS[format]) as sink:
        added = [sink.add(iri, text) for iri, text in items]
        sink.finish()
    return added


def test_format_names_are_those_of_the_graphs() -> None:
    assert tuple(FORMATS) == GRAPH_FORMATS


def test_one_file_does_not_depend_on_the_order_of_input(tmp_path: Path) -> None:
    wanted = "".join(LINES[iri] for iri in sorted(LINES))
    for order in itertools.permutations(LINES):
        write(tmp_path / "out.nt", "ntriples", {iri: LINES[iri] for iri in order})
        assert (tmp_path / "out.nt").read_text() == wanted
    assert [path.name for path in tmp_path.iterdir()] == ["out.nt"]


@pytest.mark.parametrize("out", ["out.nt", "out/"])
def test_of_two_with_one_iri_the_same_stands_whatever_the_order(tmp_path: Path, out: str) -> None:
    first, second = (BASE + "a", "<a:a> <a:b> <a:1> .\n"), (BASE + "a", "<a:a> <a:b> <a:2> .\n")
    found = set()
    for number, order in enumerate(itertools.permutations([first, second])):
        place = tmp_path / str(number)
        place.mkdir()
        assert write(f"{place}/{out}", "ntriples", list(order)) == [True, False]
        (file,) = [path for path in place.rglob("*") if path.is_file()]
        found.add(file.read_text())
    assert len(found) == 1


def test_a_folder_gets_one_file_an_article(tmp_path: Path) -> None:
    write(f"{tmp_path}/out/", "nquads", LINES | {BASE + "2014%2F11": "x", BASE + "y" * 300: "y"})
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names[:4] == ["2014%2F11.nq", "a.nq", "b.nq", "c.nq"]
    assert len(names) == 5
    assert len(names[4]) < 255


def test_an_existing_folder_needs_no_slash(tmp_path: Path) -> None:
    write(tmp_path, "turtle", LINES)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.ttl", "b.ttl", "c.ttl"]


@pytest.mark.parametrize("out", ["out.nt", "out/"])
def test_nothing_added_is_nothing_written(tmp_path: Path, out: str) -> None:
    write(f"{tmp_path}/{out}", "ntriples", {})
    assert list(tmp_path.iterdir()) == []


def test_an_interrupted_run_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "out.nt"
    path.write_text("old")
    with pytest.raises(KeyboardInterrupt), open_sink(str(path), FORMATS["ntriples"]) as sink:
        sink.add(BASE + "a", LINES[BASE + "a"])
        raise KeyboardInterrupt
    assert path.read_text() == "old"
    assert [each.name for each in tmp_path.iterdir()] == ["out.nt"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.nt").write_text("old")
    (tmp_path / "link.nt").symlink_to("real.nt")
    write(tmp_path / "link.nt", "ntriples", LINES)
    assert (tmp_path / "link.nt").is_symlink()
    assert (tmp_path / "real.nt").read_text().count("\n") == 3


def test_a_device_is_written_not_replaced() -> None:
    write("/dev/null", "ntriples", LINES)
    assert not Path("/dev/null").is_file()


def test_a_full_device_is_told() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    with pytest.raises(OutputError, match="cannot be written: No space left"):
        write("/dev/full", "ntriples", LINES)


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only for root")
def test_a_read_only_file_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "out.nt"
    path.write_text("old")
    path.chmod(0o444)
    with pytest.raises(OutputError, match="cannot be written: Permission denied"):
        write(path, "ntriples", LINES)


def test_rdfxml_takes_one_article_a_file(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="give a folder"):
        write(tmp_path / "out.rdf", "rdfxml", LINES)
    assert list(tmp_path.iterdir()) == []


def test_json_ld_is_one_document(tmp_path: Path) -> None:
    documents = {BASE + name: json.dumps({"@id": BASE + name, "@graph": [{"@id": BASE + name, "a:b": "c"}]}) + "\n" for name in "ab"}
    write(tmp_path / "one.jsonld", "jsonld", {BASE + "a": documents[BASE + "a"]})
    write(tmp_path / "two.jsonld", "jsonld", documents)
    assert json.loads((tmp_path / "one.jsonld").read_text())["@id"] == BASE + "a"
    assert [each["@id"] for each in json.loads((tmp_path / "two.jsonld").read_text())] == [BASE + "a", BASE + "b"]


def test_turtle_files_run_together() -> None:
    data = Path(__file__).parent.parent / "data"
    joined = (data / "bridge.ttl").read_text() + (data / "harbour.ttl").read_text()
    apart = Graph().parse(data / "bridge.ttl") + Graph().parse(data / "harbour.ttl")
    assert set(Graph().parse(data=joined)) == set(apart)
