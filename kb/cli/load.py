"""``kb load``: articles, converted on the way, and RDF files into a store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kb.cli.conversion import Tally, conversion_options, conversions
from kb.cli.options import GRAPH_FORMATS, debug_option, write_out
from kb.cli.progress import counted
from kb.cli.reading import read_options, reading_options_of
from kb.errors import InputError
from kb.read import FORMATS, find_sources, read_articles
from kb.read.detect import SUFFIXES, suffix_of

if TYPE_CHECKING:
    from kb.cli.destination import Destination
    from kb.query import RdfFile
    from kb.read.sources import Source

NOTHING_LOADED = 2


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("--store", metavar="DIR", help="The folder of the store; made if it is not there.")
@click.option("--endpoint", metavar="URL", help="A Graph Store service to fill instead; its login is read from KB_USER and KB_PASSWORD, or netrc.")
@click.option("--update", metavar="URL", help="Fill the endpoint by its SPARQL Update service, where it has no Graph Store service.")
@click.option("--resume", is_flag=True, help="Leave articles alone that the endpoint has already.")
@reading_options_of(sorted({*FORMATS, *GRAPH_FORMATS}))
@conversion_options
@debug_option
def command(inputs: tuple[str, ...], **options: Any) -> int:
    """Put articles into a store, where questions are answered over all of them.

    An INPUT is an article or many, in any form that 'kb convert' reads: they are converted and checked on the way.
    Or it is RDF (.ttl, .trig, .nq, .nt, .jsonld, .rdf), or a folder of any of these.

    An article that is there already is replaced, whole or not at all; the same one again changes nothing. So a load
    that was cut off is completed by running it again. A large RDF file goes into an empty store in bulk.

    \b
    Exit code:
      0  all is in the store
      1  something could not be read, or broke a shape, and was left out
      2  nothing could be read, or the store cannot be written
    \b
    Examples:
      kb load stories.jsonl --store news.db
      kb load graphs/*.nq --store news.db
      kb load news.nq --endpoint http://localhost:7878/store
      kb query --store news.db --name who-opposes --param who=Q20
    """  # noqa: D301
    if bool(options["store"]) == bool(options["endpoint"] or options["update"]):
        raise click.UsageError("give either --store or --endpoint")
    if options["resume"] and not options["endpoint"]:
        raise click.UsageError("--resume needs --endpoint; a store on disk resumes by itself")
    files, sources = _sorted_out(inputs, options["from_format"])
    tally = Tally("nquads", keep_invalid=options["keep_invalid"])
    with _destination(options) as destination:
        for file in files:
            _load_file(file, destination, tally)
        articles = tally.readable(read_articles(sources, options=read_options(options)))
        first = next(articles, None)
        if first is not None:
            destination.open()
            for result in counted(conversions(chain([first], articles), options), "articles"):
                tally.take(result, destination)
        write_out(_summary(destination.changes))
        if not destination.changes:
            return NOTHING_LOADED
    return 1 if tally.problems else 0


def _destination(options: dict[str, Any]) -> Destination:
    # this brings rdflib: too slow for --help and for what cannot be read
    from kb.cli.destination import EndpointDestination, StoreDestination  # noqa: PLC0415
    from kb.store import Endpoint  # noqa: PLC0415

    if options["store"]:
        return StoreDestination(Path(options["store"]))
    return EndpointDestination(Endpoint(options["endpoint"] or options["update"], update_url=options["update"]), resume=options["resume"])


def _load_file(file: RdfFile, destination: Destination, tally: Tally) -> None:
    try:
        for _ in counted(destination.load(file), "graphs"):
            pass
    except InputError as error:
        tally.report(str(error))


def _summary(changes: Counter[str]) -> str:
    return ", ".join(f"{changes[how]} {how}" for how in ("added", "replaced", "unchanged", "sent", "there before") if changes[how]) + "\n" if changes else ""


def _sorted_out(inputs: tuple[str, ...], format: str | None) -> tuple[list[RdfFile], list[Source]]:
    """Return the RDF files and the sources of articles that *inputs* stand for."""
    from kb.query import rdf_file  # noqa: PLC0415

    files: list[RdfFile] = []
    articles: list[str | Path] = []
    for given in inputs:
        for path in _in_folder(given):
            if format in GRAPH_FORMATS or (format is None and _is_rdf(path)):
                files.append(rdf_file(path, format=format))
            else:
                articles.append(path)
    return files, find_sources(articles, format=format)


def _in_folder(given: str) -> Iterator[str | Path]:
    """Yield *given*; of a folder the RDF files, and itself when it holds articles."""
    folder = Path(given)
    if given == "-" or not folder.is_dir():
        yield given
        return
    inside = sorted(path for path in folder.iterdir() if path.is_file())
    rdf = [path for path in inside if _is_rdf(path)]
    yield from rdf
    if not rdf or any(suffix_of(path.name) in SUFFIXES for path in inside if not _is_rdf(path)):
        yield folder


def _is_rdf(path: str | Path) -> bool:
    from kb.query import SUFFIXES as RDF  # noqa: PLC0415

    return Path(path).suffix.lower() in RDF
