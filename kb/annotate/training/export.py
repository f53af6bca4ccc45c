"""Export a trained network to the folder that the package ships: ``python -m kb.annotate.training.export RUN OUT --encoder FOLDER``."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path

import click
import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from kb.annotate.encoder import FORMAT
from kb.annotate.training.network import Network

OUTPUTS = ("xpos", "upos", "feats", "lemmas", "entities", "starts", "arcs", "dep_child", "dep_head", "roles", "cues", "words")
CLASSES = ("xpos", "upos", "feats", "lemmas")  # heads of which only the best class leaves the graph


class Exported(nn.Module):
    """The network as the runtime calls it: tuples in, the best class of each plain head out."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, cases: Tensor, firsts: Tensor) -> tuple[Tensor, ...]:
        """Return the tensors named in OUTPUTS."""
        out = self.network(ids, cases, firsts)
        out["roles"] = out["roles"].softmax(-1)
        return tuple(out[name].argmax(-1) if name in CLASSES else out[name] for name in OUTPUTS)


@click.command()
@click.argument("run", type=click.Path(path_type=Path, exists=True))
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--encoder", type=click.Path(path_type=Path, exists=True), required=True, help="Folder of all-MiniLM-L6-v2.")
@click.option("--version", "release", default="0.1.0", show_default=True)
def main(run: Path, out: Path, encoder: Path, release: str) -> None:
    """Write the int8 network of the training RUN, its labels and its tokenizer to OUT."""
    labels = json.loads((run / "labels.json").read_text(encoding="utf-8"))
    network = Network(labels)
    network.load_state_dict(torch.load(run / "checkpoint.pt", weights_only=True)["network"])
    network.eval()
    out.mkdir(parents=True, exist_ok=True)
    example = (torch.ones(2, 12, dtype=torch.long), torch.ones(2, 12, dtype=torch.long), torch.arange(1, 9).repeat(2, 1))
    axes = {name: {0: "batch", 1: "words"} for name in (*OUTPUTS, "firsts")} | {name: {0: "batch", 1: "pieces"} for name in ("ids", "cases")}
    axes["arcs"] = axes["cues"] = {0: "batch", 1: "words", 2: "heads"}
    axes["dep_head"] = {0: "batch", 1: "heads"}
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "network.onnx"
        torch.onnx.export(
            Exported(network),
            example,
            str(plain),
            input_names=["ids", "cases", "firsts"],
            output_names=list(OUTPUTS),
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
        # the small heads stay exact: they cost nothing and a wrong arc costs a fact
        graph = onnx.load(plain).graph
        exact = [node.name for node in graph.node if node.op_type in ("MatMul", "Gemm") and not node.name.startswith("/network/encoder")]
        quantize_dynamic(
            plain, out / "network.onnx", weight_type=QuantType.QInt8, op_types_to_quantize=["MatMul", "Gather"], nodes_to_exclude=exact, per_channel=True
        )
    np.save(out / "relations.npy", network.dep_weights.detach().numpy().astype(np.float16))
    shutil.copy(encoder / "tokenizer.json", out / "tokenizer.json")
    shutil.copy(run / "lemmas.tsv", out / "lemmas.tsv")
    meta = {"format": FORMAT, "name": "newskb_en", "version": release, "labels": labels}
    (out / "meta.json").write_text(json.dumps(meta, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()
