"""Train the pipeline: ``python -m kb.annotate.training.train DATA OUT --encoder FOLDER``; resumes from OUT's checkpoint."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable
from pathlib import Path

import click
import torch
from torch import Tensor, nn

from kb.annotate.pieces import PieceEncoder
from kb.annotate.training.corpora import IGNORE
from kb.annotate.training.names import spans
from kb.annotate.training.network import WORD_HEADS, Network
from kb.annotate.training.sets import read_development, read_training
from kb.annotate.training.windows import Window, WindowMaker, batches, collate, collect_labels, collect_lemmas, load_told

WEIGHTS = {
    "arcs": 1.0, "deps": 1.0, "xpos": 0.5, "upos": 0.3, "feats": 0.3, "lemmas": 0.4, "starts": 0.5, "entities": 0.7, "roles": 1.0, "cues": 0.5,
}  # fmt: skip
RATES = (1.5e-4, 1.5e-3)  # of the encoder and of the heads
TOLD = 1100  # windows of attributions an epoch
AVERAGED = 0.998  # decay of the running mean of the weights, which is what is kept


def loss_of(network: Network, out: dict[str, Tensor], targets: dict[str, Tensor], inside: Tensor) -> Tensor:
    """Return the weighted sum of every head's cross entropy over the words that are annotated for it."""

    def entropy(scores: Tensor, wanted: Tensor) -> Tensor:
        if not (wanted != IGNORE).any():
            return scores.sum() * 0
        return nn.functional.cross_entropy(scores.float().flatten(0, 1), wanted.flatten(), ignore_index=IGNORE)

    scores = {name: out[name] for name in (*WORD_HEADS, "entities", "cues")}
    scores["arcs"] = out["arcs"].masked_fill(~inside, -1e4)
    scores["deps"] = network.label(out["dep_child"], out["dep_head"], targets["heads"].clamp(min=0))
    wanted = targets | {"arcs": targets["heads"]}
    losses = {name: entropy(s, wanted[name]) for name, s in scores.items()}
    soft = targets["roles"]
    losses["roles"] = -(soft * out["roles"].float().log_softmax(-1)).sum() / soft.sum().clamp(min=1.0)
    return sum((WEIGHTS[name] * loss for name, loss in losses.items()), torch.zeros(()))


def evaluate(network: Network, windows: list[Window], labels: dict[str, list[str]]) -> dict[str, float]:
    """Return each head's accuracy, labelled attachment and entity F1 on *windows*, gold words and sentences given."""
    network.eval()
    right: dict[str, int] = dict.fromkeys((*WORD_HEADS, "uas", "las"), 0)
    seen, names = dict.fromkeys(right, 0), [0, 0, 0]
    with torch.inference_mode():
        for batch in batches(windows, 3000):
            inputs, targets, inside = collate(batch)
            out = network(**inputs)
            heads = out["arcs"].masked_fill(~inside, -1e4).argmax(-1)
            deps = network.label(out["dep_child"], out["dep_head"], heads).argmax(-1)
            known = targets["heads"] != IGNORE
            hit = (heads == targets["heads"]) & known
            for name, value in (("uas", hit), ("las", hit & (deps == targets["deps"]))):
                right[name] += int(value.sum())
                seen[name] += int(known.sum())
            for name in WORD_HEADS:
                known = targets[name] != IGNORE
                right[name] += int(((out[name].argmax(-1) == targets[name]) & known).sum())
                seen[name] += int(known.sum())
            for scores, window in zip(out["entities"].argmax(-1).tolist(), batch, strict=True):
                wanted = window.targets["entities"]
                gold = spans([labels["entities"][i] if i >= 0 else "O" for i in wanted])
                found = {
                    s
                    for s in spans([labels["entities"][i] for i in scores[: len(wanted)]])
                    if not all(wanted[k] == IGNORE for k in range(*s[:2])) and s[2] in ("PERSON", "ORG", "LOC")
                }
                gold = {s for s in gold if s[2] in ("PERSON", "ORG", "LOC")}
                names = [names[0] + len(gold & found), names[1] + len(found), names[2] + len(gold)]
    network.train()
    figures = {name: round(right[name] / seen[name], 4) for name in right if seen[name]}
    return figures | {"names": round(2 * names[0] / max(1, names[1] + names[2]), 4)}


