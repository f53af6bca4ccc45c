"""A store over HTTP: pages to read and a SPARQL endpoint, read-only, nothing fetched from elsewhere."""

from kb.serve.app import create_app
from kb.serve.server import run

__all__ = ["create_app", "run"]
