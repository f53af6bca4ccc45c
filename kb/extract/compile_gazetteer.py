"""Compiles the shipped gazetteers from their raw sources; a maintainer runs it, users never do.

``python -m kb.extract.compile_gazetteer SOURCES`` reads the folder SOURCES and rewrites ``states.tsv``,
``us_states.tsv``, ``newspapers.tsv``, ``people.tsv`` and ``given_names.tsv``. The other tables are written by hand. Needs PyYAML.
"""

from __future__ import annotations

import argparse
import csv
import html
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from kb.extract.compile_given_names import GIVEN_NAME_SOURCES, given_name_rows
from kb.extract.compile_people import PEOPLE_SOURCES, people_rows
from kb.extract.linking import normalise, read_rows
from kb.resources import gazetteer_dir

# these names alone mean a city or a country at least as often as the state
_SHARED_STATE_NAMES = {
    "New York": ("New York (state)", "New York state", "New York State"),
    "Washington": ("Washington (state)", "Washington state", "Washington State"),
    "Georgia": ("Georgia (U.S. state)", "Georgia", "state of Georgia"),
}
_STATES_SOURCES = (
    "datasets/country-codes caa72d1e (PDDL): names, capitals, Wikidata ids",
    "factbook/factbook.json 8662a8b1 (CIA World Factbook, public domain): names, demonyms, capitals",
    "by_hand/states.tsv: names in the usage of newspapers",
)


