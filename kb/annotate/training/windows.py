"""Sentences to training windows: runs of sentences of one document, as arrays."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import torch
from torch import Tensor

from kb.annotate.attributions import ROLES
from kb.annotate.lemmas import edit_of
from kb.annotate.pieces import PieceEncoder
from kb.annotate.training.attributions import Told
from kb.annotate.training.corpora import IGNORE, UNKNOWN_ENTITY, Sentence

#: word pieces after which a training window ends; the longest that is trained on; the share with curly quotation marks
SIZES, LONGEST, CURLY = (1, 60, 120, 180, 240), 400, 0.4
_INFLECTED = ("VB", "NN", "JJ", "RB", "PR", "MD", "DT", "WP", "IN")
ENTITY_LABELS = ["O", *(f"{p}-{k}" for k in ("PERSON", "ORG", "LOC", "NORP", "EVENT") for p in "BI")]


@dataclass
class Window:
    """A run of whole sentences. ``targets`` holds a list of class indices a head, one a word, IGNORE where not annotated.

    ``roles`` holds the probabilities of each word's roles in an attribution; empty where not annotated.
    """

    ids: list[int]
    cases: list[int]
    firsts: list[int]
    sentence_of: list[int]
    targets: dict[str, list[int]]
    roles: list[list[float]] = field(default_factory=list)


def collect_labels(documents: Iterable[Sequence[Sentence]]) -> dict[str, list[str]]:
    """Return the classes of every head, sorted; an edit seen once is left to the most like it."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in ("xpos", "upos", "feats", "lemmas", "deps")}
    for sentence in (s for d in documents for s in d):
        counts["xpos"].update(sentence.xpos)
        counts["upos"].update(sentence.upos)
        counts["feats"].update(sentence.feats)
        counts["deps"].update(sentence.deps)
        counts["lemmas"].update(map(edit_of, sentence.words, sentence.lemmas))
    labels = {name: sorted(k for k, n in c.items() if n > (name == "lemmas")) for name, c in counts.items()}
    return labels | {"starts": ["inside", "start"], "entities": ENTITY_LABELS}


def collect_lemmas(documents: Iterable[Sequence[Sentence]]) -> list[str]:
    """Return the lines of ``lemmas.tsv``: each form, in lower case, with its tag and its most frequent lemma. Names and numbers are left out."""
    counts: dict[tuple[str, str], Counter[str]] = {}
    for sentence in (s for d in documents for s in d):
        for form, tag, lemma in zip(sentence.words, sentence.xpos, sentence.lemmas, strict=True):
            if tag[:2] in _INFLECTED and tag not in ("NNP", "NNPS") and lemma.isalpha():
                counts.setdefault((form.lower(), tag), Counter())[lemma] += 1
    return sorted("\t".join((*key, min(lemmas, key=lambda lemma: (-lemmas[lemma], lemma)))) for key, lemmas in counts.items())


