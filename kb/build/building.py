"""The stages of a build in a row; each goes on where a killed build left it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from typing import Any, TypeVar

from kb.build.cluster import ClusterWorkers
from kb.build.journal import Journal, open_journal
from kb.build.manifest import Summary, write_reports
from kb.build.output import Places, write_graphs
from kb.build.publish import publish
from kb.build.settings import BuildSettings, Progress
from kb.build.stages import ConvertTask, ReadTask, Stages, failed_alone, items_from
from kb.build.workers import ARTICLES, DIED, SOURCES, Crew, Died, Workers, groups, with_retries
from kb.errors import OutputError
from kb.read import Source

T = TypeVar("T")


def build(
    sources: Sequence[Source],
    where: Places,
    settings: BuildSettings,
    *,
    jobs: int = 1,
    cluster: str | None = None,
    restart: bool = False,
    progress: Progress = lambda *_: None,
) -> Summary:
    """Write the graphs of all articles of *sources* to *where*, with a manifest and, where some failed, a file of rejects.

    Args:
        sources: What `kb.read.find_sources` found.
        where: What `places` or `store_places` returned: a file of N-Quads, a folder for parts of a thousand articles each, or a store.
        settings: What the output depends on besides.
        jobs: Worker processes on this machine.
        cluster: Address of the scheduler of a Dask cluster that converts instead, and reads what has an address; None for none.
        restart: Whether to forget what a killed build has done.
        progress: Told how far it is.

    Raises:
        ClusterError: The cluster cannot be reached or used.
        InputError: The settings cannot be used.
        ModelError: There is no such language pipeline.
        OutputError: The output cannot be written, another build writes it, or a build with other settings left off there.
        StoreError: The store cannot be written, or another process does.
    """
    sources = [source for source in sources if not where.are_ours(source)]
    try:
        with _journal(where, settings, restart=restart) as journal:
            with _crews(jobs, cluster, settings) as crews:
                _read(sources, settings, journal, crews, where, progress)
                journal.choose()
                journal.commit()
                _convert(journal, crews.away, progress)
            return _write(where, settings, journal, progress)
    except OSError as error:
        raise OutputError(f"{error.filename or where.out}: cannot be written: {error.strerror}") from error


@contextmanager
def _journal(where: Places, settings: BuildSettings, *, restart: bool) -> Iterator[Journal]:
    """Give the journal of the build; keep it when the build ends too early, unless nothing worth keeping is in it."""
    made = [folder for folder in where.folders if not folder.exists()]
    where.work.mkdir(parents=bool(where.folders), exist_ok=True)
    with open_journal(where.work / "journal.sqlite", restart=restart) as journal:
        try:
            _check_settings(journal, settings, where)
            yield journal
        except BaseException:
            if journal.has_graphs():
                raise
            shutil.rmtree(where.work)
            for folder in reversed(made):
                folder.rmdir()
            raise
        shutil.rmtree(where.stage or where.work)


@dataclass(frozen=True)
class _Crews:
    """Who reads the files of this machine, and who does all else."""

    here: Crew
    away: Crew


@contextmanager
def _crews(jobs: int, cluster: str | None, settings: BuildSettings) -> Iterator[_Crews]:
    with Workers(jobs, settings) as here:
        if cluster is None:
            yield _Crews(here, here)
            return
        with ClusterWorkers(cluster, settings) as away:
            yield _Crews(here, away)


def _write(where: Places, settings: BuildSettings, journal: Journal, progress: Progress) -> Summary:
    total = journal.count_converted()
    progress("write", 0, total)
    written = write_graphs(where, _counted(journal.graphs(), total, progress))
    summary = write_reports(where, journal, settings, written)
    if where.url:
        publish(where)
    return summary


def _check_settings(journal: Journal, settings: BuildSettings, where: Places) -> None:
    if journal.meta("settings") != settings.signature() and not journal.has_graphs():
        journal.clear()
    if journal.meta("settings") not in (None, settings.signature()):
        raise OutputError(f"{where.out}: a build with other options, or of another version, left off here; give the same to go on, or --restart")
    journal.set_meta("settings", settings.signature())
    journal.commit()


def _read(sources: Sequence[Source], settings: BuildSettings, journal: Journal, crews: _Crews, where: Places, progress: Progress) -> None:
    """Note the articles of all sources that are not in the journal yet."""
    stamps = {source.name: source.stamp() for source in sources}
    kept = journal.keep_sources(stamps)
    journal.commit()
    unread = {source.name: source for source in sources if source.name not in kept}
    done = len(stamps) - len(unread)
    progress("read", done, len(stamps))
    # standard input is open in this process alone
    if given := [source for source in unread.values() if source.path is None and source.url is None]:
        task = ReadTask(tuple(given), where.work / "read-0.jsonl")
        _note_read(task, Stages(settings).read(task), stamps, journal)
        done += 1
    files = [source for source in unread.values() if source.path is not None]
    addresses = [source for source in unread.values() if source.url is not None]
    ended = (with_retries(crew, _read_tasks(mine, crew, where)) for crew, mine in ((crews.here, files), (crews.away, addresses)))
    for task, answer in chain.from_iterable(ended):
        _note_read(task, answer, stamps, journal)
        done += len(task.sources)
        progress("read", done, len(stamps))


def _read_tasks(sources: Sequence[Source], crew: Crew, where: Places) -> Iterator[ReadTask]:
    # few in a task where there are few, for each may be large
    parts = groups(sources, min(SOURCES, 1 + len(sources) // (8 * crew.jobs)))
    return (ReadTask(group, where.work / f"read-{number}.jsonl") for number, group in enumerate(parts, start=1))


def _note_read(task: ReadTask, answer: Any, stamps: dict[str, str | None], journal: Journal) -> None:
    journal.add_items(failed_alone(task, DIED) if isinstance(answer, Died) else items_from(answer))  # type: ignore[arg-type]
    for source in task.sources:
        journal.finish_source(source.name, stamps[source.name])
    journal.commit()
    task.spool.unlink(missing_ok=True)


def _convert(journal: Journal, workers: Crew, progress: Progress) -> None:
    """Note the graphs of all articles that have none yet."""
    done, total = journal.count_converted(), journal.count("article")
    progress("convert", done, total)
    tasks = (ConvertTask(group) for group in groups(journal.unconverted(), ARTICLES))
    for task, answer in with_retries(workers, tasks):
        if isinstance(answer, Died):
            journal.add_graphs(failed_alone(task, DIED))  # type: ignore[arg-type]
        else:
            journal.add_graphs(answer.graphs)
            journal.set_meta("versions", json.dumps(answer.versions))
        journal.commit()
        done += len(task.articles)
        progress("convert", done, total)


def _counted(items: Iterable[T], total: int, progress: Progress) -> Iterator[T]:
    for number, item in enumerate(items, start=1):
        yield item
        progress("write", number, total)
