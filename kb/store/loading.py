"""RDF files into a store: a large one into an empty store in bulk, any other article by article."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox

from kb.errors import InputError
from kb.query import RdfFile
from kb.store.articles import ArticleStore, Change, building, is_empty, open_store
from kb.store.plain import is_plain, load_plain
from kb.vocab import KB

#: From this size in bytes on a file goes into an empty store in bulk.
LARGE = 16 << 20
#: Up to this size in bytes a file is sorted by article in memory, beyond it on disk.
IN_MEMORY = 128 << 20

_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_ARTICLE = ox.NamedNode(str(KB.Article))


def fits_bulk(folder: Path, file: RdfFile) -> bool:
    """Return whether *file* is large and the store in *folder* still empty."""
    large = file.path is not None and file.path.exists() and file.path.stat().st_size >= LARGE
    return large and is_empty(folder)


def bulk_load(folder: Path, file: RdfFile) -> int:
    """Make the store in the empty *folder* of all that *file* holds, all or nothing; return how many graphs that is.

    It is built beside its place and then renamed, so that a process that dies leaves the folder empty.

    Raises:
        InputError: The file is broken.
        StoreError: Another process writes there, or the folder cannot be written.
    """
    with building(folder) as staging:
        store = ox.Store(str(staging))
        if is_plain(file):
            load_plain(store, file)
        else:
            # the default graph is the union
            store.bulk_extend(each for quad in graph_quads(file) for each in (quad, ox.Quad(quad.subject, quad.predicate, quad.object)))
        store.flush()
        count = sum(1 for _ in store.named_graphs())
        # the engine closes its files when nobody holds it
        del store
    return count


def fill_store(folder: Path, graphs: Iterable[tuple[str, bytes]]) -> int:
    """Put *graphs* (the IRI of an article and its N-Quads, each IRI once) into the store in *folder*; return how many there were.

    Into an empty store they go in bulk, all or nothing; into any other one by one, each whole or not at all. What was put there before is found unchanged, so
    that a fill which was cut off is completed by running it again.

    Raises:
        StoreError: Another process writes there, or it cannot be written.
    """
    count = 0

    def counted() -> Iterator[tuple[str, bytes]]:
        nonlocal count
        for graph in graphs:
            count += 1
            yield graph

    if is_empty(folder):
        with building(folder) as staging:
            store = ox.Store(str(staging))
            quads = (quad for _, data in counted() for quad in ox.parse(data, ox.RdfFormat.N_QUADS))
            store.bulk_extend(each for quad in quads for each in (quad, ox.Quad(quad.subject, quad.predicate, quad.object)))
            store.flush()
            # the engine closes its files when nobody holds it
            del store
        return count
    with open_store(folder, read_only=False) as articles:
        for iri, data in counted():
            articles.replace(iri, [quad.triple for quad in ox.parse(data, ox.RdfFormat.N_QUADS)])
    return count


def load_file(store: ArticleStore, file: RdfFile) -> Iterator[tuple[str, Change]]:
    """Put each article of *file* into *store*; yield its IRI and what that did.

    Raises:
        InputError: The file is broken; nothing of it was put there then.
        StoreError: The store cannot be written.
    """
    for iri, triples in articles_of(file):
        yield iri, store.replace(iri, triples)


def articles_of(file: RdfFile) -> Iterator[tuple[str, list[ox.Triple]]]:
    """Yield the IRI and the triples of each article of *file*, sorted by IRI.

    Raises:
        InputError: The file is broken; nothing was yielded then.
    """
    with tempfile.TemporaryDirectory(prefix="kb-") as folder:
        large = file.path is not None and file.path.exists() and file.path.stat().st_size > IN_MEMORY
        # an index of its own, since the quads of an article need not stand together
        index = ox.Store(folder) if large else ox.Store()
        index.bulk_extend(graph_quads(file))
        for graph in sorted(index.named_graphs(), key=str):
            yield graph.value, [quad.triple for quad in index.quads_for_pattern(None, None, None, graph)]
        del index


def graph_quads(file: RdfFile) -> Iterator[ox.Quad]:
    """Yield the quads of *file*, each in a named graph and without blank nodes.

    Raises:
        InputError: It is broken, or has triples that belong to no article or to several.
    """
    homeless: list[ox.Quad] = []
    for quad in file.quads(rename_blank_nodes=False):
        if isinstance(quad.graph_name, ox.DefaultGraph):
            homeless.append(quad)
        else:
            yield _named(quad, quad.graph_name)
    if homeless:
        home = _only_article(file, homeless)
        for quad in homeless:
            yield _named(quad, home)


def _only_article(file: RdfFile, quads: list[ox.Quad]) -> ox.NamedNode:
    articles = sorted({str(quad.subject) for quad in quads if quad.predicate == _TYPE and quad.object == _ARTICLE})
    if len(articles) == 1:
        return ox.NamedNode(articles[0].strip("<>"))
    if articles:
        raise InputError(f"{file.name}: {len(articles)} articles run together in one graph; convert them with --to trig or --to nquads, which keep them apart")
    raise InputError(f"{file.name}: holds triples of no article (kb:Article) and in no named graph; give them a graph, in TriG or N-Quads")


def _named(quad: ox.Quad, graph: ox.NamedNode | ox.BlankNode) -> ox.Quad:
    """Return *quad* in *graph*, with IRIs inside the graph for its blank nodes: these could not be replaced or compared."""
    name = graph if isinstance(graph, ox.NamedNode) else ox.NamedNode(f"urn:kb:{graph.value}")

    def term(value: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> ox.NamedNode | ox.Literal:
        if isinstance(value, ox.Triple):
            raise InputError("a triple within a triple is no RDF 1.1")
        return ox.NamedNode(f"{name.value}#_{value.value}") if isinstance(value, ox.BlankNode) else value

    if name is graph and isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, (ox.NamedNode, ox.Literal)):
        return quad if quad.graph_name == graph else ox.Quad(quad.subject, quad.predicate, quad.object, name)
    return ox.Quad(term(quad.subject), quad.predicate, term(quad.object), name)  # type: ignore[arg-type]  # a subject is no literal
