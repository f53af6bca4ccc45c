"""The page of one actor: who they are, what they said, where they stand, what binds them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from kb.pages.facts import Fact, facts_of
from kb.pages.heads import ArticleHead, article_head
from kb.pages.knowledge import Knowledge, Named, local_name, text
from kb.pages.merges import Reason

#: What an actor may be in an assertion, and the heading under which the page shows it.
PARTS = {
    "member": "Offices",
    "source": "What they said",
    "holder": "Where they stand",
    "target": "Who is for and against them",
    "concerns": "Who is for and against what concerns them",
    "recipient": "What they were told",
    "obliged": "Deadlines that bind them",
    "setBy": "Deadlines that they set",
    "reportedBy": "What they report",
    "organization": "Who holds an office there",
}
#: Assertions shown of each part before the reader asks for more.
SHOWN = 12
#: Assertions shown on a page of one part.
PAGE = 100
_ARTICLES = 20
_OFFICES = ("member", "organization")
#: Offices that are compared, to show each once.
_COMPARED = 300


@dataclass(frozen=True)
class Part:
    """What an actor does in some assertions: the newest of them, how many there are, and by IRI how often one was told where that is more than once."""

    name: str
    heading: str
    facts: list[Fact]
    total: int
    times: Mapping[str, int]


@dataclass(frozen=True)
class ActorPage:
    """``parts`` holds those that are not empty; ``articles`` come newest first; ``merged`` tells which actors were taken for one, and why."""

    actor: Named
    merged: list[Reason]
    aliases: list[str]
    entities: list[str]
    parts: list[Part]
    articles: list[tuple[ArticleHead, int]]
    article_count: int


def actor_page(knowledge: Knowledge, iri: str, part: str = "") -> ActorPage | None:
    """Return the page of the actor *iri* and of all that are one with it, or of one *part* of it; None when nobody of that IRI is known."""
    iris = knowledge.merges.members(iri)
    names = [text(row["name"]) for row in knowledge.ask("names", thing=iris)]
    if not names:
        return None
    actor = knowledge.named(iri)
    entities = [entity for row in knowledge.ask("actor-links", actor=iris) if (entity := text(row["entity"])).startswith("http")]
    mentions = list(knowledge.ask("actor-articles", actor=iris))
    heads = ((article_head(knowledge, text(row["article"])), int(text(row["mentions"]))) for row in islice(mentions, _ARTICLES))
    articles = [(head, count) for head, count in heads if head]
    # a name may run over the end of a line
    aliases = [name for name in dict.fromkeys(" ".join(each.split()) for each in names) if name != actor.name]
    merged = list(_reasons(knowledge, iris)) if len(iris) > 1 else []
    return ActorPage(actor, merged, aliases, entities, list(_parts(knowledge, iris, part)), articles, len(mentions))


def _reasons(knowledge: Knowledge, iris: tuple[str, ...]) -> Iterator[Reason]:
    members: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for row in knowledge.ask("merge-reasons", actor=iris):
        members[text(row["merge"]), text(row["rule"]), text(row["reason"])].append(text(row["member"]))
    for (_, rule, why), each in members.items():
        yield Reason(tuple(dict.fromkeys(knowledge.name_of(member) for member in dict.fromkeys(each))), rule, why)


def _parts(knowledge: Knowledge, iris: tuple[str, ...], only: str) -> Iterator[Part]:
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for row in knowledge.ask("actor-assertions", actor=iris):
        # when it was said, else when it was printed
        date = text(row.get("date")) or text(row.get("published"))
        found[local_name(row["role"])][text(row["assertion"])] = date
    for name in PARTS:
        if found[name] and only in ("", name):
            newest = _newest(found[name])
            yield _part(knowledge, name, newest, PAGE if only else SHOWN)


def _part(knowledge: Knowledge, name: str, newest: list[str], most: int) -> Part:
    if name not in _OFFICES:
        return Part(name, PARTS[name], facts_of(knowledge, newest[:most]), len(newest), {})
    # every article tells the office anew
    same: dict[object, list[Fact]] = defaultdict(list)
    for fact in facts_of(knowledge, newest[:_COMPARED]):
        same[fact.who("member"), fact.text("role").casefold(), fact.who("organization"), fact.text("polarity")].append(fact)
    facts = [each[0] for each in same.values()]
    return Part(name, PARTS[name], facts[:most], len(facts), {each[0].iri: len(each) for each in same.values() if len(each) > 1})


def _newest(dates: dict[str, str]) -> list[str]:
    """Return the keys of *dates*, the latest first, those of one date in the order of their names."""
    return sorted(sorted(dates), key=lambda each: dates[each], reverse=True)
