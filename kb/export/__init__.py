"""The knowledge base in the forms that others read: schema.org, SEM, NIF, JSON-LD, GraphML, tables for spreadsheets.

Each view of the graph is a CONSTRUCT query in ``queries/views/``, each table a SELECT query in ``queries/tables/``.
"""

from kb.export.graphml import write_graphml
from kb.export.tables import TABLES, write_table
from kb.export.views import VIEWS, write_jsonld, write_view

__all__ = ["TABLES", "VIEWS", "write_graphml", "write_jsonld", "write_table", "write_view"]
