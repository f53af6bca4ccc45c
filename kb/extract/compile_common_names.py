"""Compiles ``common_names.tsv`` from the name tables of the US census; a maintainer runs it, users never do.

``python -m kb.extract.compile_common_names SOURCES`` reads ``dist.all.last``, ``dist.male.first`` and ``dist.female.first``.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from kb.extract.actors.common_names import COMMON, MEN_OR_WOMEN
from kb.resources import gazetteer_dir

_SOURCES = ("US Census Bureau, census of 1990 (public domain): dist.all.last, dist.male.first, dist.female.first", "share: bearers among 100,000")


def shares(path: Path) -> dict[str, float]:
    """Return how many of 100,000 people bear each name of a table of the census: name, percent, sum, rank."""
    rows = (line.split() for line in path.read_text(encoding="ascii").splitlines())
    return {name.title(): float(percent) * 1000 for name, percent, *_ in rows}


def main() -> None:
    """Rewrite the table with the names that some name of the other sort makes common."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("sources", type=Path, help="folder with the tables of the census")
    folder = parser.parse_args().sources
    men, women = (shares(folder / f"dist.{sex}.first") for sex in ("male", "female"))
    tables = {"family": shares(folder / "dist.all.last"), "given": {name: max(men.get(name, 0), women.get(name, 0)) for name in men | women}}
    rows = []
    for sort, other in (("family", "given"), ("given", "family")):
        least = COMMON / MEN_OR_WOMEN / max(tables[other].values()) * 10**10
        rows += [(name, sort, f"{share:.0f}") for name, share in tables[sort].items() if share >= least]
    lines = [*(f"# {source}" for source in _SOURCES), "name\tsort\tshare", *("\t".join(row) for row in sorted(rows))]
    (gazetteer_dir() / "common_names.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
