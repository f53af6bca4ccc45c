"""Running the command as a user does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kb.cli import main


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Result]:
    """Return what runs ``kb`` with the words given, in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def run_kb(*words: str | Path, stdin: bytes | str | None = None) -> Result:
        return CliRunner().invoke(main, [str(word) for word in words], input=stdin, prog_name="kb")

    return run_kb
