"""A stacked tagger joined to the exported network: one file, one run."""

from __future__ import annotations

import tempfile
from pathlib import Path

import onnx
import torch
from torch import Tensor, nn

from kb.annotate.training.network import WIDTH, NameStack

GUESS = "guess"  # what the network itself thinks of names
_SHARED = ("words", GUESS, "firsts", "entities")


class _Runnable(nn.Module):
    """The stack as the runtime calls it: in the first style, lengths from the words' places (0 past the end)."""

    def __init__(self, stack: NameStack) -> None:
        super().__init__()
        self.stack = stack

    def forward(self, words: Tensor, guess: Tensor, firsts: Tensor) -> Tensor:
        found: Tensor = self.stack(words, guess, (firsts > 0).sum(1), torch.zeros_like(firsts[:, 0]))
        return found


def graft(stack: NameStack, plain: Path, out: Path) -> None:
    """Write to *out* the network of *plain* with ``entities`` from *stack*, which reads its ``words`` and its own guess."""
    network = onnx.load(plain)
    for node in network.graph.node:
        for names in (node.input, node.output):
            names[:] = [GUESS if name == "entities" else name for name in names]
    tagger = onnx.compose.add_prefix(_exported(stack), "stack/")
    shared = {f"stack/{name}": name for name in _SHARED}
    for node in tagger.graph.node:
        for names in (node.input, node.output):
            names[:] = [shared.get(name, name) for name in names]
    network.graph.node.extend(tagger.graph.node)
    network.graph.initializer.extend(tagger.graph.initializer)
    onnx.checker.check_model(network)
    onnx.save(network, out)


def _exported(stack: NameStack) -> onnx.ModelProto:
    stack.eval()
    classes = stack.entities.out_features
    example = (torch.zeros(2, 8, WIDTH), torch.zeros(2, 8, classes), torch.tensor([[1, 2, 3, 4, 5, 6, 7, 8], [1, 2, 3, 4, 5, 0, 0, 0]]))
    axes = {name: {0: "batch", 1: "words"} for name in _SHARED}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "stack.onnx"
        torch.onnx.export(
            _Runnable(stack),
            example,
            str(path),
            input_names=["words", GUESS, "firsts"],
            output_names=["entities"],
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
        return onnx.load(path)
