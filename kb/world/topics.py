"""Topics of the same words are one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kb.query import Queryable
from kb.world.asking import rows
from kb.world.groups import Group
from kb.world.words import topic_key

RULE = "merge.topic-words.v1"


def topic_groups(target: Queryable) -> Iterator[Group]:
    """Yield the topics of *target* that have the same words."""
    topics: dict[str, set[str]] = defaultdict(set)
    for topic, label in rows(target, "topics"):
        if key := topic_key(label):
            topics[key].add(topic)
    for key, found in sorted(topics.items()):
        if len(found) > 1:
            head, *others = sorted(found)
            yield Group(head, tuple(others), RULE, f"the same words: {key}")
