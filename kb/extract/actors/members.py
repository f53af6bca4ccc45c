"""Who is meant where an article gives a person's family name alone: whom its headline names in full, or a member of the US Congress."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kb.extract.actors.clusters import Cluster
from kb.extract.actors.name import Name
from kb.extract.linking import Entry, Gazetteer
from kb.model import ActorKind, Article

_MEMBERS = ("representative", "senator", "congressman", "congresswoman")
# what tells of the Congress of the United States, not of a state's house or another country's
_CONGRESS = re.compile(r"\bCongress(?:ional|man|woman|men|women)?\b|\bU\.?S\.? (?:House|Sen|Rep)|\([DRI]-[A-Z]")
_PLACE = re.compile(r"\bD\.? ?C\.|, [A-Z]{2}\b|\([DR]-[A-Z]")  # "Washington, D.C.", "Dallas, TX", "(D-Ohio)"
_LONGEST = 4  # words of a full name in a headline
_UNITED_STATES = "United States"


def identify_partial_names(clusters: Iterable[Cluster], names: Iterable[Name], article: Article, gazetteer: Gazetteer) -> None:
    """Give, in place, the people of *clusters* who go by the family name alone the gazetteer's entry, where it is beyond doubt."""
    nameless = [cluster for cluster in clusters if cluster.partial and cluster.fullest.entry is None]
    if not nameless:
        return
    headline = _people_of(article, gazetteer)
    here = any(_is_american(name.entry) for name in names if name.entry is not None) or _PLACE.search(article.text)
    american = bool(here and _CONGRESS.search(article.text))
    for cluster in nameless:
        surname = "".join(word if word == "-" else f" {word}" for word in cluster.fullest.words).replace("- ", "-").strip()
        entry = headline.get(surname.lower())
        if entry is None and american and any(title in _MEMBERS for name in cluster.names for title in name.titles):
            entry = gazetteer.member(surname, published=article.published)
        if entry is not None:
            for name in cluster.names:
                name.entry = entry


def _people_of(article: Article, gazetteer: Gazetteer) -> dict[str, Entry]:
    """Return the people whom the headline names in full, by the last word of the name in lower case."""
    words = [word.strip(',:;.?!()"“”') for word in (article.title or "").split()]
    found: dict[str, Entry] = {}
    for begin in range(len(words)):
        for end in range(min(begin + _LONGEST, len(words)), begin + 1, -1):
            text = " ".join(words[begin:end])
            entry = gazetteer.lookup(text.title() if text.isupper() else text, published=article.published)
            if entry is not None and entry.kind is ActorKind.PERSON:
                found[words[end - 1].lower().removesuffix("'s").removesuffix("’s")] = entry
                break
    return found


def _is_american(entry: Entry) -> bool:
    return entry.source == "us_states" or entry.label == _UNITED_STATES
