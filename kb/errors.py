"""Everything that can go wrong, as one tree; the command line maps each class to its exit code.

::

    KbError                 exit 2
    ├── InputError          what was given cannot be read: what, where, how to mend it
    ├── OutputError         what was asked for cannot be written
    ├── ModelError          the language pipeline is missing or unfit
    ├── SchemaError         an ontology or shapes file is broken
    ├── QueryError          a query is malformed or unknown
    ├── StoreError          a store or an endpoint cannot be opened, read or written
    └── ClusterError        a cluster that cannot be reached or used

That an article's graph breaks a shape is no error but a result (``kb.validate.Report``).
"""

from __future__ import annotations


class KbError(Exception):
    """Base of all errors that a user can mend; its message is one line."""

    exit_code = 2


class InputError(KbError):
    """An input that cannot be read."""


class OutputError(KbError):
    """An output that cannot be written."""


class ModelError(KbError):
    """A language pipeline that is missing or that lacks what extraction needs."""


class SchemaError(KbError):
    """An ontology or shapes file that cannot be used."""


class QueryError(KbError):
    """A query that is malformed or that nobody knows."""


class StoreError(KbError):
    """A store or an endpoint that cannot be opened, read or written."""


class ClusterError(KbError):
    """A cluster that cannot be reached or used."""
