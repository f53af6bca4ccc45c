"""Any triple store over HTTP: SPARQL 1.1 Protocol to ask, Graph Store Protocol (or SPARQL Update) to put articles there.

Credentials come from the environment (KB_USER, KB_PASSWORD) or from netrc, and go to the endpoint alone: never into a
message, never after a redirect.
"""

from __future__ import annotations

import os
import time
from collections.abc import Collection, Iterable, Mapping
from types import TracebackType
from typing import Any, Self

import httpx
import pyoxigraph as ox

from kb.errors import QueryError, StoreError
from kb.query.run import Result
from kb.query.sparql import form_of
from kb.store.login import login_for
from kb.vocab import prefixes

_TRIES = 5
_FIRST_WAIT = 0.5
_TIMEOUT = 60.0
# what another try may mend; a server that writes two things at once may fail with 500 for one of them
_PASSING = frozenset({408, 425, 429, 502, 503, 504})
_PASSING_WRITES = _PASSING | {500}
_NO_SUCH_METHOD = (httpx.codes.METHOD_NOT_ALLOWED, httpx.codes.NOT_IMPLEMENTED)
# one kind alone, since some servers give a graph as rows where they may
_RESULTS = "application/sparql-results+json"
_GRAPHS = "application/n-triples, text/turtle;q=0.8"


