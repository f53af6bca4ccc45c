"""No file, however broken or hostile, does more than be rejected: in one line, in little memory, in little time."""

from __future__ import annotations

import gzip
import json
import tracemalloc
from pathlib import Path

import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.model import Article
from kb.read import FORMATS, ReadOptions, Rejected, Skipped, Source, read_articles
from kb.read.detect import detect
from kb.read.markup import fragment_text

ON_DISK = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=40, deadline=None)
TEXTUAL = sorted(set(FORMATS) - {"parquet"})

# what makes parsers stumble, in any order
MARKUP = st.lists(
    st.one_of(
        st.sampled_from(["<p>", "</p>", "<", ">", "&", "&amp;", "&#xD800;", "&#0;", "&nope;", "<!--", "-->", "<![CDATA[", "]]>", "<script>", "<?x ?>"]),
        st.sampled_from(["<rss version='2.0'><channel>", "<item>", "<description>", "<newsItem>", "<contentSet>", "<nitf>", "<body>", "<html>"]),
        st.sampled_from(['{"text": "', '"}', "[", "]", "\\ud83d", "\\u0000", ",", '"', "\n", "\r\n", "\t", "text,id\n", "WARC/1.0\r\n", "\r\n\r\n"]),
        st.sampled_from(["\ufeff", "\u202e", "e\u0301", "\U0001f600", "\0", "\u2028", "\x85", "\x1b", "\ufffe", "عربي", "שלום"]),
        st.text(max_size=20),
    ),
    max_size=40,
).map("".join)
BYTES = st.one_of(
    st.binary(max_size=200), MARKUP.map(lambda text: text.encode("utf-8", "surrogatepass")), MARKUP.map(lambda text: text.encode("utf-16", "replace"))
)


def read(path: Path, format: str | None = None, **options: object) -> list[Article | Rejected | Skipped]:
    return list(read_articles([Source(path, format)], options=ReadOptions(**options)))  # type: ignore[arg-type]


def check(items: list[Article | Rejected | Skipped]) -> None:
    for item in items:
        if isinstance(item, Article):
            item.text.encode()  # no lone surrogate
            assert item.text.strip()
            assert "\0" not in item.text
        else:
            assert "\n" not in item.message
            assert "cannot be read: unexpected " not in item.message, item


@pytest.mark.parametrize("format", TEXTUAL)
@ON_DISK
@given(data=BYTES)
def test_no_bytes_stop_a_reader(tmp_path: Path, format: str, data: bytes) -> None:
    path = tmp_path / "input"
    path.write_bytes(data)
    check(read(path, format, english_only=True))


@ON_DISK
@given(data=st.binary(max_size=300))
def test_no_bytes_stop_the_unpackers(tmp_path: Path, data: bytes) -> None:
    for name, start in (("a.txt.gz", b"\x1f\x8b\x08\0\0\0\0\0"), ("a.txt.zst", b"\x28\xb5\x2f\xfd")):
        (tmp_path / name).write_bytes(start + data)
        check(read(tmp_path / name))


