"""CSV with a header, and Parquet: each row is an article, each column a key."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from itertools import chain
from typing import Any

from kb.errors import InputError
from kb.read.items import Document, Found, ReadOptions
from kb.read.opening import lines, require
from kb.read.plain import decode

_DELIMITERS = ",;\t|"
_ROWS = 64  # in memory at one time
_LONGEST = 2**31 - 1


def read_csv(document: Document, options: ReadOptions) -> Iterator[Found]:
    """Yield the rows of CSV; the first line names the columns and shows what parts them."""
    # the module's own limit is 128 KiB, less than a long article
    csv.field_size_limit(min(options.max_bytes, _LONGEST))
    texts = (decode(line, document.name, first_line=number) for number, line in enumerate(lines(document, options.max_bytes), start=1))
    header = next(texts, "")
    if not header.strip():
        raise InputError(f"{document.name}: is empty; give it a line with the names of the columns")
    delimiter = max(_DELIMITERS, key=header.count)
    rows = csv.reader(chain([header], texts), delimiter=delimiter, strict=True)
    try:
        names = next(rows)
        _check_columns(names, document.name, options)
        for row in rows:
            if row:
                yield Found(f"{document.name}, line {rows.line_num}", dict(zip(names, row, strict=False)))
    except csv.Error as error:
        raise InputError(f"{document.name}, line {rows.line_num}: broken CSV: {error}; mend it there") from error


def read_parquet(document: Document, options: ReadOptions) -> Iterator[Found]:
    """Yield the rows of Parquet."""
    parquet = require("pyarrow.parquet", "parquet", document.name)
    if not document.stream.seekable():
        raise InputError(f"{document.name}: Parquet is read from its end, so it must be a file that is not packed; unpack it first")
    try:
        table = parquet.ParquetFile(document.stream)
        names = table.schema_arrow.names
        _check_columns(names, document.name, options)
        number = 0
        for batch in table.iter_batches(batch_size=_ROWS):
            for row in batch.to_pylist():
                number += 1
                yield Found(f"{document.name}, row {number}", {name: _plain(value) for name, value in row.items()})
    except (ValueError, OSError, NotImplementedError) as error:
        # pyarrow's errors are children of these
        raise InputError(f"{document.name}: is no sound Parquet: {str(error).splitlines()[0]}") from error


def _check_columns(names: list[str], where: str, options: ReadOptions) -> None:
    wanted = options.fields.get("text", "text")
    if wanted.partition(".")[0] not in names and wanted not in names:
        found = " ".join(", ".join(names).split())[:200]
        raise InputError(f"{where}: has no column {wanted!r} but {found}; name the one that holds the words: --field text=COLUMN")


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
