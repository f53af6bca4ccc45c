"""Readers of the training corpora: each file becomes documents, a document a list of sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

IGNORE = -100
#: the tagger's entity classes by the corpora's own names
ENTITY_CLASSES = {
    "PER": "PERSON", "person": "PERSON", "per": "PERSON", "Person": "PERSON",
    "ORG": "ORG", "organization": "ORG", "org": "ORG", "Organization": "ORG",
    "LOC": "LOC", "place": "LOC", "geo": "LOC", "Location": "LOC",
    "gpe": "NORP", "event": "EVENT", "eve": "EVENT",
    "politician": "PERSON", "organisation": "ORG", "politicalparty": "ORG", "country": "LOC", "location": "LOC", "election": "EVENT",
}  # fmt: skip
UNKNOWN_ENTITY = "?"  # a token whose class the corpus does not tell: left out of the loss
#: words before a person's name that are no part of it
TITLES = frozenset(
    word for line in Path(__file__).with_name("titles.txt").read_text(encoding="utf-8").splitlines() if not line.startswith("#") for word in line.split()
)


@dataclass
class Sentence:
    """One annotated sentence; a list left empty is not annotated. ``heads`` count from 1, 0 is the root."""

    words: list[str]
    lemmas: list[str] = field(default_factory=list)
    upos: list[str] = field(default_factory=list)
    xpos: list[str] = field(default_factory=list)
    feats: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    deps: list[str] = field(default_factory=list)
    entities: list[str] = field(default_factory=list)


def read_conllu(path: Path, *, with_entities: bool = False) -> list[list[Sentence]]:
    """Return the documents of a CoNLL-U file; *with_entities* reads names out of GUM's ``Entity`` column."""
    documents: list[list[Sentence]] = []
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        lines = block.split("\n")
        rows = [row for line in lines if not line.startswith("#") and (row := line.split("\t"))[0].isdigit()]
        if not documents or any(line.startswith("# newdoc") for line in lines):
            documents.append([])
        columns = [[row[i] for row in rows] for i in range(10)]
        heads = [int(head) for head in columns[6]]
        sentence = Sentence(columns[1], columns[2], columns[3], columns[4], columns[5], heads, columns[7])
        if with_entities:
            sentence.entities = _gum_names(sentence, columns[9])
        documents[-1].append(sentence)
    return documents


def _gum_names(sentence: Sentence, misc: list[str]) -> list[str]:
    """Return a BIO tag a word for the outermost named entities of one GUM sentence."""
    columns = zip(sentence.upos, sentence.xpos, sentence.words, strict=True)
    tags = [UNKNOWN_ENTITY if upos == "PROPN" or (xpos == "JJ" and word[:1].isupper()) else "O" for upos, xpos, word in columns]
    for begin, end, kind in sorted(_gum_entities(misc), key=lambda span: span[0] - span[1]):
        head = next((i for i in range(begin, end) if not begin <= sentence.heads[i] - 1 < end), begin)
        if sentence.upos[head] != "PROPN" or kind not in ("person", "organization", "place", "event"):
            continue
        left, right = _name_around(sentence, head, begin, end, kind)
        common = kind == "person" and (sentence.xpos[head] == "NNPS" or sentence.words[left] in TITLES)
        if common or any(tag not in ("O", UNKNOWN_ENTITY) for tag in tags[left:right]):
            continue
        name = ENTITY_CLASSES[kind]
        tags[left:right] = [f"B-{name}", *[f"I-{name}"] * (right - left - 1)]
    return tags


def _gum_entities(misc: list[str]) -> Iterator[tuple[int, int, str]]:
    """Yield (begin, end, class) of each entity that the ``Entity`` marks open and close, innermost first."""
    opened: list[tuple[str, int, str]] = []
    for i, cell in enumerate(misc):
        entity = next((part[7:] for part in cell.split("|") if part.startswith("Entity=")), "")
        for mark in re.findall(r"\([^()]+\)?|[^()]+\)", entity):
            fields = mark.strip("()").split("-")
            if mark.startswith("("):
                opened.append((fields[0], i, fields[1] if len(fields) > 1 else ""))
            if mark.endswith(")"):
                at = next((k for k in range(len(opened) - 1, -1, -1) if opened[k][0] == fields[0]), None)
                if at is not None:
                    _, begin, kind = opened.pop(at)
                    yield begin, i + 1, kind


def _name_around(sentence: Sentence, head: int, begin: int, end: int, kind: str) -> tuple[int, int]:
    """Return the range of the proper name around *head* inside [begin, end), a person's titles left out."""
    left, right = head, head + 1
    links = ("-",) if kind == "person" else ("-", "of", "the", "for", "&", "and")
    joint = [upos == "PROPN" or word in links for upos, word in zip(sentence.upos, sentence.words, strict=True)]
    titles = [word in TITLES or (dep == "nmod:desc" and kind == "person") for word, dep in zip(sentence.words, sentence.deps, strict=True)]
    while left > begin and joint[left - 1]:
        left -= 1
    while right < end and joint[right]:
        right += 1
    while sentence.upos[left] != "PROPN" or (titles[left] and left < head):
        left += 1
    while sentence.upos[right - 1] != "PROPN":
        right -= 1
    return left, right