@ON_DISK
@given(data=st.binary(max_size=300))
def test_no_bytes_stop_parquet(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.parquet"
    path.write_bytes(b"PAR1" + data + b"PAR1")
    check(read(path, "parquet"))


@settings(deadline=None)
@given(BYTES)
def test_detection_never_fails(data: bytes) -> None:
    assert detect(data) in {*FORMATS, None}


@settings(deadline=None)
@given(st.lists(st.text(st.characters(categories=["L", "M", "N", "P", "S"], exclude_characters="<>&"), min_size=1), min_size=1, max_size=5))
def test_paragraphs_come_out_as_they_went_in(paragraphs: list[str]) -> None:
    assert fragment_text("".join(f"<p>{words}</p>" for words in paragraphs)) == "\n\n".join(paragraphs)


BOMB = "<!DOCTYPE x [<!ENTITY a 'ha'>" + "".join(f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(9)) + "]>"
STEAL = '<!DOCTYPE x [<!ENTITY xxe SYSTEM "file:///etc/passwd">]>'
REMOTE = '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:1/x.dtd"> %p;]>'
ROOTS = {
    "feed": "<rss version='2.0'><channel><item><description>{}</description></item></channel></rss>",
    "nitf": "<nitf><body><body.content><p>{}</p></body.content></body></nitf>",
    "newsml": "<newsItem><contentSet><inlineData>{}</inlineData></contentSet></newsItem>",
}


@pytest.mark.parametrize("format", sorted(ROOTS))
@pytest.mark.parametrize(("prologue", "reference"), [(BOMB, "&j;"), (STEAL, "&xxe;"), (REMOTE, "A.")])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(tmp_path: Path, format: str, prologue: str, reference: str, encoding: str) -> None:
    path = tmp_path / "bomb.xml"
    path.write_bytes((prologue + ROOTS[format].format(reference)).encode(encoding))
    for told in (format, None):
        (item,) = read(path, told)
        assert isinstance(item, Rejected)
        assert "declares entities" in item.message


@pytest.mark.parametrize("format", ["html", "feed", "nitf", "newsml", "json"])
def test_no_depth_is_too_great(tmp_path: Path, format: str) -> None:
    deep = "<div>" * 50_000 + "Talks resume." + "</div>" * 50_000
    path = tmp_path / "deep"
    path.write_text(ROOTS[format].format(deep) if format in ROOTS else json.dumps({"uri": "u", "body_xhtml": deep}) if format == "json" else deep)
    check(read(path, format))


def test_a_response_from_nowhere_ends_an_archive_in_one_line(tmp_path: Path) -> None:
    page = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>A."
    head = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: %d\r\n\r\n" % len(page)
    (tmp_path / "a.warc").write_bytes(head + page + b"\r\n\r\n")
    (problem,) = read(tmp_path / "a.warc")
    assert problem == Rejected(f"{tmp_path / 'a.warc'}, record 1: has no WARC-Target-URI; is the archive damaged?")


@pytest.mark.parametrize("name", ["bomb.jsonl.gz", "bomb.txt.gz", "bomb.jsonl.zst", "bomb.warc.gz", "bomb.csv.zst", "bomb.json.gz"])
def test_archive_bombs_are_met_in_little_memory(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with gzip.open(path, "wb", 1) if name.endswith(".gz") else zstandard.open(path, "wb") as handle:
        for _ in range(40):
            handle.write((b" " * 65_535 + b"\n") * 16 if "jsonl" in name else b"x" * (1 << 20))
    assert path.stat().st_size < 2 << 20
    tracemalloc.start()
    items = read(path, max_bytes=1 << 20)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [type(item) for item in items] == [Rejected]
    check(items)
    assert peak < 16 << 20


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.ZstdCompressor().compress])
def test_a_cut_archive_gives_what_it_holds_and_says_so(tmp_path: Path, pack: object) -> None:
    lines = b"".join(json.dumps({"text": f"Talk {number} resumes. {number * 7919}"}).encode() + b"\n" for number in range(20_000))
    packed: bytes = pack(lines)  # type: ignore[operator]
    path = tmp_path / ("cut.jsonl.gz" if pack is gzip.compress else "cut.jsonl.zst")
    path.write_bytes(packed[: len(packed) // 2])
    *good, last = read(path)
    assert isinstance(last, Rejected)
    assert sum(isinstance(item, Article) for item in good) >= len(good) - 1
    if pack is gzip.compress:
        assert len(good) > 1000
        assert "cut short or damaged" in last.message


@pytest.mark.parametrize(
    ("name", "data"),
    [("long.jsonl", b'{"text": "' + b"x" * 2_000_000 + b'"}\n{"text": "A."}\n'), ("long.csv", b"text\n" + b"x" * 2_000_000), ("long.txt", b"x" * 2_000_000)],
)
def test_documents_over_the_limit_are_rejected(tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert isinstance(read(path)[0], Article)
    item = read(path, max_bytes=1_000_000)[0]
    assert isinstance(item, Rejected)
    assert "more than 1,000,000 bytes" in item.message
    assert "--max-bytes" in item.message


def test_ids_stay_as_they_are(tmp_path: Path) -> None:
    ids = ["../../etc/passwd", "/etc/passwd", "a\u202eb", "..", "C:\\x", "a" * 5000, "'; DROP TABLE items; --"]
    path = tmp_path / "ids.jsonl"
    path.write_text("".join(json.dumps({"id": each, "text": "Talks resume."}) + "\n" for each in ids))
    assert [item.id for item in read(path) if isinstance(item, Article)] == ids


def test_a_feed_with_half_a_character_is_one_clear_line(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_bytes(b"<rss version='2.0'><channel><title>&#xD800;</title></channel")
    (item,) = read(path, "feed")
    assert isinstance(item, Rejected)
    assert "character" in item.message
