"""The measures give the very figures that the scorer beside the checkout gives, on what the program makes of its articles."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from kb.cli import main

SHARED = Path(__file__).parents[3] / "shared"
GOLD, SCORER = SHARED / "gold", SHARED / "eval/score_gold.py"

pytestmark = [pytest.mark.model, pytest.mark.shared, pytest.mark.skipif(not SCORER.exists(), reason="no reference data beside the checkout")]


def kb(*words: str | Path) -> str:
    result = CliRunner().invoke(main, [str(word) for word in words], prog_name="kb")
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the scorer's figures and ours."""
    graph = tmp_path_factory.mktemp("scored") / "gold.nq"
    kb("convert", *sorted(GOLD.glob("*.json")), "-o", graph)
    theirs = subprocess.run([sys.executable, SCORER, "score", GOLD, graph, "--json"], check=True, capture_output=True, text=True).stdout
    return json.loads(theirs), json.loads(kb("evaluate", GOLD, graph, "--format", "json"))


def test_precision_recall_and_f1_agree(figures: tuple[dict[str, Any], dict[str, Any]]) -> None:
    theirs, ours = figures
    renamed: Callable[[dict[str, Any]], dict[str, Any]] = lambda each: {
        "precision": round(each["P"], 4), "recall": round(each["R"], 4), "f1": round(each["F1"], 4), "gold": each["gold"], "system": each["system"],
    }  # fmt: skip
    assert ours["measures"] == {name: renamed(each) for name, each in theirs["figures"].items()}


def test_attributes_agree(figures: tuple[dict[str, Any], dict[str, Any]]) -> None:
    theirs, ours = figures
    assert {name: each["right"] for name, each in ours["attributes"].items()} == {
        name: round(value, 4) for name, value in theirs["right among matched"].items()
    }
