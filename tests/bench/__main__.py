"""The figures of the README, measured on this machine in one run: medians of several runs, with their spread."""

from __future__ import annotations

import argparse
import gc
import os
import platform
from pathlib import Path

from kb.annotate import load_pipeline
from kb.validate import load_schema
from tests.bench.conversion import calibration, conversion, start_up
from tests.bench.linking import linking
from tests.bench.material import articles
from tests.bench.rivals import rivals
from tests.bench.scaling import scaling
from tests.bench.stores import stores


def main() -> None:
    """Measure what the command line says."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("articles", nargs="?", type=Path, help="articles to measure on (default: those of tests/gold)")
    parser.add_argument(
        "--scaling", nargs="?", type=int, const=8000, metavar="N", help="only the cost of builds of N articles (8000), of half of them, and so on: hours"
    )
    options = parser.parse_args()
    print(f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}")
    batch = articles(options.articles)
    if options.scaling:
        scaling(batch, options.scaling)
        return
    start_up()
    nlp, schema = load_pipeline(), load_schema()
    gc.freeze()  # as the command does
    done = conversion(batch, nlp, schema)
    rivals(batch, done, nlp, schema)
    stores(done)
    calibration(nlp)
    linking(nlp)


if __name__ == "__main__":
    main()
