"""Inputs as streams of unpacked bytes, with limits that no archive bomb gets past."""

from __future__ import annotations

import gzip
import importlib
import io
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path, PurePath
from types import ModuleType
from typing import Any, BinaryIO, cast

from kb.errors import InputError
from kb.read.items import Document

#: Suffixes of packed files.
PACKED = (".gz", ".zst")

# text packs to a tenth; what unpacks to hundreds of times its size was made to fill memory or disk
_RATIO = 500
_HARMLESS = 16 * 1024 * 1024
_WINDOW = 1 << 27  # bytes of memory that a zstd file may ask for
_BUFFER = 1 << 16


class _Unpacked(io.RawIOBase):
    """Reads from *inner*, which unpacks *packed*, and stops at what swells without end. Closes neither."""

    def __init__(self, inner: BinaryIO, packed: BinaryIO | None) -> None:
        self._inner, self._packed, self._count = inner, packed, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._inner.read(len(buffer))
        self._count += len(data)
        if self._packed and self._count > _HARMLESS and self._count > _RATIO * self._packed.tell():
            raise InputError(f"unpacks to more than {_RATIO} times its size, as archive bombs do; unpack it by hand if you trust it")
        buffer[: len(data)] = data
        return len(data)


@contextmanager
def open_path(path: Path | None) -> Iterator[BinaryIO]:
    """Open *path*, or standard input when it is None, unpacked by its suffix.

    Raises:
        InputError: It cannot be opened, read or unpacked; also from inside the ``with`` block, while it is read.
    """
    if path is None:
        yield cast(BinaryIO, io.BufferedReader(_Unpacked(sys.stdin.buffer, None), _BUFFER))
        return
    with open_with(lambda: path.open("rb"), str(path)) as stream:
        yield stream


@contextmanager
def open_with(opener: Callable[[], BinaryIO], name: str) -> Iterator[BinaryIO]:
    """Open with *opener* what is called *name*, unpacked by the suffix of that; raises what `open_path` does."""
    try:
        with ExitStack() as stack:
            raw = stack.enter_context(opener())
            unpack = {".gz": _gunzip, ".zst": _unzstd}.get(PurePath(name).suffix.lower())
            if unpack is None and isinstance(raw, io.BufferedReader):
                yield raw
            else:
                yield cast(BinaryIO, io.BufferedReader(_Unpacked(unpack(raw, name), raw) if unpack else _Unpacked(raw, None), _BUFFER))
    except OSError as error:
        raise InputError(f"{name}: cannot be read: {error.strerror or error}") from error
    except (EOFError, zlib.error) as error:
        raise InputError(f"{name}: is cut short or damaged: {error}") from error
    except InputError as error:
        message = str(error)
        raise InputError(message if message.startswith(name) else f"{name}: {message}") from error


def _gunzip(raw: BinaryIO, _: str) -> BinaryIO:
    return cast(BinaryIO, gzip.GzipFile(fileobj=raw))


def _unzstd(raw: BinaryIO, name: str) -> BinaryIO:
    zstandard = require("zstandard", "zstd", name)

    class Frames:
        """Turns the library's own error into one that every reader knows."""

        def __init__(self) -> None:
            self._reader = zstandard.ZstdDecompressor(max_window_size=_WINDOW).stream_reader(raw, read_across_frames=True)

        def read(self, size: int) -> bytes:
            try:
                return cast(bytes, self._reader.read(size))
            except zstandard.ZstdError as error:
                raise InputError(f"{name}: is cut short or damaged: {error}") from error

    return cast(BinaryIO, Frames())


def require(module: str, extra: str, where: str) -> ModuleType:
    """Return the library *module*, which the extra *extra* brings.

    Raises:
        InputError: It is not installed; the message has the command that installs it.
    """
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise InputError(f"{where}: to read it, install {module.partition('.')[0]}: pip install 'newskb[{extra}]'") from error


def head(stream: BinaryIO) -> bytes:
    """Return the first bytes of *stream*, which stay in it; up to 64 KiB."""
    return cast(io.BufferedReader, stream).peek(_BUFFER)[:_BUFFER]


def read_whole(document: Document, max_bytes: int) -> bytes:
    """Return all bytes of *document*.

    Raises:
        InputError: There are none, or more than *max_bytes*.
    """
    data = document.stream.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise InputError(f"{document.name}: has more than {max_bytes:,} bytes; split it, write it as JSON Lines, or raise --max-bytes")
    if not data:
        raise InputError(f"{document.name}: is empty; give it the words of an article")
    return data


def lines(document: Document, max_bytes: int) -> Iterator[bytes]:
    """Yield the lines of *document* with their ends; never more than one is in memory.

    Raises:
        InputError: A line is longer than *max_bytes*.
    """
    number = 0
    while line := document.stream.readline(max_bytes + 1):
        number += 1
        if len(line) > max_bytes:
            raise InputError(f"{document.name}, line {number}: has more than {max_bytes:,} bytes; break it up, or raise --max-bytes")
        yield line
