"""Readers: text comes through verbatim; what cannot be read says what, where and how to mend it."""

from __future__ import annotations

import hashlib
import io
import json
import sys
import tracemalloc
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.errors import InputError
from kb.model import Article
from kb.read import ArticleDefaults, Rejected, find_sources, read_articles

USABLE = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1).filter(lambda text: bool(text.strip()))
ON_DISK = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)


def read(path: Path | str, *, format: str | None = None, defaults: ArticleDefaults | None = None) -> list[Article | Rejected]:
    return list(read_articles(find_sources([path], format=format), defaults=defaults))


def only(path: Path | str) -> Article:
    (article,) = read(path)
    assert isinstance(article, Article), article
    return article


def rejected(path: Path | str) -> str:
    (problem,) = read(path)
    assert isinstance(problem, Rejected)
    assert "\n" not in problem.message
    return problem.message


@ON_DISK
@given(text=USABLE)
def test_plain_text_is_verbatim(tmp_path: Path, text: str) -> None:
    path = tmp_path / "story.txt"
    path.write_bytes(text.encode())
    # a byte order mark is no part of the text
    assert only(path).text == text.removeprefix("\ufeff") or not text.removeprefix("\ufeff").strip()


@ON_DISK
@given(texts=st.lists(USABLE, min_size=1, max_size=4), escaped=st.booleans())
def test_json_texts_are_verbatim(tmp_path: Path, texts: list[str], escaped: bool) -> None:
    records = [{"text": text} for text in texts]
    lines, whole = tmp_path / "stories.jsonl", tmp_path / "stories.json"
    lines.write_bytes("".join(json.dumps(record, ensure_ascii=escaped) + "\n" for record in records).encode())
    whole.write_bytes(json.dumps(records, ensure_ascii=escaped).encode())
    for path in (lines, whole):
        assert [article.text for article in read(path) if isinstance(article, Article)] == texts


@pytest.mark.parametrize("data", [b"One.\r\nTwo.\rThree.\n", "\u2028caf\u00e9 \U0001f600\n\n".encode()])
def test_line_ends_are_kept(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "story.txt"
    path.write_bytes(data)
    assert only(path).text == data.decode()


def test_byte_order_mark_is_left_out(tmp_path: Path) -> None:
    for name, data in (("a.txt", b"Talks resume."), ("a.json", b'{"text": "Talks resume."}'), ("a.jsonl", b'{"text": "Talks resume."}\n')):
        (tmp_path / name).write_bytes(b"\xef\xbb\xbf" + data)
        assert only(tmp_path / name).text == "Talks resume."


def test_all_keys(tmp_path: Path) -> None:
    path = tmp_path / "story.json"
    record = {"id": 7, "text": "Talks resume.", "title": "Talks", "published": "2014-11-07", "publisher": "The Courier"}
    path.write_text(json.dumps(record | {"author": ["A. Bell", "C. Dorn"], "url": "https://example.org/7", "language": "en", "rating": {"x": 1}}))
    assert only(path) == Article("7", "Talks resume.", "Talks", date(2014, 11, 7), "The Courier", "A. Bell, C. Dorn", "https://example.org/7", "en")


def test_moment_with_offset(tmp_path: Path) -> None:
    path = tmp_path / "story.json"
    path.write_text('{"text": "Talks resume.", "published": "2014-11-07T09:30:00+02:00"}')
    assert only(path).published == datetime(2014, 11, 7, 9, 30, tzinfo=timezone(timedelta(hours=2)))


def test_made_ids_come_from_url_else_text(tmp_path: Path) -> None:
    path = tmp_path / "stories.json"
    untold, told = [{"text": "A."}, {"text": "B."}, {"text": "A.", "title": "T"}], [{"text": "A.", "url": "u"}, {"text": "B.", "url": "u", "id": ""}]
    path.write_text(json.dumps(untold + told))
    ids = [article.id for article in read(path) if isinstance(article, Article)]
    assert ids[0] == ids[2] != ids[1]
    assert ids[3] == ids[4] != ids[0]
    assert ids[0] == hashlib.sha256(b"A.").hexdigest()[:16]


def test_defaults_fill_gaps_only(tmp_path: Path) -> None:
    path = tmp_path / "stories.jsonl"
    path.write_text('{"text": "A.", "publisher": "The Courier"}\n{"text": "B."}\n')
    defaults = ArticleDefaults(publisher="The Mail", published=date(2020, 1, 2))
    articles = [article for article in read(path, defaults=defaults) if isinstance(article, Article)]
    assert [article.publisher for article in articles] == ["The Courier", "The Mail"]
    assert [article.published for article in articles] == [date(2020, 1, 2)] * 2


def test_folder_is_read_sorted(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("Second.")
    (tmp_path / "a.jsonl").write_text('{"text": "First."}\n')
    (tmp_path / "c.json").write_text('{"text": "Third."}')
    (tmp_path / "notes.md").write_text("no article")
    assert [article.text for article in read(tmp_path) if isinstance(article, Article)] == ["First.", "Second.", "Third."]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"Talks resume.\r\n"), newline=""))
    assert only("-").text == "Talks resume.\r\n"


