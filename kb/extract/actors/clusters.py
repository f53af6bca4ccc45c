"""Which names name the same actor: "Barack Obama" and "Obama", "European Union" and "EU", "the U.S." and "United States"."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import pairwise

from spacy.tokens import Doc

from kb.extract.actors.name import Name
from kb.extract.lexicon import words
from kb.model import ActorKind


@dataclass(eq=False)
class Cluster:
    """The names of one actor; the first is the fullest."""

    names: list[Name] = field(default_factory=list)

    @property
    def fullest(self) -> Name:
        """The name that the actor goes under: the longest, of equal ones the first in the text."""
        return max(self.names, key=lambda name: (not name.metonym, len(_label(name)), -name.begin))

    @property
    def kind(self) -> ActorKind:
        """The class of the actor."""
        return next((name.kind for name in self.names if name.entry is not None), self.names[0].kind)

    @property
    def label(self) -> str:
        """The fullest name, without title; the gazetteer's, where that knows no id, or the text a family name alone."""
        fullest, entry = self.fullest, self.fullest.entry
        known = entry is not None and not fullest.own and (not entry.link or (self.kind is ActorKind.PERSON and _is_single(fullest)))
        return entry.label if known and entry is not None else _label(fullest)

    @property
    def link(self) -> str | None:
        """The Wikidata id that the names have, unless they disagree."""
        if all(name.own for name in self.names):
            return None
        links = {name.entry.link for name in self.names if name.entry is not None and name.entry.link and not name.own}
        return links.pop() if len(links) == 1 else None

    @property
    def partial(self) -> bool:
        """Whether only a part of a person's name is known."""
        return self.kind is ActorKind.PERSON and all(_is_single(name) and name.entry is None for name in self.names)

    @property
    def aliases(self) -> tuple[str, ...]:
        """The other names in use, in the order of the text."""
        own = self.label
        return tuple(dict.fromkeys(text for name in sorted(self.names, key=lambda n: n.begin) if (text := _label(name)) != own and not name.adjective))


def cluster_names(names: list[Name], doc: Doc) -> list[Cluster]:
    """Return the actors that *names* name, in the order of their first mention."""
    clusters: list[Cluster] = []
    known: dict[tuple[object, ...], Cluster] = {}
    pairs = _acronym_pairs(names, doc)
    for name in sorted(names, key=lambda n: (-len(n.words), n.begin)):
        forms = _forms(name)
        home = next((known[form] for form in forms if form in known), None) or _home(name, clusters, pairs)
        if home is None:
            clusters.append(home := Cluster())
        home.names.append(name)
        known.update((form, home) for form in forms if form not in known)
    _marry_acronyms(clusters)
    _marry_institutions(clusters)
    return sorted((cluster for cluster in clusters if cluster.names), key=lambda c: min(name.begin for name in c.names))


def _label(name: Name) -> str:
    if name.own:
        return name.doc[name.start : name.stop].text
    if name.adjective and name.entry is not None:
        return name.entry.label
    return name.text


def _is_single(name: Name) -> bool:
    """Return whether a person's name is a given or a family name alone; a hyphen or a particle makes no second one ("Ocasio-Cortez", "Van Duyne")."""
    return len([word for word in name.text.split() if word.lower() not in words("actors", "names", "family_particles")]) == 1


def _home(name: Name, clusters: list[Cluster], pairs: dict[Name, Name]) -> Cluster | None:
    """Return the cluster that *name* belongs to; clusters of longer names are there already."""
    if name in pairs and (partner := next((c for c in clusters if pairs[name] in c.names), None)) is not None:
        return partner
    if name.own or name.adjective:
        return None
    if name.kind is ActorKind.PERSON and ((person := _person_home(name, clusters)) is not None or name.titles or len(name.words) > 1):
        return person
    # a lone word that the tagger took for a person may still be short for a company
    fitting = [c for c in clusters if any(_short_form(name, other) for other in c.names)]
    return fitting[0] if len(fitting) == 1 else None


def _forms(name: Name) -> list[tuple[object, ...]]:
    """Return what two names have in common that are the same beyond doubt: what they link to, or the very words."""
    if name.own:
        return [("own", _label(name).lower())]
    forms: list[tuple[object, ...]] = [("entry", name.entry.label, name.entry.kind)] if name.entry is not None else []
    return [*forms, (name.kind is ActorKind.PERSON, name.adjective, *_folded(name.words))]


# names are compared with all the others
@lru_cache(maxsize=1 << 12)
def _folded(words_: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_plain(word) for word in words_ if word not in ("the", "The", "'s", "’s"))


def _surname(words_: tuple[str, ...]) -> str:
    suffixes = words("actors", "titles", "suffixes")
    kept = [word for word in words_ if word.lower() not in suffixes] or list(words_)
    return _plain(kept[-1]).removeprefix("al-").removeprefix("el-")


@cache
def _plain(word: str) -> str:
    """Return *word* in lower case without accents and full stop: newspapers write "Erdoğan" and "Erdogan"."""
    lower = word.lower().rstrip(".")
    if lower.isascii():
        return lower
    return "".join(char for char in unicodedata.normalize("NFKD", lower) if not unicodedata.combining(char))


