"""Endpoints: a real Oxigraph server, and a small one of our own for what a sound server does not do."""

from __future__ import annotations

import base64
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.errors import QueryError, StoreError
from kb.query import ask_question, load_questions, rdf_file, run_query
from kb.store import Endpoint, articles_of, load_file, open_store
from kb.store import endpoint as module

DATA = Path(__file__).parent.parent / "data"


def fill(url: str, *, update: str | None = None) -> None:
    with Endpoint(url, update_url=update, environment={}) as endpoint:
        for name in ("two.trig", "dam.trig"):
            for iri, triples in articles_of(rdf_file(DATA / name)):
                endpoint.replace(iri, triples)


@pytest.mark.parametrize("by", ["store", "update"])
def test_endpoints_answer_as_stores_do(oxigraph: str, tmp_path: Path, by: str) -> None:
    fill(f"{oxigraph}/store", update=f"{oxigraph}/update" if by == "update" else None)
    with open_store(tmp_path / "news.db", read_only=False) as store, Endpoint(f"{oxigraph}/query", environment={}) as endpoint:
        for name in ("two.trig", "dam.trig"):
            list(load_file(store, rdf_file(DATA / name)))
        # these ask the union of all graphs, which this server gives when its address says so
        for question in load_questions():
            values = {"who": "Norway"} if "who" in question.parameters else {}
            assert list(ask_question(endpoint, question, values).rows) == list(store.ask(question.name, values).rows), question.name


def test_what_is_there_is_known(oxigraph: str) -> None:
    fill(f"{oxigraph}/store")
    with Endpoint(f"{oxigraph}/store", environment={}) as endpoint:
        assert endpoint.has("https://w3id.org/newskb/id/article/dam-first")
        assert not endpoint.has("https://w3id.org/newskb/id/article/none")


def test_truth_graphs_and_bad_queries(oxigraph: str) -> None:
    fill(f"{oxigraph}/store")
    with Endpoint(f"{oxigraph}/query?union-default-graph", environment={}) as endpoint:
        assert run_query(endpoint, "ASK { ?d a kb:Deadline }").truth is True
        graph = run_query(endpoint, "CONSTRUCT { ?p a kb:Person } WHERE { ?p a kb:Person }").graph
        assert graph is not None
        assert len(list(graph)) == 4
        with pytest.raises(QueryError, match="refuses the query"):
            run_query(endpoint, "SELECT * { ?s ?p }")


def test_addresses_that_are_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_FIRST_WAIT", 0.001)
    with pytest.raises(StoreError, match="http://"):
        Endpoint("ftp://example.org/")
    with pytest.raises(StoreError) as caught:
        Endpoint("http://ada:secret@example.org/")
    assert "secret" not in str(caught.value)
    with Endpoint("http://127.0.0.1:9/store", environment={}) as endpoint, pytest.raises(StoreError, match="cannot be reached"):
        endpoint.replace("a:a", [])


class Moody(http.server.BaseHTTPRequestHandler):
    """Asks for a login, and is out of breath every other time."""

    seen: list[str] = []  # noqa: RUF012 - a server for one test
    scheme = "Basic"

    def do_PUT(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        login = self.headers.get("Authorization", "")
        self.seen.append(login)
        wanted = "Basic " + base64.b64encode(b"ada:secret").decode()
        accepted = login == wanted if self.scheme == "Basic" else login.startswith("Digest ")
        status = 401 if not accepted else 503 if len(self.seen) < 3 else 204
        self.send_response(status)
        if status == 401:
            self.send_header("WWW-Authenticate", f'{self.scheme} realm="kb", nonce="1", qop="auth", algorithm=MD5')
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(params=["Basic", "Digest"])
def moody(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr(module, "_FIRST_WAIT", 0.001)
    monkeypatch.setattr(Moody, "scheme", request.param)
    Moody.seen.clear()
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Moody) as httpd:
        thread = threading.Thread(target=httpd.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{httpd.server_address[1]}/store"
        httpd.shutdown()
        thread.join()


def test_logins_and_second_tries(moody: str, tmp_path: Path) -> None:
    with Endpoint(moody, environment={"KB_USER": "ada", "KB_PASSWORD": "secret"}) as endpoint:
        endpoint.replace("a:a", [])
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login ada password secret\n")
    (tmp_path / "netrc").chmod(0o600)
    with Endpoint(moody, environment={"NETRC": str(tmp_path / "netrc")}) as endpoint:
        endpoint.replace("a:a", [])
    with Endpoint(moody, environment={"NETRC": str(tmp_path / "none")}) as endpoint, pytest.raises(StoreError, match="KB_USER and KB_PASSWORD"):
        endpoint.replace("a:a", [])
