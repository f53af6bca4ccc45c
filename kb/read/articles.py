"""The articles of files, one after another; a file of JSON Lines is never in memory whole."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from kb.errors import InputError
from kb.model import Article
from kb.read.records import ArticleDefaults, article_from
from kb.read.sources import Source, decode


@dataclass(frozen=True)
class Rejected:
    """What stands in an article's place when it cannot be used. ``message`` is one line: where, what, how to mend it."""

    message: str


def read_articles(sources: Iterable[Source], *, defaults: ArticleDefaults | None = None) -> Iterator[Article | Rejected]:
    """Yield the articles of *sources* in their order, and in their places what cannot be used."""
    for source in sources:
        try:
            yield from _READERS[source.format](source, defaults or ArticleDefaults())
        except InputError as error:
            yield Rejected(str(error))


def _read_text(source: Source, defaults: ArticleDefaults) -> Iterator[Article | Rejected]:
    text = _read_whole(source)
    if not text.strip():
        raise InputError(f"{source.name}: holds white space alone; give it the words of an article")
    yield article_from({"text": text}, source.name, defaults)


def _read_json(source: Source, defaults: ArticleDefaults) -> Iterator[Article | Rejected]:
    records = _parse(_read_whole(source), source.name)
    if not isinstance(records, list):
        yield article_from(records, source.name, defaults)
        return
    if not records:
        raise InputError(f"{source.name}: the list is empty; give it at least one article")
    for number, record in enumerate(records, start=1):
        yield _article_or_rejected(record, f"{source.name}, article {number}", defaults)


def _read_jsonl(source: Source, defaults: ArticleDefaults) -> Iterator[Article | Rejected]:
    seen = False
    with source.open() as handle:
        for number, line in enumerate(handle, start=1):
            if not line.strip():
                continue
            where = f"{source.name}, line {number}"
            if not seen and b"\0" in line:
                # else each "line" of a binary file would be reported
                decode(line, source.name, first_line=number)
            seen = True
            try:
                record = _parse(decode(line.rstrip(b"\r\n"), source.name, first_line=number), source.name, first_line=number)
            except InputError as error:
                yield Rejected(str(error))
            else:
                yield _article_or_rejected(record, where, defaults)
    if not seen:
        raise InputError(f"{source.name}: is empty; give it one JSON object a line")


def _article_or_rejected(record: object, where: str, defaults: ArticleDefaults) -> Article | Rejected:
    try:
        return article_from(record, where, defaults)
    except InputError as error:
        return Rejected(str(error))


def _read_whole(source: Source) -> str:
    with source.open() as handle:
        data = handle.read()
    if not data:
        raise InputError(f"{source.name}: is empty; give it the words of an article")
    return decode(data, source.name)


def _parse(text: str, name: str, *, first_line: int = 1) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        where = f"line {first_line + error.lineno - 1}, column {error.colno}"
        raise InputError(f"{name}, {where}: broken JSON: {error.msg}; mend it there") from error
    except (ValueError, RecursionError) as error:
        # a number of thousands of digits, or brackets nested thousands deep
        raise InputError(f"{name}, line {first_line}: JSON that cannot be read: {error}") from error


_READERS: dict[str, Callable[[Source, ArticleDefaults], Iterator[Article | Rejected]]] = {"text": _read_text, "json": _read_json, "jsonl": _read_jsonl}
