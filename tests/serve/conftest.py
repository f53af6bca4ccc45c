"""A real server over a real store, as ``kb serve`` starts it."""

from __future__ import annotations

import re
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.stores import make_store


@dataclass(frozen=True)
class Reply:
    """What the server said."""

    status: int
    type: str
    text: str
    headers: dict[str, str]


@dataclass(frozen=True)
class Server:
    """A running server. ``address`` ends in a slash."""

    address: str
    store: Path

    def get(self, path: str = "", *, data: bytes | None = None, method: str | None = None, **headers: str) -> Reply:
        """Ask for *path*; headers have underscores for hyphens."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request(self.address + path, data=data, headers=sent, method=method)  # noqa: S310
        try:
            with urllib.request.urlopen(request, timeout=60) as reply:  # noqa: S310
                return Reply(reply.status, reply.headers.get_content_type(), reply.read().decode(), {k.lower(): v for k, v in reply.headers.items()})
        except urllib.error.HTTPError as error:
            return Reply(error.code, error.headers.get_content_type(), error.read().decode(), {k.lower(): v for k, v in error.headers.items()})

    def ask(self, query: str, accept: str = "*/*") -> Reply:
        """Send *query* by GET."""
        return self.get("sparql?" + urllib.parse.urlencode({"query": query}), Accept=accept)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Return a server whose queries may take two seconds."""
    store = make_store(tmp_path_factory.mktemp("served") / "db")
    words = [sys.executable, "-m", "kb", "serve", "--store", str(store), "--port", "0", "--timeout", "2", "--cors", "https://friend.example"]
    with subprocess.Popen(words, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            line = process.stderr.readline()
            found = re.search(r"http://\S+", line)
            assert found, line
            yield Server(found[0], store)
        finally:
            process.terminate()
