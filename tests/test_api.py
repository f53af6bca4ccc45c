"""The public interface: its names, its examples, and what it says of bad input."""

from __future__ import annotations

import doctest
import importlib
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import kb
import kb.api

PACKAGE = Path(kb.__file__).parent
README = PACKAGE.parent / "README.md"
#: modules with examples; those of training need torch
EXAMPLES = sorted(
    ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")
    for path in PACKAGE.rglob("*.py")
    if re.search(r">>> [^#]", path.read_text(encoding="utf-8")) and "training" not in path.parts
)


@pytest.mark.parametrize("module", EXAMPLES)
def test_examples(module: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    result = doctest.testmod(importlib.import_module(module))
    assert result.attempted
    assert not result.failed


def test_names() -> None:
    assert kb.__all__ == kb.api.__all__
    assert set(kb.__all__) <= set(dir(kb))
    assert all(getattr(kb, name) is getattr(kb.api, name) for name in kb.__all__)
    assert all(getattr(kb, name).__doc__ for name in kb.__all__)
    with pytest.raises(AttributeError, match="has no attribute 'convrt'"):
        _ = kb.convrt


def test_that_every_function_has_an_example() -> None:
    finder = doctest.DocTestFinder(exclude_empty=True)
    shown = {test.name.rsplit(".", 1)[1] for test in finder.find(kb.api) if test.examples}
    functions = {name for name in kb.__all__ if name[0].islower()}
    # open_store is the store's own, with an example in its package
    assert functions - shown == {"open_store"}


def test_that_importing_it_loads_nothing() -> None:
    heavy = "{'spacy', 'rdflib', 'pyoxigraph', 'onnxruntime', 'numpy', 'kb.api'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", f"import sys, kb; assert kb.__version__; assert not {heavy}"], check=True)


def test_a_store_filled_and_asked(tmp_path: Path) -> None:
    stories = [kb.Article("a", "Norway backs the treaty."), kb.Article("b", "Iceland opposes the treaty.")]
    with kb.open_store(tmp_path / "news.db", read_only=False) as store:
        for story in kb.convert_articles(stories):
            assert isinstance(story, kb.Conversion)
            store.replace(story.iri, story.triples())
        assert len(kb.ask(store, "articles")) == 2
    graph = tmp_path / "b.ttl"
    graph.write_text(kb.convert(stories[1].text, id="b").serialise(), encoding="utf-8")
    for source in (tmp_path / "news.db", graph, list(kb.convert_articles(stories))):
        assert [row["holder"] for row in kb.ask(source, "who-opposes", who="Norway")] == []
        assert [row["holder"] for row in kb.ask(source, "who-opposes")] == ["Iceland"]


def test_what_cannot_be_used_is_handed_on(tmp_path: Path) -> None:
    (tmp_path / "mixed.jsonl").write_text(
        '{"id": "a", "text": "Norway backs the treaty."}\n{"title": "B"}\n{"text": "Der Vertrag gilt ab Montag, sagte er.", "language": "de"}\n'
    )
    first, *rest = sorted(kb.convert_articles(kb.read_articles(tmp_path / "mixed.jsonl")), key=lambda each: type(each).__name__)
    assert isinstance(first, kb.Conversion)
    assert [type(each) for each in rest] == [kb.Rejected, kb.Skipped]
    assert "line 2" in rest[0].message


@pytest.mark.parametrize("published", ["2031-05-13", date(2031, 5, 13)])
def test_dates(published: str | date) -> None:
    story = kb.convert("The treaty must be signed by Friday.", published=published)
    assert [row["due"] for row in kb.ask(story, "deadlines")] == ["2031-05-16"]


@pytest.mark.parametrize(
    ("text", "published", "message"),
    [(" ", None, 'the article: "text" is empty'), ("A\ud800.", None, "U\\+D800"), ("A.", "soon", "no ISO date"), ("A. " * 400_000, None, "split it")],
)
def test_bad_articles(text: str, published: str | None, message: str) -> None:
    with pytest.raises(kb.KbError, match=message):
        kb.convert(text, published=published)


def test_bad_base() -> None:
    with pytest.raises(kb.KbError, match="no absolute IRI"):
        kb.convert("Norway backs the treaty.", base="news")


@pytest.mark.parametrize(
    ("question", "message"),
    [("deadline", "near: deadlines"), ("SELECT {", "line 1"), ("ASK { ?s ?p ?o }", "only SELECT"), ("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", "only SELECT")],
)
def test_bad_questions(question: str, message: str) -> None:
    with pytest.raises(kb.KbError, match=message):
        kb.ask([], question)


def test_readme(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    examples = re.findall(r"^```python\n(.*?)^```", README.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    assert examples
    for example in examples:
        exec(compile(example, str(README), "exec"), {})  # noqa: S102 - our own README
    assert "2024-05-10" in capsys.readouterr().out
