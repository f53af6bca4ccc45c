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
}  # fmt: skip
UNKNOWN_ENTITY = "?"  # a token whose class the corpus does not tell: left out of the loss
_TITLES = {
    "President",
    "Sen.",
    "Rep.",
    "Mr.",
    "Mrs.",
    "Ms.",
    "Dr.",
    "Minister",
    "General",
    "Gen.",
    "Prime",
    "Senator",
    "Secretary",
    "Governor",
    "Gov.",
    "Mayor",
    "Judge",
    "Chief",
}


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
        common = kind == "person" and (sentence.xpos[head] == "NNPS" or sentence.words[left] in _TITLES)
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
    titles = [word in _TITLES or (dep == "nmod:desc" and kind == "person") for word, dep in zip(sentence.words, sentence.deps, strict=True)]
    while left > begin and joint[left - 1]:
        left -= 1
    while right < end and joint[right]:
        right += 1
    while sentence.upos[left] != "PROPN" or (titles[left] and left < head):
        left += 1
    while sentence.upos[right - 1] != "PROPN":
        right -= 1
    return left, right


def read_columns(path: Path, word: int, tag: int, separator: str | None = "\t") -> list[Sentence]:
    """Return sentences of an IOB file whose columns *word* and *tag* hold the word and its entity tag."""
    found, words, tags = [], [], []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        row = line.split(separator)
        if line.startswith("#") and len(row) <= max(word, tag):
            continue
        if len(row) > max(word, tag) and row[word]:
            words.append(row[word])
            tags.append(row[tag])
        elif words:
            found.append(Sentence(words, entities=_bio(tags)))
            words, tags = [], []
    return found


def _bio(tags: list[str]) -> list[str]:
    out, previous = [], ""
    for tag in tags:
        prefix, _, kind = tag.partition("-")
        name = ENTITY_CLASSES.get(kind)
        if name is None:
            out.append(UNKNOWN_ENTITY if kind in ("MISC", "art") else "O")
        else:
            out.append(f"{'I' if prefix == 'I' and previous == kind else 'B'}-{name}")
        previous = kind
    return out


def strip_titles(sentence: Sentence) -> Sentence:
    """Take titles out of person names (GMB holds them inside) and hand the class on to the next word."""
    for i, tag in enumerate(sentence.entities[:-1]):
        if tag == "B-PERSON" and sentence.words[i] in _TITLES and sentence.entities[i + 1] == "I-PERSON":
            sentence.entities[i], sentence.entities[i + 1] = "O", "B-PERSON"
    return sentence


def add_entities(documents: list[list[Sentence]], named: list[Sentence]) -> None:
    """Join UNER's entity tags to the EWT sentences with the same words; nationalities, which UNER leaves out, become unknown."""
    by_words = {tuple(other.words): other.entities for other in named}
    for sentence in (sentence for document in documents for sentence in document):
        sentence.entities = [
            UNKNOWN_ENTITY if tag == "O" and word[:1].isupper() and xpos in ("JJ", "NNPS") else tag
            for tag, word, xpos in zip(by_words.get(tuple(sentence.words), []), sentence.words, sentence.xpos, strict=False)
        ]


def read_training(data: Path) -> tuple[list[list[Sentence]], list[list[Sentence]]]:
    """Return (documents with trees, documents with names alone) from the folder of corpora at *data*."""
    ewt = read_conllu(data / "ud_ewt/en_ewt-ud-train.conllu")
    add_entities(ewt, read_columns(data / "uner_ewt/en_ewt-ud-train.iob2", 1, 2))
    gum = read_conllu(data / "ud_gum/en_gum-train.open.conllu", with_entities=True)
    wikigold = read_columns(data / "wikigold/wikigold.conll.txt", 0, 1, " ")
    gmb = [strip_titles(s) for s in read_columns(data / "gmb_voa/gmb_train.conll", 0, 2)]
    return [*ewt, *gum], [[s] for s in wikigold] + [gmb[i : i + 4] for i in range(0, len(gmb), 4)]


def read_development(data: Path) -> dict[str, list[list[Sentence]]]:
    """Return the development sets by name: trees and names for ``ewt`` and ``gum``, names alone for ``worldwide``."""
    ewt = read_conllu(data / "ud_ewt/en_ewt-ud-dev.conllu")
    add_entities(ewt, read_columns(data / "uner_ewt/en_ewt-ud-dev.iob2", 1, 2))
    gum = read_conllu(data / "ud_gum/en_gum-dev.open.conllu", with_entities=True)
    newswire = [[s] for s in read_columns(data / "worldwide_newswire/dev.tsv", 0, 1)]
    return {"ewt": ewt, "gum": gum, "worldwide": newswire}
