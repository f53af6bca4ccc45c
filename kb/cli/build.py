"""``kb build``: any number of articles to N-Quads, by several processes, resumable."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

import click

from kb.cli.options import actors_option, debug_option, model_option, own_actors, warn
from kb.cli.progress import bars
from kb.cli.reading import read_options, reading_options
from kb.cli.signals import code_of, noting_signals
from kb.read import find_sources

if TYPE_CHECKING:
    from kb.build import Summary


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("-o", "--output", metavar="OUT", help="A file of N-Quads (.nq, .nq.gz), or a folder for parts of a thousand articles.")
@click.option("--store", metavar="DIR", help="A store to fill instead, where 'kb query' asks; made if it is not there.")
@click.option("-j", "--jobs", type=click.IntRange(1), metavar="N", help="Worker processes.  [default: one a core]")
@click.option("--cluster", metavar="ADDRESS", help="The scheduler of a Dask cluster that does the work: tcp://HOST:8786.")
@click.option("--restart", is_flag=True, help="Forget what a killed build has done.")
@reading_options
@click.option("--base", metavar="IRI", help="Start of the IRIs of articles and actors.")
@click.option("--no-text", is_flag=True, help="Leave the whole text out of the graphs; quotes stay in.")
@actors_option
@model_option
@debug_option
def command(inputs: tuple[str, ...], **options: Any) -> int:
    """Turn any number of articles into one graph file, a folder of them, or a store.

    INPUTs are as for 'kb convert'; they and OUT may be addresses that fsspec knows (s3://, gs://, hdfs://). A build that is killed goes
    on where it was when the same command runs again. The same articles and options give the same bytes, whatever the number of jobs, the
    order of the inputs, and the machines of a cluster.

    Beside OUT stand a manifest (OUT.manifest.json: what was read, written, skipped and failed, and why) and, where some
    failed, the rejects (OUT.rejects.jsonl), which can be mended and built. Of articles with one id, or with one text, publisher and
    date, one is kept. What a store holds already stays; an article that is there is replaced.

    \b
    Exit code:
      0    every article was written or skipped with good reason
      1    some article failed; it is in the rejects
      2    nothing could be read or written
      130  interrupted (143: terminated); the same command goes on
    \b
    Examples:
      kb build archive/ -o archive.nq
      kb build 'crawl/*.warc.gz' -o graphs/ --jobs 8
      kb build export.jsonl.gz --field text=body -o export.nq.gz
      kb build archive/ --store news.db
      kb build 's3://bucket/crawl/*.warc.gz' -o s3://bucket/graphs/ --cluster tcp://scheduler:8786
    """  # noqa: D301
    if bool(options["output"]) == bool(options["store"]):
        raise click.UsageError("give either -o OUT or --store DIR")
    sources = find_sources(inputs, format=options["from_format"])
    from kb.build import BuildSettings, build, places, store_places  # noqa: PLC0415 - not needed for --help
    from kb.graph import check_base  # noqa: PLC0415
    from kb.vocab import DEFAULT_BASE  # noqa: PLC0415

    base = check_base(options["base"] or DEFAULT_BASE)
    settings = BuildSettings(read_options(options), base, not options["no_text"], options["model"], own_actors(options))
    where = store_places(options["store"]) if options["store"] else places(options["output"])
    with noting_signals() as caught:
        try:
            with bars() as progress:
                summary = build(
                    sources, where, settings, jobs=options["jobs"] or _cores(), cluster=options["cluster"], restart=options["restart"], progress=progress
                )
        except KeyboardInterrupt:
            warn("interrupted; the same command goes on where it stopped")
            return code_of(caught)
    _tell(summary)
    return 1 if summary.failed else 0


def _cores() -> int:
    """Return how many cores this process may use, where the system tells."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _tell(summary: Summary) -> None:
    """Say on standard error what was done."""
    parts = [f"{summary.read:,} read from {summary.sources:,} inputs", f"{summary.written:,} written"]
    for name, counts in (("skipped", summary.skipped), ("failed", summary.failed)):
        if counts:
            parts.append(f"{sum(counts.values()):,} {name} ({', '.join(f'{reason}: {count:,}' for reason, count in counts.items())})")
    warn(", ".join(parts) + f"; see {summary.manifest}" + (f" and {summary.rejects}" if summary.rejects else ""))
    sys.stderr.flush()
