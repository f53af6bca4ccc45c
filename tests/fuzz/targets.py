"""What is fuzzed, and what must hold: each target takes any bytes, and raises when something is wrong."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any, BinaryIO, cast

import pyoxigraph as ox
from rdflib import XSD, Literal, URIRef

from kb.errors import InputError, OutputError, QueryError
from kb.graph import FORMATS as WRITERS
from kb.graph import Statements, Triple, serialise
from kb.graph.iris import article_iri, slug
from kb.graph.literals import time_literal
from kb.model import Article
from kb.query import Embedded, RdfFile, ask_question, find_question, load_graphs
from kb.read import FORMATS, ReadOptions, Rejected, Skipped, Source, read_articles
from kb.read.detect import detect
from kb.read.fetch import Page
from kb.read.opening import open_with
from kb.read.records import lenient_published
from kb.vocab import prefixes

_READING = ReadOptions(english_only=True, max_bytes=1 << 20)
_IRI = re.compile(r"[^\x00-\x20<>\"{}|\\^`]+")
_ADDRESS = "https://a.example/"


@dataclass(frozen=True)
class Target:
    """What takes bytes, and the most of them."""

    run: Callable[[bytes], object]
    longest: int = 2000


def read(format: str, data: bytes) -> None:
    """Whatever the bytes, a reader gives sound articles or one line that says what is wrong."""
    source = Source(None, format, _ADDRESS, Page(_ADDRESS, data))
    for item in read_articles([source], options=_READING):
        if isinstance(item, Article):
            item.text.encode()
            assert item.text.strip()
            assert "\0" not in item.text
            assert _IRI.fullmatch(article_iri(item))
        else:
            assert isinstance(item, (Rejected, Skipped))
            assert "\n" not in item.message
            assert "cannot be read: unexpected " not in item.message, item.message


def unpack(data: bytes) -> None:
    """Packed bytes come out, or are told to be damaged."""
    for name in ("a.gz", "a.zst"):
        try:
            with open_with(lambda: cast(BinaryIO, io.BytesIO(data)), name) as stream:
                stream.read(1 << 20)
        except InputError as error:
            assert str(error).startswith(name)


def formats(data: bytes) -> None:
    """Any bytes have a format, or none that is known."""
    assert detect(data) in {*FORMATS, None}


def iris(data: bytes) -> None:
    """Any id and any name make an IRI; ids that differ make IRIs that differ."""
    try:
        one, _, other = data.decode("utf-8", "surrogatepass").partition("\n")
    except UnicodeDecodeError:
        return
    made = []
    for identifier in (one, other):
        try:
            made.append(article_iri(Article(identifier, "A.")))
        except InputError:
            continue
        assert _IRI.fullmatch(made[-1])
        assert ox.NamedNode(made[-1]).value == str(made[-1])
    assert len(made) < 2 or (made[0] == made[1]) == (one == other)
    assert re.fullmatch(r"[a-z0-9%A-F_~.-]+", slug(one)), slug(one)


def literals(data: bytes) -> None:
    """What is typed as a time is one, as the engine reads it, too."""
    value = data.decode("utf-8", "replace")
    literal = time_literal(value)
    if literal.datatype is not None:
        assert str(literal).startswith(value[:16])
        assert ox.Literal(str(literal), datatype=ox.NamedNode(str(literal.datatype))).value == str(literal)
        assert not literal.ill_typed or literal.datatype in (XSD.gYear, XSD.gYearMonth, XSD.gMonthDay)
    moment = lenient_published(value)
    assert moment is None or lenient_published(moment) == moment


def writers(data: bytes) -> None:
    """What any format holds comes back as it was."""
    parts = [part for part in data.decode("utf-8", "replace").split("\x1f") if "\0" not in part]
    triples: dict[Triple, None] = {}
    for number, part in enumerate(parts):
        iri = article_iri(Article(part, "A.")) if part else URIRef("a:x")
        triples[iri, URIRef(f"a:p{number % 3}"), Literal(part, lang="en") if number % 2 else Literal(part)] = None
        triples[URIRef("a:s"), URIRef("a:o"), iri] = None
    graph = Statements(URIRef("https://a.example/article/1"), tuple(triples), prefixes())
    wanted = {(str(s), str(p), str(o), getattr(o, "language", None)) for s, p, o in graph}
    for name in WRITERS:
        try:
            text = serialise(graph, name)
        except OutputError:
            assert name == "rdfxml"
            continue
        assert serialise(graph, name) == text
        quads = ox.parse(text, _OXIGRAPH[name], base_iri="https://a.example/article/1")
        assert {(_plain(q.subject), _plain(q.predicate), _plain(q.object), getattr(q.object, "language", None)) for q in quads} == wanted, name


_OXIGRAPH = {
    "turtle": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}


def _plain(term: Any) -> str:
    return str(term.value)


@dataclass(frozen=True)
class _Given(RdfFile):
    data: bytes = b""

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        yield io.BufferedReader(cast(io.RawIOBase, io.BytesIO(self.data)))


def rdf(data: bytes) -> None:
    """RDF of strangers gives quads, or one line that says what is wrong."""
    for format in _OXIGRAPH:
        try:
            for quad in _Given(Path("a"), format, data).quads():
                str(quad)
        except InputError as error:
            assert "\n" not in str(error)


def parameters(data: bytes) -> None:
    """No value of a parameter makes a question ask for more."""
    value = data.decode("utf-8", "replace")
    for question in ("who-opposes", "deadlines", "contradictions"):
        for name in _question(question).parameters:
            try:
                assert _count(question, ((name, value),)) <= _all(question), (question, name)
            except QueryError as error:
                assert "\n" not in str(error)


def _count(question: str, given: Iterable[tuple[str, str]] = ()) -> int:
    return len(list(ask_question(_harbour(), _question(question), dict(given)).rows))


_question, _all = cache(find_question), cache(_count)


@cache
def _harbour() -> Embedded:
    return Embedded(load_graphs([Path(__file__).parents[1] / "data" / "harbour.ttl"]))


@cache
def _tools() -> tuple[Any, Any]:
    from kb.annotate import load_pipeline  # noqa: PLC0415 - two seconds that other targets need not wait
    from kb.validate import load_schema  # noqa: PLC0415

    return load_pipeline(None, threads=1), load_schema()


def offsets(data: bytes) -> None:
    """Whatever the text, its graph conforms, and every span is words of it."""
    from kb.pipeline import Conversion, convert  # noqa: PLC0415
    from kb.vocab import NIF  # noqa: PLC0415

    text = data.decode("utf-8", "ignore").replace("\0", "")
    if not text.strip():
        return
    nlp, schema = _tools()
    (result,) = convert([Article("1", text)], nlp=nlp, schema=schema, debug=True)
    assert isinstance(result, Conversion)
    assert result.report.conforms, result.report.as_text()
    for span, _, begin in result.graph.triples((None, NIF.beginIndex, None)):
        end, words = result.graph.value(span, NIF.endIndex), result.graph.value(span, NIF.anchorOf)
        assert 0 <= int(begin) <= int(end) <= len(text)
        assert words is None or str(words) == text[int(begin) : int(end)]


#: By name; "ninjs" and "digitalwires" are read as "json" is.
TARGETS: dict[str, Target] = {
    **{format: Target(partial(read, format)) for format in sorted(set(FORMATS) - {"digitalwires", "ninjs"})},
    "unpack": Target(unpack),
    "detect": Target(formats),
    "iris": Target(iris, longest=200),
    "literals": Target(literals, longest=40),
    "serialise": Target(writers, longest=400),
    "rdf": Target(rdf),
    "parameters": Target(parameters, longest=60),
    "offsets": Target(offsets, longest=400),
}
