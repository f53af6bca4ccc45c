"""The manifest: what was read, written, skipped and failed, and why; written piece by piece, since it can be long."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from kb.build.files import replacing
from kb.build.journal import Journal
from kb.build.output import Places, Written
from kb.build.settings import BuildSettings


@dataclass(frozen=True)
class Summary:
    """The numbers of a build; ``skipped`` and ``failed`` are by reason. ``rejects`` is the file of what failed, if anything did."""

    sources: int
    read: int
    written: int
    skipped: dict[str, int]
    failed: dict[str, int]
    output: tuple[Written, ...]
    manifest: str
    rejects: str | None


def write_reports(where: Places, journal: Journal, settings: BuildSettings, output: list[Written]) -> Summary:
    """Write the rejects and, last of all, the manifest.

    Raises:
        OSError: They cannot be written.
    """
    failed, skipped = Counter(each["reason"] for each in journal.failed()), Counter(each["reason"] for each in journal.skipped())
    if failed:
        with replacing(where.rejects, where.work) as handle:
            handle.writelines(_line(each) + b"\n" for each in journal.failed())
    else:
        where.rejects.unlink(missing_ok=True)
    counts = [row[1] for row in journal.sources()]
    written = sum(each.articles for each in output)
    summary = Summary(
        len(counts), sum(counts), written, dict(sorted(skipped.items())), dict(sorted(failed.items())), tuple(output), where.address_of(where.manifest), None
    )
    with replacing(where.manifest, where.work) as handle:
        handle.writelines(_manifest(summary, journal, settings))
    return Summary(**{**vars(summary), "rejects": where.address_of(where.rejects) if failed else None})


def _manifest(summary: Summary, journal: Journal, settings: BuildSettings) -> Iterator[bytes]:
    numbers = {"sources": summary.sources, "read": summary.read, "written": summary.written, "skipped": summary.skipped, "failed": summary.failed}
    yield b'{\n"versions": ' + _line(json.loads(journal.meta("versions") or "{}"))
    yield b',\n"settings": ' + _line(settings.as_json())
    yield b',\n"counts": ' + _line(numbers)
    yield from _list("output", (asdict(each) for each in summary.output))
    names = ("name", "read", "written", "skipped", "failed")
    yield from _list("sources", (dict(zip(names, row, strict=True)) for row in journal.sources()))
    yield from _list("skipped", journal.skipped())
    yield from _list("failed", ({key: each.get(key) for key in ("where", "id", "reason", "message")} for each in journal.failed()))
    yield b"\n}\n"


def _list(key: str, entries: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    yield f',\n"{key}": ['.encode()
    for number, entry in enumerate(entries):
        yield (b",\n " if number else b"\n ") + _line(entry)
    yield b"\n]"


def _line(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()
