"""Killed ten times at random moments, a load leaves a store that opens and holds whole articles alone, and the next one goes on."""

from __future__ import annotations

import multiprocessing
import random
import time
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from kb.cli.destination import StoreDestination
from kb.query import rdf_file
from kb.store import articles_of, loading, open_store

DATA = Path(__file__).parent.parent / "data"
KILLS = 10
ARTICLES = 24

# processes that have all modules, and not yet the engine's threads, which do not survive a fork
SERVER = multiprocessing.get_context("forkserver")
SERVER.set_forkserver_preload([__name__])


def load(folder: Path, file: Path, large: int) -> None:
    loading.LARGE = large
    with StoreDestination(folder) as destination:
        for _ in destination.load(rdf_file(file)):
            pass


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, set[ox.Triple]]:
    """Give a file of many articles that hold the same triples, and these."""
    triples = next(triples for _, triples in articles_of(rdf_file(DATA / "dam.trig")))
    file: Path = tmp_path_factory.mktemp("articles") / "many.nq"
    file.write_text("".join(f"{triple} <a:article-{number}> .\n" for number in range(ARTICLES) for triple in triples))
    return file, set(triples)


def seconds_of(run: Callable[[], None]) -> float:
    begun = time.monotonic()
    run()
    return time.monotonic() - begun


@pytest.mark.parametrize("large", [0, 1 << 40], ids=["in bulk", "one by one"])
def test_ten_kills_leave_whole_articles(articles: tuple[Path, set[ox.Triple]], tmp_path: Path, large: int) -> None:
    file, triples = articles
    folder = tmp_path / "news.db"

    def started(place: Path) -> multiprocessing.context.ForkServerProcess:
        process = SERVER.Process(target=load, args=(place, file, large))
        process.start()
        return process

    started(tmp_path / "first.db").join()
    whole = seconds_of(lambda: started(tmp_path / "whole.db").join())
    chance = random.Random(large)  # noqa: S311 - moments, not secrets
    for _ in range(KILLS):
        process = started(folder)
        time.sleep(chance.uniform(0, whole))
        process.kill()
        process.join()
        if folder.exists():
            with open_store(folder) as store:
                assert all({quad.triple for quad in store.graph(iri)} == triples for iri in store.articles())
    last = started(folder)
    last.join()
    assert last.exitcode == 0
    with open_store(folder) as store:
        assert len(store.articles()) == ARTICLES
    assert sorted(path.name for path in tmp_path.iterdir()) == ["first.db", "news.db", "whole.db"]
