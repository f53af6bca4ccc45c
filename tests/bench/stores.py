"""Filling a store, and asking it every built-in question; beside the bare engine, and rdflib."""

from __future__ import annotations

import statistics
import tempfile
from pathlib import Path

import pyoxigraph as ox
from rdflib import Dataset

from kb.pipeline import Conversion
from kb.query import load_questions
from kb.store import ArticleStore, fill_store, open_store
from kb.vocab import prefixes
from tests.bench.measure import heading, show, show_ratio, timed

_SPARQL = "SELECT ?who (COUNT(*) AS ?times) { ?said a kb:Communication ; kb:source ?source . ?source rdfs:label ?who } GROUP BY ?who"


def stores(done: list[Conversion]) -> None:
    """Print what filling and asking cost."""
    graphs = {each.iri: each.serialise("nquads").encode() for each in done}
    triples = sum(len(each.statements) for each in done)
    heading(f"A store of {len(graphs)} articles, {triples:,} triples")
    with tempfile.TemporaryDirectory(prefix="kb-bench-") as name:
        folders = (Path(name, str(number)) for number in range(100))
        filled, bare = timed(
            lambda: fill_store(next(folders), graphs.items()), lambda: ox.Store(str(next(folders))).bulk_load(b"".join(graphs.values()), ox.RdfFormat.N_QUADS)
        )
        show("filled in bulk", [triples / seconds for seconds in filled], "triples a second")
        show_ratio("filled in bulk, with the union of all, over the engine alone", filled, bare)
        folder = Path(name, "0")
        again, *_ = timed(lambda: fill_store(folder, graphs.items()))
        show("filled again, article by article", [triples / seconds for seconds in again], "triples a second")
        with open_store(folder) as store:
            _questions(store, b"".join(graphs.values()).decode())


def _questions(store: ArticleStore, quads: str) -> None:
    questions = load_questions()
    seconds = {each.name: statistics.median(timed(lambda each=each: list(store.ask(each.name).rows))[0]) for each in questions}
    show(f"{len(questions)} questions, all answers", [1000 * each for each in seconds.values()], f"ms (slowest: {max(seconds, key=seconds.__getitem__)})")
    dataset = Dataset(default_union=True)
    dataset.parse(data=quads, format="nquads")
    ours, theirs = timed(lambda: list(store.query(_SPARQL).rows), lambda: list(dataset.query(_SPARQL, initNs=prefixes())))
    show_ratio("one count by actor in SPARQL, over rdflib in memory", ours, theirs)
