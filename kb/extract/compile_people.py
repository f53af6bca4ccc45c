"""Compiles ``people.tsv``: heads of state and government, ministers, US governors and members of Congress with dated offices.

Where a source tells only that someone was in office when it was made, the term ends at that month: later days are unknown.
"""

from __future__ import annotations

import csv
import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kb.extract.linking import Term, normalise, parse_term, read_rows

PEOPLE_SOURCES = (
    "unitedstates/congress-legislators dfa96222 (CC0); factbook/factbook.json 8662a8b1 (CIA World Factbook, public domain)",
    "every-politician-scrapers (Wikidata and Wikipedia query results of 2022, CC0): world leaders, 18 cabinets, US governors",
    "by_hand/people.tsv: leaders of main states and organisations whose terms the sources lack",
    "by_hand/former_members.tsv: Wikidata ids (CC0) of former members of Congress; terms in bare years: they sat at least so long",
    "primary: 1 where the label alone means this person at any date; terms: office@of:start/end, bare years where no day is known",
)
_CONGRESS_SINCE = "1990-01-01"
_CODED_SINCE = 1992  # ICPSR numbers of members who came before do not tell the year
_BORN_SINCE = "1920"
_LEADERS_SEEN, _MINISTERS_SEEN, _FACTBOOK_SEEN = "2022-09", "2022-06", "2026-01"
_MONTHS = {
    month: number
    for number, month in enumerate(
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"], start=1
    )
}
_JUNIOR = re.compile(
    r"\b(?:Deputy|Assistant|Associate|Parliamentary|Shadow|Junior|Vice-Minister|acting)\b|^(?:State )?Minister of State",
    re.IGNORECASE,
)
# position labels of Wikidata -> office as in roles.tsv; the first that fits counts
_OFFICES = tuple(
    (re.compile(pattern, re.IGNORECASE), office)
    for pattern, office in (
        (r"^vice[- ]president of", "vice president"),
        (r"^(?:deputy|acting|interim)\b", ""),
        (r"^(?:federal )?president of|^president$", "president"),
        (r"prime minister|taoiseach|president of the (?:government|council of ministers)|^premier of", "prime minister"),
        (r"^(?:federal )?chancellor of (?!the exchequer|the duchy)", "chancellor"),
        (r"monarch|^king|^queen|^emperor|^sultan|^emir|^amir|^grand duke|^sovereign prince|^prince of", "monarch"),
        (r"^supreme leader", "supreme leader"),
        (r"^governor[- ]general", "governor general"),
        (r"foreign trade|commonwealth and development", ""),
        (r"foreign|external affairs|^united states secretary of state", "foreign minister"),
        (r"defen[cs]e", "defense minister"),
        (r"exchequer|^minister (?:of|for) (?:the )?(?:finance|economy and finance)|finance minister|secretary of the treasury|^treasurer", "finance minister"),
        (r"interior|home (?:affairs|secretary|department)|homeland", "interior minister"),
        (r"justice|attorney[- ]general", "justice minister"),
        (r"^governor of", "governor"),
    )
)


@dataclass
class Person:
    """What the sources together tell of one person."""

    label: str
    wikidata: str = ""
    primary: bool = False
    aliases: set[str] = field(default_factory=set)
    terms: set[tuple[str, str, str, str]] = field(default_factory=set)  # office, of, start, end

    def row(self) -> tuple[str, ...]:
        """Return the row of ``people.tsv``; names that are normalised alike stand once."""
        aliases = {normalise(name): name for name in sorted(self.aliases, reverse=True)}
        aliases.pop(normalise(self.label), None)
        terms = sorted(_joined(self.terms), key=lambda term: (term[2], term))
        cells = (f"{office}@{of}:{start}/{end}" for office, of, start, end in terms)
        return (self.label, self.wikidata, "1" if self.primary else "", "|".join(sorted(aliases.values())), "|".join(cells))


