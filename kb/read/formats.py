"""The table of formats: what ``--from`` takes, and who reads it. A new format is a module with a reader, and a line here."""

from __future__ import annotations

from importlib import import_module
from typing import cast

from kb.read.items import Reader

#: Module and function of each format's reader; loaded when first used.
FORMATS: dict[str, tuple[str, str]] = {
    "text": ("plain", "read"),
    "json": ("json_records", "read"),
    "jsonl": ("json_records", "read_lines"),
    "html": ("html", "read"),
    "feed": ("feed", "read"),
    "newsml": ("newsml", "read"),
    "ninjs": ("json_records", "read"),
    "digitalwires": ("json_records", "read"),
    "nitf": ("nitf", "read"),
    "warc": ("warc", "read"),
    "csv": ("tables", "read_csv"),
    "parquet": ("tables", "read_parquet"),
}


def reader_of(format: str) -> Reader:
    """Return the reader of *format*, a key of `FORMATS`."""
    module, function = FORMATS[format]
    return cast(Reader, getattr(import_module(f"kb.read.{module}"), function))
