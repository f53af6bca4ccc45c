"""``kb watch``: folders and feeds, looked at again and again; what is new is converted."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kb.cli.options import actors_option, debug_option, model_option, own_actors, warn
from kb.cli.reading import read_options, reading_options
from kb.cli.signals import code_of, noting_signals
from kb.errors import KbError, OutputError
from kb.read import find_sources

if TYPE_CHECKING:
    from kb.build import BuildSettings, Look, Put
    from kb.build.seen import Seen
    from kb.read import Source


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="FOLDER|FEED...")
@click.option("--store", metavar="DIR", help="The store to fill; made if it is not there.")
@click.option("-o", "--output", metavar="DIR", help="A folder to fill instead, with one file of N-Quads an article.")
@click.option("--every", type=click.FloatRange(1), default=900, show_default=True, metavar="SECONDS", help="How long to wait between two looks.")
@click.option("--once", is_flag=True, help="Look once and end, as cron wants it.")
@click.option("-j", "--jobs", type=click.IntRange(1), default=1, show_default=True, metavar="N", help="Worker processes.")
@reading_options
@click.option("--base", metavar="IRI", help="Start of the IRIs of articles and actors.")
@click.option("--no-text", is_flag=True, help="Leave the whole text out of the graphs; quotes stay in.")
@actors_option
@model_option
@debug_option
def command(inputs: tuple[str, ...], **options: Any) -> int:
    """Watch folders and feeds, and turn what is new into graphs.

    An INPUT is a folder, a file, a pattern or an http address, as for 'kb convert'. Files are read when they are new or have changed; of a feed the items
    that were not there before, by the words in the feed itself: links are not followed.

    An address is asked at most once a minute, and only whether it has changed, where its server can tell; after a failure it is asked more and more seldom,
    and a server that wants a pause gets it. What was taken is noted beside DIR, so that ending and starting again takes nothing twice. The store is open
    only while something is written: 'kb query', 'kb serve', 'kb load' and 'kb merge' work meanwhile.

    \b
    Exit code:
      0  ended by Ctrl-C or SIGTERM; with --once: all that was new is written
      1  with --once: something could not be read or converted
      2  an input or the output cannot be used
    \b
    Examples:
      kb watch incoming/ https://example.org/news.rss --store news.db
      kb watch incoming/ -o graphs/ --every 60
      */15 * * * *  kb watch https://example.org/news.rss --store news.db --once
    """  # noqa: D301
    if bool(options["output"]) == bool(options["store"]):
        raise click.UsageError("give either -o DIR or --store DIR")
    if "-" in inputs:
        raise click.UsageError("standard input cannot be watched; give a folder or an address")
    _find(inputs, options)
    from kb.build import BuildSettings  # noqa: PLC0415 - not needed for --help
    from kb.graph import check_base  # noqa: PLC0415
    from kb.vocab import DEFAULT_BASE  # noqa: PLC0415

    base = check_base(options["base"] or DEFAULT_BASE)
    settings = BuildSettings(read_options(options), base, not options["no_text"], options["model"], own_actors(options))
    with noting_signals() as caught:
        try:
            with _memory(options) as (seen, work):
                return _run(inputs, options, settings, seen, work)
        except KeyboardInterrupt:
            warn("ended")
            return code_of(caught) if options["once"] else 0


@contextmanager
def _memory(options: dict[str, Any]) -> Iterator[tuple[Seen, Path]]:
    """Give what was seen, and the folder where that is kept."""
    from kb.build.seen import open_seen  # noqa: PLC0415

    store = Path(options["store"]).resolve() if options["store"] else None
    work = store.with_name(f".{store.name}.kb-watch") if store else Path(options["output"], ".kb-watch")
    try:
        work.mkdir(parents=store is None, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{work}: cannot be made: {error.strerror}") from error
    with open_seen(work / "seen.sqlite") as seen:
        yield seen, work


def _run(inputs: tuple[str, ...], options: dict[str, Any], settings: BuildSettings, seen: Seen, work: Path) -> int:
    from kb.build import look  # noqa: PLC0415

    put, mark = _target(options)
    while True:
        try:
            seen.begin(settings.signature(), mark())
            found = look(_find(inputs, options), seen, settings, put, work=work, jobs=options["jobs"], tell=warn)
            seen.begin(settings.signature(), mark())
        except KbError as error:
            if options["once"]:
                raise
            warn(f"{error} (tried again in {options['every']:g} seconds)")
        else:
            _tell(found)
            if options["once"]:
                return 1 if found.failed else 0
        time.sleep(options["every"])


def _find(inputs: tuple[str, ...], options: dict[str, Any]) -> list[Source]:
    return find_sources(inputs, format=options["from_format"], allow_empty=True)


def _target(options: dict[str, Any]) -> tuple[Put, Callable[[], str]]:
    """Return what takes graphs, and what tells whether their place is still the same."""
    if options["store"]:
        from kb.store import check_writable, fill_store, identity_of  # noqa: PLC0415 - rdflib, which --help need not load

        folder = Path(options["store"])
        check_writable(folder)
        return (lambda graphs: fill_store(folder, graphs.items())), (lambda: identity_of(folder))
    from kb.cli.output import open_sink  # noqa: PLC0415
    from kb.graph import FORMATS  # noqa: PLC0415

    def write(graphs: dict[str, bytes]) -> None:
        with open_sink(f"{options['output']}/", FORMATS["nquads"]) as sink:
            for iri, quads in graphs.items():
                sink.add(iri, quads.decode())

    # what was seen stands in the folder itself, and goes with it
    return write, lambda: ""


def _tell(found: Look) -> None:
    """Say on standard error what was new, if anything was."""
    parts = [f"{found.changed:,} new or changed inputs, {found.written:,} articles written"]
    for name, counts in (("skipped", found.skipped), ("failed", found.failed)):
        if counts:
            parts.append(f"{counts.total():,} {name} ({', '.join(f'{reason}: {count:,}' for reason, count in sorted(counts.items()))})")
    if found.changed or found.failed:
        warn(", ".join(parts))
