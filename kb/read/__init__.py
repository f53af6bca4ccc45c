"""Files and standard input to articles: plain text, JSON and JSON Lines, all in UTF-8; ``text`` is taken verbatim.

An article that cannot be used is yielded as ``Rejected`` in its place, so that one bad line among many stops nothing.
An input that is missing or of an unknown kind raises ``InputError`` before anything is read.
"""

from kb.read.articles import Rejected, read_articles
from kb.read.records import ArticleDefaults, parse_published
from kb.read.sources import FORMATS, Source, find_sources

__all__ = ["FORMATS", "ArticleDefaults", "Rejected", "Source", "find_sources", "parse_published", "read_articles"]