class WindowMaker:
    """Turns sentences into windows with the labels of ``labels``."""

    def __init__(self, labels: dict[str, list[str]], encoder: PieceEncoder) -> None:
        self.index = {name: {label: i for i, label in enumerate(values)} for name, values in labels.items()}
        self.encoder = encoder

    def window(self, sentences: Sequence[Sentence], *, quotes: bool = False) -> Window:
        """Return one window over *sentences*; *quotes* makes straight quotation marks curly, as much news has them."""
        words = [w for s in sentences for w in s.words]
        ids, cases, firsts = self.encoder.encode(curl(words) if quotes else words)
        targets: dict[str, list[int]] = {name: [] for name in (*self.index, "heads", "cues")}
        sentence_of: list[int] = []
        for number, sentence in enumerate(sentences):
            n, offset = len(sentence.words), len(sentence_of)
            sentence_of += [number] * n
            columns = {"xpos": sentence.xpos, "upos": sentence.upos, "feats": sentence.feats, "deps": sentence.deps, "entities": sentence.entities}
            columns["lemmas"] = list(map(edit_of, sentence.words, sentence.lemmas)) if sentence.lemmas else []
            for name, column in columns.items():
                known = self.index[name]
                targets[name] += [known.get(v, IGNORE) if v != UNKNOWN_ENTITY else IGNORE for v in column] or [IGNORE] * n
            targets["heads"] += [h + offset - 1 if h else -1 for h in sentence.heads] or [IGNORE] * n
            targets["starts"] += [1] + [0] * (n - 1)
            targets["cues"] += [IGNORE] * n
        targets["starts"][0] = IGNORE  # a window always begins a sentence: nothing to learn
        return Window(ids, cases, firsts, sentence_of, targets)

    def told(self, told: Told) -> Window:
        """Return the window of words whose attributions alone are annotated; a word outside any belongs to no cue, and that is not learnt."""
        ids, cases, firsts = self.encoder.encode(told.words)
        n = len(told.words)
        targets = {name: [IGNORE] * n for name in (*self.index, "heads")}
        targets["cues"] = [cue if roles[0] < max(roles) else IGNORE for cue, roles in zip(told.cues, told.roles, strict=True)]
        return Window(ids, cases, firsts, [0] * n, targets, told.roles)

    def windows(self, documents: Iterable[Sequence[Sentence]], rng: random.Random | None) -> list[Window]:
        """Cut documents into windows of random length (of single sentences when *rng* is None)."""
        runs = []
        for document in documents:
            run: list[Sentence] = []
            size, limit = 0, rng.choice(SIZES) if rng else 1
            for sentence in document:
                run.append(sentence)
                size += sum(len(self.encoder.split(w)) for w in sentence.words)
                if size >= limit:
                    runs.append(run)
                    run, size, limit = [], 0, rng.choice(SIZES) if rng else 1
            if run:
                runs.append(run)
        made = [self.window(run, quotes=rng is not None and rng.random() < CURLY) for run in runs]
        return [window for window in made if len(window.ids) <= LONGEST]


def curl(words: Sequence[str]) -> list[str]:
    """Return *words* with straight double quotation marks turned curly, opening and closing by turns."""
    out, opening = [], True
    for word in words:
        if word == '"':
            out.append("“" if opening else "”")
            opening = not opening
        else:
            out.append(word.replace("'", "’"))
    return out


def batches(windows: Sequence[Window], pieces: int, rng: random.Random | None = None) -> list[list[Window]]:
    """Group windows of like length into batches of about *pieces* word pieces; shuffled with *rng*."""
    found: list[list[Window]] = [[]]
    for window in sorted(windows, key=lambda w: len(w.ids) + (rng.random() * 8 if rng else 0.0)):
        if found[-1] and len(window.ids) * (len(found[-1]) + 1) > pieces:
            found.append([])
        found[-1].append(window)
    if rng:
        rng.shuffle(found)
    return found


def collate(windows: Sequence[Window]) -> tuple[dict[str, Tensor], dict[str, Tensor], Tensor]:
    """Return network inputs, targets (``roles`` are probabilities), and the mask (batch, words, words + 1) of arcs inside a sentence."""
    n, m = max(len(w.ids) for w in windows), max(len(w.firsts) for w in windows)

    def pad(rows: list[list[int]], size: int, value: int) -> Tensor:
        return torch.tensor([row + [value] * (size - len(row)) for row in rows])

    inputs = {"ids": pad([w.ids for w in windows], n, 0), "cases": pad([w.cases for w in windows], n, 0), "firsts": pad([w.firsts for w in windows], m, 0)}
    targets = {name: pad([w.targets[name] for w in windows], m, IGNORE) for name in windows[0].targets}
    for name in ("heads", "cues"):
        targets[name] = torch.where(targets[name] == -1, m, targets[name])
    targets["roles"] = torch.zeros(len(windows), m, len(ROLES))
    for row, window in enumerate(windows):
        if window.roles:
            targets["roles"][row, : len(window.roles)] = torch.tensor(window.roles)
    sentences = pad([w.sentence_of for w in windows], m, -1)
    same = sentences[:, :, None] == sentences[:, None, :]
    return inputs, targets, torch.cat([same, torch.ones_like(same[:, :, :1])], -1)


def save_told(told: Sequence[Told], path: Path) -> None:
    """Write *told* to *path*."""
    torch.save([{"words": t.words, "roles": torch.tensor(t.roles, dtype=torch.float16), "cues": t.cues} for t in told], path)


def load_told(path: Path) -> list[Told]:
    """Return what :func:`save_told` wrote to *path*."""
    return [Told(t["words"], t["roles"].float().tolist(), t["cues"]) for t in torch.load(path, weights_only=True)]
