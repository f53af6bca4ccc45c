"""How much of what careful readers annotated a graph says, and how much else: precision, recall and F1 by kind of fact.

Annotations (JSON) and graphs (any RDF that uses the ontology's terms, whoever made it) are read into the same
extractions, so two annotators are compared as an annotator and a program are.
"""

from kb.evaluate.annotations import AnnotatedArticle, read_annotations
from kb.evaluate.facts import read_facts
from kb.evaluate.figures import Figures, evaluate
from kb.evaluate.tally import MEASURES, Bin, Miss, Share, Tally

__all__ = [
    "MEASURES",
    "AnnotatedArticle",
    "Bin",
    "Figures",
    "Miss",
    "Share",
    "Tally",
    "evaluate",
    "read_annotations",
    "read_facts",
]
