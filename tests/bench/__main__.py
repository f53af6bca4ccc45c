"""The figures of the README, measured on this machine: ``make bench`` or ``python -m tests.bench [ARTICLES.jsonl]``."""

from __future__ import annotations

import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

from kb.annotate import annotate, load_pipeline
from kb.evaluate import evaluate, read_annotations
from kb.extract import extract
from kb.model import Article
from kb.pipeline import Conversion, convert
from kb.read import find_sources, read_articles
from kb.resources import samples_dir
from kb.validate import load_schema
from tests.bench import linking

GOLD = Path(__file__).parents[1] / "gold"
REPEATS = 3
WANTED = 60  # articles of one measurement: samples are repeated up to it


def articles() -> list[Article]:
    """Read the articles to measure on: the file named on the command line, or the samples over and over."""
    given = Path(sys.argv[1]) if len(sys.argv) > 1 else samples_dir()
    found = [item for item in read_articles(find_sources([str(given)])) if isinstance(item, Article)]
    return (found * (WANTED // len(found) + 1))[:WANTED]


def seconds(work) -> list[float]:
    """Return the wall-clock seconds of each of some runs of *work*."""
    found = []
    for _ in range(REPEATS):
        began = time.perf_counter()
        work()
        found.append(time.perf_counter() - began)
    return found


def show(name: str, values: list[float], unit: str) -> None:
    """Print the median with its spread."""
    print(f"{name:46}{statistics.median(values):10.2f}  ({min(values):.2f} to {max(values):.2f}) {unit}")


def calibration(nlp) -> None:
    """Print, by kind of fact, what confidences are worth on the articles of tests/gold."""
    found = [item for item in read_articles(find_sources([str(GOLD)])) if isinstance(item, Article)]
    figures = evaluate(read_annotations(GOLD), {article.id: extract(article, doc) for article, doc in annotate(found, nlp)})
    print(f"\n{'kind':16}{'confidence':>12}{'found':>8}{'of':>6}")
    for kind, confidence, share, items in figures.calibration_rows():
        print(f"{kind:16}{confidence:>12}{share:>8}{items:>6}")


def links(nlp) -> None:
    """Print how well names are linked, where the reference data stand beside the checkout."""
    print(f"\n{'linking':36}{'precision':>10}{'recall':>8}{'F1':>8}{'found':>7}{'of':>6}")
    for name, counts in linking.rows(nlp) if linking.SHARED.exists() else ():
        print(f"{name:36}{counts.precision:10.3f}{counts.recall:8.3f}{counts.f1:8.3f}{counts.found:7}{counts.wanted:6}")


def main() -> None:
    """Measure start-up, the bare pipeline and the whole conversion, and print a table."""
    print(f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}")
    show("kb --help", seconds(lambda: subprocess.run([sys.executable, "-m", "kb", "--help"], check=True, capture_output=True)), "s")
    began = time.perf_counter()
    nlp, schema = load_pipeline(), load_schema()
    print(f"{'load pipeline, ontology and shapes':46}{time.perf_counter() - began:10.2f}  s")
    batch = articles()
    words = sum(len(doc) for _, doc in annotate(batch, nlp))
    bare = seconds(lambda: sum(1 for _ in annotate(batch, nlp)))
    show("bare pipeline", [words / s for s in bare], "words a second")
    graphs: list[int] = []

    def whole() -> None:
        graphs[:] = [len(c.graph) for c in convert(batch, nlp=nlp, schema=schema) if isinstance(c, Conversion)]

    full = seconds(whole)
    show("whole conversion, validated", [words / s for s in full], "words a second")
    show("whole conversion, validated", [len(batch) / s for s in full], "articles a second")
    print(f"{'conversion over bare pipeline':46}{statistics.median(full) / statistics.median(bare):10.2f}  times the time")
    print(f"{'triples an article':46}{statistics.mean(graphs):10.0f}")
    print(f"{'peak memory':46}{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:10.0f}  MB")
    calibration(nlp)
    links(nlp)


if __name__ == "__main__":
    main()
