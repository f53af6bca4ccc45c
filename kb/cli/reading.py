"""Options of the verbs that read articles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

import click

from kb.read import FORMATS, MAX_BYTES, ArticleDefaults, ReadOptions, parse_published
from kb.read.items import TIMEOUT

_KEYS = ("text", "id", "title", "published", "publisher", "author", "url", "language")


def _published(_: click.Context, __: click.Parameter, value: str | None) -> date | datetime | None:
    try:
        return parse_published(value) if value else None
    except ValueError:
        raise click.BadParameter(f"{value!r} is no ISO date; write 2014-11-07 or 2014-11-07T09:30:00Z") from None


def _fields(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    for value in values:
        key, name = value.partition("=")[::2]
        if key not in _KEYS or not name:
            raise click.BadParameter(f"{value!r} is not KEY=NAME with a KEY out of {', '.join(_KEYS)}, such as text=body")
    return dict(value.split("=", 1) for value in values)


_OPTIONS = (
    click.option("--field", "fields", multiple=True, metavar="KEY=NAME", callback=_fields, help="Which key or column holds it, such as text=body."),
    click.option("--published", metavar="DATE", callback=_published, help="When it was published, where the article does not say."),
    click.option("--publisher", metavar="NAME", help="Who published it, where the article does not say."),
    click.option("--title", metavar="TEXT", help="Its headline, where the article does not say."),
    click.option("--url", metavar="URL", help="Its address, where the article does not say."),
    click.option("--language", type=click.Choice(["en"]), help="Take every article for English.  [default: skip what is in another language]"),
    click.option("--max-bytes", type=click.IntRange(1), default=MAX_BYTES, show_default=True, metavar="N", help="The most bytes of one document, unpacked."),
    click.option("--max-words", type=click.IntRange(1), metavar="N", help="Skip articles of more words."),
    click.option("--timeout", type=click.FloatRange(0.1), default=TIMEOUT, show_default=True, metavar="SECONDS", help="Limit for fetching an INPUT."),
    click.option("--allow-private", is_flag=True, help="Fetch addresses inside your own network, too."),
)


def reading_options_of(formats: Sequence[str]) -> Callable[[Any], Any]:
    """Return what adds the options that say how inputs of *formats* are read."""
    from_option = click.option("--from", "from_format", type=click.Choice(formats), help="Format of every INPUT.  [default: by suffix and content]")

    def add(command: Any) -> Any:
        for option in reversed((from_option, *_OPTIONS)):
            command = option(command)
        return command

    return add


reading_options = reading_options_of(sorted(FORMATS))


def read_options(options: dict[str, Any]) -> ReadOptions:
    """Return what the options of `reading_options` say."""
    return ReadOptions(
        defaults=ArticleDefaults(**{name: options[name] for name in ("title", "published", "publisher", "url")}),
        fields=options["fields"],
        english_only=options["language"] is None,
        max_bytes=options["max_bytes"],
        max_words=options["max_words"],
        allow_private=options["allow_private"],
        timeout=options["timeout"],
    )