def people_rows(sources: Path, gazetteers: Path) -> list[tuple[str, ...]]:
    """Return the rows of ``people.tsv``; ``states.tsv`` and ``us_states.tsv`` must stand in *gazetteers* already."""
    people: dict[str, Person] = {}
    states = {row["wikidata"]: row["label"] for row in read_rows(gazetteers / "states.tsv") if row["wikidata"]}
    regions = {row["wikidata"]: row["label"] for row in read_rows(gazetteers / "us_states.tsv")}
    _add_congress(people, sources, regions)
    _add_leaders(people, sources, states)
    _add_ministers(people, sources, set(states.values()))
    for row in _csv(sources / "wikidata_us_governors_2022.csv"):
        if row["stateid"] in regions:
            person = people.setdefault(row["item"], Person(row["name"], row["item"]))
            person.aliases |= {row["name"], row["enLabel"]}
            person.terms.add(("governor", regions[row["stateid"]], _MINISTERS_SEEN, _LEADERS_SEEN))
    _add_by_hand(people, gazetteers / "by_hand" / "people.tsv")
    independent = {row["label"] for row in read_rows(gazetteers / "states.tsv") if row["kind"] == "State"}
    _add_factbook(people, sources, independent)
    _add_former_members(people, sources, regions, gazetteers / "by_hand")
    _add_nicknames(people, gazetteers / "by_hand" / "nicknames.tsv")
    return [person.row() for person in people.values() if " " in person.label]


def _add_congress(people: dict[str, Person], sources: Path, regions: Mapping[str, str]) -> None:
    """Add members of Congress and, since 1990, presidents and vice presidents of the United States."""
    import yaml  # type: ignore[import-untyped]  # noqa: PLC0415 - maintainers alone need it

    folder = sources / "us_congress"
    codes = {row["abbr"]: regions.get(row["qid"], row["state"]) for row in _csv(sources / "us_states_wikidata.tsv", "\t")}
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    for name in ("legislators-current", "executive"):
        for record in yaml.load((folder / f"{name}.yaml").read_text(encoding="utf-8"), Loader=loader):  # noqa: S506 - a safe loader
            if record["terms"][-1]["end"] >= _CONGRESS_SINCE:
                _add_member(people, record["id"], record["name"], _member_terms(record["terms"], codes))


def _add_former_members(people: dict[str, Person], sources: Path, regions: Mapping[str, str], by_hand: Path) -> None:
    """Add former members of Congress, of whom the main source tells no id: they tell which names more than one person bears.

    ``by_hand/former_members.tsv`` tells of some the id, and a time in which they surely sat.
    """
    told = {row["bioguide"]: row for row in read_rows(by_hand / "former_members.tsv")}
    known = {normalise(person.label): person for person in people.values() if person.primary or _is_american(person)}
    codes = {row["abbr"]: regions.get(row["qid"], row["state"]) for row in _csv(sources / "us_states_wikidata.tsv", "\t")}
    latest = 0
    for row in _csv(sources / "us_congress" / "legislators-historical.csv"):
        latest = max(latest, first_year(row["icpsr_id"]) or 0)
        seat = told.get(row["bioguide_id"], {})
        same = known.get(normalise(row["wikipedia_id"]))
        if same is None and row["birthday"] >= _BORN_SINCE:
            terms = [former_term(row, codes.get(row["state"], row["state"]), latest)] if latest > _CODED_SINCE and row["icpsr_id"] else []
            name = {"first": row["first_name"], "middle": row["middle_name"], "last": row["last_name"], "suffix": row["suffix"], "nickname": row["nickname"]}
            ids = {"bioguide": row["bioguide_id"], "wikipedia": row["wikipedia_id"], "wikidata": seat.get("wikidata", "")}
            _add_member(people, ids, {**name, "official_full": row["full_name"]}, [*terms, *([_cells(parse_term(seat["term"]))] if seat else [])])
        elif same is not None:
            same.wikidata = same.wikidata or seat.get("wikidata", "")
            same.primary = True  # the Wikipedia title has no bracket


def first_year(icpsr: str) -> int | None:
    """Return the year in which a member took the first seat, which ICPSR numbers since 1993 tell: 2YYnn of the House, 4YYnn of the Senate."""
    if not re.fullmatch(r"[24]\d{4}", icpsr):
        return None
    year = int(icpsr[1:3])
    return 1900 + year if year > 90 else 2000 + year


def former_term(row: Mapping[str, str], state: str, latest: int) -> tuple[str, str, str, str]:
    """Return a term in which a former member surely sat.

    The source is ordered by the end of the last term: nobody left before the one did who took the first seat in *latest*.
    """
    year = first_year(row["icpsr_id"])
    if row["type"] == "sen":  # the number may be from a seat in the House
        start = year if year and row["icpsr_id"].startswith("4") else latest - 1
        return "senator", state, str(start), str(latest)
    return "representative", state, str(year or _CODED_SINCE), str(latest)


def _cells(term: Term) -> tuple[str, str, str, str]:
    return term.office, term.of, term.start, term.end


