"""``kb annotate`` as a user runs it, with the shipped pipeline."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

pytestmark = pytest.mark.model

Run = Callable[..., Result]
STORY = "Astrid Lindqvist wrote to “Georgia”.\n\nShe wants an answer by Friday <script>alert(1)</script>."


@pytest.fixture
def show(run: Run, tmp_path: Path) -> Callable[[str], str]:
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf-8")

    def shown(format: str) -> str:
        result = run("annotate", path, "--published", "2031-05-13", "--format", format)
        assert (result.exit_code, result.stderr) == (0, "")
        return result.stdout

    return shown


def test_json_has_offsets_into_the_text(show: Callable[[str], str]) -> None:
    line = show("json")
    found = json.loads(line)
    assert line.count("\n") == 1
    spans = [*found["names"], *found["times"], *(word for sentence in found["sentences"] for word in sentence["words"])]
    assert all(STORY[span["begin"] : span["end"]] == span["text"] for span in spans)
    assert next((name["text"], name["label"]) for name in found["names"]) == ("Astrid Lindqvist", "PERSON")
    assert [(time["type"], time["value"]) for time in found["times"]] == [("DATE", "2031-05-16")]


def test_every_head_is_a_word_of_its_sentence(show: Callable[[str], str]) -> None:
    for sentence in json.loads(show("json"))["sentences"]:
        heads = [word["head"] for word in sentence["words"]]
        assert heads.count(0) == 1
        assert max(heads) <= len(heads)


def test_conllu_has_ten_columns_and_no_blank_cell(show: Callable[[str], str]) -> None:
    text = show("conllu")
    assert text.startswith("# newdoc id = ")
    assert text.endswith("\n\n")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    assert all(len(row) == 10 and all(row) for row in rows)
    assert [row[9] for row in rows if row[1] == "Astrid"] == ["Name=B-PERSON|TokenRange=0:6"]
    assert next(row[9] for row in rows if row[1] == "Friday").startswith("Timex=DATE:2031-05-16|")


def test_the_page_escapes_the_text_loads_nothing_and_is_the_same_every_time(show: Callable[[str], str]) -> None:
    page = show("html")
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert page.count("<svg ") == page.count("<figure>") >= 2
    assert not any(word in page for word in ("src=", "<link", "@import", "url("))
    assert show("html") == page


def test_the_table_names_the_head_of_every_word(show: Callable[[str], str]) -> None:
    cells = [line.split() for line in show("table").splitlines()]
    assert ["Astrid", "Astrid", "PROPN", "NNP", "nsubj", "wrote", "PERSON", "“Astrid", "Lindqvist”"] in cells
    assert ["wrote", "write", "VERB", "VBD", "root"] in cells


def test_standard_input_is_read(run: Run) -> None:
    assert '"upos": "NOUN"' in run("annotate", "-", "--format", "json", stdin="The mayor left.").stdout


def test_a_line_that_cannot_be_read_is_reported_and_the_rest_is_shown(run: Run, tmp_path: Path) -> None:
    (tmp_path / "two.jsonl").write_text('{"text": "The mayor left."}\n{"text": \n')
    result = run("annotate", "two.jsonl", "--format", "conllu")
    assert result.exit_code == 1
    assert "two.jsonl, line 2" in result.stderr
    assert "mayor" in result.stdout


def test_nothing_to_show(run: Run) -> None:
    result = run("annotate", "-", stdin="")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
