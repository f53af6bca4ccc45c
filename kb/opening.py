"""Stores to read: a directory that was loaded before, or RDF files held in memory. Nothing is fetched and nothing written."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, parse

from kb.errors import InputError

# kb.vocab has it, too, but is slow to import
_ARTICLE = NamedNode("https://w3id.org/newskb/ontology#Article")
_FORMATS = {
    ".ttl": RdfFormat.TURTLE,
    ".trig": RdfFormat.TRIG,
    ".nq": RdfFormat.N_QUADS,
    ".nt": RdfFormat.N_TRIPLES,
    ".jsonld": RdfFormat.JSON_LD,
    ".rdf": RdfFormat.RDF_XML,
    ".owl": RdfFormat.RDF_XML,
    ".xml": RdfFormat.RDF_XML,
}


def open_directory(path: str | Path) -> Store:
    """Return the store in the directory *path*, to be read alone; a writer may be at work.

    Raises:
        InputError: There is no store.
    """
    directory = Path(path)
    # RocksDB names its newest manifest in this file
    if not (directory / "CURRENT").is_file():
        reason = "holds no store" if directory.is_dir() else "no such directory"
        raise InputError(f"{path}: {reason}; 'kb load ARTICLES --store {path}' makes one")
    try:
        return Store.read_only(str(directory))
    except (OSError, RuntimeError) as error:
        raise InputError(f"{path}: the store cannot be read: {error}") from error


def open_files(files: Iterable[str | Path]) -> Store:
    """Return *files* as one store in memory, each article in a graph of its own.

    Raises:
        InputError: A file is missing, of no known format, or broken; the message names the line.
    """
    store = Store()
    for file in files:
        store.extend(_named(_read(Path(file))))
    return store


def _read(path: Path) -> list[Quad]:
    if path.suffix.lower() not in _FORMATS:
        raise InputError(f"{path}: unknown format {path.suffix or '(no suffix)'!r}: rename it to one of {', '.join(_FORMATS)}")
    try:
        return list(parse(path=str(path), format=_FORMATS[path.suffix.lower()], base_iri=path.resolve().as_uri()))
    except FileNotFoundError:
        raise InputError(f"{path}: no such file") from None
    except SyntaxError as error:
        place = f", line {error.lineno}" if error.lineno else ""
        raise InputError(f"{path}{place}: broken {path.suffix[1:]}: {error.msg}") from error
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror or error}") from error


def _named(quads: list[Quad]) -> Iterable[Quad]:
    """Return *quads* with those of the default graph in the graph of the one article that they tell of."""
    unnamed = [quad for quad in quads if quad.graph_name == DefaultGraph()]
    articles = [quad.subject for quad in unnamed if quad.object == _ARTICLE]
    if len(articles) != 1 or not isinstance(articles[0], NamedNode):
        return quads
    return [Quad(quad.subject, quad.predicate, quad.object, articles[0]) if quad.graph_name == DefaultGraph() else quad for quad in quads]
