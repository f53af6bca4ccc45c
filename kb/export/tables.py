"""Tables for spreadsheets."""

from __future__ import annotations

import codecs
import csv
from typing import BinaryIO

from kb.export.asking import QUERIES, rows, text
from kb.query import Queryable
from kb.query.run import Term

#: Tables by name, each with what a row of it is.
TABLES = {path.stem: path.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ") for path in sorted((QUERIES / "tables").glob("*.rq"))}
# what the queries put between the names in one cell: no text holds it
_BETWEEN = "\x1f"
# with these a spreadsheet takes a cell for a formula, which an article could then make it run
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_table(target: Queryable, table: str, out: BinaryIO) -> None:
    """Write *table* of *target* to *out* as CSV (RFC 4180) with a byte order mark, by which spreadsheets know UTF-8.

    Raises:
        QueryError: *target* cannot answer.
    """
    columns, found = rows(target, f"tables/{table}")
    out.write(codecs.BOM_UTF8)
    writer = csv.writer(codecs.getwriter("utf-8")(out))
    writer.writerow(columns)
    writer.writerows([_cell(term) for term in row] for row in found)


def _cell(term: Term | None) -> str:
    words = "; ".join(sorted(text(term).split(_BETWEEN)))
    return f"'{words}" if words.startswith(_FORMULA) else words
