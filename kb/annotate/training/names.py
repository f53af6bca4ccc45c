"""Readers of the corpora that annotate names: entity tags a word, mapped to the tagger's classes."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from kb.annotate.training.corpora import ENTITY_CLASSES, TITLES, UNKNOWN_ENTITY, Sentence

#: how often a person's name gives way to another in training: many names teach to read the context
SWAPPED = 0.4


def read_columns(path: Path, word: int, tag: int, separator: str | None = "\t") -> list[Sentence]:
    """Return sentences of an IOB file whose columns *word* and *tag* hold the word and its entity tag."""
    return [Sentence(words, entities=_bio(tags)) for words, tags in _columns(path, word, tag, separator)]


def _columns(path: Path, word: int, tag: int, separator: str | None = "\t") -> Iterator[tuple[list[str], list[str]]]:
    """Yield the words of each sentence and what stands in column *tag* beside them."""
    words: list[str] = []
    tags: list[str] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        row = line.split(separator)
        if line.startswith("#") and len(row) <= max(word, tag):
            continue
        if len(row) > max(word, tag) and row[word]:
            words.append(row[word])
            tags.append(row[tag])
        elif words:
            yield words, tags
            words, tags = [], []


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


def read_gmb(path: Path) -> list[Sentence]:
    """Return GMB's silver sentences: titles taken out of person names, and left open what it tags now so, now otherwise."""
    found = read_columns(path, 0, 2)
    for sentence, (_, tagged) in zip(found, _columns(path, 0, 1), strict=True):
        _strip_titles(sentence)
        for i, (word, tag, xpos) in enumerate(zip(sentence.words, sentence.entities, tagged, strict=True)):
            adjective = xpos in ("JJ", "NNPS")
            if (tag.endswith("NORP") and not adjective) or (tag == "O" and adjective and word[:1].isupper()):
                sentence.entities[i] = UNKNOWN_ENTITY
            elif tag == "B-PERSON" and xpos == "NNPS":
                sentence.entities[i] = "B-NORP"
    return found


def _strip_titles(sentence: Sentence) -> None:
    """Take titles out of person names and hand the class on to the next word."""
    tags = sentence.entities
    for i, (tag, word) in enumerate(zip(tags, sentence.words, strict=True)):
        if tag == "B-PERSON" and word in TITLES:
            goes_on = i + 1 < len(tags) and tags[i + 1] == "I-PERSON"
            tags[i] = "O"
            if goes_on:
                tags[i + 1] = "B-PERSON"


def add_entities(documents: list[list[Sentence]], named: list[Sentence]) -> None:
    """Join UNER's entity tags to the EWT sentences with the same words; nationalities, which UNER leaves out, become unknown."""
    by_words = {tuple(other.words): other.entities for other in named}
    for sentence in (sentence for document in documents for sentence in document):
        sentence.entities = [
            UNKNOWN_ENTITY if tag == "O" and word[:1].isupper() and xpos in ("JJ", "NNPS") else tag
            for tag, word, xpos in zip(by_words.get(tuple(sentence.words), []), sentence.words, sentence.xpos, strict=False)
        ]


def swap_persons(sentence: Sentence, people: Sequence[Sequence[str]], rng: random.Random) -> Sentence:
    """Return *sentence* with some of its persons renamed after *people* (word lists); surnames stand for surnames."""
    words: list[str] = []
    tags: list[str] = []
    at = 0
    while at < len(sentence.words):
        end = at + 1
        if sentence.entities[at] == "B-PERSON":
            while end < len(sentence.words) and sentence.entities[end] == "I-PERSON":
                end += 1
            if rng.random() < SWAPPED:
                other = rng.choice(people)
                name = other[-1:] if end - at == 1 else other
                words += name
                tags += ["B-PERSON", *["I-PERSON"] * (len(name) - 1)]
                at = end
                continue
        words += sentence.words[at:end]
        tags += sentence.entities[at:end]
        at = end
    return Sentence(words, entities=tags)


def spans(tags: list[str]) -> set[tuple[int, int, str]]:
    """Return (begin, end, class) of each entity in BIO *tags*."""
    found, begin = set(), None
    for i, tag in enumerate([*tags, "O"]):
        if begin is not None and not (tag.startswith("I-") and tag[2:] == tags[begin][2:]):
            found.add((begin, i, tags[begin][2:]))
            begin = None
        if tag != "O" and begin is None:
            begin = i
    return found
