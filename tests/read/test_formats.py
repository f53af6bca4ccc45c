"""Each format gives the article's words and what is told of it; the format itself is recognised."""

from __future__ import annotations

import gzip
import io
import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import zstandard
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from kb.errors import InputError
from kb.model import Article
from kb.read import ReadOptions, Rejected, Skipped, find_sources, read_articles
from kb.read.detect import detect

FIRST = "The harbour master of Eastmouth said on Monday that the port must reopen by Friday, or the ferries will go elsewhere."
SECOND = "Mayor Ines Valdor opposes the plan, which she called a gift to the shipping lines that nobody in the town had asked for."
TEXT = f"{FIRST}\n\n{SECOND}"
PARAGRAPHS = f"<p>{FIRST}</p><p>{SECOND}</p>"

HTML = f"""<!DOCTYPE html><html lang="en"><head><title>Port must reopen</title>
<link rel="canonical" href="https://courier.example/port"><meta property="og:title" content="Port must reopen">
<meta property="og:site_name" content="The Eastmouth Courier"><meta name="author" content="Ana Bell">
<meta property="article:published_time" content="2031-05-12T08:00:00Z"></head>
<body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><article><h1>Port must reopen</h1>{PARAGRAPHS}</article>
<script>alert("no text")</script><footer>Copyright</footer></body></html>"""

RSS = f"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Courier</title>
<language>en-gb</language><item><title>Port &amp; ferries</title><link>https://courier.example/port</link><guid>tag:port</guid><author>Ana Bell</author>
<pubDate>Mon, 12 May 2031 08:00:00 GMT</pubDate><description>Short.</description><content:encoded><![CDATA[{PARAGRAPHS}]]></content:encoded></item>
<item><title>Empty</title></item></channel></rss>"""

ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>The Courier</title><entry><id>tag:port</id><title>Port &amp; ferries</title>
<link href="https://courier.example/port"/><author><name>Ana Bell</name></author><published>2031-05-12T10:00:00+02:00</published>
<content type="html">{PARAGRAPHS.replace("<", "&lt;")}</content></entry></feed>"""

NITF_BODY = f"""<body><body.head><hedline><hl1>Port must reopen</hl1></hedline><byline>By Ana Bell</byline></body.head>
<body.content>{PARAGRAPHS}<media><media-caption>A crane</media-caption></media></body.content></body>"""
NITF = f"""<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "nitf-3-5.dtd"><nitf><head><docdata><doc-id id-string="port-1"/>
<date.issue norm="20310512T080000Z"/></docdata><pubdata name="The Courier"/></head>{NITF_BODY}</nitf>"""


def newsml(content: str, kind: str = "ninat:text") -> str:
    return f"""<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet><newsItem guid="urn:courier:port" xml:lang="en-GB">
    <itemMeta><itemClass qcode="{kind}"/><provider><name>The Courier</name></provider><versionCreated>2031-05-12T08:00:00Z</versionCreated></itemMeta>
    <contentMeta><headline>Port must reopen</headline><by>Ana Bell</by></contentMeta><contentSet>{content}</contentSet></newsItem>
    <conceptItem guid="urn:courier:crane"/></itemSet></newsMessage>"""


IN_NITF = f'<inlineXML contenttype="application/nitf+xml"><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/">{NITF_BODY}</nitf></inlineXML>'
IN_XHTML = f'<inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><head><title>no text</title></head><body>{PARAGRAPHS}</body></html></inlineXML>'
IN_DATA = f'<inlineData contenttype="text/plain">{TEXT}</inlineData>'

NINJS_1 = {"uri": "urn:courier:port", "type": "text", "versioncreated": "2031-05-12T08:00:00Z", "headline": "Port must reopen"} | {
    "byline": "Ana Bell",
    "body_xhtml": PARAGRAPHS,
    "body_text": f"{FIRST} {SECOND}",
    "language": "en",
}
NINJS_2 = {"uri": "urn:courier:port", "type": "text", "contentcreated": "2031-05-12T08:00:00Z", "by": "Ana Bell"} | {
    "headlines": [{"role": "short", "value": "Port"}, {"role": "main", "value": "Port must reopen"}],
    "bodies": [{"role": "text", "contenttype": "text/plain", "value": FIRST}, {"role": "main", "contenttype": "text/html", "value": PARAGRAPHS}],
}
NINJS_3 = {key: value for key, value in NINJS_2.items() if key != "contentcreated"} | {
    "standard": {"name": "ninjs", "version": "3.0"},
    "versionCreated": "2031-05-12T08:00:00Z",
}

MOMENT = datetime(2031, 5, 12, 8, tzinfo=UTC)


def read(path: Path, **options: object) -> list[Article | Rejected | Skipped]:
    return list(read_articles(find_sources([path]), options=ReadOptions(**options)))  # type: ignore[arg-type]


