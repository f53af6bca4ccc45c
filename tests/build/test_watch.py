"""``kb watch``: a real folder and a real feed, of which everything is taken once, in time, and politely."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from invented import GERMAN, articles

from kb.build import BuildSettings, Look, look, watching
from kb.build.seen import open_seen
from kb.errors import OutputError, StoreError
from kb.read import ReadOptions, find_sources
from kb.store import open_store

SETTINGS = BuildSettings(ReadOptions(allow_private=True, english_only=True))


def feed(count: int) -> bytes:
    items = "".join(f"<item><guid>{each['id']}</guid><title>Bridge</title><description>{each['text']}</description></item>" for each in articles(count))
    return f"<rss version='2.0'><channel><title>Wire</title>{items}</channel></rss>".encode()


@dataclass
class Wire:
    """A server of one feed, what it was asked, and what it answers."""

    url: str = ""
    body: bytes = feed(2)
    status: int = 200
    retry: str | None = None
    asked: list[dict[str, str]] = field(default_factory=list)


@pytest.fixture
def wire(monkeypatch: pytest.MonkeyPatch) -> Iterator[Wire]:
    monkeypatch.setattr(watching, "_SELDOM", 0.0)
    monkeypatch.setattr(watching, "_SETTLED", 0.0)
    served = Wire()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            served.asked.append(dict(self.headers))
            tag = f'"{len(served.body)}"'
            status = 304 if served.status == 200 and self.headers["If-None-Match"] == tag else served.status
            self.send_response(status)
            self.send_header("ETag", tag)
            self.send_header("Last-Modified", "Tue, 13 May 2031 08:00:00 GMT")
            if served.retry:
                self.send_header("Retry-After", served.retry)
            self.end_headers()
            if status == 200:
                self.wfile.write(served.body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as httpd:
        thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        served.url = f"http://127.0.0.1:{httpd.server_port}/news.rss"
        yield served
        httpd.shutdown()
        thread.join()


@dataclass
class Watch:
    """A watch in a folder: what it put where, and what it told."""

    folder: Path
    put: dict[str, bytes] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)

    def look(self, *inputs: str | Path, settings: BuildSettings = SETTINGS, mark: str = "") -> Look:
        with open_seen(self.folder / "seen.sqlite") as seen:
            seen.begin(settings.signature(), mark)
            return look(find_sources(inputs, allow_empty=True), seen, settings, self.put.update, work=self.folder, tell=self.told.append)


@pytest.fixture
def watch(tmp_path: Path) -> Watch:
    (tmp_path / "state").mkdir()
    return Watch(tmp_path / "state")


@pytest.mark.model
def test_of_a_feed_each_item_is_taken_once(wire: Wire, watch: Watch) -> None:
    assert watch.look(wire.url).written == 2
    assert watch.look(wire.url) == Look()
    assert "If-None-Match" not in wire.asked[0]
    assert wire.asked[1]["If-None-Match"] == f'"{len(wire.body)}"'
    assert wire.asked[1]["If-Modified-Since"] == "Tue, 13 May 2031 08:00:00 GMT"
    assert wire.asked[1]["User-Agent"].startswith("newskb/")
    wire.body = feed(3)
    found = watch.look(wire.url)
    assert (found.changed, found.written, len(watch.put)) == (1, 1, 3)
    assert watch.told == []


def test_an_address_is_asked_seldom_and_after_failures_more_seldom(wire: Wire, watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    now = time.time()
    monkeypatch.setattr(watching, "_SELDOM", 60.0)
    monkeypatch.setattr(watching.time, "time", lambda: now)
    wire.status = 404
    asked = []
    for _ in range(16):
        before = len(wire.asked)
        watch.look(wire.url)
        asked.append(len(wire.asked) > before)
        now += 60
    assert [number for number, each in enumerate(asked) if each] == [0, 1, 3, 7, 15]
    assert watch.told == [f"{wire.url}: the server answers 404 Not Found"] * 5


@pytest.mark.parametrize("form", ["seconds", "date", "nonsense"])
def test_a_server_that_wants_a_pause_gets_it(wire: Wire, watch: Watch, monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    now = time.time()
    monkeypatch.setattr(watching.time, "time", lambda: now)
    wire.status, wire.retry = 503, {"seconds": "3600", "date": format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)}.get(form, form)
    watch.look(wire.url)
    now += 3500
    watch.look(wire.url)
    assert len(wire.asked) == (2 if form == "nonsense" else 1)
    now += 200
    watch.look(wire.url)
    assert len(wire.asked) == (3 if form == "nonsense" else 2)


@pytest.mark.model
@pytest.mark.usefixtures("wire")
def test_of_a_folder_what_is_new_or_changed_is_taken(watch: Watch, tmp_path: Path) -> None:
    news = tmp_path / "news"
    news.mkdir()
    assert watch.look(news) == Look()
    records = articles(3)
    double = {**records[0], "id": "another-id"}
    (news / "a.jsonl").write_text("".join(json.dumps(each) + "\n" for each in [*records[:2], double, {"title": "no text"}]))
    (news / "b.txt").write_text(GERMAN)
    (news / ".hidden.txt").write_text("Not yet.")
    found = watch.look(news)
    assert (found.changed, found.written, dict(found.skipped), dict(found.failed)) == (2, 2, {"duplicate": 1, "language": 1}, {"unreadable": 1})
    assert len(watch.told) == 1
    assert "a.jsonl, line 4" in watch.told[0]
    assert watch.look(news) == Look()
    changed = {**records[1], "text": "Mayor Ines Bell said on Tuesday that the bridge is open."}
    (news / "a.jsonl").write_text("".join(json.dumps(each) + "\n" for each in [records[0], changed, records[2]]))
    before = dict(watch.put)
    assert watch.look(news).written == 2
    assert sum(before.get(iri) != quads for iri, quads in watch.put.items()) == 2
    assert len(watch.put) == 3


@pytest.mark.model
def test_what_was_not_handed_on_is_new_the_next_time(wire: Wire, watch: Watch) -> None:
    class Refusing(dict[str, bytes]):
        def update(self, *_: object, **__: object) -> None:
            raise StoreError("busy")

    good, watch.put = watch.put, Refusing()
    with pytest.raises(StoreError, match="busy"):
        watch.look(wire.url)
    watch.put = good
    assert watch.look(wire.url).written == 2
    # neither other options nor another store know what was seen
    other = BuildSettings(SETTINGS.reading, with_text=False)
    assert watch.look(wire.url, settings=other, mark="one").written == 2
    assert watch.look(wire.url, settings=other, mark="one").written == 0
    assert watch.look(wire.url, settings=other, mark="two").written == 2


def test_a_file_that_is_being_written_waits(watch: Watch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("{broken\n")
    monkeypatch.setattr(watching.time, "sleep", lambda _: path.write_text("{broken\n{broken\n"))
    assert watch.look(path) == Look()
    os.utime(path, (1, 1))
    assert watch.look(path).failed.total() == 2


def test_two_watches_of_one_output_do_not_mix(watch: Watch) -> None:
    with open_seen(watch.folder / "seen.sqlite"), pytest.raises(OutputError, match="another watch writes here"), open_seen(watch.folder / "seen.sqlite"):
        pass


def run(*words: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "kb", "watch", *map(str, words)], cwd=cwd, capture_output=True, text=True, check=False)


@pytest.mark.model
def test_the_command_watches_until_it_is_told_to_end(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    with subprocess.Popen(
        [sys.executable, "-m", "kb", "watch", "news", "--store", "news.db", "--every", "1"], cwd=tmp_path, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr
        for record in articles(2):
            # as a careful writer does it
            (tmp_path / "part").write_text(json.dumps(record))
            os.utime(tmp_path / "part", (1, 1))
            (tmp_path / "part").rename(tmp_path / "news" / f"{record['id']}.json")
            assert process.stderr.readline() == "kb: 1 new or changed inputs, 1 articles written\n"
            # the store is free between two looks
            with open_store(tmp_path / "news.db", read_only=False) as store:
                known = store.articles()
        process.send_signal(signal.SIGTERM)
        assert (process.wait(20), process.stderr.read()) == (0, "kb: ended\n")
    assert len(known) == 2
    ended = run("news", "--store", "news.db", "--once", cwd=tmp_path)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")
    with open_store(tmp_path / "news.db", read_only=False):
        os.utime(tmp_path / "news" / f"{articles(1)[0]['id']}.json", (2, 2))
        (tmp_path / "news" / "c.txt").write_text("Mayor Ines Bell said on Tuesday that the bridge is open.")
        ended = run("news", "--store", "news.db", "--once", cwd=tmp_path)
    assert (ended.returncode, ended.stderr) == (2, "kb: news.db: another process is writing to this store; try again when it has ended\n")


@pytest.mark.model
def test_a_folder_gets_a_file_an_article(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps(articles(3)))
    ended = run("a.json", "-o", "graphs", "--once", cwd=tmp_path)
    assert (ended.returncode, ended.stderr) == (0, "kb: 1 new or changed inputs, 3 articles written\n")
    assert sorted(path.name for path in (tmp_path / "graphs").iterdir() if path.suffix) == [
        f"{each['id']}.nq" for each in sorted(articles(3), key=lambda a: a["id"])
    ]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (["a.txt", "--once"], "give either -o DIR or --store DIR"),
        (["-", "--store", "n.db"], "standard input cannot be watched"),
        (["nothing", "--store", "n.db"], "nothing: no such file or folder"),
        (["a.txt", "--store", "a.txt", "--once"], "a.txt: cannot be made"),
        (["a.txt", "--store", "n.db", "--every", "0"], "0 is not in the range"),
        (["a.txt", "-o", "a.txt/out", "--once"], "cannot be made: Not a directory"),
    ],
)
def test_what_cannot_be_watched_is_one_line(tmp_path: Path, words: list[str], wanted: str) -> None:
    (tmp_path / "a.txt").write_text("Talks resume.")
    ended = run(*words, cwd=tmp_path)
    assert (ended.returncode, ended.stderr.count("\n")) == (2, 1), ended.stderr
    assert wanted in ended.stderr