def test_bad_line_among_good_ones_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "stories.jsonl"
    path.write_bytes(b'{"text": "A."}\n{"title": "no text"}\n\n{"text": "B\xe9"}\n{"text": \n[1]\n{"text": "C."}\n')
    found = read(path)
    assert [item.text for item in found if isinstance(item, Article)] == ["A.", "C."]
    problems = [item.message for item in found if isinstance(item, Rejected)]
    assert [problem.split(":")[0].removeprefix(str(path)) for problem in problems] == [", line 2", ", line 4", ", line 5, column 10", ", line 6"]


def test_bad_file_among_good_ones_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("First.")
    (tmp_path / "b.txt").write_bytes(b"caf\xe9")
    (tmp_path / "c.txt").write_text("Third.")
    first, second, third = read(tmp_path)
    assert isinstance(second, Rejected)
    assert "b.txt" in second.message
    assert [article.text for article in (first, third) if isinstance(article, Article)] == ["First.", "Third."]


@pytest.mark.parametrize(
    ("name", "data", "wanted"),
    [
        ("empty.txt", b"", "is empty"),
        ("blank.txt", b" \n\n", "white space alone"),
        ("empty.json", b"", "is empty"),
        ("empty.jsonl", b"", "is empty"),
        ("blank.jsonl", b"\n\n", "is empty"),
        ("list.json", b"[]", "the list is empty"),
        ("binary.txt", b"\x7fELF\n\0\1\2", "line 2: holds a NUL byte"),
        ("binary.jsonl", b"\x89PNG\0\n\0\n", "line 1: holds a NUL byte"),
        ("latin.txt", b"One\ncaf\xe9", "line 2: byte 0xE9 is not UTF-8"),
        ("latin.jsonl", b'{"text": "caf\xe9"}', "line 1: byte 0xE9 is not UTF-8"),
        ("utf16.txt", "Talks".encode("utf-16"), "UTF-16"),
        ("broken.json", b'{\n "text": "A."\n "id"', "line 3, column 2: broken JSON"),
        ("cut.jsonl", b'{"text": "A', "line 1, column 10: broken JSON"),
        ("deep.json", b"[" * 200_000, "JSON that cannot be read"),
        ("digits.json", b'{"id": ' + b"9" * 5000 + b"}", "JSON that cannot be read"),
        ("number.json", b"3", "no JSON object"),
        ("untold.json", b'{"title": "A"}', 'has no "text"'),
        ("list-text.json", b'{"text": ["A."]}', "\"text\" is ['A.'], not a string"),
        ("blank.json", b'{"text": " "}', '"text" is empty'),
        ("surrogate.json", b'{"text": "A\\ud800"}', '"text" holds U+D800 at character 1'),
        ("nul.json", b'{"text": "A\\u0000"}', '"text" holds U+0000 at character 1'),
        ("title.json", b'{"text": "A.", "title": "\\udfff"}', '"title" holds U+DFFF'),
        ("date.json", b'{"text": "A.", "published": "7 Nov 2014"}', "\"published\" is '7 Nov 2014', no ISO date"),
        ("day.json", b'{"text": "A.", "published": "2014-02-30"}', "'2014-02-30', no ISO date"),
        ("datenumber.json", b'{"text": "A.", "published": 2014}', '"published" is 2014, not a string'),
        ("id.json", b'{"text": "A.", "id": true}', '"id" is True'),
        ("author.json", b'{"text": "A.", "author": [1]}', '"author" is [1]'),
    ],
)
def test_bad_input_is_one_clear_line(tmp_path: Path, name: str, data: bytes, wanted: str) -> None:
    (tmp_path / name).write_bytes(data)
    message = rejected(tmp_path / name)
    assert wanted in message
    assert message.startswith(str(tmp_path / name))


@pytest.mark.parametrize(
    ("given", "wanted"),
    [("missing.txt", "no such file"), ("story.docx", "unknown format '.docx'"), ("story", "no suffix"), ("empty", "the folder holds no")],
)
def test_unusable_inputs_raise_before_reading(tmp_path: Path, given: str, wanted: str) -> None:
    (tmp_path / "story.docx").write_text("A.")
    (tmp_path / "story").write_text("A.")
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match=wanted):
        find_sources([tmp_path / given])


def test_standard_input_can_be_given_once() -> None:
    with pytest.raises(InputError, match="given twice"):
        find_sources(["-", "-"])


def test_format_overrides_the_suffix(tmp_path: Path) -> None:
    path = tmp_path / "stories.data"
    path.write_text('{"text": "A."}\n')
    (article,) = read(path, format="jsonl")
    assert isinstance(article, Article)
    assert article.text == "A."


def test_json_lines_are_streamed(tmp_path: Path) -> None:
    path = tmp_path / "stories.jsonl"
    line = json.dumps({"text": "Talks resume. " * 40})
    with path.open("w") as handle:
        handle.writelines(line + "\n" for _ in range(20_000))
    articles: Iterator[Article | Rejected] = read_articles(find_sources([path]))
    tracemalloc.start()
    count = sum(1 for _ in articles)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 20_000
    assert peak < 1_000_000 < path.stat().st_size
