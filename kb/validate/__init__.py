"""Graphs against the shapes: what an article's graph must hold before anyone relies on it."""

from kb.validate.checking import validate
from kb.validate.engines import Engine
from kb.validate.report import Report, Violation
from kb.validate.schema import Schema, load_schema

__all__ = ["Engine", "Report", "Schema", "Violation", "load_schema", "validate"]