def _person_home(name: Name, clusters: list[Cluster]) -> Cluster | None:
    """Return the one person whom a part of the name names: by surname, else by first name, the latest one of several."""
    people = [c for c in clusters if c.kind is ActorKind.PERSON]
    if len(name.words) > 1:
        fitting = [c for c in people if any(len(other.words) > 1 and _fits(name.words, other.words) for other in c.names)]
        return fitting[0] if len(fitting) == 1 else None
    word = _surname(name.words)
    by_surname = [c for c in people if any(len(other.words) > 1 and (_surname(other.words) == word or _plain(other.words[-2]) == word) for other in c.names)]
    by_first = [c for c in people if any(len(other.words) > 1 and _plain(other.words[0]) == word for other in c.names)]
    fitting = by_surname or by_first
    if len(fitting) < 2:
        return fitting[0] if fitting else None
    titled = [c for c in fitting if name.titles and any(set(name.titles) & set(other.titles) for other in c.names)]
    return max(titled or fitting, key=lambda c: max((other.begin for other in c.names if other.begin < name.begin), default=-1))


def _fits(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Return whether two names of several words may name one person: same surname, and the first words agree or are initials."""
    if _surname(short) != _surname(full):
        return False
    left, right = _plain(short[0]), _plain(full[0])
    return left == right or (1 in (len(left), len(right)) and left[0] == right[0]) or any(_plain(word) == left for word in full[1:-1])


def _short_form(name: Name, full: Name) -> bool:
    """Return whether *name* is *full* with its first words or a tail such as "Party" or "Inc." left out."""
    if full.own or full.adjective or full.kind is ActorKind.PERSON or ActorKind.STATE in (name.kind, full.kind):
        return False
    # what the gazetteer knows by itself is short for nothing: "California" for no "District of California"
    if (name.kind is ActorKind.PLACE) != (full.kind is ActorKind.PLACE) or (name.entry is not None and name.entry != full.entry):
        return False
    short, long = _folded(name.words), _folded(full.words)
    if len(short) >= len(long):
        return False
    if long[: len(short)] == short:
        rest = long[len(short) :]
        return all(word in words("actors", "names", "corporate_tails") for word in rest) or rest[0] == "of"
    stems = [word.rstrip("s") for word in long]
    wanted = [word.rstrip("s") for word in short]
    if len(wanted) > 1 and _ordered_in(wanted, stems) and wanted[0] == stems[-len(wanted)]:
        return True
    return stems[-len(wanted) :] == wanted or (len(wanted) > 1 and _ordered_in(wanted, stems))


def _ordered_in(part: list[str], whole: list[str]) -> bool:
    rest = iter(whole)
    return all(word in rest for word in part)


def _acronym_pairs(names: list[Name], doc: Doc) -> dict[Name, Name]:
    """Return the names in parentheses right after another one: the other form of it, when initials or capitals say so."""
    pairs = {}
    for left, right in pairwise(names):
        bracketed = right.begin - left.end == 1 and doc[left.end].text == "(" and right.end < len(doc) and doc[right.end].text == ")"
        if bracketed and (_is_acronym(right.text, left) or _is_acronym(left.text, right)):
            pairs[right], pairs[left] = left, right
    return pairs


def _is_acronym(short: str, full: Name) -> bool:
    """Return whether the bracketed *short* may abbreviate *full*: capitals; its letters may come from another language."""
    letters = "".join(char for char in short if char.isalpha())
    return letters.isupper() and 1 < len(letters) <= 6 and len(full.words) > 1 and full.kind is not ActorKind.PERSON


def _marry_institutions(clusters: list[Cluster]) -> None:
    """Join "British parliament" with "Parliament", where it is the only one of its sort."""
    owned = [(cluster, name.doc[name.stop - 1].lower_) for cluster in clusters for name in cluster.names[:1] if name.own and name.stop > name.end]
    tails = Counter(tail for _, tail in owned)
    for cluster, tail in owned:
        bare = [c for c in clusters if c.names and not c.names[0].own and c.label.lower() == tail]
        if bare and tails[tail] == 1:
            bare[0].names += cluster.names
            cluster.names = []


def _marry_acronyms(clusters: list[Cluster]) -> None:
    """Join organisations known by an acronym with the one whose initials it is, when there is one only."""
    initials = [(cluster, {_initials(name) for name in cluster.names if len(name.words) > 1}) for cluster in clusters if cluster.kind is not ActorKind.PERSON]
    for cluster in clusters:
        name = cluster.names[0]
        letters = name.text.replace(".", "")
        if len(name.words) > 1 or len(letters) < 2 or not letters.isupper() or name.kind is ActorKind.PERSON:
            continue
        full = [other for other, forms in initials if other is not cluster and other.names and any(_stands_for(letters, form) for form in forms)]
        if len(full) == 1 and (cluster.link is None or full[0].link in (None, cluster.link)):
            full[0].names += cluster.names
            cluster.names = []


def _stands_for(letters: str, initials: str) -> bool:
    """Return whether an acronym is the initials of a name, or of the name without the state before it ("U.S. Central ...")."""
    return initials == letters or (len(letters) > 2 and initials.endswith(letters))


def _initials(name: Name) -> str:
    return "".join(word[0] for word in name.words if word[:1].isupper())
