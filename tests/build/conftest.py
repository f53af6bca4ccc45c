"""A few invented articles in several formats, and what one process makes of them."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from invented import GERMAN, Ended, articles, command


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of 24 good articles, two doubles, one in German, one without text and one broken file."""
    folder = tmp_path_factory.mktemp("archive") / "news"
    folder.mkdir()
    records = articles(24)
    double = {**records[0], "id": "another-id"}
    conflict = {**records[1], "text": "Another text has the same id, which its writer did not notice."}
    (folder / "a.jsonl").write_text("".join(json.dumps(record) + "\n" for record in [*records[:14], {"title": "no text"}]))
    (folder / "b.json").write_text(json.dumps([*records[14:], double, conflict]))
    (folder / "c.txt").write_text(GERMAN)
    (folder / "d.xml").write_text("<newsItem><broken>")
    return folder


@pytest.fixture(scope="session")
def build() -> Callable[..., Ended]:
    """Return what runs ``kb build`` as its own process."""

    def run(*words: str | Path, cwd: Path) -> Ended:
        ended = subprocess.run(command(*words), cwd=cwd, capture_output=True, text=True, env=os.environ, check=False)
        assert ended.stdout == ""
        return Ended(ended.returncode, ended.stderr)

    return run
