"""Inputs of every sort to articles: files, folders, web archives, feeds, wires, tables, pages; one module a format.

``text`` of plain text, JSON and tables is taken verbatim; of pages and mark-up it is made once, here. An article that cannot be used is yielded
as ``Rejected`` in its place, one that is not wanted as ``Skipped``, so that one bad line among many stops nothing. An input that is missing or of
an unknown kind raises ``InputError`` before anything is read.
"""

from kb.read.articles import Placed, read_articles, read_source
from kb.read.formats import FORMATS
from kb.read.items import MAX_BYTES, ArticleDefaults, ReadOptions, Rejected, Skipped
from kb.read.records import article_from, parse_published
from kb.read.remote import filesystem, is_remote
from kb.read.sources import Source, find_sources

__all__ = [
    "FORMATS",
    "MAX_BYTES",
    "ArticleDefaults",
    "Placed",
    "ReadOptions",
    "Rejected",
    "Skipped",
    "Source",
    "article_from",
    "filesystem",
    "find_sources",
    "is_remote",
    "parse_published",
    "read_articles",
    "read_source",
]