def _is_american(person: Person) -> bool:
    """Return whether *person* was a governor or secretary in the United States: no other one bears the name of a Wikipedia title without bracket."""
    return any(office == "governor" or of == "United States" for office, of, _, _ in person.terms)


def _add_nicknames(people: dict[str, Person], path: Path) -> None:
    """Add what members of Congress may be called instead of their given names ("Joe Morelle"), where nobody else is called so."""
    short: dict[str, list[str]] = {}
    for row in read_rows(path):
        short.setdefault(row["name"], []).append(row["nickname"])
    borne = {normalise(name) for person in people.values() for name in (person.label, *person.aliases)}
    for person in people.values():
        if any(term[0] in ("representative", "senator") for term in person.terms):
            full = [name.split(" ", 1) for name in (person.label, *person.aliases) if name.count(" ") == 1]
            called = {f"{nickname} {last}" for first, last in full for nickname in short.get(first, ())}
            person.aliases |= {name for name in called if normalise(name) not in borne}


def _member_terms(terms: Iterable[Mapping[str, Any]], codes: Mapping[str, str]) -> list[tuple[str, str, str, str]]:
    """Return the terms of a legislator or of the executive."""
    offices = {"rep": "representative", "sen": "senator", "prez": "president", "viceprez": "vice president"}
    return [(offices[t["type"]], codes.get(t["state"], t["state"]) if "state" in t else "United States", t["start"], t["end"]) for t in terms]


def _add_member(people: dict[str, Person], ids: Mapping[str, str], name: Mapping[str, str], terms: Iterable[tuple[str, str, str, str]]) -> None:
    """Add an American politician; a Wikipedia title with a bracket tells that others are better known by that name."""
    last = name["last"]
    plain = f"{name.get('nickname') or name['first']} {last}"
    title = ids.get("wikipedia") or ""
    base = title.partition(" (")[0] or plain
    person = people.setdefault(ids.get("wikidata") or ids.get("bioguide") or title, Person(base, ids.get("wikidata") or ""))
    person.primary = person.primary or bool(title and base == title)
    firsts = [name["first"], name.get("nickname") or name["first"], f"{name['first']} {name.get('middle') or ''}".strip()]
    full = [f"{first} {last}" for first in firsts]
    suffix = name.get("suffix")
    person.aliases |= {base, *full, *([f"{each} {suffix}" for each in full] if suffix else ()), name.get("official_full") or plain}
    person.terms |= set(terms)


def _add_leaders(people: dict[str, Person], sources: Path, states: Mapping[str, str]) -> None:
    """Add heads of state and government with the years of the Wikidata and Wikipedia lists."""
    labels = set(states.values())
    for name, country in (("wikidata", "countryid"), ("wikipedia", "country")):
        for raw in _csv(sources / f"{name}_world_leaders_2022.csv"):
            row = {key.lower(): value for key, value in raw.items()}
            of = states.get(row[country], row[country] if row[country] in labels else None)
            office = office_of(row["positionlabel"])
            if of is None or not office or not row["start_year"] or not row["officeholder"]:
                continue
            label, _, remark = row["officeholderlabel"].partition(" (")
            person = people.setdefault(row["officeholder"], Person(label, row["officeholder"]))
            if name == "wikipedia":  # its labels are titles: a bracket tells that others bear the name
                person.label, person.primary = label, not remark
            person.aliases.add(label)
            person.terms.add((office, of, row["start_year"], row["end_year"] or _LEADERS_SEEN))


def _add_ministers(people: dict[str, Person], sources: Path, states: set[str]) -> None:
    """Add the members of 18 cabinets of mid 2022."""
    for row in _csv(sources / "wikidata_ministers_2022.csv"):
        country = row["source"].rpartition("-")[0].replace("-", " ")
        of = {"us": "United States"}.get(country, country.title())
        if of not in states or _JUNIOR.search(row["position"]) or not row["start"]:
            continue
        person = people.setdefault(row["qid"], Person(row["name"], row["qid"]))
        person.aliases.add(row["name"])
        person.terms.add((office_of(row["position"]) or "minister", of, row["start"], max(row["start"], _MINISTERS_SEEN)))


