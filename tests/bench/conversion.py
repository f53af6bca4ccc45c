"""Start-up, and the whole conversion beside the language pipeline alone."""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys

from spacy.language import Language

from kb.annotate import annotate, load_pipeline
from kb.evaluate import evaluate, read_annotations
from kb.extract import extract
from kb.model import Article
from kb.pipeline import Conversion, convert
from kb.resources import samples_dir
from kb.validate import Schema, load_schema
from tests.bench.material import GOLD, articles
from tests.bench.measure import heading, show, show_ratio, timed


def start_up() -> None:
    """Print how long a command takes that does little."""
    heading("Start-up")
    sample = str(min(samples_dir().glob("*.json")))
    for name, words in (("kb --help", ["--help"]), ("kb convert, one article", ["convert", sample])):
        command = [sys.executable, "-m", "kb", *words]
        show(name, *timed(lambda command=command: subprocess.run(command, check=True, capture_output=True)), "s")
    show("  of which: pipeline, ontology and shapes", *timed(lambda: (load_pipeline(), load_schema())), "s")


def conversion(batch: list[Article], nlp: Language, schema: Schema) -> list[Conversion]:
    """Print what the conversion of *batch* costs; return what it came to."""
    heading(f"Conversion of {len(batch)} articles")
    words = sum(len(doc) for _, doc in annotate(batch, nlp))
    done: list[Conversion] = []

    def whole() -> None:
        done[:] = [each for each in convert(batch, nlp=nlp, schema=schema) if isinstance(each, Conversion)]

    bare, full = timed(lambda: sum(1 for _ in annotate(batch, nlp)), whole)
    show("language pipeline alone", [words / seconds for seconds in bare], "words a second")
    show("whole conversion, validated", [words / seconds for seconds in full], "words a second")
    show("whole conversion, validated", [len(batch) / seconds for seconds in full], "articles a second")
    show_ratio("whole conversion over pipeline alone", full, bare)
    show("triples an article", [statistics.mean(len(each.statements) for each in done)], "")
    show("peak memory", [resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024], "MB")
    return done


def calibration(nlp: Language) -> None:
    """Print, by kind of fact, what confidences are worth on the articles of tests/gold."""
    found = {article.id: extract(article, doc) for article, doc in annotate(articles(), nlp)}
    heading(f"{'Confidence':16}{'given':>12}{'found':>8}{'of':>6}")
    for kind, confidence, share, items in evaluate(read_annotations(GOLD), found).calibration_rows():
        print(f"{kind:16}{confidence:>12}{share:>8}{items:>6}")
