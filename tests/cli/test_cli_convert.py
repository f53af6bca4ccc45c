"""``kb convert`` as a user runs it, with the shipped pipeline."""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from rdflib import SDO, Graph, Literal

from kb.query import graphs_of, load_dataset
from kb.resources import samples_dir
from kb.vocab import NIF

pytestmark = pytest.mark.model

Run = Callable[..., Result]
STORY = "Foreign Minister Astrid Lindqvist wrote a letter to Georgia on Monday. Norway opposes the dam, she said."


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(STORY)
    return path


def succeed(result: Result) -> str:
    assert result.exit_code == 0, result.output
    assert result.stderr == ""
    return result.stdout


def test_plain_text_with_what_the_options_say(run: Run, story: Path) -> None:
    words = ["--title", "A letter", "--published", "2031-05-13", "--publisher", "The Courier", "--url", "https://example.org/1"]
    graph = Graph().parse(data=succeed(run("convert", story, *words)))
    told = (SDO.headline, SDO.datePublished, SDO.publisher, SDO.url)
    assert [str(next(graph.objects(None, predicate))) for predicate in told] == words[1::2]
    assert list(graph.objects(None, NIF.isString)) == [Literal(STORY)]


def test_every_format_holds_the_same_triples(run: Run, story: Path) -> None:
    wanted = set(Graph().parse(data=succeed(run("convert", story))))
    assert len(wanted) > 50
    for name in ("out.trig", "out.nq", "out.nt", "out.jsonld", "out.rdf", "out.ttl"):
        assert succeed(run("convert", story, "-o", name)) == ""
        assert set(itertools.chain.from_iterable(graphs_of(load_dataset([name])))) == wanted, name


def test_the_option_beats_the_suffix(run: Run, story: Path) -> None:
    succeed(run("convert", story, "-o", "out.ttl", "--to", "ntriples"))
    assert not Path("out.ttl").read_text().startswith("@")


def test_samples_conform_whatever_the_order(run: Run, tmp_path: Path) -> None:
    files = sorted(samples_dir().glob("*.json"))
    assert len(files) == 3
    outputs = {succeed(run("convert", *order, "--to", "trig")) for order in itertools.islice(itertools.permutations(files), 0, 6, 2)}
    assert len(outputs) == 1
    (tmp_path / "all.trig").write_text(outputs.pop())
    assert succeed(run("validate", "all.trig")) == "all.trig: conforms\n"


def test_hash_seeds_change_nothing(story: Path) -> None:
    command = [sys.executable, "-m", "kb", "convert", str(story)]
    outputs = {subprocess.run(command, env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, check=True).stdout for seed in ("1", "2")}
    assert len(outputs) == 1


def test_one_file_an_article(run: Run, tmp_path: Path) -> None:
    succeed(run("convert", samples_dir(), "-o", "graphs/", "--to", "nquads"))
    assert [path.stem + ".json" for path in sorted((tmp_path / "graphs").iterdir())] == sorted(path.name for path in samples_dir().glob("*.json"))


def test_base_and_no_text(run: Run, story: Path) -> None:
    graph = Graph().parse(data=succeed(run("convert", story, "--base", "https://example.org/kb/", "--no-text")))
    assert not list(graph.objects(None, NIF.isString))
    (article,) = graph.subjects(SDO.identifier)
    assert str(article).startswith("https://example.org/kb/article/")


def test_a_bad_line_is_left_out(run: Run, tmp_path: Path) -> None:
    (tmp_path / "stories.jsonl").write_text(json.dumps({"text": STORY, "id": "a"}) + "\n{}\n" + json.dumps({"text": "Norway said no.", "id": "b"}) + "\n")
    result = run("convert", "stories.jsonl", "-o", "out.trig")
    assert result.exit_code == 1
    assert result.stderr == 'kb: stories.jsonl, line 2: has no "text"; every article needs its words under "text" (or --field text=KEY)\n'
    assert len(graphs_of(load_dataset(["out.trig"]))) == 2


def test_two_articles_with_one_id(run: Run, tmp_path: Path) -> None:
    (tmp_path / "stories.json").write_text(json.dumps([{"text": "Norway said no.", "id": "a"}, {"text": "Norway said yes.", "id": "a"}]))
    result = run("convert", "stories.json")
    assert result.exit_code == 1
    assert result.stderr == "kb: a: two articles have this id; one of them is left out\n"
    assert result.stdout.count("isString") == 1


def test_what_a_format_cannot_hold_is_left_out(run: Run, tmp_path: Path) -> None:
    (tmp_path / "stories.json").write_text(json.dumps([{"text": "Norway said\x01 no.", "id": "a"}, {"text": "Norway said yes.", "id": "b"}]))
    result = run("convert", "stories.json", "-o", "out/", "--to", "rdfxml")
    assert result.exit_code == 1
    assert "RDF/XML cannot hold the character U+0001" in result.stderr
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["b.rdf"]


def test_rdfxml_of_several_needs_a_folder(run: Run, tmp_path: Path) -> None:
    result = run("convert", samples_dir(), "-o", "out.rdf")
    assert result.exit_code == 2
    assert "give a folder" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_unfit_models_and_bases(run: Run, story: Path) -> None:
    for words, wanted in ((["--model", "no-such-model"], "no such spaCy pipeline"), (["--base", "here"], "is no absolute IRI")):
        result = run("convert", story, "-o", "out.ttl", *words)
        assert result.exit_code == 2
        assert wanted in result.stderr
        assert len(result.stderr.splitlines()) == 1
        assert not Path("out.ttl").exists()


def test_an_interruption_writes_nothing(run: Run, story: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("kb.pipeline.extract", interrupt)
    result = run("convert", story, "-o", "out.ttl")
    assert result.exit_code == 130
    assert result.stderr.strip() == "kb: interrupted"
    assert [path.name for path in tmp_path.iterdir()] == ["story.txt"]


def test_a_graph_that_breaks_a_shape_is_reported_with_its_words(run: Run, story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from kb.extract import extract  # noqa: PLC0415 - the real one, before it is replaced
    from kb.model import Affiliation, Article, Extraction, Span  # noqa: PLC0415

    def with_an_empty_role(article: Article, doc: object, gazetteer: object) -> Extraction:
        found = extract(article, doc, gazetteer)  # type: ignore[arg-type]
        odd = Affiliation(evidence=(Span(0, 70),), rule="affiliation.title.v1", confidence=7.0, member=found.actors[0].key, role="Foreign Minister")
        return Extraction(found.actors, found.mentions, found.times, (*found.assertions, odd))

    monkeypatch.setattr("kb.pipeline.extract", with_an_empty_role)
    result = run("convert", story, "-o", "out.ttl")
    assert result.exit_code == 1
    assert "the graph breaks a shape and is left out" in result.stderr
    assert STORY[:70] in result.stderr
    assert not Path("out.ttl").exists()
    assert run("convert", story, "-o", "out.ttl", "--keep-invalid").exit_code == 1
    assert Path("out.ttl").exists()
