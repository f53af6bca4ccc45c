"""From what was found in an article to RDF: IRIs, triples, text in six formats."""

from kb.graph.build import build_graph
from kb.graph.iris import article_iri, check_base
from kb.graph.serialise import FORMATS, Format, serialise
from kb.graph.statements import Statements
from kb.graph.terms import Triple

__all__ = ["FORMATS", "Format", "Statements", "Triple", "article_iri", "build_graph", "check_base", "serialise"]
