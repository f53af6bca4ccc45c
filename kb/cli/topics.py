"""What ``kb help`` explains: a Markdown file a topic, whose first line is its name and what it is about."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass

from kb.errors import InputError
from kb.resources import topics_dir

_HEAD = re.compile(r"# (\S+) - (.+)")
#: Stands for a file beside the topics.
_INCLUDED = re.compile(r"\{\{(.+?)\}\}\n")


@dataclass(frozen=True)
class Topic:
    """One page of help; ``text`` is Markdown that reads well as it stands."""

    name: str
    summary: str
    text: str


def load_topics() -> list[Topic]:
    """Return all topics, sorted by name.

    >>> [topic.summary for topic in load_topics() if topic.name == "exit-codes"]
    ['what kb tells the shell']
    """
    return [_read(path.read_text(encoding="utf-8")) for path in sorted(topics_dir().glob("*.md"))]


def find_topic(name: str) -> Topic:
    """Return the topic of that name.

    Raises:
        InputError: There is none; the message names near ones.
    """
    topics = {topic.name: topic for topic in load_topics()}
    if name not in topics:
        near = difflib.get_close_matches(name, topics, n=3)
        raise InputError(f"no topic and no command {name!r}; {'near: ' + ', '.join(near) if near else 'kb help lists the topics'}")
    return topics[name]


def _read(text: str) -> Topic:
    head = _HEAD.match(text)
    if not head:
        raise ValueError(f"a topic begins with '# NAME - SUMMARY', not {text[:40]!r}")
    return Topic(head[1], head[2], _INCLUDED.sub(lambda found: (topics_dir() / found[1]).read_text(encoding="utf-8"), text))
