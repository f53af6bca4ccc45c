"""Stack a tagger of names on an exported network: ``python -m kb.annotate.training.stack DATA PLAIN OUT``.

The network stays as it is, to the byte, and its other annotations with it: the tagger reads the quantised encoder's words. It
learns from the annotated corpora, each in its own style, labels open text, and learns again from both (self-training).
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click
import numpy as np
import onnxruntime
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from kb.annotate.names import TagDecoder
from kb.annotate.pieces import PieceEncoder
from kb.annotate.training.corpora import IGNORE, UNKNOWN_ENTITY, Sentence
from kb.annotate.training.grafting import graft
from kb.annotate.training.names import spans
from kb.annotate.training.network import NameStack
from kb.annotate.training.sets import read_development, read_training
from kb.annotate.training.teach import open_text
from kb.annotate.training.windows import ENTITY_LABELS

#: styles of annotation; what runs follows the first, whose corpus is annotated by hand throughout
STYLES = ("ewt", "gum", "by hand", "silver", "open")
SIZES, LONGEST = (1, 60, 120, 180), 500  # words after which a run of sentences ends; word pieces of the longest run
RATE, BATCH, SILVER, SURE = 2e-3, 1500, 2500, 0.88
NAMES = ("PERSON", "ORG", "LOC")


@dataclass
class Run:
    """A run of words as the network sees it: vectors (words, width), scores (words, classes), wanted classes (IGNORE where open), style."""

    words: NDArray[np.float16]
    guess: NDArray[np.float32]
    wanted: NDArray[np.int64]
    style: int


class Reader:
    """Turns sentences into runs with the exported network in *folder*."""

    def __init__(self, folder: Path) -> None:
        self._session = onnxruntime.InferenceSession(str(folder / "network.onnx"), providers=["CPUExecutionProvider"])
        self._pieces = PieceEncoder(folder / "tokenizer.json")
        self._index = {label: i for i, label in enumerate(ENTITY_LABELS)}

    def runs(self, documents: Iterable[Sequence[Sentence]], style: str, rng: random.Random | None) -> Iterator[Run]:
        """Yield runs of random length, or of single sentences when *rng* is None; a run too long for the encoder is left out."""
        for document in documents:
            sentences: list[Sentence] = []
            limit = rng.choice(SIZES) if rng else 1
            for number, sentence in enumerate(document, 1):
                sentences.append(sentence)
                if number == len(document) or sum(len(s.words) for s in sentences) >= limit:
                    yield from self._run(sentences, STYLES.index(style))
                    sentences, limit = [], rng.choice(SIZES) if rng else 1

    def _run(self, sentences: Sequence[Sentence], style: int) -> Iterator[Run]:
        ids, cases, firsts = self._pieces.encode([word for s in sentences for word in s.words])
        if len(ids) > LONGEST:
            return
        inputs = {name: np.array([values]) for name, values in (("ids", ids), ("cases", cases), ("firsts", firsts))}
        words, guess = self._session.run(["words", "entities"], inputs)
        tags = [tag for s in sentences for tag in s.entities or [UNKNOWN_ENTITY] * len(s.words)]
        wanted = np.array([self._index.get(tag, IGNORE) for tag in tags])
        yield Run(words[0].astype(np.float16), guess[0], wanted, style)


def batches(runs: Sequence[Run], rng: random.Random | None = None) -> list[list[Run]]:
    """Return *runs* of like length together; with *rng*, shuffled."""
    found: list[list[Run]] = [[]]
    for run in sorted(runs, key=lambda run: len(run.words) + (8 * rng.random() if rng else 0)):
        if found[-1] and (len(found[-1]) + 1) * len(run.words) > BATCH:
            found.append([])
        found[-1].append(run)
    if rng:
        rng.shuffle(found)
    return found


def scores_of(stack: NameStack, batch: Sequence[Run]) -> Tensor:
    """Return the scores (runs, words, classes) of a batch."""
    lengths = torch.tensor([len(run.words) for run in batch])
    words, guess = (nn.utils.rnn.pad_sequence([torch.from_numpy(part).float() for part in parts], batch_first=True) for parts in _columns(batch))
    found: Tensor = stack(words, guess, lengths, torch.tensor([run.style for run in batch]))
    return found


def _columns(batch: Sequence[Run]) -> Iterator[list[NDArray[np.floating]]]:
    yield [run.words for run in batch]
    yield [run.guess for run in batch]


def fit(stack: NameStack, by_style: dict[str, list[Run]], *, epochs: int, seed: int) -> None:
    """Train *stack* in place; of the silver runs each epoch sees SILVER."""
    rng = random.Random(seed)  # noqa: S311 - sampling, not secrets
    optimizer = torch.optim.AdamW(stack.parameters(), lr=RATE, weight_decay=0.01)
    for epoch in range(epochs):
        chosen = [rng.sample(runs, SILVER) if style == "silver" else runs for style, runs in by_style.items()]
        order = [batch for runs in chosen for batch in batches(runs, rng)]
        rng.shuffle(order)
        for step, batch in enumerate(order):
            optimizer.param_groups[0]["lr"] = RATE * max(0.02, 1 - (epoch + step / len(order)) / epochs)
            wanted = nn.utils.rnn.pad_sequence([torch.from_numpy(run.wanted) for run in batch], batch_first=True, padding_value=IGNORE)
            if not (wanted != IGNORE).any():
                continue
            loss = nn.functional.cross_entropy(scores_of(stack, batch).flatten(0, 1), wanted.flatten(), ignore_index=IGNORE)
            loss.backward()
            nn.utils.clip_grad_norm_(stack.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad()


def predict(stack: NameStack, runs: Sequence[Run], style: int) -> Iterator[tuple[Run, NDArray[np.float32]]]:
    """Yield each run with its log probabilities (words, classes) in a style of annotation."""
    stack.eval()
    with torch.inference_mode():
        for batch in batches(runs):
            styled = [Run(run.words, run.guess, run.wanted, style) for run in batch]
            for run, scores in zip(batch, scores_of(stack, styled).log_softmax(-1).numpy(), strict=True):
                yield run, scores[: len(run.words)]
    stack.train()


def name_f1(stack: NameStack, runs: Sequence[Run]) -> float:
    """Return F1 of exact persons, organisations and places, names in open words apart."""
    decoder, hits, total = TagDecoder(ENTITY_LABELS), 0, 0
    for run, scores in predict(stack, runs, 0):
        gold = {s for s in spans([ENTITY_LABELS[i] if i >= 0 else "O" for i in run.wanted]) if s[2] in NAMES}
        found = {s for s in spans([ENTITY_LABELS[i] for i in decoder.best(scores)]) if s[2] in NAMES and (run.wanted[s[0] : s[1]] >= 0).all()}
        hits, total = hits + len(gold & found), total + len(gold) + len(found)
    return 2 * hits / max(1, total)


def label(stack: NameStack, runs: Sequence[Run]) -> None:
    """Give *runs* the tags that *stack* is sure of; the other words stay open."""
    decoder = TagDecoder(ENTITY_LABELS)
    for run, scores in predict(stack, runs, 0):
        tags = decoder.best(scores)
        run.wanted = np.where(np.exp(scores[np.arange(len(tags)), tags]) > SURE, tags, IGNORE)


@click.command()
@click.argument("data", type=click.Path(path_type=Path, exists=True))
@click.argument("plain", type=click.Path(path_type=Path, exists=True))
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--epochs", default=4, show_default=True)
@click.option("--seed", default=1, show_default=True)
def main(data: Path, plain: Path, out: Path, epochs: int, seed: int) -> None:
    """Train on the corpora at DATA over the pipeline in PLAIN, as export wrote it, and write the pipeline with the tagger to OUT."""
    reader, training, rng = Reader(plain), read_training(data), random.Random(seed)  # noqa: S311 - sampling, not secrets
    documents = {"ewt": training.ewt, "gum": training.gum, "by hand": training.names, "silver": training.silver}
    by_style = {style: list(reader.runs(found, style, rng)) for style, found in documents.items()}
    development = {name: list(reader.runs(found, STYLES[0], None)) for name, found in read_development(data).items()}
    told = open_text(data, PieceEncoder(plain / "tokenizer.json"))
    unlabelled = list(reader.runs(([Sentence(one.words)] for one in told), "open", None))
    for around in (by_style, by_style | {"open": unlabelled}):
        torch.manual_seed(seed)
        stack = NameStack(len(ENTITY_LABELS), len(STYLES))
        fit(stack, around, epochs=epochs, seed=seed)
        click.echo({name: round(name_f1(stack, runs), 4) for name, runs in development.items()})
        label(stack, unlabelled)
    shutil.copytree(plain, out, dirs_exist_ok=True)
    graft(stack, plain / "network.onnx", out / "network.onnx")


if __name__ == "__main__":
    main()
