"""``--actors``: the user's own actors in the graph, and what is told of a file that cannot be used."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from rdflib import OWL, RDFS, Graph, Literal

from kb.vocab import KB, WD

STORY = "LUBIN, May 6 - The River Union warned on Tuesday that the dam will fail. The chair of the River Union said that Narnia must pay by Friday."
TABLE = (
    "label,type,aliases,link,office,organization,start,end\n"
    "River Union,Organization,,Q900000005,,,,\nAda Ostrova,Person,,Q900000006,chair,River Union,2030,\nNarnia,State,,,,,,\n"
)


@pytest.mark.model
def test_own_actors_are_linked_and_typed_by_every_verb_that_converts(run: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text(TABLE)
    (tmp_path / "story.txt").write_text(STORY)
    options = ("story.txt", "--published", "2031-05-06", "--actors", "own.csv")
    assert run("convert", *options, "-o", "story.ttl").exit_code == 0
    graph = Graph().parse(tmp_path / "story.ttl")
    union, chair = (graph.value(None, OWL.sameAs, WD[link]) for link in ("Q900000005", "Q900000006"))
    assert (union, RDFS.label, Literal("River Union")) in graph
    assert (chair, RDFS.label, Literal("Ada Ostrova")) in graph
    assert (None, KB.source, chair) in graph
    assert Literal("Narnia") in {graph.value(state, RDFS.label) for state in graph.subjects(None, KB.State)}
    loaded = run("load", *options, "--store", "store.db")
    assert (loaded.exit_code, loaded.stdout) == (0, "1 added\n")
    assert "Q900000006" in run("dump", "--store", "store.db").stdout
    assert run("build", *options, "-o", "built.nq", "--jobs", "1").exit_code == 0
    assert (tmp_path / "built.nq").read_text() == run("convert", *options, "--to", "nquads").stdout
    assert '"count": 3' in (tmp_path / "built.manifest.json").read_text()


@pytest.mark.parametrize("verb", ["convert", "load", "build", "demo"])
def test_a_bad_file_ends_with_one_line_that_names_the_place(run: Callable[..., Result], tmp_path: Path, verb: str) -> None:
    (tmp_path / "own.csv").write_text(TABLE.replace("State", "Kingdom"))
    (tmp_path / "story.txt").write_text(STORY)
    words = {
        "convert": ("story.txt", "-o", "out.ttl"),
        "load": ("story.txt", "--store", "out.db"),
        "build": ("story.txt", "-o", "out.nq"),
        "demo": ("-o", "out"),
    }
    result = run(verb, *words[verb], "--actors", "own.csv")
    assert result.exit_code == 2
    assert result.stderr == "kb: own.csv, line 4: type 'Kingdom' is none of Person, Organization, NewsOrganization, State, Place, Group\n"
    assert not {path.suffix for path in tmp_path.iterdir()} & {".ttl", ".nq"}
