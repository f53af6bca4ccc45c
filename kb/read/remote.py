"""Files with an address of their own (``s3://``, ``gs://``, ``hdfs://``, ``file://``): whatever fsspec or its plugins can open."""

from __future__ import annotations

from collections.abc import Collection
from glob import has_magic
from typing import Any, BinaryIO, cast

from kb.errors import InputError
from kb.read.opening import require


def is_remote(given: str) -> bool:
    """Return whether *given* is such an address, and neither a path nor a page of the web."""
    scheme, sign, _ = given.partition("://")
    return bool(sign) and scheme.replace("+", "").isalnum() and scheme.lower() not in ("http", "https")


def filesystem(url: str) -> tuple[Any, str]:
    """Return the fsspec file system of *url*, and the path in it.

    Raises:
        InputError: fsspec or its plugin is not installed, or knows no such addresses.
    """
    fsspec = require("fsspec", "cluster", url)
    try:
        found: tuple[Any, str] = fsspec.core.url_to_fs(url)
    except (ImportError, ValueError) as error:
        raise InputError(f"{url}: cannot be opened: {' '.join(str(error).split())}") from error
    return found


def find(url: str, suffix_of: Any, suffixes: Collection[str]) -> list[str]:
    """Return the addresses that *url* stands for, sorted: those of a pattern, or of a folder's files of known suffix, or itself.

    Raises:
        InputError: There are none.
    """
    files, path = filesystem(url)
    try:
        if has_magic(path):
            found = [each for each in files.glob(path) if files.isfile(each)]
        elif files.isdir(path):
            inside = len(path.rstrip("/"))
            found = [each for each in files.find(path) if suffix_of(each) in suffixes and "/." not in each[inside:]]
        else:
            found = [path] if files.exists(path) else []
    except Exception as error:  # each plugin has errors of its own
        raise InputError(f"{url}: cannot be read: {type(error).__name__}: {' '.join(str(error).split())}") from error
    if not found:
        raise InputError(f"{url}: no such file, or a folder or pattern that holds none to read")
    return sorted(files.unstrip_protocol(each) for each in found)


def open_remote(url: str) -> BinaryIO:
    """Open *url* for reading, packed as it is."""
    files, path = filesystem(url)
    return cast(BinaryIO, files.open(path, "rb"))


def stamp_of(url: str) -> str | None:
    """Return what changes when the file at *url* does; None where that cannot be told."""
    files, path = filesystem(url)
    try:
        return str(files.ukey(path))
    except Exception:  # such as a file that is gone by now, which the reader will tell
        return None
