"""The pages over HTTP, and the command that serves them."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import quote

import pytest

from kb.store import open_store
from tests.serve.conftest import Server
from tests.stores import DAM, HOSTILE, make_store


@pytest.mark.parametrize(
    "path", ["", "?q=norway", f"article?iri={quote(DAM)}", f"article?iri={quote(HOSTILE, safe='')}", "timeline", "console", "static/style.css"]
)
def test_pages_are_there_and_bound_to_this_server(server: Server, path: str) -> None:
    reply = server.get(path)
    assert reply.status == 200
    policy = reply.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "script-src 'self';" in policy
    assert ("unsafe-inline" in policy) == (path == "console")
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert "https://unpkg" not in reply.text


@pytest.mark.parametrize(
    "path", ["nowhere", "article", "article?iri=x", "article?iri=<>", "actor?iri=https://example.org/no", "static/../app.py", "graph?iri=%22"]
)
def test_what_is_not_there_is_said_so(server: Server, path: str) -> None:
    reply = server.get(path)
    assert reply.status == 404
    assert "Traceback" not in reply.text


def test_what_is_loaded_meanwhile_is_seen(tmp_path: Path) -> None:
    store = make_store(tmp_path / "db")
    command = [sys.executable, "-m", "kb", "serve", "--store", str(store), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            running = Server(process.stderr.readline().split(" at ")[1].split()[0], store)
            assert running.get(f"article?iri={quote(DAM)}").status == 200
            with open_store(store, read_only=False) as writer:
                writer.remove(DAM)
            time.sleep(1.5)
            assert running.get(f"article?iri={quote(DAM)}").status == 404
            assert running.ask(f"ASK {{ GRAPH <{DAM}> {{ ?s ?p ?o }} }}", "text/csv").text.strip() == "false"
        finally:
            process.terminate()


@pytest.mark.parametrize("words", [("--store", "nowhere"), ("--store", "."), ("--store", "nowhere", "--port", "70000")])
def test_what_cannot_be_served_ends_in_one_line(tmp_path: Path, words: tuple[str, ...]) -> None:
    (tmp_path / "other.txt").write_text("no store")
    done = subprocess.run([sys.executable, "-m", "kb", "serve", *words], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("kb: ") and len(done.stderr.splitlines()) == 1


def test_a_port_in_use_ends_in_one_line(server: Server) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        words = ["--store", str(server.store), "--port", str(taken.getsockname()[1])]
        done = subprocess.run([sys.executable, "-m", "kb", "serve", *words], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 2
    assert "in use; name another with --port" in done.stderr and len(done.stderr.splitlines()) == 1


def test_timeline_of_somebody_between_two_days(server: Server) -> None:
    whole = server.get("timeline?since=0001-01-01").text
    theirs = server.get("timeline?who=Norway&since=2031-01-01&until=2099-12-31").text
    assert 0 < theirs.count('class="fact') < whole.count('class="fact')
    assert "who=Norway&amp;since=2031-01-01&amp;until=2099-12-31&amp;period=" in theirs
    assert "Nobody is called" in server.get("timeline?who=Nobodyness").text
    for strange in ("who=%3C%3E", "who=%22%29", "actor=%3C", "since=%00&until=x&start=-1", "who=" + "x" * 5000):
        assert server.get(f"timeline?{strange}").status == 200
