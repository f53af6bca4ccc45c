"""Mark-up to text: paragraphs parted by an empty line, white space inside them collapsed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "br", "dd", "div", "dl", "dt", "figcaption", "footer", "h1", "h2", "h3", "h4", "h5", "h6"),
        *("header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
        *("body.content", "hl1", "hl2", "note", "q.block"),  # of NITF
    )
)
_LEFT_OUT = frozenset(
    (
        *("audio", "canvas", "form", "head", "iframe", "noscript", "object", "script", "style", "svg", "template", "video"),
        "media",  # of NITF
    )
)


def fragment_text(html: str) -> str:
    """Return the text of a piece of HTML.

    >>> fragment_text("<p>Talks <b>resume</b>.</p><script>x()</script>")
    'Talks resume.'
    """
    from lxml import etree  # noqa: PLC0415 - only what is marked up needs it
    from lxml import html as parser  # noqa: PLC0415

    if not html.strip():
        return ""
    try:
        return element_text(parser.fragment_fromstring(html.replace("\0", ""), create_parent="div"))
    except (etree.LxmlError, ValueError):
        # an XML declaration makes lxml insist on bytes
        return element_text(parser.document_fromstring(html.replace("\0", "").encode("utf-8", "replace"), parser=parser.HTMLParser(encoding="utf-8")))


def element_text(element: Any) -> str:
    """Return the text of an element of lxml or ElementTree."""
    paragraphs: list[list[str]] = [[]]
    for piece in _pieces(element):
        if piece is None:
            paragraphs.append([])
        else:
            paragraphs[-1].append(piece)
    texts = (" ".join("".join(pieces).split()) for pieces in paragraphs)
    return "\n\n".join(filter(None, texts))


def _pieces(root: Any) -> Iterator[str | None]:
    """Yield the runs of text below *root*, and None where a paragraph begins or ends; no depth is too great."""
    stack: list[tuple[Any, bool]] = [(root, False)]
    while stack:
        element, done = stack.pop()
        name = local_name(element)
        if done:
            if name in _BLOCKS:
                yield None
            if element is not root and element.tail:
                yield element.tail
            continue
        stack.append((element, True))
        # comments and processing instructions have no name
        if not name or name in _LEFT_OUT:
            continue
        if name in _BLOCKS:
            yield None
        if element.text:
            yield element.text
        stack.extend((child, False) for child in reversed(element))


def local_name(element: Any) -> str:
    """Return the name of *element* in lower case, without its namespace; "" for a comment."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""
