"""Own actors as a table: a row for each, or one for each of its offices."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from kb.errors import InputError
from kb.model import KnownActor, Office
from kb.roster.checks import kind_of, link_of, name_of, term_of

#: What parts the cells, by suffix.
DELIMITERS = {".csv": ",", ".tsv": "\t"}
REQUIRED = ("label", "type")
COLUMNS = (*REQUIRED, "aliases", "link", "office", "organization", "start", "end")
_BETWEEN = "|"  # parts aliases


def read_table(path: Path) -> tuple[KnownActor, ...]:
    """Return the actors of a table with a header of `COLUMNS`, in any order, of which `REQUIRED` must be there.

    Rows of one label, type and link tell of one actor, with the aliases and offices of all.

    Raises:
        InputError: It cannot be read, or a row cannot be used; the message names the line.
    """
    actors: dict[tuple[str, ...], KnownActor] = {}
    for number, row in _rows(path):
        try:
            actor = _actor(row)
        except ValueError as error:
            raise InputError(f"{path}, line {number}: {error}") from error
        key = (actor.label, actor.kind, actor.link or "")
        before = actors.get(key)
        if before is not None:
            aliases = tuple(dict.fromkeys((*before.aliases, *actor.aliases)))
            actor = replace(before, aliases=aliases, offices=(*before.offices, *actor.offices))
        actors[key] = actor
    return tuple(actors.values())


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield each row that is not empty with its line; missing cells are empty."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    except FileNotFoundError:
        raise InputError(f"{path}: no such file") from None
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: is not UTF-8 (byte {error.start:,}); save it as UTF-8") from error
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error
    reader = csv.reader(lines, delimiter=DELIMITERS[path.suffix.lower()], strict=True)
    try:
        header = [cell.strip().lower() for cell in next(reader, [])]
        _check_header(path, header)
        for cells in reader:
            if any(cell.strip() for cell in cells):
                if len(cells) > len(header):
                    raise InputError(f"{path}, line {reader.line_num}: has {len(cells)} cells, more than the {len(header)} columns; quote a comma")
                yield reader.line_num, dict.fromkeys(COLUMNS, "") | {name: cell.strip() for name, cell in zip(header, cells, strict=False)}
    except csv.Error as error:
        raise InputError(f"{path}, line {reader.line_num}: broken table: {error}") from error


def _check_header(path: Path, header: list[str]) -> None:
    unknown = [name for name in header if name not in COLUMNS]
    missing = [name for name in REQUIRED if name not in header]
    if unknown or missing:
        what = f"column {unknown[0]!r} is unknown" if unknown else f"column {missing[0]!r} is missing"
        raise InputError(f"{path}, line 1: {what}; the columns are {','.join(COLUMNS)}, of which {' and '.join(REQUIRED)} are needed")


def _actor(row: dict[str, str]) -> KnownActor:
    aliases = tuple(name_of(alias) for alias in row["aliases"].split(_BETWEEN) if alias.strip())
    start, end = term_of(row["start"], row["end"])
    if not row["office"] and (start or end or row["organization"]):
        raise ValueError("organization, start and end go with an office, which is missing")
    offices = (Office(row["office"], row["organization"] or None, start, end),) if row["office"] else ()
    return KnownActor(name_of(row["label"]), kind_of(row["type"]), link_of(row["link"]), aliases, offices)
