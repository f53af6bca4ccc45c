"""Which files an input stands for, and their bytes as text."""

from __future__ import annotations

import codecs
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from kb.errors import InputError

#: Formats by the suffix of a file's name.
FORMATS = {".txt": "text", ".json": "json", ".jsonl": "jsonl"}

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True)
class Source:
    """One file, or standard input when ``path`` is None, and its format ("text", "json" or "jsonl")."""

    path: Path | None
    format: str

    @property
    def name(self) -> str:
        """Return what messages call it."""
        return str(self.path) if self.path else "standard input"

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """Open it for reading.

        Raises:
            InputError: It cannot be opened or read.
        """
        try:
            with nullcontext(sys.stdin.buffer) if self.path is None else self.path.open("rb") as handle:
                yield handle
        except OSError as error:
            raise InputError(f"{self.name}: cannot be read: {error.strerror}") from error


def find_sources(inputs: Sequence[str | Path], *, format: str | None = None) -> list[Source]:
    """Return the files that *inputs* stand for: files, folders (their text and JSON files, sorted) and "-" for standard input.

    Args:
        inputs: Paths, or "-".
        format: Format of all of them; else the suffix tells, and standard input is plain text.

    Raises:
        InputError: One is missing or of no known format, a folder holds nothing to read, or "-" stands twice.
    """
    found: list[Source] = []
    for given in inputs:
        if str(given) == "-":
            found.append(Source(None, format or "text"))
            continue
        path = Path(given)
        if path.is_dir():
            found += _in_folder(path, format)
        elif not path.exists():
            raise InputError(f"{path}: no such file or folder")
        else:
            found.append(Source(path, format or _format_of(path)))
    if sum(source.path is None for source in found) > 1:
        raise InputError("standard input: '-' is given twice, but it can be read once only")
    return found


def _in_folder(folder: Path, format: str | None) -> list[Source]:
    try:
        files = sorted(path for path in folder.iterdir() if path.is_file() and path.suffix.lower() in FORMATS)
    except OSError as error:
        raise InputError(f"{folder}: cannot be read: {error.strerror}") from error
    if not files:
        raise InputError(f"{folder}: the folder holds no {', '.join(FORMATS)} file")
    return [Source(path, format or _format_of(path)) for path in files]


def _format_of(path: Path) -> str:
    try:
        return FORMATS[path.suffix.lower()]
    except KeyError:
        raise InputError(f"{path}: unknown format {path.suffix or '(no suffix)'!r}: rename it to one of {', '.join(FORMATS)}, or give --from") from None


def decode(data: bytes, where: str, *, first_line: int = 1) -> str:
    """Return *data* as text, without a byte order mark at the start of the file.

    Args:
        data: UTF-8.
        where: What messages call it.
        first_line: The line of the file where *data* begins.

    Raises:
        InputError: It is binary or not UTF-8.
    """
    if first_line == 1:
        if data.startswith(_UTF16):
            raise InputError(f"{where}: is UTF-16, not UTF-8; convert it: iconv -f UTF-16 -t UTF-8")
        data = data.removeprefix(codecs.BOM_UTF8)
    if (position := data.find(b"\0")) >= 0:
        raise InputError(f"{where}, line {first_line + data.count(10, 0, position)}: holds a NUL byte, so it is a binary file; give plain text or JSON")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        place = f"{where}, line {first_line + data.count(10, 0, error.start)}"
        raise InputError(f"{place}: byte 0x{data[error.start]:02X} is not UTF-8; convert it, such as: iconv -f WINDOWS-1252 -t UTF-8") from error