def first(tmp_path: Path, name: str, data: str | bytes, **options: object) -> Article:
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    article = read(path, **options)[0]
    assert isinstance(article, Article), article
    return article


def test_page(tmp_path: Path) -> None:
    article = first(tmp_path, "port.html", HTML)
    assert article.text.split("\n")[-2:] == [FIRST, SECOND]
    assert "Sport" not in article.text
    assert (article.title, article.publisher, article.author) == ("Port must reopen", "The Eastmouth Courier", "Ana Bell")
    assert (article.published, article.url) == (date(2031, 5, 12), "https://courier.example/port")


@pytest.mark.parametrize(("name", "data"), [("feed.xml", RSS), ("feed.rss", RSS), ("feed.atom", ATOM), ("feed.xml", ATOM)])
def test_feed(tmp_path: Path, name: str, data: str) -> None:
    article = first(tmp_path, name, data)
    assert (article.id, article.text, article.title, article.author) == ("tag:port", TEXT, "Port & ferries", "Ana Bell")
    assert (article.published, article.publisher, article.url) == (MOMENT, "The Courier", "https://courier.example/port")
    rest = read(tmp_path / name)[1:]
    assert all(isinstance(item, Skipped) and item.reason == "no article" for item in rest)
    assert len(rest) == (data is RSS)


@pytest.mark.parametrize("name", ["port.xml", "port.nitf"])
def test_nitf(tmp_path: Path, name: str) -> None:
    assert first(tmp_path, name, NITF) == Article("port-1", TEXT, "Port must reopen", MOMENT, "The Courier", "By Ana Bell")


@pytest.mark.parametrize("content", [IN_NITF, IN_XHTML, IN_DATA])
def test_newsml(tmp_path: Path, content: str) -> None:
    article = first(tmp_path, "port.xml", newsml(content))
    assert article == Article("urn:courier:port", TEXT, "Port must reopen", MOMENT, "The Courier", "Ana Bell", None, "en-GB")
    concept = read(tmp_path / "port.xml")[1]
    assert isinstance(concept, Skipped)
    assert concept.message.endswith("item 2: is a concept item, not news text")


@pytest.mark.parametrize(("content", "kind"), [(IN_NITF, "ninat:picture"), ('<remoteContent href="https://courier.example/port.xml"/>', "ninat:text")])
def test_newsml_without_text_is_skipped(tmp_path: Path, content: str, kind: str) -> None:
    path = tmp_path / "port.xml"
    path.write_text(newsml(content, kind))
    assert all(isinstance(item, Skipped) for item in read(path))


@pytest.mark.parametrize("item", [NINJS_1, NINJS_2, NINJS_3])
def test_ninjs(tmp_path: Path, item: dict[str, object]) -> None:
    article = first(tmp_path, "port.json", json.dumps(item))
    wanted = Article("urn:courier:port", TEXT, "Port must reopen", MOMENT, author="Ana Bell", language=item.get("language"))  # type: ignore[arg-type]
    assert article == wanted
    assert first(tmp_path, "wire.jsonl", json.dumps(item) + "\n") == wanted


def test_digitalwires(tmp_path: Path) -> None:
    item = {
        "urn": "urn:newsml:a.example:1",
        "pubstatus": "usable",
        "headline": "Talks resume",
        "byline": "By Ana Bell",
        "creditline": "wire",
        "article_html": "<section class='main'><p>Talks <b>resume</b>.</p><p>They end.</p></section>",
        "version_created": "2031-05-13T08:00:00+02:00",
        "content_created": None,
        "language": "en",
    }
    items = [item, {**item, "article_html": None}, {**item, "pubstatus": "canceled"}]
    path = tmp_path / "a.json"
    path.write_text(json.dumps(items))
    article, empty, canceled = read_articles(find_sources([path]))
    assert isinstance(article, Article)
    assert (article.id, article.text, article.title) == ("urn:newsml:a.example:1", "Talks resume.\n\nThey end.", "Talks resume")
    assert (article.published, article.publisher, article.author) == (datetime.fromisoformat("2031-05-13T08:00:00+02:00"), "wire", "By Ana Bell")
    for other, wanted in ((empty, "has no article_html"), (canceled, "'canceled', not usable")):
        assert isinstance(other, Skipped)
        assert wanted in other.message


def test_ninjs_picture_is_skipped(tmp_path: Path) -> None:
    path = tmp_path / "crane.json"
    path.write_text(json.dumps({"uri": "urn:courier:crane", "type": "picture", "headlines": [{"value": "A crane"}]}))
    (item,) = read(path)
    assert isinstance(item, Skipped)


