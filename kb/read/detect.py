"""The format of an input, from the suffix of its name, else from its first bytes."""

from __future__ import annotations

import codecs
import re
from pathlib import PurePath

from kb.read.opening import PACKED

#: Formats by suffix; None where only the content tells.
SUFFIXES: dict[str, str | None] = {
    ".txt": "text",
    ".json": None,
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".xml": None,
    ".rss": "feed",
    ".atom": "feed",
    ".nitf": "nitf",
    ".warc": "warc",
    ".csv": "csv",
    ".tsv": "csv",
    ".parquet": "parquet",
}

_ROOTS = {
    "html": "html",
    "rss": "feed",
    "rdf": "feed",
    "feed": "feed",
    "nitf": "nitf",
    "contentset": "newsml",
    **dict.fromkeys(("newsmessage", "newsitem", "packageitem", "conceptitem", "knowledgeitem", "planningitem", "catalogitem"), "newsml"),
}
_BOMS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_PROLOGUE = re.compile(r"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!doctype(?!\s+html)[^>\[]*(?:\[.*?\]\s*)?>\s*)*", re.DOTALL | re.IGNORECASE)
_ROOT = re.compile(r"<(?:[\w.-]+:)?([\w.-]+)")
_DOCTYPE_HTML = re.compile(r"<!doctype\s+html", re.IGNORECASE)
_OBJECT = re.compile(r'(?:\[\s*+)?\{\s*+["}]|\[\s*+\]')
_LINES = re.compile(r'\{[^\n]*\}[ \t\r]*\n\s*\{\s*"')


def suffix_of(name: str) -> str:
    """Return the suffix that tells the format, which in the name of a packed file is the last but one.

    >>> suffix_of("stories.JSONL.gz")
    '.jsonl'
    """
    path = PurePath(name.lower())
    return PurePath(path.stem).suffix if path.suffix in PACKED else path.suffix


def detect(data: bytes) -> str | None:
    """Return the format of a file that begins with *data*, or None when its first bytes tell nothing.

    >>> detect(b'<?xml version="1.0"?><rss version="2.0">')
    'feed'
    """
    if data.startswith(b"PAR1"):
        return "parquet"
    if data.startswith(b"WARC/"):
        return "warc"
    start = _decoded(data).lstrip()
    if _OBJECT.match(start):
        return "jsonl" if _LINES.match(start) else "json"
    prologue = _PROLOGUE.match(start)
    rest = start[prologue.end() if prologue else 0 :]
    if _DOCTYPE_HTML.match(rest):
        return "html"
    root = _ROOT.match(rest)
    return _ROOTS.get(root[1].lower()) if root else None


def _decoded(data: bytes) -> str:
    for mark, encoding in _BOMS.items():
        if data.startswith(mark):
            return data.removeprefix(mark).decode(encoding, "replace")
    return data.decode("latin-1")
