"""Train a teacher of attributions on PolNeAR and let it label open text, from which the shipped network learns.

``python -m kb.annotate.training.teach DATA RUN OUT --encoder FOLDER`` starts from the network of the training RUN. PolNeAR may
not be passed on, nor the teacher: of OUT only ``told.pt``, which holds open text, is used further.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import click
import torch

from kb.annotate.attributions import CUE
from kb.annotate.pieces import PieceEncoder
from kb.annotate.tokenizer import blank_english
from kb.annotate.training.attributions import Told, cut, read_polnear
from kb.annotate.training.names import read_gmb
from kb.annotate.training.network import Network
from kb.annotate.training.train import fit
from kb.annotate.training.windows import WindowMaker, batches, collate, curl, save_told

#: articles of each folder that are labelled, and the shortest and longest, in characters
SOURCES = {"news_wikinews/dev_2019.jsonl": 1000, "news_statedept/dev.jsonl": 450, "news_congress/dev.jsonl": 450}
LENGTHS = (400, 9000)
GMB_SENTENCES, TOGETHER = 9_600, 8


def open_text(data: Path, size: PieceEncoder) -> Iterator[Told]:
    """Yield windows of public-domain and CC BY news, without roles yet."""
    tokenize = blank_english()
    for name, count in SOURCES.items():
        texts = [json.loads(line)["text"] for line in (data / name).read_text(encoding="utf-8").splitlines()]
        fitting = [text for text in texts if LENGTHS[0] < len(text) < LENGTHS[1]]
        random.Random(name).shuffle(fitting)  # noqa: S311 - sampling, not secrets
        for doc in tokenize.pipe(fitting[:count]):
            yield from (Told([word.text for word in words]) for words in cut(doc, lambda word: len(size.split(word))))
    sentences = islice(read_gmb(data / "gmb_voa/gmb_train.conll"), GMB_SENTENCES)
    words = [[{"``": '"', "''": '"'}.get(word, word) for word in sentence.words] for sentence in sentences]
    for i in range(0, len(words), TOGETHER):
        run = [word for sentence in words[i : i + TOGETHER] for word in sentence]
        yield Told(curl(run) if i % (2 * TOGETHER) else run)


def label(network: Network, maker: WindowMaker, told: list[Told]) -> None:
    """Fill in the roles and cues of *told* by what *network* thinks."""
    network.eval()
    for one in told:
        one.roles, one.cues = [[0.0]] * len(one.words), [-1] * len(one.words)
    windows = [maker.told(one) for one in told]
    places = {id(window): i for i, window in enumerate(windows)}
    with torch.inference_mode():
        for batch in batches(windows, 4000):
            inputs, _, _ = collate(batch)
            out = network(**inputs)
            roles = out["roles"].float().softmax(-1)
            for row, window in enumerate(batch):
                n = len(window.firsts)
                one = told[places[id(window)]]
                one.roles = roles[row, :n].half().float().tolist()
                cues = torch.cat([out["cues"][row, :n, :n], out["cues"][row, :n, -1:]], -1)
                allowed = torch.cat([roles[row, :n].argmax(-1) == CUE, torch.ones(1, dtype=torch.bool)])
                chosen = cues.masked_fill(~allowed, -1e4).fill_diagonal_(-1e4).argmax(-1).tolist()
                one.cues = [cue if cue < n else -1 for cue in chosen]


@click.command()
@click.argument("data", type=click.Path(path_type=Path, exists=True))
@click.argument("run", type=click.Path(path_type=Path, exists=True))
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--encoder", type=click.Path(path_type=Path, exists=True), required=True, help="Folder of all-MiniLM-L6-v2.")
@click.option("--epochs", default=3, show_default=True)
@click.option("--seed", default=1, show_default=True)
def main(data: Path, run: Path, out: Path, encoder: Path, epochs: int, seed: int) -> None:
    """Train the teacher on DATA from the network of RUN, and write what it says of open text to OUT."""
    out.mkdir(parents=True, exist_ok=True)
    labels = json.loads((run / "labels.json").read_text(encoding="utf-8"))
    maker = WindowMaker(labels, PieceEncoder(encoder / "tokenizer.json"))
    network = Network(labels)
    network.load_state_dict(torch.load(run / "checkpoint.pt", weights_only=True)["network"], strict=False)
    windows = [maker.told(told) for told in read_polnear(data / "polnear/train", blank_english(), lambda word: len(maker.encoder.split(word)))]
    fit(network, lambda _: windows, out, count=epochs, seed=seed, after=lambda _, epoch: click.echo(f"EPOCH {epoch}"))
    network.load_state_dict(torch.load(out / "checkpoint.pt", weights_only=True)["network"])
    told = list(open_text(data, maker.encoder))
    label(network, maker, told)
    save_told(told, out / "told.pt")


if __name__ == "__main__":
    main()
