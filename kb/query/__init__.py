"""Questions to RDF: SPARQL, or one of the built-in questions, over all graphs at once and without the network.

What is asked is anything that can ``evaluate`` a query (``Queryable``): files in memory (``Embedded(load_graphs(files))``),
and what ``kb.store`` opens.
"""

from kb.query.load import graphs_of, load_dataset, load_graphs, rdflib_graph
from kb.query.parse import SUFFIXES, RdfFile, rdf_file
from kb.query.questions import Question, ask_question, filled_question, find_question, load_questions, read_question
from kb.query.render import RESULT_FORMATS, turtle, write
from kb.query.run import Answer, Embedded, Queryable, bound_query, run_query

__all__ = [
    "RESULT_FORMATS",
    "SUFFIXES",
    "Answer",
    "Embedded",
    "Queryable",
    "Question",
    "RdfFile",
    "ask_question",
    "bound_query",
    "filled_question",
    "find_question",
    "graphs_of",
    "load_dataset",
    "load_graphs",
    "load_questions",
    "rdf_file",
    "rdflib_graph",
    "read_question",
    "run_query",
    "turtle",
    "write",
]