def fit(network: Network, epochs: Callable[[random.Random], list[Window]], out: Path, *, count: int, seed: int, after: Callable[[Network, int], None]) -> None:
    """Train *network* in place for *count* epochs of the windows that *epochs* gives; checkpoints and the mean weights go to *out*, from where it resumes."""
    mean = torch.optim.swa_utils.AveragedModel(network, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(AVERAGED))
    inner = list(network.encoder.parameters())
    outer = [p for name, p in network.named_parameters() if not name.startswith("encoder.")]
    optimizer = torch.optim.AdamW([{"params": inner}, {"params": outer}], lr=RATES[0], weight_decay=0.01)
    first = 0
    if (out / "checkpoint.pt").exists():
        saved = torch.load(out / "checkpoint.pt", weights_only=True)
        network.load_state_dict(saved["last"])
        mean.load_state_dict(saved["mean"])
        optimizer.load_state_dict(saved["optimizer"])
        first = saved["epoch"] + 1
    for epoch in range(first, count):
        rng = random.Random(seed * 1000 + epoch)  # noqa: S311 - sampling, not secrets
        order = batches(epochs(rng), 2000, rng)
        began = time.time()
        for step, batch in enumerate(order):
            done = (epoch + step / len(order)) / count
            for group, rate in zip(optimizer.param_groups, RATES, strict=True):
                group["lr"] = rate * min(1.0, (epoch * len(order) + step + 1) / 200) * max(0.02, 1 - done)
            inputs, targets, inside = collate(batch)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                loss = loss_of(network, network(**inputs), targets, inside)
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad()
            mean.update_parameters(network)
            if step % 50 == 0:
                click.echo(f"epoch {epoch} step {step}/{len(order)} loss {loss.item():.3f} {time.time() - began:.0f}s")
        after(mean.module, epoch)
        states = {"network": mean.module.state_dict(), "last": network.state_dict(), "mean": mean.state_dict(), "optimizer": optimizer.state_dict()}
        torch.save(states | {"epoch": epoch}, out / "checkpoint.tmp")
        (out / "checkpoint.tmp").rename(out / "checkpoint.pt")


@click.command()
@click.argument("data", type=click.Path(path_type=Path, exists=True))
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--encoder", type=click.Path(path_type=Path, exists=True), required=True, help="Folder of all-MiniLM-L6-v2.")
@click.option("--start", type=click.Path(path_type=Path, exists=True), help="Run whose network to go on from.")
@click.option("--told", "told_file", type=click.Path(path_type=Path, exists=True), help="Attributions that training.teach wrote.")
@click.option("--epochs", default=8, show_default=True)
@click.option("--seed", default=1, show_default=True)
def main(data: Path, out: Path, encoder: Path, start: Path | None, told_file: Path | None, epochs: int, seed: int) -> None:
    """Train on the corpora at DATA; checkpoints, labels and log go to OUT."""
    out.mkdir(parents=True, exist_ok=True)
    training = read_training(data)
    labels = collect_labels(training.trees)
    (out / "labels.json").write_text(json.dumps(labels, ensure_ascii=False, indent=0), encoding="utf-8")
    (out / "lemmas.tsv").write_text("\n".join(collect_lemmas(training.trees)) + "\n", encoding="utf-8")
    maker = WindowMaker(labels, PieceEncoder(encoder / "tokenizer.json"))
    development = {name: maker.windows(documents, None) for name, documents in read_development(data).items()}
    told = load_told(told_file) if told_file else []
    torch.manual_seed(seed)
    network = Network(labels)
    if start is None:
        network.encoder.load_minilm(encoder)
    else:
        network.load_state_dict(torch.load(start / "checkpoint.pt", weights_only=True)["network"], strict=False)

    def windows(rng: random.Random) -> list[Window]:
        return [*maker.windows(training.epoch(rng), rng), *map(maker.told, rng.sample(told, min(TOLD, len(told))))]

    def report(mean: Network, epoch: int) -> None:
        for name, held_out in development.items():
            click.echo(f"EPOCH {epoch} {name} {evaluate(mean, held_out, labels)}")

    fit(network, windows, out, count=epochs, seed=seed, after=report)


if __name__ == "__main__":
    main()
