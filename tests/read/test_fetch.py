"""Pages are fetched from a real server; nothing inside the own network is, unless asked for."""

from __future__ import annotations

import gzip
import ipaddress
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from kb import __version__
from kb.errors import InputError
from kb.model import Article
from kb.read import ReadOptions, Rejected, Source, find_sources, read_articles
from kb.read import fetch as fetching
from kb.read.fetch import fetch

PAGE = b"<!DOCTYPE html><html><head><title>Talks resume</title></head><body><article><p>" + b"Talks resume in Oslo, the minister said. " * 20
SEEN: list[tuple[str, dict[str, str]]] = []


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        SEEN.append((self.path, dict(self.headers)))
        if self.path.startswith("/to?"):
            self.send_response(302)
            self.send_header("Location", self.path.removeprefix("/to?"))
            self.end_headers()
        elif self.path == "/slow":
            self.send_response(200)
            self.end_headers()
            for _ in range(50):
                self.wfile.write(b"x")
                time.sleep(0.1)
        elif self.path in ("/page", "/bomb"):
            self.send_response(200)
            data = PAGE if self.path == "/page" else gzip.compress(b"\n" * 50_000_000)
            if self.path == "/bomb":
                self.send_header("Content-Encoding", "gzip")
            self.end_headers()
            self.wfile.write(data)
        else:
            self.send_error(404)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[str]:
    SEEN.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as httpd:
        # the slow page is not waited for
        httpd.daemon_threads, httpd.block_on_close = True, False
        thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield f"http://127.0.0.1:{httpd.server_port}"
        httpd.shutdown()
        thread.join()


def get(url: str, *, max_bytes: int = 1_000_000, timeout: float = 20, allow_private: bool = True) -> fetching.Page:
    return fetch(url, max_bytes=max_bytes, timeout=timeout, allow_private=allow_private)


def test_page_becomes_an_article(server: str) -> None:
    (article,) = read_articles(find_sources([f"{server}/to?/page"]), options=ReadOptions(allow_private=True))
    assert isinstance(article, Article)
    assert (article.title, article.url) == ("Talks resume", f"{server}/page")
    assert [path for path, _ in SEEN] == ["/to?/page", "/page"]
    headers = SEEN[0][1]
    assert headers["User-Agent"].startswith(f"newskb/{__version__} ")
    assert headers["Host"] == server.removeprefix("http://")


@pytest.mark.parametrize(("format", "text"), [("jsonl", '{"text": "A."}\n'), ("csv", "text\nA.\n"), ("text", "A.")])
def test_what_was_fetched_is_read_as_any_file(format: str, text: str) -> None:
    (article,) = read_articles([Source(None, format, "https://a.example/", fetching.Page("https://a.example/", text.encode()))])
    assert isinstance(article, Article)
    assert article.text == "A."


def test_the_name_is_sent_though_the_number_is_asked(server: str) -> None:
    get(server.replace("127.0.0.1", "localhost") + "/page")
    assert SEEN[0][1]["Host"].startswith("localhost:")


def test_own_network_is_not_asked(server: str) -> None:
    for host in ("127.0.0.1", "localhost", "0", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1"):
        with pytest.raises(InputError, match=r"not on the public internet; --allow-private|is not known"):
            get(f"http://{host}:{server.rpartition(':')[2]}/page", allow_private=False)
    (item,) = read_articles(find_sources([f"{server}/page"]))
    assert isinstance(item, Rejected)
    assert SEEN == []


@pytest.mark.parametrize(
    "number", ["10.1.2.3", "169.254.169.254", "100.64.0.1", "192.168.0.1", "224.0.0.1", "fe80::1", "fc00::1", "64:ff9b::a00:1", "2002:a00:1::"]
)
def test_private_numbers(number: str) -> None:
    assert not fetching._is_public(ipaddress.ip_address(number))


@pytest.mark.parametrize("number", ["8.8.8.8", "2606:4700::1111"])
def test_public_numbers(number: str) -> None:
    assert fetching._is_public(ipaddress.ip_address(number))


def test_redirects_are_checked_again(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # the first address counts as public, the one it leads to does not
    asked: list[str] = []
    monkeypatch.setattr(fetching, "_is_public", lambda number: asked.append(str(number)) or len(asked) == 1)
    with pytest.raises(InputError, match=r"leads to 127\.0\.0\.1"):
        get(f"{server}/to?{server}/page", allow_private=False)
    assert [path for path, _ in SEEN] == [f"/to?{server}/page"]


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://127.0.0.1/x", "gopher://127.0.0.1/", "javascript:alert(1)"])
def test_redirects_lead_to_the_web_alone(server: str, target: str) -> None:
    with pytest.raises(InputError, match=r"only http and https|cannot be fetched"):
        get(f"{server}/to?{target}")
    assert len(SEEN) == 1


def test_redirects_end(server: str) -> None:
    url = f"{server}/to?{server}/page"
    for _ in range(7):
        url = f"{server}/to?{url}"
    with pytest.raises(InputError, match="redirects more than 5 times"):
        get(url)


def test_limit_of_time_holds_for_all_of_it(server: str) -> None:
    begin = time.monotonic()
    with pytest.raises(InputError, match=r"took more than 0\.5 seconds"):
        get(f"{server}/slow", timeout=0.5)
    assert time.monotonic() - begin < 4


def test_limit_of_size_holds_for_what_is_unpacked(server: str) -> None:
    with pytest.raises(InputError, match="more than 100 bytes"):
        get(f"{server}/page", max_bytes=100)
    with pytest.raises(InputError, match="more than 1,000,000 bytes"):
        get(f"{server}/bomb")


@pytest.mark.parametrize(("path", "wanted"), [("/nothing", "answers 404"), (":0/x", "cannot be fetched|not known")])
def test_what_cannot_be_had_is_one_line(server: str, path: str, wanted: str) -> None:
    with pytest.raises(InputError, match=wanted) as caught:
        get(server + path if path.startswith("/") else "http://127.0.0.1" + path)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("url", ["http://", "https://exa mple.org/", "http://[::1", "http://nowhere.invalid/", "https://xn--/"])
def test_odd_addresses_are_one_line(url: str) -> None:
    (item,) = read_articles(find_sources([url]))
    assert isinstance(item, Rejected)
    assert item.message.startswith(url)
    assert "unexpected" not in item.message
