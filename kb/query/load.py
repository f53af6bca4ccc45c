"""RDF files to what can be asked (an Oxigraph store in memory) or checked (an rdflib dataset)."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox
from rdflib import BNode, Dataset, Graph, Literal, URIRef
from rdflib.term import Identifier

from kb.errors import InputError
from kb.query.parse import RdfFile, rdf_file
from kb.vocab import KB

_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_ARTICLE = ox.NamedNode(str(KB.Article))
_STRING = "http://www.w3.org/2001/XMLSchema#string"


def load_graphs(files: Iterable[str | Path], *, format: str | None = None) -> ox.Store:
    """Return all triples of *files* ("-" is standard input) in memory: each article's in a graph of its own, and the union of all in the default graph.

    Args:
        files: Paths, or "-".
        format: Format of all of them; else the suffix tells, and standard input is TriG, which holds Turtle.

    Raises:
        InputError: A file is missing, of no known format, or broken; the message names the line.
    """
    store = ox.Store()
    for file in [rdf_file(each, format=format) for each in files]:
        quads = list(file.quads())
        home = _graph_name(file, quads)
        store.bulk_extend(each for quad in quads for each in _filed(quad, home))
    return store


def load_dataset(files: Iterable[str | Path], *, format: str | None = None) -> Dataset:
    """Return all triples of *files* for rdflib, each named graph by its name. Arguments and errors are those of ``load_graphs``."""
    dataset = Dataset(default_union=True)
    with rdflib_quiet():
        for file in [rdf_file(each, format=format) for each in files]:
            for quad in file.quads():
                graph = dataset.graph(URIRef(quad.graph_name.value)) if isinstance(quad.graph_name, ox.NamedNode) else dataset.default_graph
                graph.add((_identifier(quad.subject), _identifier(quad.predicate), _identifier(quad.object)))
    return dataset


def rdflib_graph(quads: Iterable[ox.Quad]) -> Graph:
    """Return *quads* for rdflib, all in one graph."""
    graph = Graph(bind_namespaces="none")
    for quad in quads:
        graph.add((_identifier(quad.subject), _identifier(quad.predicate), _identifier(quad.object)))
    return graph


@contextmanager
def rdflib_quiet() -> Iterator[None]:
    """Silence the warnings of rdflib's Dataset about its own calls."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        yield


def graphs_of(dataset: Dataset) -> list[Graph]:
    """Return the graphs of *dataset* that hold something, sorted by name."""
    with rdflib_quiet():
        return sorted((graph for graph in dataset.graphs() if len(graph)), key=lambda graph: str(graph.identifier))


def _graph_name(file: RdfFile, quads: list[ox.Quad]) -> ox.NamedNode:
    """Return the graph of the triples that *file* puts in none: that of the article if there is one, else the file's own."""
    articles = {quad.subject for quad in quads if quad.predicate == _TYPE and quad.object == _ARTICLE and isinstance(quad.graph_name, ox.DefaultGraph)}
    only = articles.pop() if len(articles) == 1 else None
    return only if isinstance(only, ox.NamedNode) else ox.NamedNode(file.iri)


def _filed(quad: ox.Quad, home: ox.NamedNode) -> tuple[ox.Quad, ox.Quad]:
    """Return *quad* in its graph (*home* when it has none) and in the default graph."""
    named = home if isinstance(quad.graph_name, ox.DefaultGraph) else quad.graph_name
    return ox.Quad(quad.subject, quad.predicate, quad.object, named), ox.Quad(quad.subject, quad.predicate, quad.object)


def _identifier(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Identifier:
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    if isinstance(term, ox.Triple):
        raise InputError("a triple within a triple is no RDF 1.1")
    if term.language:
        return Literal(term.value, lang=term.language)
    # rdflib tells a plain string from a typed one; RDF 1.1 does not
    return Literal(term.value, datatype=None if term.datatype.value == _STRING else URIRef(term.datatype.value))