def archive(*pages: tuple[str, str, bytes], packed: bool = False) -> bytes:
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=packed)
    writer.write_record(writer.create_warcinfo_record("crawl.warc", {"software": "test"}))
    for url, kind, body in pages:
        headers = StatusAndHeaders("200 OK", [("Content-Type", kind)], protocol="HTTP/1.1")
        writer.write_record(writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=headers))
    return buffer.getvalue()


# warcio leaves the writer's temporary files to the collector
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
@pytest.mark.parametrize(("name", "packed"), [("crawl.warc", False), ("crawl.warc.gz", True)])
def test_web_archive(tmp_path: Path, name: str, packed: bool) -> None:
    pages = [("https://courier.example/crane.png", "image/png", b"\x89PNG"), ("https://courier.example/port?x=1", "text/html; charset=utf-8", HTML.encode())]
    article = first(tmp_path, name, archive(*pages, packed=packed))
    assert article.url == "https://courier.example/port"
    assert SECOND in article.text
    assert len(read(tmp_path / name)) == 1


CSV = f'headline,body,day\nPort,"{FIRST}\n{SECOND}",2031-05-12\nEmpty,,2031-05-12\n'


@pytest.mark.parametrize(("name", "delimiter"), [("port.csv", ","), ("port.csv", ";"), ("port.tsv", "\t")])
def test_csv_with_a_field_map(tmp_path: Path, name: str, delimiter: str) -> None:
    data = CSV if delimiter == "," else "\n".join(line.replace(",", delimiter) if line.startswith(("head", "Empty")) else line for line in CSV.splitlines())
    data = data.replace("Port,", f"Port{delimiter}").replace('",2031', f'"{delimiter}2031')
    fields = {"text": "body", "title": "headline", "published": "day"}
    article = first(tmp_path, name, "\ufeff" + data, fields=fields)
    assert (article.text, article.title, article.published) == (f"{FIRST}\n{SECOND}", "Port", date(2031, 5, 12))
    empty = read(tmp_path / name, fields=fields)[1]
    assert isinstance(empty, Rejected)
    assert 'line 4: "text" is empty' in empty.message


def test_table_without_the_column_says_what_there_is(tmp_path: Path) -> None:
    path = tmp_path / "port.csv"
    path.write_text(CSV)
    (problem,) = read(path)
    assert isinstance(problem, Rejected)
    assert "no column 'text' but headline, body, day; name the one that holds the words: --field text=COLUMN" in problem.message


@pytest.mark.parametrize(("data", "line"), [("\r\x01", 1), ('"text\n', 1), ('text\n"A bridge" opens\n', 2)])
def test_broken_csv_names_the_line(tmp_path: Path, data: str, line: int) -> None:
    (tmp_path / "port.csv").write_bytes(data.encode())
    (problem,) = read(tmp_path / "port.csv")
    assert isinstance(problem, Rejected)
    assert f"port.csv, line {line}: broken CSV: " in problem.message


def test_parquet(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    table = pyarrow.table({"text": [TEXT, None], "published": [datetime(2031, 5, 12, 8, tzinfo=UTC), None], "meta": [{"title": "Port"}, None]})
    parquet.write_table(table, tmp_path / "port.parquet")
    good, bad = read(tmp_path / "port.parquet", fields={"title": "meta.title"})
    assert isinstance(good, Article)
    assert (good.text, good.title, good.published) == (TEXT, "Port", MOMENT)
    assert isinstance(bad, Rejected)


def test_missing_extra_names_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow.parquet", None)
    (tmp_path / "port.parquet").write_bytes(b"PAR1")
    (problem,) = read(tmp_path / "port.parquet")
    assert isinstance(problem, Rejected)
    assert problem.message.endswith("pip install 'newskb[parquet]'")


@pytest.mark.parametrize(("suffix", "pack"), [(".gz", gzip.compress), (".zst", zstandard.ZstdCompressor().compress)])
def test_packed_files(tmp_path: Path, suffix: str, pack: object) -> None:
    record = json.dumps({"text": TEXT}).encode()
    for name, data in (("a.txt", TEXT.encode()), ("b.jsonl", record + b"\n"), ("c.json", record), ("d.xml", NITF.encode())):
        assert first(tmp_path, name + suffix, pack(data)).text == TEXT  # type: ignore[operator]


def test_deep_field_map_in_json_lines(tmp_path: Path) -> None:
    record = {"content": {"body": FIRST}, "id": 7, "meta.lang": "en"}
    fields = {"text": "content.body", "language": "meta.lang"}
    assert first(tmp_path, "a.jsonl", json.dumps(record), fields=fields) == Article("7", FIRST, language="en")


@pytest.mark.parametrize(
    ("data", "format"),
    [
        (HTML, "html"),
        ("\ufeff<html>", "html"),
        ("<!-- x --><HTML lang='en'>", "html"),
        (RSS, "feed"),
        (ATOM, "feed"),
        ('<rdf:RDF xmlns="http://purl.org/rss/1.0/">', "feed"),
        (NITF, "nitf"),
        (newsml(IN_DATA), "newsml"),
        ('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><nar:newsItem>', "newsml"),
        ('{"text": "A."}', "json"),
        ('[{"text": "A."}]', "json"),
        ('{"text": "A."}\n{"text": "B."}\n', "jsonl"),
        ("PAR1", "parquet"),
        ("WARC/1.0\r\n", "warc"),
        ("[Updated] Talks resume.", None),
        ("<b>Talks</b> resume.", None),
        ("", None),
        (" " * 60_000, None),
        ("<!--" * 15_000, None),
        ("{" * 60_000, None),
    ],
)
def test_content_tells_the_format(data: str, format: str | None) -> None:
    assert detect(data.encode()) == format


def test_utf_16_is_recognised() -> None:
    assert detect("<rss>".encode("utf-16")) == "feed"


def test_standard_input_and_nameless_files_are_recognised(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(HTML.encode())))
    (article,) = read_articles(find_sources(["-"]))
    assert isinstance(article, Article)
    assert article.title == "Port must reopen"
    assert first(tmp_path, "download", NITF).id == "port-1"


