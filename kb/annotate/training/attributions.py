"""Attributions as training targets: the role of each word, and the cue it belongs to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Token

from kb.annotate.attributions import CONTENT, CUE, CUE_ON, NONE, ROLES, SOURCE
from kb.annotate.paragraphs import paragraph_starts, windows

_ANNOTATED = {"Content": CONTENT, "Source": SOURCE, "Cue": CUE}
#: word pieces of one window, a little more than the runtime's
WINDOW = 300


@dataclass
class Told:
    """A run of words, each with the probabilities of its roles (in the order of ROLES) and the index of its cue, -1 for none."""

    words: list[str]
    roles: list[list[float]] = field(default_factory=list)
    cues: list[int] = field(default_factory=list)


def read_polnear(folder: Path, tokenize: Language, size: Callable[[str], int]) -> list[Told]:
    """Return the windows of one PolNeAR split, with the attributions of each article's first annotator.

    Source: Newell, Margolin and Ruths, "An Attribution Relations Corpus for Political News", LREC 2018.
    """
    found = []
    for path in sorted((folder / "text").glob("*.txt")):
        files = sorted((folder / "attributions").glob(f"{path.stem}_????.ann"))
        if not files:
            continue
        doc = tokenize(path.read_bytes().decode("utf-8"))
        roles, cues = targets(doc, list(_attributions(files[0])))
        for words in cut(doc, size):
            place = {word.i: k for k, word in enumerate(words)}
            exact = [[float(role == roles[word.i]) for role in range(len(ROLES))] for word in words]
            found.append(Told([word.text for word in words], exact, [place.get(cues[word.i], -1) for word in words]))
    return found


def _attributions(path: Path) -> Iterator[list[tuple[int, int, int]]]:
    """Yield each attribution of a brat file as (begin, end, role) character spans."""
    boxes: dict[str, list[tuple[int, int]]] = {}
    lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    for name, *fields in lines:
        if re.fullmatch(r"T\d+", name):
            places = fields[0].split(" ", 1)[1]
            boxes[name] = [(int(begin), int(end)) for begin, end in (place.split() for place in places.split(";"))]
    for name, *fields in lines:
        if re.fullmatch(r"E\d+", name):
            parts = [part.split(":") for part in fields[0].split()]
            yield [(*span, _ANNOTATED[role.rstrip("0123456789")]) for role, box in parts if role.rstrip("0123456789") in _ANNOTATED for span in boxes[box]]


def targets(doc: Doc, attributions: Sequence[Sequence[tuple[int, int, int]]]) -> tuple[list[int], list[int]]:
    """Return each token's role in the innermost attribution that holds it, and its cue's first token (-1 for none).

    A cue belongs to the smallest other attribution that reports it.
    """
    roles, cues = [NONE] * len(doc), [-1] * len(doc)
    held: list[dict[int, int]] = []
    for spans in attributions:
        tokens: dict[int, int] = {}
        for begin, end, role in sorted(spans, key=lambda span: -span[2]):  # the cue last: it wins over what it stands in
            for word in doc.char_span(begin, end, alignment_mode="expand") or ():
                tokens[word.i] = role
        held.append(tokens)
    held.sort(key=len, reverse=True)
    firsts = [min((i for i, role in tokens.items() if role == CUE), default=-1) for tokens in held]
    for tokens, first in zip(held, firsts, strict=True):
        for i, role in tokens.items():
            if role != CUE:
                roles[i], cues[i] = role, first
    for tokens, first in zip(held, firsts, strict=True):
        for i in (i for i, role in tokens.items() if role == CUE):
            roles[i], cues[i] = (CUE_ON, first) if i != first else (CUE, _reported_by(i, tokens, held, firsts))
    return roles, cues


def _reported_by(cue: int, own: dict[int, int], held: Sequence[dict[int, int]], firsts: Sequence[int]) -> int:
    others = ((tokens, first) for tokens, first in zip(held, firsts, strict=True) if tokens is not own and first not in (-1, cue))
    return min(((len(tokens), first) for tokens, first in others if tokens.get(cue) == CONTENT), default=(0, -1))[1]


def cut(doc: Doc, size: Callable[[str], int]) -> list[list[Token]]:
    """Return the words of *doc* in runs of at most WINDOW pieces, between paragraphs or else sentences."""
    words = [word for word in doc if not word.is_space]
    return [words[begin:end] for begin, end in windows(words, paragraph_starts(doc), size, WINDOW)]
