"""Links names to Wikidata by gazetteer: states, organisations, news media, people with dated offices.

Precision goes before recall: a name that two entries bear, and no date tells apart, links to nothing.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache, lru_cache
from pathlib import Path

from kb.model import ActorKind, KnownActor, Office
from kb.resources import gazetteer_dir

_ARTICLE = re.compile(r"^(?:the|The)\s+(?=\S)")
_POSSESSIVE = re.compile(r"(?:'s|(?<=s)')$")
_INITIALS = re.compile(r"\b(\w) (?=\w\b)")
_GRACE_YEARS = 1
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'"})
_EARLIEST, _LATEST = "0001", "9999"
_PUNCTUATION = str.maketrans({".": " ", ",": " "})
_NICKNAME = re.compile(r"""["“”]([^"“”]+)["“”]""")
_CONGRESS_SINCE = "1995"
_LEFT_WITHIN = 4  # years after the last one in which a former member is known to have sat
UNITED_STATES = "United States"
_FAMILY_FIRST = {"China", "North Korea", "Singapore", "South Korea", "Taiwan", "Vietnam"}
_SEATS = ("representative", "senator")
_AFTER_NAMES = {"Jr", "Sr", "II", "III", "IV", "MD", "PhD", "Esq"}


@dataclass(frozen=True, eq=False)
class Entry:
    """One thing that the gazetteers know, equal to itself alone; ``link`` is a Wikidata id, None where no licensed source gives one."""

    label: str
    kind: ActorKind
    link: str | None
    aliases: tuple[str, ...]
    source: str


@dataclass(frozen=True)
class Term:
    """A time in office. ``start`` and ``end`` are ISO dates, months or years; a bare year does not tell on which of its days."""

    office: str
    of: str
    start: str
    end: str

    def covers(self, day: date, grace_years: int = 0) -> bool:
        """Return whether *day* surely falls into the term, or with *grace_years* whether it does so within as many years."""
        iso = day.isoformat()
        if grace_years:
            return int(self.start[:4]) - grace_years <= day.year <= int(self.end[:4]) + grace_years
        begun = self.start < iso[:4] if len(self.start) == 4 else self.start <= iso[: len(self.start)]
        going_on = iso[:4] < self.end if len(self.end) == 4 else iso[: len(self.end)] <= self.end
        return begun and going_on


