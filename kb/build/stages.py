"""What workers do: a few sources to a spool file of items, a few articles to graphs."""

from __future__ import annotations

import gc
import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kb.build.settings import BuildSettings
from kb.model import Article
from kb.read import ArticleDefaults, Placed, Rejected, Skipped, Source, article_from, read_source

if TYPE_CHECKING:
    from kb.pipeline import Conversion, Failure


@dataclass(frozen=True)
class Item:
    """One thing that a source held: an article, or what was skipped or failed, and why.

    ``digest`` stands for all of the article, ``twin`` for its text, publisher and date.
    """

    source: str
    number: int
    place: str
    outcome: str
    reason: str | None = None
    message: str | None = None
    id: str | None = None
    digest: bytes | None = None
    twin: bytes | None = None
    record: dict[str, Any] | None = None


@dataclass(frozen=True)
class Graphed:
    """The graph of the article that *digest* stands for, as packed N-Quads; or why there is none."""

    digest: bytes
    iri: str | None = None
    quads: bytes | None = None
    reason: str | None = None
    message: str | None = None


@dataclass(frozen=True)
class ReadTask:
    """Sources to read; their items go, as JSON Lines, into the file *spool*."""

    sources: tuple[Source, ...]
    spool: Path

    def alone(self) -> list[ReadTask]:
        """Return a task for each source."""
        return [replace(self, sources=(source,), spool=self.spool.with_suffix(f".{number}")) for number, source in enumerate(self.sources)]


@dataclass(frozen=True)
class ConvertTask:
    """Articles to convert: the digest and the record of each."""

    articles: tuple[tuple[bytes, dict[str, Any]], ...]

    def alone(self) -> list[ConvertTask]:
        """Return a task for each article."""
        return [ConvertTask((article,)) for article in self.articles]


@dataclass(frozen=True)
class Converted:
    """What a `ConvertTask` came to, and the versions of what made it."""

    graphs: list[Graphed]
    versions: dict[str, str]


class Stages:
    """Does tasks; loads the language pipeline when the first article comes."""

    def __init__(self, settings: BuildSettings) -> None:
        """Work by *settings*."""
        self._settings = settings
        self._tools: tuple[Any, Any] | None = None

    def read(self, task: ReadTask) -> Path:
        """Write the items of the task's sources to its spool file, and return that."""
        with task.spool.open("w", encoding="utf-8") as handle:
            handle.writelines(lines_of(task.sources, self._settings))
        return task.spool

    def convert(self, task: ConvertTask) -> Converted:
        """Return the graphs of the task's articles."""
        from kb.graph import check_base  # noqa: PLC0415 - spaCy and rdflib, which readers need not load
        from kb.pipeline import convert, pipeline_versions  # noqa: PLC0415
        from kb.vocab import DEFAULT_BASE  # noqa: PLC0415

        nlp, schema = self._tools = self._tools or _load(self._settings.model)
        articles = [article_of(record) for _, record in task.articles]
        base = check_base(self._settings.base or DEFAULT_BASE)
        # else the words of every article that ever came would stay in memory
        with nlp.memory_zone():
            results = convert(articles, nlp=nlp, schema=schema, base=base, with_text=self._settings.with_text, actors=self._settings.actors)
            graphs = [_graphed(digest, result) for (digest, _), result in zip(task.articles, results, strict=True)]
        return Converted(graphs, pipeline_versions(nlp, schema, self._settings.actors))


def _load(model: str | None) -> tuple[Any, Any]:
    from kb.annotate import load_pipeline  # noqa: PLC0415
    from kb.validate import load_schema  # noqa: PLC0415

    # workers share the cores among themselves; and the last digit of a sum depends on the number of threads
    tools = load_pipeline(model, threads=1), load_schema()
    gc.freeze()  # what stays to the end need not be looked through for garbage again and again
    return tools


def items_of(source: Source, settings: BuildSettings) -> Iterator[Item]:
    """Yield the items of one source, numbered from 1."""
    for number, found in enumerate(read_source(source, settings.reading), start=1):
        if isinstance(found, Placed):
            record = record_of(found.article)
            digest, twin = _hash(record), _hash({key: record.get(key) for key in ("text", "publisher", "published")})
            yield Item(source.name, number, found.where, "article", id=found.article.id, digest=digest, twin=twin, record=record)
        elif isinstance(found, Skipped):
            yield Item(source.name, number, found.message.partition(": ")[0], "skipped", found.reason, found.message)
        else:
            yield _unreadable(source, number, found)


def _unreadable(source: Source, number: int, rejected: Rejected) -> Item:
    return Item(source.name, number, rejected.message.partition(": ")[0], "failed", "unreadable", rejected.message)


def lines_of(sources: Iterable[Source], settings: BuildSettings) -> Iterator[str]:
    """Yield the items of *sources* as `items_from` reads them."""
    for source in sources:
        for item in items_of(source, settings):
            shown = asdict(item) | {name: value.hex() for name in ("digest", "twin") if (value := getattr(item, name))}
            yield json.dumps(shown) + "\n"


def items_from(spool: Path) -> Iterator[Item]:
    """Yield the items that a spool file holds."""
    with spool.open(encoding="utf-8") as handle:
        for line in handle:
            shown = json.loads(line)
            yield Item(**shown | {name: bytes.fromhex(shown[name]) for name in ("digest", "twin") if shown[name]})


def record_of(article: Article) -> dict[str, Any]:
    """Return *article* as the JSON object that reads as the same article; what is unknown is left out."""
    told = {key: value for key, value in asdict(article).items() if value is not None}
    return told | ({"published": article.published.isoformat()} if article.published else {})


def article_of(record: dict[str, Any]) -> Article:
    """Return the article that `record_of` wrote."""
    return article_from(record, str(record.get("id")), ArticleDefaults())


def _hash(value: object) -> bytes:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).digest()


def _graphed(digest: bytes, result: Conversion | Failure) -> Graphed:
    from kb.pipeline import Failure  # noqa: PLC0415

    if isinstance(result, Failure):
        return Graphed(digest, reason="error", message=result.message)
    if not result.report.conforms:
        return Graphed(digest, reason="shape", message=" ".join(result.report.as_text().split()))
    quads = result.serialise("nquads").encode()
    return Graphed(digest, result.iri, zlib.compress(quads, 1))


def failed_alone(task: ReadTask | ConvertTask, message: str) -> Sequence[Item] | Sequence[Graphed]:
    """Return what stands for the one source or article of *task*, on which a worker died."""
    if isinstance(task, ReadTask):
        source = task.sources[0]
        return [_unreadable(source, 1, Rejected(f"{source.name}: {message}"))]
    return [Graphed(task.articles[0][0], reason="error", message=message)]
