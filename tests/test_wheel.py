"""What the wheel holds: all that runs, the marker of types, and beside each piece of others its licence."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

import pytest
from hatchling.builders.wheel import WheelBuilder

import kb
from kb.cli.topics import find_topic
from kb.resources import gazetteer_dir

ROOT = Path(kb.__file__).parent.parent
#: files of the project's own that look like what others make; whoever adds one says here or in 'kb help licences' whose it is
OWN = (
    "kb/annotate/abbreviations.txt",
    "kb/annotate/training/titles.txt",
    "kb/pages/static/*.js",
    "kb/pages/static/*.css",
    "kb/pages/static/*.svg",
    "kb/samples/*.json",
)
#: code, queries, Turtle, templates, help, and the licences themselves
PLAIN = (".py", ".typed", ".rq", ".toml", ".ttl", ".html", ".md", ".cff")


@pytest.fixture(scope="module")
def shipped() -> set[str]:
    """Return the paths in the wheel, but for its metadata."""
    return {file.distribution_path.replace("\\", "/") for file in WheelBuilder(str(ROOT)).recurse_included_files()}


def pieces() -> list[tuple[list[str], list[str], list[str]]]:
    """Return the files, licences and licence texts of each section of 'kb help licences'."""
    section = r"^## `(.+?)`\n\n.+\n\n- files: (.+)\n- licence: (.+)\n- text: (.+)$"

    def within(folder: str, names: str) -> list[str]:
        return [folder + name for name in re.findall(r"`(.+?)`", names)]

    found = re.findall(section, find_topic("licences").text, flags=re.MULTILINE)
    return [(within(folder, files), licences.split(", "), within(folder, texts)) for folder, files, licences, texts in found]


def test_what_is_shipped(shipped: set[str]) -> None:
    wanted = ["kb/py.typed", "kb/topics/changelog.md", "kb/topics/CITATION.cff", "kb/samples/river-treaty.json", "kb/ontologies/kb.ttl", "kb/shapes/Actor.ttl"]
    assert set(wanted) <= shipped
    assert all(path.startswith("kb/") for path in shipped)
    assert not [path for path in shipped if "__pycache__" in path or "/tests/" in path]


def test_that_each_piece_has_its_licence_beside_it(shipped: set[str]) -> None:
    assert len(pieces()) >= 6
    for patterns, _, licences in pieces():
        for pattern in patterns:
            assert any(PurePosixPath(path).match(pattern) for path in shipped), f"nothing is {pattern}"
        assert set(licences) <= shipped, f"no licence beside {patterns}"
        assert all((ROOT / licence).read_text(encoding="utf-8").strip() for licence in licences)


def test_that_every_file_is_somebodys(shipped: set[str]) -> None:
    known = [*OWN, *(pattern for patterns, _, _ in pieces() for pattern in patterns), *(licence for _, _, licences in pieces() for licence in licences)]
    odd = [path for path in map(PurePosixPath, sorted(shipped)) if path.suffix not in PLAIN]
    others = [str(path) for path in odd if not any(path.match(pattern) for pattern in known)]
    assert not others, "whose are they? name them in kb/topics/licences.md, with their licence, or here"


def test_that_the_gazetteers_licence_names_their_sources() -> None:
    licence = (gazetteer_dir() / "LICENSE").read_text(encoding="utf-8")
    heads = [line for path in gazetteer_dir().rglob("*.tsv") for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    repositories = set(re.findall(r"(?<![\w/:])[A-Za-z][\w.-]*/[A-Za-z][\w.-]*", " ".join(heads)))
    others = {name for name in repositories if not name.startswith("by_hand/")}
    assert len(others) >= 6
    assert not {name for name in others if name not in licence}


def test_metadata() -> None:
    core = WheelBuilder(str(ROOT)).metadata.core
    assert set(core.license_files) == {"LICENSE", *(licence for _, _, licences in pieces() for licence in licences)}
    assert set(core.license_expression.split(" AND ")) == {"Apache-2.0", *(name for _, names, _ in pieces() for name in names)}
    assert core.requires_python == ">=3.11"


def test_versions() -> None:
    assert f"\nversion: {kb.__version__}\n" in find_topic("citation").text
    assert re.search(r"^## (\S+?),? ", find_topic("changelog").text, flags=re.MULTILINE)[1] == kb.__version__