def _add_by_hand(people: dict[str, Person], path: Path) -> None:
    """Add the rows of ``by_hand/people.tsv``, which has the columns of ``people.tsv``; its terms replace those of other sources."""
    named = {normalise(person.label): key for key, person in people.items()}
    for row in read_rows(path):
        key = row["wikidata"] if row["wikidata"] and row["wikidata"] in people else named.get(normalise(row["label"]), row["wikidata"] or row["label"])
        person = people.setdefault(key, Person(row["label"], row["wikidata"]))
        person.wikidata = person.wikidata or row["wikidata"]
        person.aliases |= {person.label, *filter(None, row["aliases"].split("|"))}
        person.label, person.primary = row["label"], bool(row["primary"])
        terms = [parse_term(text) for text in row["terms"].split("|")]
        told = {(term.office, term.of) for term in terms}
        person.terms = {term for term in person.terms if term[:2] not in told} | {_cells(term) for term in terms}


def _add_factbook(people: dict[str, Person], sources: Path, states: set[str]) -> None:
    """Add the leaders of 2026 with the day since which they are in office; people known already keep their id."""
    for entry in json.loads((sources / "factbook_government_2026.json").read_text(encoding="utf-8")):
        names = entry.get("country_name") or {}
        of = next((n for n in (names.get("conventional short form"), names.get("conventional long form")) if n in states), None)
        executive = entry.get("executive") or {}
        for text in {executive.get("chief of state") or "", executive.get("head of government") or ""}:
            parsed = parse_leader(text)
            if of is None or parsed is None:
                continue
            office, name, since = parsed
            person = _same_person(people.values(), name, office, of, since) or people.setdefault(f"{name}@{of}", Person(name))
            person.terms = {t for t in person.terms if not (t[:2] == (office, of) and t[2][:4] == since[:4])}
            person.terms.add((office, of, since, _FACTBOOK_SEEN))


def parse_leader(text: str) -> tuple[str, str, str] | None:
    """Return office, name and first day of "President Abdelmadjid TEBBOUNE (since 12 December 2019)", None for anything else."""
    match = re.match(
        r"(President|Prime Minister|King|Queen|Emperor|Sultan|Amir|Chancellor|Taoiseach \(Prime Minister\)|Supreme Leader)"
        r" ([^();,]+?) \(since (?:(\d+) )?(\w+) (\d{4})\)",
        html.unescape(text),
    )
    if not match or match[4] not in _MONTHS:
        return None
    title = match[1].partition(" (")[0]
    office = {"Taoiseach": "prime minister"}.get(title) or ("monarch" if title in {"King", "Queen", "Emperor", "Sultan", "Amir"} else title.lower())
    day = f"-{int(match[3]):02d}" if match[3] else ""
    words = [_name_case(word) for word in match[2].split() if word not in {"Dr.", "Gen.", "Sir"}]
    return office, " ".join(words), f"{match[5]}-{_MONTHS[match[4]]:02d}{day}"


def _name_case(word: str) -> str:
    if not word.isupper() or word in {"II", "III", "IV", "V", "VI", "X", "XIV"}:
        return word
    return re.sub(r"\w+", lambda part: part[0].capitalize(), word)


def _same_person(people: Iterable[Person], name: str, office: str, of: str, since: str) -> Person | None:
    """Return who among *people* held that office and bears two words of the name, or one where the year agrees too."""
    words = set(normalise(name).lower().replace("-", " ").split())
    for person in people:
        starts = {start[:4] for o, where, start, _ in person.terms if (o, where) == (office, of)}
        common = words & set(normalise(person.label).lower().replace("-", " ").split())
        if starts and (len(common) > 1 or (common and since[:4] in starts)):
            return person
        if normalise(name) == normalise(person.label) and any(office == term[0] or of == term[1] for term in person.terms):
            return person  # a monarch of many states, or who was a minister before
    return None


def office_of(position: str) -> str:
    """Return the office, in the words of ``roles.tsv``, that a position label of Wikidata names; empty where none fits."""
    return next((office for pattern, office in _OFFICES if pattern.search(position)), "")


def _joined(terms: Iterable[tuple[str, str, str, str]]) -> Iterator[tuple[str, str, str, str]]:
    """Join terms of one office that follow on each other within the same month or overlap."""
    current: tuple[str, str, str, str] | None = None
    for term in sorted(terms):
        if current and current[:2] == term[:2] and term[2][:7] <= current[3][:7]:
            exact_start = term[2] if term[2].startswith(current[2]) else current[2]
            current = (*current[:2], exact_start, max(current[3], term[3]))
            continue
        if current:
            yield current
        current = term
    if current:
        yield current


def _csv(path: Path, delimiter: str = ",") -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter=delimiter))