def write_table(path: Path, sources: Iterable[str], columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    """Write *rows* sorted, under comments that name the sources and one header line."""
    lines = [*(f"# {source}" for source in sources), "\t".join(columns), *("\t".join(row) for row in sorted(rows))]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def read_csv(path: Path, delimiter: str = ",") -> list[dict[str, str]]:
    """Return the rows of a raw table."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter=delimiter))


def state_rows(sources: Path, by_hand: Path) -> list[tuple[str, ...]]:
    """Return the rows of ``states.tsv``: label, id, kind, aliases, demonyms, metonyms."""
    edits: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for row in read_rows(by_hand):
        edits[row["iso"], row["use"]].append(row["name"])
    factbook = _factbook_by_name(sources)
    states = [_state(row, factbook, edits) for row in read_csv(sources / "country-codes.csv") if row["CLDR display name"]]
    states.append(_state({"ISO3166-1-Alpha-2": "XK", "is_independent": "Yes", "CLDR display name": "Kosovo"}, factbook, edits))
    _drop_shared(states)
    return [(s["label"], s["wikidata"], s["kind"], *("|".join(sorted(s[use])) for use in ("alias", "demonym", "metonym"))) for s in states]


def _factbook_by_name(sources: Path) -> dict[str, dict[str, Any]]:
    """Return the Factbook's entries under each of their English names."""
    entries = json.loads((sources / "factbook_government_2026.json").read_text(encoding="utf-8"))
    named: dict[str, dict[str, Any]] = {}
    for entry in entries:
        for name in _factbook_names(entry):
            named.setdefault(normalise(name), entry)
    return named


def _factbook_names(entry: Mapping[str, Any]) -> list[str]:
    """Return the English names of a Factbook entry; its abbreviations ("AS", "CH") mean too much else."""
    names = entry.get("country_name") or {}
    raw = [names.get(key) or "none" for key in ("conventional short form", "conventional long form")]
    cut = [re.split(r"[;(]| or ", html.unescape(name))[0].strip() for name in raw]
    return [name for name in cut if name and name.lower() != "none"]


def _state(row: Mapping[str, str], factbook: Mapping[str, dict[str, Any]], edits: Mapping[tuple[str, str], list[str]]) -> dict[str, Any]:
    """Return one state with the names of all sources."""
    iso = row["ISO3166-1-Alpha-2"]
    names = [_plain(row.get(c, "")) for c in ("CLDR display name", "UNTERM English Short", "UNTERM English Formal", "official_name_en")]
    label = edits.get((iso, "label"), names)[0].replace(" & ", " and ")
    entry: Mapping[str, Any] = next((factbook[key] for key in map(normalise, (label, *names)) if key in factbook), {})
    drop = {normalise(name) for name in edits.get((iso, "drop"), ())}
    independent = row["is_independent"] == "Yes" or iso in {"TW", "PS"}
    capital = _plain(row.get("Capital", "")) if independent else ""
    nationality = entry.get("nationality") or {}
    demonyms = {*parse_demonyms(nationality.get("noun") or ""), *parse_demonyms(nationality.get("adjective") or "")}
    own = {normalise(name) for name in (label, *names)}
    return {
        "label": label,
        "wikidata": edits.get((iso, "wikidata"), [row.get("wikidata_id", "").rpartition("/")[2]])[0],
        "kind": "State" if independent else "Place",
        "alias": _kept([*names, *_factbook_names(entry), *edits.get((iso, "alias"), ())], drop | {normalise(label)}),
        "demonym": _kept([name for name in demonyms if normalise(name) not in own], drop) | set(edits.get((iso, "demonym"), ())),
        "metonym": _kept([capital], drop | own) | set(edits.get((iso, "metonym"), ())),
        "by_hand": {normalise(name) for use in ("alias", "demonym", "metonym") for name in edits.get((iso, use), ())},
    }


def _plain(name: str) -> str:
    """Return a UN name without article, footnote star and bracketed remark."""
    return re.sub(r"^the ", "", re.sub(r"\s*\(.*?\)|\s*\*+", "", name).strip()).replace("’", "'")


def _kept(names: Iterable[str], drop: set[str]) -> set[str]:
    return {name for name in names if name and normalise(name) not in drop}


def parse_demonyms(text: str) -> list[str]:
    """Return the words of a Factbook field: "Frenchman(men), Frenchwoman(women)" gives four."""
    words: list[str] = []
    for part in re.split(r"[,;/]| or ", html.unescape(text)):
        match = re.match(r"\s*([\w' -]+?)\s*(?:\((s|es|men|women)\))?\s*(?:\(.*)?$", part)
        if not match or match[1].lower() in {"none", "note"}:
            continue
        words.append(match[1])
        if match[2] in {"men", "women"}:
            words.append(match[1][: -len(match[2])] + match[2])
        elif match[2]:
            words.append(match[1] + match[2])
    return [word for word in words if word[:1].isupper()]


def _drop_shared(states: list[dict[str, Any]]) -> None:
    """Take away each name that two entries bear, unless it was given by hand; a state's demonym outranks a territory's."""
    for use in ("alias", "demonym", "metonym"):
        ranked = [s for s in states if s["kind"] == "State"]
        owners = Counter(key for s in ranked for key in {normalise(name) for name in s[use]})
        everywhere = Counter(key for s in states for key in {normalise(name) for name in s[use]})
        labels = {normalise(s["label"]): s for s in states}
        for state in states:
            count = owners if state["kind"] == "State" else everywhere
            state[use] = {
                name
                for name in state[use]
                if normalise(name) in state["by_hand"] or (count[normalise(name)] == 1 and labels.get(normalise(name), state) is state)
            }


def us_state_rows(sources: Path) -> list[tuple[str, ...]]:
    """Return the rows of ``us_states.tsv``: label, id, AP abbreviation as alias."""
    rows: list[tuple[str, ...]] = []
    for row in read_csv(sources / "us_states_wikidata.tsv", "\t"):
        label, *names = _SHARED_STATE_NAMES.get(row["state"], (row["state"],))
        if row["qid"]:
            rows.append((label, row["qid"], "|".join(sorted({*names, row["AP"]} - {label, ""}))))
    return rows


def newspaper_rows(sources: Path, by_hand: Path) -> list[tuple[str, ...]]:
    """Return the rows of ``newspapers.tsv``: names of two words or more that one newspaper alone bears, bar those of ``news.tsv``."""
    known = {key for row in read_rows(by_hand) for key in (row["wikidata"], *map(normalise, (row["label"], *row["aliases"].split("|"))))}
    found: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for row in read_csv(sources / "wikidata_newspapers_world.csv"):
        found[normalise(row["name"])].add((row["qid"], row["name"]))
    for row in read_csv(sources / "us_newspapers_wikidata.tsv", "\t"):
        if row["qid"]:
            found[normalise(row["WP-title"])].add((row["qid"], row["WP-title"]))
    unique = [min(rows, key=lambda row: row[1]) for rows in found.values() if len({qid for qid, _ in rows}) == 1]
    names: defaultdict[str, list[str]] = defaultdict(list)
    for qid, name in sorted(unique):
        if _is_newspaper_name(name) and not known & {qid, normalise(name)}:
            names[qid].append(name)
    return [(label, qid, "|".join(others)) for qid, (label, *others) in names.items()]


def _is_newspaper_name(name: str) -> bool:
    """Return whether *name* can hardly mean anything but a newspaper."""
    return name.isascii() and "(" not in name and bool(re.search(_PAPER_WORDS, name)) and len(name.split()) > 1 and not re.match(_GENERIC, name)


_PAPER_WORDS = (
    r"\b(?:Times|Post|Herald|Tribune|Gazette|Journal|Chronicle|News|Guardian|Telegraph|Observer|Daily|Examiner|Inquirer|Courier|Dispatch"
    r"|Register|Star|Sun|Mail|Press|Mirror|Standard|Sentinel|Zeitung|Shimbun|Republic|Independent|Globe|Bee|Enquirer|Constitution|Advertiser|Argus)\b"
)
# "The Times", "Daily News", "The Sunday Mail": many papers are called so for short
_GENERIC = r"^(?:The )?(?:Daily |Sunday |Evening |Morning |Weekly |Free |National |Local |Community )*\w+$"


def main() -> None:
    """Rewrite the compiled tables."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("sources", type=Path, help="folder with the raw sources")
    sources = parser.parse_args().sources
    out = gazetteer_dir()
    state_columns = ("label", "wikidata", "kind", "aliases", "demonyms", "metonyms")
    states = state_rows(sources, out / "by_hand" / "states.tsv")
    write_table(out / "states.tsv", _STATES_SOURCES, state_columns, states)
    write_table(out / "us_states.tsv", ("hearvox/wiki-media-cred e61118c6 (CC0)",), ("label", "wikidata", "aliases"), us_state_rows(sources))
    paper_sources = (
        "patrickswickard/international_newspapers 0d8b4a34 (Wikidata query, CC0); hearvox/wiki-media-cred e61118c6 (CC0)",
        "Only names that one newspaper alone bears and that hardly mean anything else.",
    )
    write_table(out / "newspapers.tsv", paper_sources, ("label", "wikidata", "aliases"), newspaper_rows(sources, out / "news.tsv"))
    write_table(out / "people.tsv", PEOPLE_SOURCES, ("label", "wikidata", "primary", "aliases", "terms"), people_rows(sources, out))
    write_table(out / "given_names.tsv", GIVEN_NAME_SOURCES, ("name", "gender"), given_name_rows(sources, out / "by_hand" / "given_names.tsv"))


if __name__ == "__main__":
    main()
