"""Any triple store over HTTP: SPARQL 1.1 Protocol to ask, Graph Store Protocol (or SPARQL Update) to put articles there.

Credentials come from the environment (KB_USER, KB_PASSWORD) or from netrc, and go to the endpoint alone: never into a
message, never after a redirect.
"""

from __future__ import annotations

import netrc
import os
import time
from collections.abc import Iterable, Mapping
from types import TracebackType
from typing import Self

import httpx
import pyoxigraph as ox

from kb.errors import QueryError, StoreError
from kb.query.run import Result
from kb.vocab import prefixes

_TRIES = 5
_FIRST_WAIT = 0.5
_TIMEOUT = 60.0
# what another try may mend
_PASSING = {408, 425, 429, 500, 502, 503, 504}
_ACCEPT = "application/sparql-results+json, application/n-triples;q=0.9, text/turtle;q=0.8"
_RESULTS = "application/sparql-results+json"


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
        self._login = _login(self._url.host, environment)
        self._auth: httpx.Auth | None = httpx.BasicAuth(*self._login) if self._login else None
        self._client = httpx.Client(timeout=timeout or _TIMEOUT, follow_redirects=False, trust_env=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._client.close()

    def evaluate(self, sparql: str) -> Result:
        """Return the answer to *sparql*; which graphs are asked by default is the endpoint's to say."""
        whole = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in prefixes().items() if f"{name}:" in sparql) + sparql
        # a form, since some servers wait for ever on a query sent plainly
        response = self._send("POST", str(self._url), data={"query": whole}, headers={"Accept": _ACCEPT})
        if response.status_code == httpx.codes.BAD_REQUEST:
            raise QueryError(f"{self._shown} refuses the query: {_reason(response)}")
        self._expect_success(response)
        kind = response.headers.get("content-type", "").split(";")[0].strip()
        try:
            if kind == _RESULTS:
                return ox.parse_query_results(response.content, ox.QueryResultsFormat.JSON)
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
            self._expect_success(self._send("POST", self._update_url, data={"update": update}))
            return
        body = ox.serialize(written, format=ox.RdfFormat.N_TRIPLES)
        # N-Triples is Turtle, which every such service reads
        headers = {"Content-Type": "text/turtle; charset=utf-8"}
        response = self._send("PUT", str(self._url.copy_merge_params({"graph": iri})), content=body, headers=headers)
        if response.status_code in (httpx.codes.NOT_FOUND, httpx.codes.METHOD_NOT_ALLOWED, httpx.codes.NOT_IMPLEMENTED):
            raise StoreError(f"{self._shown} has no Graph Store service (HTTP {response.status_code}); give that of SPARQL Update with --update")
        self._expect_success(response)

    def has(self, iri: str) -> bool:
        """Return whether the endpoint's Graph Store service has the graph *iri*."""
        response = self._send("HEAD", str(self._url.copy_merge_params({"graph": iri})))
        if response.status_code != httpx.codes.NOT_FOUND:
            self._expect_success(response)
        return response.is_success

    def _send(self, method: str, url: str, **content: object) -> httpx.Response:
        """Return the response, after as many tries as it takes while the trouble may pass."""
        wait = _FIRST_WAIT
        for tried in range(1, _TRIES + 1):
            try:
                response = self._client.request(method, url, auth=self._auth, **content)  # type: ignore[arg-type]  # httpx's own keywords
            except httpx.HTTPError as error:
                if tried == _TRIES:
                    raise StoreError(f"{self._shown} cannot be reached: {str(error) or type(error).__name__}") from error
            else:
                if response.status_code == httpx.codes.UNAUTHORIZED and self._offers_digest(response):
                    continue
                if response.status_code not in _PASSING or tried == _TRIES:
                    return response
            time.sleep(wait)
            wait *= 2
        raise StoreError(f"{self._shown} refuses the name and password")

    def _offers_digest(self, response: httpx.Response) -> bool:
        """Change to Digest where the endpoint asks for it; return whether that is new."""
        asked = response.headers.get("www-authenticate", "").lower().startswith("digest")
        if not asked or self._login is None or isinstance(self._auth, httpx.DigestAuth):
            return False
        self._auth = httpx.DigestAuth(*self._login)
        return True

    def _expect_success(self, response: httpx.Response) -> None:
        if response.status_code in (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN):
            raise StoreError(f"{self._shown} does not let you in (HTTP {response.status_code}); set KB_USER and KB_PASSWORD, or add it to netrc")
        if not response.is_success:
            raise StoreError(f"{self._shown} answers HTTP {response.status_code}: {_reason(response)}")


def _login(host: str, environment: Mapping[str, str]) -> tuple[str, str] | None:
    if "KB_USER" in environment:
        return environment["KB_USER"], environment.get("KB_PASSWORD", "")
    try:
        found = netrc.netrc(environment.get("NETRC")).authenticators(host)
    except FileNotFoundError:
        return None
    except (OSError, netrc.NetrcParseError) as error:
        raise StoreError(f"netrc cannot be read: {error.strerror if isinstance(error, OSError) else error.msg}") from error
    return (found[0], found[2] or "") if found else None


def _reason(response: httpx.Response) -> str:
    return " ".join(response.text.split())[:200]
