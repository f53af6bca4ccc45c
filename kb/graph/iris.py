"""The only place that makes IRIs. Each comes from content alone, so the same article gives the same IRIs everywhere.

::

    <base>article/ID                        article, and its named graph
    <base>article/ID#char=BEGIN,END         span (RFC 5147), in code points
    <base>actor/Q76                         actor that is linked to Wikidata
    <base>actor/person/barack-obama         actor whose name tells who it is
    <base>article/ID#actor-smith-120        actor known in this article alone, by where it is first mentioned
    <base>article/ID#deadline-0a1b2c3d4e    assertion, by a hash of what it says
    <base>article/ID#topic-WORDS-0a1b2c     topic, by its words
    <base>run/0a1b2c3d4e                    run, by the versions of what ran
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from urllib.parse import quote

from rdflib import URIRef

from kb.errors import InputError
from kb.model import Actor, Article, Span
from kb.vocab import DEFAULT_BASE, WD

# what an IRI may not hold (RFC 3987 and the IRIREF of Turtle)
_FORBIDDEN = re.compile(r"[\x00-\x20<>\"{}|\\^`\ud800-\udfff]")
# what separates the words of a name without telling two names apart
_SEPARATORS = re.compile(r"[\s.,'’‘‐‑–\-]+")
_LINK = re.compile(r"Q[1-9][0-9]*")
_SLUG_LENGTH = 40


def check_base(base: str) -> str:
    """Return *base*, under which IRIs can be made.

    Raises:
        InputError: It is no absolute IRI that ends in "/" or "#".
    """
    if _FORBIDDEN.search(base) or not re.match(r"[A-Za-z][A-Za-z0-9+.\-]*:[^#]+[/#]$", base):
        raise InputError(f"base {base!r} is no absolute IRI that ends in '/', such as {DEFAULT_BASE}")
    return base


def digest(lines: Iterable[str], length: int = 10) -> str:
    """Return *length* hexadecimal digits that stand for *lines* in their order."""
    return hashlib.sha256("\n".join(lines).encode("utf-8", "surrogatepass")).hexdigest()[:length]


def slug(words: str) -> str:
    """Return *words* as one lower-case, percent-encoded path segment that keeps distinct names distinct.

    >>> slug("Barack Obama"), slug("Jean-Claude Juncker"), slug("U.S. Senate")
    ('barack-obama', 'jean-claude-juncker', 'u-s-senate')
    """
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", words).casefold())
    spaced = _SEPARATORS.sub("-", folded).strip("-")
    plain = re.sub(r"[\W_]+", "-", spaced).strip("-")
    shown = quote(plain[:_SLUG_LENGTH].strip("-"), safe="-", errors="replace")
    # a symbol or a cut would make one IRI of two names ("C+" and "C#")
    return shown if shown and plain == spaced and len(plain) <= _SLUG_LENGTH else f"{shown or 'x'}-{digest([folded], 6)}"


def article_iri(article: Article, base: str = DEFAULT_BASE) -> URIRef:
    """Return the IRI of *article* and of its named graph.

    Raises:
        InputError: The base or the article's id cannot be part of an IRI.
    """
    if not article.id or any("\ud800" <= character <= "\udfff" for character in article.id):
        raise InputError(f"article id {article.id!r} cannot be part of an IRI: give it an id of at least one character, without lone surrogates")
    # a lone "." or ".." would be resolved away as a path segment
    name = quote(article.id, safe="") if article.id.strip(".") else "%2E" * len(article.id)
    return URIRef(f"{check_base(base)}article/{name}")


def span_iri(article: URIRef, span: Span) -> URIRef:
    """Return the IRI of *span* of the text of *article*."""
    return URIRef(f"{article}#char={span.begin},{span.end}")


def wikidata_iri(link: str) -> URIRef | None:
    """Return the Wikidata entity of the id *link* ("Q76"), or None when it is no such id."""
    return WD[link] if _LINK.fullmatch(link) else None


def actor_iri(article: URIRef, actor: Actor, first_mention: Span | None, base: str = DEFAULT_BASE) -> URIRef:
    """Return the IRI of *actor*: global when it is linked or its name tells who it is, else inside *article*."""
    if actor.link and _LINK.fullmatch(actor.link):
        return URIRef(f"{base}actor/{actor.link}")
    if actor.named and not actor.partial:
        kind = actor.kind.value
        return URIRef(f"{base}actor/{kind[0].lower()}{kind[1:]}/{slug(actor.label)}")
    place = str(first_mention.begin) if first_mention else digest([actor.key], 6)
    return URIRef(f"{article}#actor-{slug(actor.label)}-{place}")


def assertion_iri(article: URIRef, kind: str, content: Iterable[str]) -> URIRef:
    """Return the IRI of an assertion of the class *kind* that says *content*, whatever the order of its lines."""
    return URIRef(f"{article}#{kind.lower()}-{digest(sorted(content))}")


def topic_iri(article: URIRef, words: str) -> URIRef:
    """Return the IRI of the topic that *words* name in *article*."""
    return URIRef(f"{article}#topic-{slug(words)}")


def run_iri(versions: Mapping[str, str], base: str = DEFAULT_BASE) -> URIRef:
    """Return the IRI of any run of the software, model and ontology with these *versions*."""
    return URIRef(f"{base}run/{digest(f'{name}={version}' for name, version in sorted(versions.items()))}")


def version_iri(name: str, version: str, base: str = DEFAULT_BASE) -> URIRef:
    """Return the IRI of one *version* of the software, model or ontology *name*."""
    return URIRef(f"{base}version/{quote(name, safe='')}-{quote(version, safe='')}")
