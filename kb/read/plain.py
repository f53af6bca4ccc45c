"""Plain text: a file is an article, verbatim."""

from __future__ import annotations

import codecs
from collections.abc import Iterator

from kb.errors import InputError
from kb.read.items import Document, Found, ReadOptions
from kb.read.opening import read_whole

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read(document: Document, options: ReadOptions) -> Iterator[Found]:
    """Yield the one record of *document*."""
    text = decode(read_whole(document, options.max_bytes), document.name)
    if not text.strip():
        raise InputError(f"{document.name}: holds white space alone; give it the words of an article")
    yield Found(document.name, {"text": text})


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
