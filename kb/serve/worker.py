"""A process of its own that answers queries, since the engine cannot be told to stop: it is killed instead.

``R`` goes up the pipe when the process is ready. Replies go up as bytes: ``H`` and a media type, then any number of ``D`` and data, then ``.``; or ``E``, a
status of HTTP and a message.
"""

from __future__ import annotations

import io
import json
import os
import resource
import signal
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, QueryResultsFormat, QueryTriples, RdfFormat, Store

from kb.errors import KbError
from kb.serve.freshness import Fresh

if TYPE_CHECKING:
    from typing_extensions import Buffer

RESULTS = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "application/xml": QueryResultsFormat.XML,
    "text/csv": QueryResultsFormat.CSV,
    "text/tab-separated-values": QueryResultsFormat.TSV,
}
GRAPHS = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/ld+json": RdfFormat.JSON_LD,
}
#: Bytes that are sent together.
_CHUNK = 1 << 16
#: Seconds after which the process ends itself, beyond the time that a query may take, should its parent have died.
_GRACE = 2


class Upward(io.RawIOBase):
    """A file whose bytes go up the pipe, the media type before the first of them."""

    def __init__(self, connection: Connection, media_type: str) -> None:
        self._connection, self._head = connection, b"H" + media_type.encode()

    def writable(self) -> bool:
        """Return True."""
        return True

    def write(self, data: Buffer) -> int:
        """Send *data* on."""
        self.begin()
        sent = bytes(data)
        self._connection.send_bytes(b"D" + sent)
        return len(sent)

    def begin(self) -> None:
        """Send the media type, unless it was sent."""
        if self._head:
            self._connection.send_bytes(self._head)
            self._head = b""


def serve_queries(connection: Connection, location: str, prefixes: dict[str, str], seconds: float, memory: int) -> None:
    """Answer the queries that come down *connection* until it closes.

    Args:
        connection: The other end of the parent's pipe.
        location: The store's directory.
        prefixes: Prefixes that a query need not declare.
        seconds: Time that one query may take.
        memory: Bytes of address space that the process may use.
    """
    # the parent alone answers to Ctrl-C
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    # a query that ran out of memory aborts the process; nobody wants its memory on disk
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    fresh = Fresh(Path(location), _engine)
    connection.send_bytes(b"R")
    while True:
        try:
            request = json.loads(connection.recv_bytes())
        except EOFError:
            return
        # the default action of this signal ends the process even while the engine is at work
        signal.setitimer(signal.ITIMER_REAL, seconds + _GRACE)
        try:
            _answer(fresh.current(), connection, prefixes, **request)
        except (SyntaxError, ValueError, KbError) as error:
            _fail(connection, 400, f"bad SPARQL: {error}")
        except (OSError, RuntimeError) as error:
            _fail(connection, 500, str(error))
        signal.setitimer(signal.ITIMER_REAL, 0)


def _engine(folder: Path) -> Store:
    # the bare engine: kb.store, which has opened the folder before, is slow to import
    return Store.read_only(str(folder)) if any(folder.iterdir()) else Store()


def _answer(store: Store, connection: Connection, prefixes: dict[str, str], *, query: str, default: list[str], named: list[str], accepted: list[str]) -> None:
    results = store.query(
        query,
        prefixes=prefixes,
        default_graph=[NamedNode(iri) for iri in default] if default or named else None,
        named_graphs=[NamedNode(iri) for iri in named] if default or named else None,
    )
    offered = GRAPHS if isinstance(results, QueryTriples) else RESULTS
    media_type = next((each for each in accepted if each in offered), None)
    if media_type is None:
        _fail(connection, 406, f"this query can be answered as {', '.join(offered)}")
        return
    upward = Upward(connection, media_type)
    with io.BufferedWriter(upward, _CHUNK) as out:
        if isinstance(results, QueryTriples):
            results.serialize(out, GRAPHS[media_type])
        else:
            results.serialize(out, RESULTS[media_type])
    # an empty answer has a type, too
    upward.begin()
    connection.send_bytes(b".")


def _fail(connection: Connection, status: int, message: str) -> None:
    connection.send_bytes(b"E" + f"{status} {' '.join(message.split())}".encode())