@dataclass
class Gazetteer:
    """Lookup of names; make one with :func:`load_gazetteer`."""

    _names: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    _demonyms: dict[str, Entry] = field(default_factory=dict)
    _metonyms: dict[str, Entry] = field(default_factory=dict)
    _terms: dict[Entry, tuple[Term, ...]] = field(default_factory=dict)
    _holders: dict[tuple[str, str], list[tuple[Term, Entry]]] = field(default_factory=lambda: defaultdict(list))
    _dated: set[tuple[str, Entry]] = field(default_factory=set)
    _offices: dict[str, str] = field(default_factory=dict)
    _seats: dict[Entry, str] = field(default_factory=dict)
    _surnamed: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    _congress_until: str = ""

    def lookup(self, name: str, *, published: date | None) -> Entry | None:
        """Return the one entry that bears *name*, or None where there is none or more than one.

        A name that many people bear counts for a person only near the person's time in office (one year around it).

        Args:
            name: as the article writes it; case counts ("US", not "us").
            published: day of the article; without it no such common name is linked.
        """
        key = _with_article(name)
        if key not in self._names:
            key = normalise(name)
        entries = self._names.get(key, ())
        if not entries:
            return None
        found = [entry for entry in entries if self._fits(key, entry, published)]
        if len(found) != 1 or any(self._dateless(key, entry) for entry in entries):
            return None
        return found[0]

    def is_shared(self, name: str) -> bool:
        """Return whether more than one person bears *name*, at any time."""
        return len({entry for entry in self._names.get(normalise(name), ()) if entry.kind is ActorKind.PERSON}) > 1

    def person(self, name: str, *, published: date | None) -> Entry | None:
        """Return whom the full *name* means that has a middle name, initial or nickname more than the gazetteers tell ("Ted W. Lieu").

        Only near the person's time in office, and where no middle name that is known differs.
        """
        called = _NICKNAME.findall(name)
        words = [word for word in normalise(_NICKNAME.sub(" ", name).replace('"', " ")).split() if word not in _AFTER_NAMES]
        if len(words) < 2 or published is None or (" ".join(words) == normalise(name) and len(words) == 2):
            return None
        for first in (words[0], *called, *(words[1:-1] if len(words[0]) == 1 else ())):
            entry = self.lookup(f"{first} {words[-1]}", published=published)
            if entry is not None and entry.kind is ActorKind.PERSON and self._in_office(entry, published, _GRACE_YEARS) and _agree(entry, words, called):
                return entry
        return None

    def member(self, surname: str, *, published: date | None) -> Entry | None:
        """Return the one member of the US Congress who has that surname near the day, None where there are more or none."""
        if published is None or not _CONGRESS_SINCE <= published.isoformat() < self._congress_until:
            return None
        year = published.year
        near = [
            entry
            for entry in self._surnamed.get(normalise(surname), ())
            if any(term.office in _SEATS and int(term.start[:4]) - _GRACE_YEARS <= year <= int(term.end[:4]) + _LEFT_WITHIN for term in self._terms[entry])
        ]
        return near[0] if len(near) == 1 else None

    def titled(self, surname: str, title: str, *, published: date | None) -> tuple[Entry, str] | None:
        """Return who alone of that surname holds, near the day, the office that *title* names, and where ("President Obama"); seats of Congress aside."""
        if published is None:
            return None
        wanted = self._offices.get(title)
        found = {
            (entry, term.of)
            for entry in self._surnamed.get(normalise(surname), ())
            for term in self._terms[entry]
            if (term.office == wanted and wanted not in _SEATS) or (title == "secretary" and term.of == UNITED_STATES and "minister" in term.office)
            if term.covers(_day(published), _GRACE_YEARS)
        }
        return next(iter(found)) if len(found) == 1 else None

    def demonym(self, word: str) -> Entry | None:
        """Return the state whose people or adjective *word* is ("Iranian", "Iranians")."""
        return self._demonyms.get(normalise(word))

    def metonym(self, name: str) -> Entry | None:
        """Return the state whose government the place or house *name* stands for ("Tehran", "the Kremlin")."""
        return self._metonyms.get(normalise(name))

    def office_holder(self, state_or_org: str, office: str, published: date | None) -> Entry | None:
        """Return who held *office* on that day; None where the data do not cover the day or name two people.

        Args:
            state_or_org: any name of the state or organisation ("Iran", "U.S.").
            office: a role noun ("president", "foreign minister", "Taoiseach").
            published: the day; without it nobody is returned.
        """
        of = self.lookup(state_or_org, published=published) or self.demonym(state_or_org)
        if of is None or published is None:
            return None
        wanted = self._offices.get(office.lower(), office.lower())
        day = _day(published)
        found = {entry for term, entry in self._holders.get((self.seat(of), wanted), ()) if term.covers(day)}
        return found.pop() if len(found) == 1 else None

    def seat(self, entry: Entry) -> str:
        """Return what the terms in office call the state or organisation *entry*: its label, unless the user gave it another."""
        return self._seats.get(entry, entry.label)

    def overrule(self, own: Sequence[KnownActor]) -> None:
        """Put the user's actors before all that bear their names, and in the place of whatever has their Wikidata ids."""
        by_link: dict[str | None, Entry] = {entry.link: entry for entries in self._names.values() for entry in entries if entry.link}
        entries = [self._replace(actor, by_link.get(actor.link)) for actor in own]
        borne = _bearers(entries, own)
        for key, bearers in borne.items():
            self._names[key] = bearers
            self._demonyms.pop(key, None)
            self._metonyms.pop(key, None)
            self._dated.difference_update([(key, entry) for entry in bearers])
        by_link |= {entry.link: entry for entry in entries if entry.link}
        for entry, actor in zip(entries, own, strict=True):
            self._appoint(entry, [self._term(office, by_link) for office in actor.offices])
        # of several bearers their times in office may tell which is meant
        self._dated.update((key, entry) for key, bearers in borne.items() for entry in bearers if len(bearers) > 1 and self._terms[entry])

    def _replace(self, actor: KnownActor, old: Entry | None) -> Entry:
        """Return the entry of *actor*, which has taken the place of *old* under the names of that."""
        names = dict.fromkeys((*actor.aliases, *((old.label, *old.aliases) if old else ())))
        entry = Entry(actor.label, actor.kind, actor.link, tuple(name for name in names if name != actor.label), "own")
        if old is None:
            return entry
        for key in _keys(old):
            self._names[key] = [entry if each is old else each for each in self._names[key]]
            if (key, old) in self._dated:
                self._dated.add((key, entry))
        for index in (self._demonyms, self._metonyms):
            index.update({word: entry for word, each in index.items() if each is old})
        for surname in _surnames(old, self._terms.get(old, ())):
            self._surnamed[surname] = [entry if each is old else each for each in self._surnamed.get(surname, ())]
        self._terms[entry] = self._terms.pop(old, ())
        for term in self._terms[entry]:
            holders = self._holders[term.of, term.office]
            holders[:] = [(each, entry if person is old else person) for each, person in holders]
        self._seats[entry] = self.seat(old)
        return entry

    def _appoint(self, entry: Entry, terms: Sequence[Term]) -> None:
        """Enter what the user tells of the offices of *entry*: of an office that is told nothing else holds."""
        told = {(term.of, term.office) for term in terms}
        for of, office in told:
            self._holders[of, office] = [(term, person) for term, person in self._holders[of, office] if person is not entry]
        for term in terms:
            self._holders[term.of, term.office].append((term, entry))
        self._terms[entry] = (*(term for term in self._terms.get(entry, ()) if (term.of, term.office) not in told), *terms)

    def _term(self, office: Office, by_link: Mapping[str | None, Entry]) -> Term:
        where = office.organization or ""
        entry = by_link.get(where) or self.lookup(where, published=None)
        role = office.role.lower()
        return Term(self._offices.get(role, role), self.seat(entry) if entry else where, office.start or _EARLIEST, office.end or _LATEST)

    def terms(self, entry: Entry) -> tuple[Term, ...]:
        """Return the known terms in office of a person, the earliest first."""
        return self._terms.get(entry, ())

    def _fits(self, key: str, entry: Entry, published: date | None) -> bool:
        """Return whether *entry* may be meant by *key* on that day."""
        if (key, entry) not in self._dated:
            return True
        return published is not None and self._in_office(entry, published, _GRACE_YEARS)

    def _dateless(self, key: str, entry: Entry) -> bool:
        """Return whether *entry* is a lesser bearer of the name *key* whose time in office nobody told, or not wholly: of former members without id."""
        return (key, entry) in self._dated and (not self._terms.get(entry) or (entry.link is None and entry.source == "people"))

    def _in_office(self, entry: Entry, published: date, grace_years: int) -> bool:
        """Return whether *entry* is a person in office on that day."""
        return any(term.covers(_day(published), grace_years) for term in self._terms.get(entry, ()))


