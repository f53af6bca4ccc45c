"""XML from strangers: no entities of their own, no DTD is fetched, nothing leaves the machine."""

from __future__ import annotations

from html.entities import html5
from typing import TYPE_CHECKING, Any

from kb.errors import InputError
from kb.read.markup import local_name

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element  # the type alone; defusedxml parses


def parse_xml(data: bytes, where: str) -> Element:
    """Return the root of the document *data*.

    Raises:
        InputError: It is broken, or declares entities.
    """
    from defusedxml.common import DefusedXmlException  # noqa: PLC0415 - only XML needs it
    from defusedxml.ElementTree import DefusedXMLParser, ParseError  # noqa: PLC0415

    parser = DefusedXMLParser(forbid_entities=True)
    # NITF and XHTML take these from a DTD, which is not fetched
    parser.entity.update({name.removesuffix(";"): value for name, value in html5.items() if name.endswith(";")})
    try:
        parser.feed(data)
        root: Element = parser.close()
    except DefusedXmlException as error:
        raise InputError(f"{where}: declares entities in its DOCTYPE, which can be an attack; remove them") from error
    except (ParseError, ValueError, LookupError) as error:
        raise InputError(f"{where}: broken XML: {error}; mend it there") from error
    return root


def refuse_entities(data: bytes, where: str) -> None:
    """Do nothing, unless *data* declares entities; what else is wrong with it does not matter.

    Raises:
        InputError: It does.
    """
    from xml.parsers import expat  # noqa: PLC0415 - parses the prologue alone, and stops at the first declaration

    class Found(Exception):
        """The root begins; no error, but the way out of the parser."""

    def stop(*_: Any) -> None:
        raise Found

    def refuse(*_: Any) -> None:
        raise InputError(f"{where}: declares entities in its DOCTYPE, which can be an attack; remove them")

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EntityDeclHandler = stop, refuse
    try:
        parser.Parse(data, True)
    except (Found, expat.ExpatError, ValueError, LookupError):
        return


def child(element: Element, *path: str) -> Element | None:
    """Return the first element below *element* that *path* leads to, by local names."""
    for name in path:
        step = next((each for each in element if local_name(each) == name), None)
        if step is None:
            return None
        element = step
    return element


def words(element: Element | None) -> str | None:
    """Return all text of *element* on one line, or None when there is none."""
    return " ".join("".join(element.itertext()).split()) or None if element is not None else None
