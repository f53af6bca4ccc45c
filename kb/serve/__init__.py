"""A store over HTTP: pages to read and a SPARQL endpoint, read-only, nothing fetched from elsewhere.

``server`` runs it, ``app`` makes the application. Nothing is imported here: the query processes need little of it.
"""
