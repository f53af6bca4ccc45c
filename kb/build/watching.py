"""One look at what is watched: what is new or has changed is read, converted and handed on; all else is left alone.

Files are known by size and time, addresses are asked politely (`kb.read.fetch.fetch_changed`): whether there is anything new since the last time, seldom, and
after a failure more seldom each time. What was taken is noted after it was handed on: a watch that is killed loses nothing, and taking twice changes nothing.
"""

from __future__ import annotations

import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from kb.build.seen import Seen, State
from kb.build.settings import BuildSettings
from kb.build.stages import ConvertTask, Graphed, Item, ReadTask, failed_alone, items_from
from kb.build.workers import ARTICLES, DIED, SOURCES, Died, Workers, groups, with_retries
from kb.errors import InputError
from kb.read import Source, is_remote

#: Takes graphs, by the IRIs of their articles, as N-Quads; what it took before it may get again.
Put = Callable[[dict[str, bytes]], object]
#: Takes one line about what went wrong.
Tell = Callable[[str], None]

_SELDOM = 60.0  # seconds between two requests to one address, at least
_LONGEST = 86_400.0
_SETTLED = 2.0  # seconds after which a file counts as written


@dataclass
class Look:
    """The numbers of a look; ``skipped`` and ``failed`` are by reason. ``changed`` counts the sources that were read."""

    changed: int = 0
    written: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)


def look(sources: Sequence[Source], seen: Seen, settings: BuildSettings, put: Put, *, work: Path, jobs: int = 1, tell: Tell = lambda _: None) -> Look:
    """Hand the graphs of all new articles of *sources* to *put*, and return what that came to.

    Args:
        sources: What `kb.read.find_sources` found.
        seen: What was seen before.
        settings: How to read and convert.
        put: Takes the graphs.
        work: A folder for what lies between reading and converting.
        jobs: Worker processes.
        tell: Told of each thing that failed.

    Raises:
        KbError: What *put* raises; then what was not handed on is new the next time.
    """
    found = Look()
    with Workers(jobs, settings) as workers:
        try:
            for group in groups(_changed(sources, seen, settings, found, tell), SOURCES):
                task = ReadTask(tuple(source for source, _ in group), work / "read.jsonl")
                # the workers convert what they have read only when all of it is read
                for done, answer in list(with_retries(workers, [task])):
                    items = failed_alone(done, DIED) if isinstance(answer, Died) else items_from(answer)
                    _take(_new(items, seen, found, tell), workers, seen, put, found, tell)  # type: ignore[arg-type]  # items of a task that reads
                    done.spool.unlink(missing_ok=True)
                for source, state in group:
                    seen.note(source.name, state)
                seen.commit()
                found.changed += len(group)
        except BaseException:
            seen.rollback()
            raise
    return found


def _changed(sources: Sequence[Source], seen: Seen, settings: BuildSettings, found: Look, tell: Tell) -> Iterator[tuple[Source, State]]:
    """Yield the sources that are new or have changed, with the state to note when they are read."""
    for source in sources:
        if source.url and not is_remote(source.url):
            fetched = _asked(source, seen, settings, found, tell)
            if fetched:
                yield fetched
        elif (stamp := source.stamp()) != seen.state(source.name).stamp and _is_settled(source, stamp):
            yield source, State(stamp)


def _is_settled(source: Source, stamp: str | None) -> bool:
    """Return whether nobody writes the file any more; a young one is watched until it is old enough."""
    try:
        age = time.time() - source.path.stat().st_mtime if source.path else _SETTLED
    except OSError:
        return False
    if 0 <= age < _SETTLED:
        time.sleep(_SETTLED - age)
        return source.stamp() == stamp
    return True


def _asked(source: Source, seen: Seen, settings: BuildSettings, found: Look, tell: Tell) -> tuple[Source, State] | None:
    """Return the page that has changed, or None when it has not, cannot be had, or was asked for a moment ago."""
    # httpx takes a quarter of a second to load
    from kb.read.fetch import TryLater, fetch_changed  # noqa: PLC0415

    known, now, reading = seen.state(source.name), time.time(), settings.reading
    if now < known.due <= now + _LONGEST:
        return None
    try:
        page = fetch_changed(source.name, known.stamp, max_bytes=reading.max_bytes, timeout=reading.timeout, allow_private=reading.allow_private)
    except InputError as error:
        tell(str(error))
        found.failed["unreadable"] += 1
        wanted = error.seconds if isinstance(error, TryLater) else 0
        wait = min(max(wanted, _SELDOM * 2.0 ** min(known.failures, 16)), _LONGEST)
        seen.note(source.name, State(known.stamp, now + wait, known.failures + 1))
        seen.commit()
        return None
    if page is None:
        seen.note(source.name, State(known.stamp, now + _SELDOM))
        seen.commit()
        return None
    return replace(source, page=page), State(page.stamp, now + _SELDOM)


def _new(items: Iterable[Item], seen: Seen, found: Look, tell: Tell) -> Iterator[Item]:
    """Yield the articles that were not seen yet; count and tell what else there is."""
    for item in items:
        if item.outcome == "article":
            known = seen.take(item)
            if known is None:
                yield item
            elif known != "known":
                found.skipped[known] += 1
        elif item.outcome == "skipped":
            found.skipped[item.reason or ""] += 1
        else:
            found.failed[item.reason or ""] += 1
            tell(item.message or item.place)


def _take(items: Iterator[Item], workers: Workers, seen: Seen, put: Put, found: Look, tell: Tell) -> None:
    """Convert *items* and hand them on, a few at a time."""
    for batch in groups(items, ARTICLES * workers.jobs):
        graphs = _converted(batch, workers)
        written: dict[str, bytes] = {}
        for item in batch:
            graph = graphs[item.digest]
            if graph.iri and graph.quads:
                # of two versions of an article the later one stands
                written[graph.iri] = zlib.decompress(graph.quads)
            else:
                found.failed[graph.reason or ""] += 1
                tell(f"{item.place}: {graph.message}")
        if written:
            put(written)
        seen.commit()
        found.written += len(written)


def _converted(batch: Sequence[Item], workers: Workers) -> dict[bytes | None, Graphed]:
    tasks = [ConvertTask(tuple((item.digest or b"", item.record or {}) for item in part)) for part in groups(batch, ARTICLES)]
    graphs: dict[bytes | None, Graphed] = {}
    for task, answer in with_retries(workers, tasks):
        made: Sequence[Graphed] = failed_alone(task, DIED) if isinstance(answer, Died) else answer.graphs  # type: ignore[assignment]
        graphs |= {each.digest: each for each in made}
    return graphs
