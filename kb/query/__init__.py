"""Questions to RDF files: SPARQL, or one of the built-in questions, over all their graphs at once and without the network."""

from kb.query.load import graphs_of, load_dataset
from kb.query.questions import Question, find_question, load_questions
from kb.query.render import RESULT_FORMATS, render
from kb.query.run import Answer, run_query

__all__ = ["RESULT_FORMATS", "Answer", "Question", "find_question", "graphs_of", "load_dataset", "load_questions", "render", "run_query"]
