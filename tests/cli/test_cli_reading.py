"""What the options of reading do, as a user sees it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
GERMAN = "Der Minister sagte am Montag, dass die Brücke bis Freitag wieder geöffnet werden muss, sonst drohen dem Land hohe Kosten. " * 2


def test_skipped_articles_alone_are_nothing_to_convert(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GERMAN)
    result = run("convert", "a.txt", "-o", "out.ttl")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "kb: a.txt: is in the language 'de', not English; --language en keeps it (skipped)\n"
    assert not (tmp_path / "out.ttl").exists()


@pytest.mark.model
def test_a_skip_is_no_failure(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f'id,body,day\n1,"Norway opposes the dam, the minister said.",2031-05-13\n2,"{GERMAN}",2031-05-13\n')
    result = run("convert", "a.csv", "--field", "text=body", "--field", "published=day", "--to", "nquads")
    assert result.exit_code == 0
    assert result.stderr.splitlines() == ["kb: a.csv, line 3: is in the language 'de', not English; --language en keeps it (skipped)"]
    assert '"2031-05-13"' in result.stdout
    assert "article/2>" not in result.stdout


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (["--field", "body"], "is not KEY=NAME"),
        (["--field", "words=body"], "with a KEY out of text, id,"),
        (["--from", "docx"], "'docx' is not one of"),
        (["--max-bytes", "0"], "0 is not in the range"),
        (["--language", "de"], "'de' is not"),
        (["--max-bytes", "10"], "has more than 10 bytes"),
        (["--from", "parquet"], "is no sound Parquet"),
        (["--from", "feed"], "is no RSS or Atom feed"),
        (["--from", "warc"], "a.txt: "),
    ],
)
def test_what_cannot_be_read_is_one_line(run: Run, tmp_path: Path, words: list[str], wanted: str) -> None:
    (tmp_path / "a.txt").write_text("Norway opposes the dam, the minister said.")
    result = run("convert", "a.txt", *words)
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1), result.stderr
    assert wanted in result.stderr
    assert "unexpected" not in result.stderr