class Endpoint:
    """An endpoint at a URL; a context manager that closes its connections."""

    def __init__(self, url: str, *, update_url: str | None = None, timeout: float | None = None, environment: Mapping[str, str] = os.environ) -> None:
        """Reach the endpoint at *url*.

        Args:
            url: Of the query service to ask; of the Graph Store service to put articles there.
            update_url: Of the SPARQL Update service, where there is no Graph Store service.
            timeout: Seconds to wait for an answer.
            environment: Where KB_USER and KB_PASSWORD are looked up.
        """
        try:
            self._url, self._update_url = httpx.URL(url), update_url
        except httpx.InvalidURL as error:
            raise StoreError(f"{url!r} is no address of an endpoint: {error}") from error
        if self._url.scheme not in ("http", "https") or not self._url.host:
            raise StoreError("the endpoint's address must start with http:// or https://")
        if self._url.userinfo:
            raise StoreError("give the name and password of the endpoint in KB_USER and KB_PASSWORD, or in netrc; in its address others can read them")
        self._shown = str(self._url.copy_with(query=None))
        self._login = login_for(self._url.host, environment)
        self._client = httpx.Client(auth=self._login, timeout=timeout or _TIMEOUT, follow_redirects=False, trust_env=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._client.close()

    def evaluate(self, sparql: str) -> Result:
        """Return the answer to *sparql*; which graphs are asked by default is the endpoint's to say."""
        whole = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in prefixes().items() if f"{name}:" in sparql) + sparql
        form = form_of(sparql)
        # sent as a form, since some servers wait for ever on a query sent plainly
        response = self._send("POST", str(self._url), data={"query": whole}, headers={"Accept": _GRAPHS if form in ("CONSTRUCT", "DESCRIBE") else _RESULTS})
        if response.status_code == httpx.codes.BAD_REQUEST:
            raise QueryError(f"{self._shown} refuses the query: {_reason(response)}")
        self._expect_success(response)
        kind = response.headers.get("content-type", "").split(";")[0].strip()
        try:
            if kind == _RESULTS:
                result = ox.parse_query_results(response.content, ox.QueryResultsFormat.JSON)
                return _truth(result) if form == "ASK" and isinstance(result, ox.QuerySolutions) else result
            triples = [quad.triple for quad in ox.parse(response.content, ox.RdfFormat.from_media_type(kind) or ox.RdfFormat.TURTLE)]
        except (SyntaxError, ValueError) as error:
            raise StoreError(
                f"{self._shown} answers with {kind or 'no type'}, which is no answer to a query; is this the address of its query service?"
            ) from error
        memory = ox.Store()
        memory.extend(ox.Quad(triple.subject, triple.predicate, triple.object) for triple in triples)
        graph = memory.query("CONSTRUCT WHERE { ?s ?p ?o }")
        assert isinstance(graph, ox.QueryTriples)  # noqa: S101 - for the type checker
        return graph

    def replace(self, iri: str, triples: Iterable[ox.Triple]) -> None:
        """Make *triples* all that the graph *iri* holds at the endpoint.

        Raises:
            StoreError: It cannot be reached, or refuses.
        """
        written = list(triples)
        if self._update_url is not None:
            block = " ".join(f"{triple} ." for triple in written)
            update = f"DROP SILENT GRAPH <{iri}> ;\nINSERT DATA {{ GRAPH <{iri}> {{ {block} }} }}"
            self._expect_success(self._send("POST", self._update_url, passing=_PASSING_WRITES, data={"update": update}))
            return
        body = ox.serialize(written, format=ox.RdfFormat.N_TRIPLES)
        # N-Triples is Turtle, which every such service reads
        headers = {"Content-Type": "text/turtle; charset=utf-8"}
        response = self._send("PUT", str(self._url.copy_merge_params({"graph": iri})), passing=_PASSING_WRITES, content=body, headers=headers)
        if response.status_code in (httpx.codes.NOT_FOUND, *_NO_SUCH_METHOD):
            raise StoreError(f"{self._shown} has no Graph Store service (HTTP {response.status_code}); give that of SPARQL Update with --update")
        self._expect_success(response)

    def has(self, iri: str) -> bool:
        """Return whether the endpoint's Graph Store service has the graph *iri*."""
        url = str(self._url.copy_merge_params({"graph": iri}))
        response = self._send("HEAD", url)
        if response.status_code in _NO_SUCH_METHOD:
            # Virtuoso knows GET alone; the graph itself is left at the server
            response = self._send("GET", url, stream=True)
        if response.status_code != httpx.codes.NOT_FOUND:
            self._expect_success(response)
        response.close()
        return response.is_success

    def _send(self, method: str, url: str, *, passing: Collection[int] = _PASSING, stream: bool = False, **content: Any) -> httpx.Response:
        """Return the response, with *stream* before its body is read, after as many tries as it takes while the trouble may pass."""
        wait, left = _FIRST_WAIT, _TRIES
        while True:
            left -= 1
            try:
                response = self._client.send(self._client.build_request(method, url, **content), stream=stream)
            except httpx.HTTPError as error:
                if not left:
                    raise StoreError(f"{self._shown} cannot be reached: {str(error) or type(error).__name__}") from error
            else:
                if response.status_code not in passing or not left:
                    return response
            time.sleep(wait)
            wait *= 2

    def _expect_success(self, response: httpx.Response) -> None:
        if response.status_code in (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN):
            if self._login is not None:
                raise StoreError(
                    f"{self._shown} refuses the name and password (HTTP {response.status_code}); they are read from KB_USER and KB_PASSWORD, or netrc"
                )
            raise StoreError(f"{self._shown} does not let you in (HTTP {response.status_code}); set KB_USER and KB_PASSWORD, or add it to netrc")
        if not response.is_success:
            raise StoreError(f"{self._shown} answers HTTP {response.status_code}: {_reason(response)}")


def _truth(rows: ox.QuerySolutions) -> ox.QuerySolutions | ox.QueryBoolean:
    """Return the truth value that stands in *rows*: Virtuoso gives it as a number in one row."""
    told = [cell.value for row in rows for cell in row if isinstance(cell, ox.Literal)]
    return ox.parse_query_results(f'{{"head": {{}}, "boolean": {str(told == ["1"]).lower()}}}', ox.QueryResultsFormat.JSON)


def _reason(response: httpx.Response) -> str:
    if not response.is_closed:
        response.read()
    return " ".join(response.text.split())[:200]
