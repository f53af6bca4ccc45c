"""Which files and addresses an input stands for."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from glob import has_magic, iglob
from io import BufferedReader, BytesIO, RawIOBase
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from kb.errors import InputError
from kb.read.detect import SUFFIXES, detect, suffix_of
from kb.read.items import Document, ReadOptions
from kb.read.opening import head, open_path, open_with
from kb.read.remote import find, is_remote, open_remote, stamp_of

if TYPE_CHECKING:
    from kb.read.fetch import Page

_ADDRESSES = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class Source:
    """One file, one address, or standard input when both are None. ``format`` is None when only a look inside tells.

    ``page`` is what was fetched from the address already.
    """

    path: Path | None
    format: str | None
    url: str | None = None
    page: Page | None = None

    @property
    def name(self) -> str:
        """Return what messages call it."""
        return self.url or (str(self.path) if self.path else "standard input")

    def stamp(self) -> str | None:
        """Return what changes when the source does, or None where that cannot be told; of a page it is the address: it is fetched once."""
        if self.url:
            return stamp_of(self.url) if is_remote(self.url) else self.url
        try:
            status = self.path.stat() if self.path else None
        except OSError:
            return None
        return f"{status.st_size} {status.st_mtime_ns}" if status else None

    @contextmanager
    def open(self, options: ReadOptions) -> Iterator[tuple[Document, str]]:
        """Open it for reading; give the open document and its format.

        Raises:
            InputError: It cannot be opened, fetched, read or recognised.
        """
        if self.url and is_remote(self.url):
            with open_with(lambda: open_remote(self.name), self.name) as stream:
                yield Document(self.name, stream, self.url), self.format or self._look(stream)
            return
        if self.url:
            # httpx takes a quarter of a second to load
            from kb.read.fetch import fetch  # noqa: PLC0415

            page = self.page or fetch(self.url, max_bytes=options.max_bytes, timeout=options.timeout, allow_private=options.allow_private)
            # buffered as a file is, since readers look ahead
            stream = cast(BinaryIO, BufferedReader(cast(RawIOBase, BytesIO(page.data))))
            yield Document(self.name, stream, page.url), self.format or detect(page.data) or "text"
            return
        with open_path(self.path) as stream:
            yield Document(self.name, stream), self.format or self._look(stream)

    def _look(self, stream: BinaryIO) -> str:
        """Return the format that the suffix or else the first bytes tell."""
        named = self.path is not None or self.url is not None
        suffix = suffix_of(self.name)
        if named and (known := SUFFIXES.get(suffix)):
            return known
        start = head(stream)
        if found := detect(start):
            return found
        if not named or not start:
            return "text"
        if suffix == ".xml":
            raise InputError(f"{self.name}: XML, but no feed, NewsML-G2, NITF or XHTML; name its format with --from")
        return "json" if suffix == ".json" else _unknown(self.name)


def find_sources(inputs: Sequence[str | Path], *, format: str | None = None, allow_empty: bool = False) -> list[Source]:
    """Return what *inputs* stand for: files, folders (all in them of a known suffix, sorted), patterns, addresses, "-" for standard input.

    Args:
        inputs: Paths, patterns such as ``news/**/*.html``, ``https://`` addresses, addresses that fsspec knows (``s3://``), or "-".
        format: Format of all of them; else the suffix or the content tells.
        allow_empty: Whether a folder may hold nothing to read, yet.

    Raises:
        InputError: One is missing or of no known format, a folder or pattern holds nothing to read, or "-" stands twice.
    """
    found = [source for given in inputs for source in _sources_of(str(given), format, allow_empty=allow_empty)]
    if sum(source.path is None and source.url is None for source in found) > 1:
        raise InputError("standard input: '-' is given twice, but it can be read once only")
    return found


def _sources_of(given: str, format: str | None, *, allow_empty: bool) -> list[Source]:
    if given == "-":
        return [Source(None, format)]
    if given.lower().startswith(_ADDRESSES):
        return [Source(None, format, given)]
    if is_remote(given):
        return [Source(None, format or SUFFIXES.get(suffix_of(url)), url) for url in find(given, suffix_of, SUFFIXES)]
    path = Path(given)
    if path.is_dir():
        return _in_folder(path, format, allow_empty=allow_empty)
    if path.exists():
        return [Source(path, format or _format_of(path))]
    if has_magic(given):
        matches = sorted(Path(match) for match in iglob(given, recursive=True) if Path(match).is_file())  # noqa: PTH207 - pathlib takes no absolute pattern
        if matches:
            return [Source(match, format or _format_of(match)) for match in matches]
        raise InputError(f"{given}: no file matches the pattern")
    raise InputError(f"{path}: no such file or folder")


def _in_folder(folder: Path, format: str | None, *, allow_empty: bool) -> list[Source]:
    """Return the files below *folder*, whose hidden parts and links to folders are left alone."""

    def fail(error: OSError) -> None:
        raise InputError(f"{error.filename}: cannot be read: {error.strerror}") from error

    files: list[Path] = []
    for where, below, names in os.walk(folder, onerror=fail):
        below[:] = [name for name in below if not name.startswith(".")]
        files += [Path(where, name) for name in names if suffix_of(name) in SUFFIXES and not name.startswith(".")]
    if not files and not allow_empty:
        raise InputError(f"{folder}: the folder holds no {', '.join(SUFFIXES)} file")
    return [Source(path, format or SUFFIXES[suffix_of(path.name)]) for path in sorted(files)]


def _format_of(path: Path) -> str | None:
    """Return the format of a file that was named itself, or None when its content will tell."""
    suffix = suffix_of(path.name)
    if suffix in SUFFIXES:
        return SUFFIXES[suffix]
    with open_path(path) as stream:
        return detect(head(stream)) or _unknown(path)


def _unknown(path: Path | str) -> str:
    raise InputError(f"{path}: unknown format {Path(path).suffix or '(no suffix)'!r}: rename it to one of {', '.join(SUFFIXES)}, or give --from")
