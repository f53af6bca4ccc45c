"""The names of an article: what was spotted, freed of its slips and made consistent over the article."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache, partial

from spacy.tokens import Doc

from kb.extract.actors.name import Name, capitalised
from kb.extract.actors.spotting import Lookup, composed_names, is_addressed, known_names, tagged_names
from kb.extract.index import words_of
from kb.extract.lexicon import words
from kb.extract.linking import Gazetteer
from kb.model import ActorKind

#: party and state, or district, of a member of Congress: "(D-PA)", "(TX-31)"
_SEAT = re.compile(r"[DRI]-[A-Z][A-Za-z.]{1,5}|[A-Z]{2}-\d+")
_PART_OF = ("constitution", "amendment", "act", "treaty", "open", "cup")  # after a state's name, it is no mention


def find_names(doc: Doc, gazetteer: Gazetteer, published: date | None) -> list[Name]:
    """Return the names of *doc* in order, none overlapping another; titles are not looked at yet."""
    lookup = cache(partial(gazetteer.lookup, published=published))
    person = cache(partial(gazetteer.person, published=published))
    known = list(known_names(doc, gazetteer, lookup))
    tagged = [name for name in tagged_names(doc) if not _is_no_actor(name) and not _joins_states(name, known)]
    names = _without_overlaps([*known, *tagged, *composed_names(doc)], doc)
    for name in names:
        if name.entry is None:
            _look_up(name, lookup)
        if name.entry is None and name.kind is ActorKind.PERSON:
            name.entry = person(name.text)
    names = _without_overlaps(names + list(_again(doc, names)), doc)
    _agree_on_kinds(names)
    return sorted((name for name in names if not _is_no_actor(name)), key=lambda name: name.begin)


def _look_up(name: Name, lookup: Lookup) -> None:
    """Let the gazetteer tell what a tagged name is."""
    entry = lookup(name.text)
    if entry is not None and entry.kind is not ActorKind.PERSON and name.kind is ActorKind.PERSON and is_addressed(name.doc, name.begin):
        entry = None
    if entry is not None:
        name.entry, name.kind = entry, entry.kind
    elif name.kind is not ActorKind.PERSON and name.words[-1].lower() in words("actors", "names", "organization_heads"):
        name.kind = ActorKind.ORGANIZATION
    elif name.kind is ActorKind.GROUP and (party := lookup(f"{name.text.removesuffix('s')} Party")) is not None:
        name.entry, name.kind = party, party.kind
    elif name.kind is ActorKind.GROUP:
        name.adjective = name.doc[name.end - 1].tag_ not in ("NNPS", "NNS")


def _joins_states(name: Name, known: list[Name]) -> bool:
    """Return whether *name* is nothing but states joined by hyphens ("U.S.-Japan"), each of which is known by itself."""
    if "-" not in name.words:
        return False
    states = [other for other in known if other.kind is ActorKind.STATE and name.begin <= other.begin and other.end <= name.end]
    return len(states) > 1 and sum(other.end - other.begin + 1 for other in states) - 1 == name.end - name.begin


def _without_overlaps(names: Iterable[Name], doc: Doc) -> list[Name]:
    """Keep the longest of overlapping names, of equal ones the first."""
    taken = [False] * len(doc)
    kept = []
    for name in sorted(names, key=lambda n: n.begin - n.end):
        if not any(taken[name.begin : name.end]):
            taken[name.begin : name.end] = [True] * (name.end - name.begin)
            kept.append(name)
    return kept


def _again(doc: Doc, names: list[Name]) -> Iterator[Name]:
    """Yield the places where a name stands again that the tagger missed or cut short."""
    forms: dict[tuple[str, ...], Name] = {}
    for name in names:
        if len(name.text) > 2 and capitalised(doc[name.begin]) and not name.adjective:
            forms.setdefault(name.words, name)
            if name.kind is ActorKind.PERSON and len(name.words) > 1 and len(name.words[-1]) > 2:
                forms.setdefault(name.words[-1:], name)
    firsts = {form[0] for form in forms}
    sizes = sorted({len(form) for form in forms}, reverse=True)
    written = words_of(doc)
    for at in (i for i, word in enumerate(written) if word in firsts):
        for size in (size for size in sizes if at + size <= len(doc)):
            model = forms.get(written[at : at + size])
            if model is not None and (size > 1 or doc[at].tag_ in ("NNP", "NNPS") or doc[at].ent_type_):
                whole = size == len(model.words)
                yield Name(doc, at, at + size, model.kind, model.entry if whole else None)
                break


def _agree_on_kinds(names: list[Name]) -> None:
    """Give one name one class all over the article: the gazetteer's, a full name's last word is a person, else the majority's."""
    last_names = {name.words[-1] for name in names if name.kind is ActorKind.PERSON and len(name.words) > 1}
    votes: dict[tuple[str, ...], Counter[ActorKind]] = {}
    for name in names:
        votes.setdefault(tuple(word.lower() for word in name.words), Counter())[name.kind] += 1
    addressed = {name.words for name in names if name.kind is ActorKind.PERSON and is_addressed(name.doc, name.begin)}
    for name in names:
        if name.entry is not None and name.entry.kind is not ActorKind.PERSON and name.words in addressed and not name.adjective:
            name.kind, name.entry = ActorKind.PERSON, None
        if name.entry is not None and not (name.entry.kind is ActorKind.NEWS_ORGANIZATION and name.words[-1] in last_names):
            continue
        if len(name.words) == 1 and name.words[0] in last_names:
            name.kind, name.entry = ActorKind.PERSON, None
        elif not name.adjective:
            counts = votes[tuple(word.lower() for word in name.words)]
            name.kind = max(counts, key=lambda kind: (counts[kind], kind.value))


def _is_no_actor(name: Name) -> bool:
    """Return whether *name* names a law, a war, a street, a month: nothing that acts."""
    follows = name.doc[name.end] if name.end < len(name.doc) else None
    if follows is not None and name.kind is not ActorKind.PERSON and capitalised(follows) and follows.lower_ in _PART_OF:
        return True
    if _SEAT.fullmatch(name.text):
        return True
    if name.words[-1].lower() in words("actors", "names", "not_actors") and (name.entry is None or len(name.words) > 1):
        return True
    return not any(char.isalpha() for char in name.text) or not any(word[:1].isupper() for word in name.words)
