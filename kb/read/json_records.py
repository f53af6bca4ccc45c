"""JSON (an object, or a list of them) and JSON Lines; objects that are IPTC ninjs or dpa's digitalwires are read as such."""

from __future__ import annotations

import json
from collections.abc import Iterator

from kb.errors import InputError
from kb.read import digitalwires, ninjs
from kb.read.items import Document, Found, ReadOptions, Rejected, Skipped
from kb.read.opening import lines, read_whole
from kb.read.plain import decode


def read(document: Document, options: ReadOptions) -> Iterator[Found | Skipped]:
    """Yield the records of a JSON file."""
    records = parse(decode(read_whole(document, options.max_bytes), document.name), document.name)
    if not isinstance(records, list):
        yield _record(document.name, records)
        return
    if not records:
        raise InputError(f"{document.name}: the list is empty; give it at least one article")
    for number, record in enumerate(records, start=1):
        yield _record(f"{document.name}, article {number}", record)


def read_lines(document: Document, options: ReadOptions) -> Iterator[Found | Rejected | Skipped]:
    """Yield the records of JSON Lines, one at a time."""
    seen = False
    for number, line in enumerate(lines(document, options.max_bytes), start=1):
        if not line.strip():
            continue
        if not seen and b"\0" in line:
            # else each "line" of a binary file would be reported
            decode(line, document.name, first_line=number)
        seen = True
        try:
            record = parse(decode(line.rstrip(b"\r\n"), document.name, first_line=number), document.name, first_line=number)
        except InputError as error:
            yield Rejected(str(error))
        else:
            yield _record(f"{document.name}, line {number}", record)
    if not seen:
        raise InputError(f"{document.name}: is empty; give it one JSON object a line")


def parse(text: str, name: str, *, first_line: int = 1) -> object:
    """Return the value that *text* writes.

    Raises:
        InputError: It is no JSON, or nested or long beyond measure.
    """
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        where = f"line {first_line + error.lineno - 1}, column {error.colno}"
        raise InputError(f"{name}, {where}: broken JSON: {error.msg}; mend it there") from error
    except (ValueError, RecursionError) as error:
        # a number of thousands of digits, or brackets nested thousands deep
        raise InputError(f"{name}, line {first_line}: JSON that cannot be read: {error}") from error


def _record(where: str, value: object) -> Found | Skipped:
    if digitalwires.is_digitalwires(value):
        return digitalwires.found(where, value)
    return ninjs.found(where, value) if ninjs.is_ninjs(value) else Found(where, value)
