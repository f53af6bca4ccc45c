"""Who is tied to whom, as GraphML (http://graphml.graphdrawing.org/), which Gephi, Cytoscape, yEd and NetworkX read."""

from __future__ import annotations

import re
from typing import BinaryIO
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from kb.export.asking import rows, text
from kb.query import Queryable

_NODE = {"label": "string", "kind": "string", "wikidata": "string"}
_EDGE = {"kind": "string", "relation": "string", "weight": "int"}
# what XML 1.0 cannot hold, not even escaped
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def write_graphml(target: Queryable, out: BinaryIO) -> None:
    """Write the network of *target* to *out*: actors and topics, and between them a directed edge for each way in which they are tied.

    Raises:
        QueryError: *target* cannot answer.
    """
    ties = [[text(cell) for cell in row] for row in rows(target, "ties")[1]]
    tied = {end for start, end, *_ in ties} | {start for start, *_ in ties}
    xml = XMLGenerator(out, "utf-8", short_empty_elements=True)
    xml.startDocument()
    _open(xml, "graphml", {"xmlns": "http://graphml.graphdrawing.org/xmlns"})
    for domain, keys in (("node", _NODE), ("edge", _EDGE)):
        for name, kind in keys.items():
            _open(xml, "key", {"id": f"{domain}-{name}", "for": domain, "attr.name": name, "attr.type": kind})
            _close(xml, "key")
    _open(xml, "graph", {"edgedefault": "directed"})
    for row in rows(target, "things")[1]:
        thing, name, kind, link = (text(cell) for cell in row)
        if thing in tied:
            _element(xml, "node", {"id": thing}, {"label": name, "kind": kind, "wikidata": link})
    for number, (start, end, kind, relation, times) in enumerate(ties):
        _element(xml, "edge", {"id": f"e{number}", "source": start, "target": end}, {"kind": kind, "relation": relation, "weight": times})
    _close(xml, "graph")
    _close(xml, "graphml")
    xml.endDocument()


def _element(xml: XMLGenerator, name: str, attributes: dict[str, str], data: dict[str, str]) -> None:
    _open(xml, name, attributes)
    for key, value in data.items():
        if value:
            _open(xml, "data", {"key": f"{name}-{key}"})
            xml.characters(_NOT_XML.sub(" ", value))
            _close(xml, "data")
    _close(xml, name)


def _open(xml: XMLGenerator, name: str, attributes: dict[str, str]) -> None:
    xml.startElement(name, AttributesImpl(attributes))


def _close(xml: XMLGenerator, name: str) -> None:
    xml.endElement(name)
    if name != "data":
        xml.ignorableWhitespace("\n")