def test_folders_are_read_to_the_bottom_and_patterns_match(tmp_path: Path) -> None:
    for name in ("b/c/deep.txt", "b/a.txt", "b/.hidden/x.txt", "b/.x.txt", "b/notes.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    assert [source.path for source in find_sources([tmp_path / "b"])] == [tmp_path / "b/a.txt", tmp_path / "b/c/deep.txt"]
    assert [source.path for source in find_sources([str(tmp_path / "**/*.txt")])] == [tmp_path / "b/a.txt", tmp_path / "b/c/deep.txt"]
    with pytest.raises(InputError, match="no file matches"):
        find_sources([str(tmp_path / "*.html")])


GERMAN = "Der Minister sagte am Montag, dass die Brücke bis Freitag wieder geöffnet werden muss, sonst drohen dem Land hohe Kosten. " * 2
SPANISH = "El ministro dijo el lunes que el puente debe reabrirse antes del viernes, porque de lo contrario el país tendrá que pagar mucho. " * 2


@pytest.mark.parametrize(("text", "code"), [(GERMAN, "de"), (SPANISH, "es"), ("大臣は月曜日、橋は金曜日までに再開されなければならないと述べた。" * 10, "ja")])
def test_other_languages_are_skipped_unless_kept(tmp_path: Path, text: str, code: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(text)
    (item,) = read(path, english_only=True)
    assert isinstance(item, Skipped)
    assert (item.reason, f"language '{code}'" in item.message) == ("language", True)
    assert first(tmp_path, "a.txt", text).text == text


@pytest.mark.parametrize("text", [TEXT, FIRST.upper(), "Talks resume.", "Ja. Nein.", "1 2 3", "PARIS -- Mr. Nguyen, Ms. Dubois, Herr Schmidt met. " * 3])
def test_english_and_the_undecidable_are_kept(tmp_path: Path, text: str) -> None:
    assert first(tmp_path, "a.txt", text, english_only=True).text == text


@pytest.mark.parametrize(("told", "kept"), [("en", True), ("en-GB", True), ("eng", True), ("de", False), ("nb-NO", False)])
def test_what_an_article_says_of_its_language_goes(tmp_path: Path, told: str, kept: bool) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"text": TEXT, "language": told}))
    (item,) = read(path, english_only=True)
    assert isinstance(item, Article) == kept


def test_longer_articles_than_wanted_are_skipped(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("word " * 11)
    (item,) = read(path, max_words=10)
    assert isinstance(item, Skipped)
    assert "has 11 words, more than --max-words 10" in item.message


def test_addresses_of_fsspec_are_read(tmp_path: Path) -> None:
    fsspec = pytest.importorskip("fsspec")
    for start in (f"file://{tmp_path}/news", "memory://news"):
        files, folder = fsspec.core.url_to_fs(start)
        files.makedirs(folder, exist_ok=True)
        for name, data in (
            ("a.txt", b"Talks resume."),
            ("b.jsonl.gz", gzip.compress(b'{"text": "Talks ended."}\n')),
            (".hidden.txt", b"No."),
            ("c.bin", b"No."),
        ):
            files.pipe_file(f"{folder}/{name}", data)
        for given in (start, f"{start}/[ab].*"):
            articles = list(read_articles(find_sources([given])))
            assert [article.text for article in articles if isinstance(article, Article)] == ["Talks resume.", "Talks ended."]
        with pytest.raises(InputError, match="no such file"):
            find_sources([f"{start}/none.txt"])
    with pytest.raises(InputError, match="nonsense://a: cannot be opened"):
        find_sources(["nonsense://a"])