@lru_cache(maxsize=20_000)
def normalise(name: str) -> str:
    """Return *name* without article, possessive, accents, full stops and commas; case stays ("the U.S." gives "US")."""
    plain = name
    if not name.isascii():
        decomposed = unicodedata.normalize("NFKD", name.translate(_APOSTROPHES))
        plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    plain = _POSSESSIVE.sub("", _ARTICLE.sub("", plain.strip()))
    return _INITIALS.sub(r"\1", " ".join(plain.translate(_PUNCTUATION).split()))


def _with_article(name: str) -> str:
    """Return the key of a name that is a common word without its article ("The Guardian", not "Guardian"), else an empty key."""
    key = normalise(name)
    return f"The {key}" if name.startswith("The ") and " " not in key else ""


def read_rows(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of a gazetteer file: tab-separated, ``#`` comments above one header line."""
    with path.open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader((line for line in stream if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE)


@cache
def load_gazetteer() -> Gazetteer:
    """Return the gazetteers that the package ships."""
    return _load(gazetteer_dir())


def gazetteer_with(own: Sequence[KnownActor]) -> Gazetteer:
    """Return the gazetteers that the package ships, overruled by the user's *own* actors."""
    if not own:
        return load_gazetteer()
    gazetteer = _load(gazetteer_dir())
    gazetteer.overrule(own)
    return gazetteer


def _load(folder: Path) -> Gazetteer:
    """Return the gazetteers of *folder*."""
    gazetteer = Gazetteer()
    states = _load_states(gazetteer, folder)
    _load_organizations(gazetteer, folder, states)
    for name in ("news", "newspapers"):
        for row in read_rows(folder / f"{name}.tsv"):
            _add(gazetteer, _entry(row, ActorKind.NEWS_ORGANIZATION, name))
    _load_people(gazetteer, folder)
    for row in read_rows(folder / "roles.tsv"):
        gazetteer._offices[row["role"].lower()] = row["office"]
    return gazetteer


def _load_states(gazetteer: Gazetteer, folder: Path) -> dict[str, Entry]:
    """Add states with demonyms and capitals, and the states of the USA; return the states by label."""
    states: dict[str, Entry] = {}
    for row in read_rows(folder / "states.tsv"):
        entry = states[row["label"]] = _entry(row, ActorKind(row["kind"]), "states")
        _add(gazetteer, entry)
        gazetteer._demonyms.update((normalise(word), entry) for word in _split(row["demonyms"]))
        gazetteer._metonyms.update((normalise(word), entry) for word in _split(row["metonyms"]))
    for row in read_rows(folder / "us_states.tsv"):
        _add(gazetteer, _entry(row, ActorKind.PLACE, "us_states"))
    return states


def _load_organizations(gazetteer: Gazetteer, folder: Path, states: dict[str, Entry]) -> None:
    """Add organisations; one with a state in its column ``metonym`` speaks for that state's government."""
    for row in read_rows(folder / "organizations.tsv"):
        entry = _entry(row, ActorKind.ORGANIZATION, "organizations")
        _add(gazetteer, entry)
        if row["metonym"]:
            gazetteer._metonyms.update((normalise(name), states[row["metonym"]]) for name in (entry.label, *entry.aliases))


def _load_people(gazetteer: Gazetteer, folder: Path) -> None:
    """Add people with their terms; the label alone of a ``primary`` person is good at any date."""
    for row in read_rows(folder / "people.tsv"):
        entry = _entry(row, ActorKind.PERSON, "people")
        terms = tuple(parse_term(text) for text in _split(row["terms"]))
        gazetteer._terms[entry] = terms
        for term in terms:
            gazetteer._holders[term.of, term.office].append((term, entry))
        if any(term.office in _SEATS for term in terms):
            gazetteer._congress_until = max(gazetteer._congress_until, *(term.end for term in terms), "")
        for surname in _surnames(entry, terms) if terms else ():
            gazetteer._surnamed[surname].append(entry)
        label = normalise(entry.label)
        for key in _add(gazetteer, entry):
            if not (row["primary"] and key == label):
                gazetteer._dated.add((key, entry))


def _entry(row: dict[str, str], kind: ActorKind, source: str) -> Entry:
    return Entry(row["label"], kind, row["wikidata"] or None, tuple(_split(row["aliases"])), source)


def _add(gazetteer: Gazetteer, entry: Entry) -> Iterable[str]:
    """Index *entry* under its label and aliases; return the keys."""
    keys = _keys(entry)
    for key in keys:
        gazetteer._names[key].append(entry)
    return keys


def _keys(entry: Entry) -> Iterable[str]:
    """Return what the names of *entry* are looked up by."""
    return dict.fromkeys(_with_article(name) or normalise(name) for name in (entry.label, *entry.aliases))


def _bearers(entries: Sequence[Entry], own: Sequence[KnownActor]) -> dict[str, list[Entry]]:
    """Return who bears the names that the user gave."""
    bearers: dict[str, list[Entry]] = defaultdict(list)
    for entry, actor in zip(entries, own, strict=True):
        for key in dict.fromkeys(_with_article(name) or normalise(name) for name in (actor.label, *actor.aliases)):
            bearers[key].append(entry)
    return bearers


def _surnames(entry: Entry, terms: Iterable[Term] = ()) -> Iterable[str]:
    """Return what may be the family name of a person: each end of the label after its first word; in some states the first word."""
    words = [word for word in normalise(entry.label).split() if word not in _AFTER_NAMES]
    names = [" ".join(words[at:]) for at in range(1, len(words))]
    first = words[:1] if any(term.of in _FAMILY_FIRST for term in terms) else []
    return dict.fromkeys([*names, *(name.partition("-")[2] for name in names if name.lower().startswith(("al-", "el-"))), *first])


def _agree(entry: Entry, words: Sequence[str], called: Sequence[str]) -> bool:
    """Return whether the middle names of a full name, in *words*, are among those known of *entry*, or none is known; initials count."""
    names = [normalise(name).split() for name in (entry.label, *entry.aliases)]
    middle = {word for name in names if len(name) > 2 for word in name[1:-1]}
    given = {name[0] for name in names} | set(called)
    told = [word for word in words[1:-1] if word not in given]
    return not middle or all(any(word[0] == known[0] and (word == known or 1 in (len(word), len(known))) for known in middle) for word in told)


def _split(cell: str) -> list[str]:
    return cell.split("|") if cell else []


def parse_term(text: str) -> Term:
    """Return the term that ``office@of:start/end`` stands for."""
    role, _, dates = text.rpartition(":")
    office, _, of = role.partition("@")
    start, _, end = dates.partition("/")
    return Term(office, of, start, end)


def _day(published: date) -> date:
    return published.date() if isinstance(published, datetime) else published
