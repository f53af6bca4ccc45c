"""The network: a BERT encoder that also sees letter case, and a head for each annotation (torch)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from kb.annotate.attributions import ROLES
from kb.annotate.pieces import CASES

WIDTH, LAYERS, ATTENTION_HEADS = 384, 6, 12
ARC_WIDTH, LABEL_WIDTH, NAME_WIDTH, TELLING_WIDTH = 256, 64, 160, 96
STACK_INPUT, STACK_WIDTH, STYLE_WIDTH = 128, 192, 8
#: classifiers over words, one linear layer each; the rest are ``arcs``, ``deps``, ``entities``, ``roles`` and ``cues``
WORD_HEADS = ("xpos", "upos", "feats", "lemmas", "starts")


class Layer(nn.Module):
    """One transformer layer with BERT's post-normalisation."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.joined = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.up, self.down = nn.Linear(WIDTH, 4 * WIDTH), nn.Linear(4 * WIDTH, WIDTH)
        self.norm_attention, self.norm_output = nn.LayerNorm(WIDTH, 1e-12), nn.LayerNorm(WIDTH, 1e-12)
        self.dropout = nn.Dropout(0.1)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """Return the layer's output for ``x`` (batch, pieces, WIDTH); ``bias`` is added to the attention scores."""
        q, k, v = (part(x).unflatten(-1, (ATTENTION_HEADS, WIDTH // ATTENTION_HEADS)).transpose(1, 2) for part in (self.query, self.key, self.value))
        scores = q @ k.transpose(-1, -2) * (WIDTH // ATTENTION_HEADS) ** -0.5 + bias
        mixed = (scores.softmax(-1) @ v).transpose(1, 2).flatten(-2)
        x = self.norm_attention(x + self.dropout(self.joined(mixed)))
        return self.norm_output(x + self.dropout(self.down(nn.functional.gelu(self.up(x)))))


class Encoder(nn.Module):
    """MiniLM-L6 (Wang et al. 2020) with an embedding of letter case added to its input; the new embedding starts at zero."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces, self.places = nn.Embedding(30522, WIDTH), nn.Embedding(512, WIDTH)
        self.cases = nn.Embedding(len(CASES), WIDTH)
        nn.init.zeros_(self.cases.weight)
        self.norm, self.dropout = nn.LayerNorm(WIDTH, 1e-12), nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.register_buffer("segment", torch.zeros(WIDTH))

    def forward(self, ids: Tensor, cases: Tensor) -> Tensor:
        """Return hidden states (batch, pieces, WIDTH) of piece ids and letter cases (batch, pieces)."""
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.dropout(self.norm(self.pieces(ids) + self.places(places) + self.cases(cases) + self.segment))
        bias = (1.0 - (ids != 0).float())[:, None, None, :] * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def load_minilm(self, folder: Path) -> None:
        """Fill in the published weights from *folder*'s ``model.safetensors``."""
        weights = load_file(folder / "model.safetensors")
        names = {"pieces": "word_embeddings", "places": "position_embeddings", "norm": "LayerNorm"}
        own = {
            f"{ours}.{k}": weights[f"embeddings.{theirs}.{k}"]
            for ours, theirs in names.items()
            for k in ("weight", "bias")
            if f"embeddings.{theirs}.{k}" in weights
        }
        own["segment"] = weights["embeddings.token_type_embeddings.weight"][0]
        parts = {
            "query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value", "joined": "attention.output.dense",
            "up": "intermediate.dense", "down": "output.dense", "norm_attention": "attention.output.LayerNorm", "norm_output": "output.LayerNorm",
        }  # fmt: skip
        for i in range(LAYERS):
            for ours, theirs in parts.items():
                for k in ("weight", "bias"):
                    own[f"layers.{i}.{ours}.{k}"] = weights[f"encoder.layer.{i}.{theirs}.{k}"]
        missing = self.load_state_dict(own, strict=False).missing_keys
        if missing != ["cases.weight"]:
            raise ValueError(f"weights of the encoder are missing: {missing}")


class Network(nn.Module):
    """Encoder and heads. ``labels`` gives the classes of each head by name."""

    def __init__(self, labels: Mapping[str, list[str]]) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.dropout = nn.Dropout(0.2)
        self.word_heads = nn.ModuleDict({name: nn.Linear(WIDTH, len(labels[name])) for name in WORD_HEADS})
        self.arc_head, self.arc_child, self.dep_head, self.dep_child = (
            nn.Sequential(nn.Linear(WIDTH, width), nn.GELU(), nn.Dropout(0.3)) for width in (ARC_WIDTH, ARC_WIDTH, LABEL_WIDTH, LABEL_WIDTH)
        )
        self.arc_weights = nn.Parameter(torch.randn(ARC_WIDTH + 1, ARC_WIDTH) * 0.02)
        self.dep_weights = nn.Parameter(torch.randn(len(labels["deps"]), LABEL_WIDTH + 1, LABEL_WIDTH + 1) * 0.02)
        self.root = nn.Parameter(torch.zeros(WIDTH))
        self.name_layer = nn.Conv1d(WIDTH, NAME_WIDTH, 3, padding=1)
        self.entities = nn.Linear(NAME_WIDTH, len(labels["entities"]))
        self.role_layer = nn.Conv1d(WIDTH, NAME_WIDTH, 3, padding=1)
        self.roles = nn.Linear(NAME_WIDTH, len(ROLES))
        self.told, self.cue = (nn.Sequential(nn.Linear(WIDTH, TELLING_WIDTH), nn.GELU(), nn.Dropout(0.2)) for _ in range(2))
        self.cue_weights = nn.Parameter(torch.randn(TELLING_WIDTH + 1, TELLING_WIDTH) * 0.02)

    def forward(self, ids: Tensor, cases: Tensor, firsts: Tensor) -> dict[str, Tensor]:
        """Return scores of each head for word pieces ``ids`` (batch, pieces) whose words begin at ``firsts`` (batch, words).

        ``arcs`` is (batch, words, words + 1), the last column the root; ``dep_child`` and ``dep_head`` feed :meth:`label`.
        ``cues``, of the same shape, scores the cue that a word belongs to, the last column none; ``words`` is what all heads read.
        """
        hidden = self.encoder(ids, cases)
        words = self.dropout(torch.gather(hidden, 1, firsts.unsqueeze(-1).expand(-1, -1, WIDTH)))
        rooted = torch.cat([words, self.root.expand(words.shape[0], 1, -1)], 1)
        one = torch.ones_like(words[..., :1])
        child = torch.cat([self.arc_child(words), one], -1)
        out = {name: head(words) for name, head in self.word_heads.items()}
        out["words"] = words
        out["arcs"] = (child @ self.arc_weights) @ self.arc_head(rooted).transpose(1, 2)
        out["dep_child"] = torch.cat([self.dep_child(words), one], -1)
        out["dep_head"] = torch.cat([self.dep_head(rooted), torch.ones_like(rooted[..., :1])], -1)
        names = torch.relu(self.name_layer(words.transpose(1, 2)).transpose(1, 2))
        out["entities"] = self.entities(self.dropout(names))
        out["roles"] = self.roles(self.dropout(torch.relu(self.role_layer(words.transpose(1, 2)).transpose(1, 2))))
        out["cues"] = (torch.cat([self.told(words), one], -1) @ self.cue_weights) @ self.cue(rooted).transpose(1, 2)
        return out

    def label(self, child: Tensor, head: Tensor, heads: Tensor) -> Tensor:
        """Return scores of relations (batch, words, relations) of each word to the head at index ``heads``."""
        chosen = torch.gather(head, 1, heads.unsqueeze(-1).expand(-1, -1, head.shape[-1]))
        return torch.einsum("bia,lac,bic->bil", child, self.dep_weights, chosen)


class NameStack(nn.Module):
    """A tagger of names stacked on the network: a BiLSTM over its words and its own first guess, told whose style of annotation to follow."""

    def __init__(self, classes: int, styles: int) -> None:
        super().__init__()
        self.narrow = nn.Linear(WIDTH, STACK_INPUT)
        self.styles = nn.Embedding(styles, STYLE_WIDTH)
        self.reader = nn.LSTM(STACK_INPUT + classes + STYLE_WIDTH, STACK_WIDTH, bidirectional=True, batch_first=True)
        self.entities = nn.Linear(2 * STACK_WIDTH, classes)
        self.dropout = nn.Dropout(0.45)

    def forward(self, words: Tensor, guess: Tensor, lengths: Tensor, style: Tensor) -> Tensor:
        """Return scores (batch, words, classes) given ``words`` (batch, words, WIDTH), the network's scores, the rows' lengths and styles (batch)."""
        narrow = self.dropout(torch.relu(self.narrow(self.dropout(words))))
        styles = self.styles(style)[:, None].expand(-1, words.shape[1], -1)
        packed = nn.utils.rnn.pack_padded_sequence(torch.cat([narrow, guess.softmax(-1), styles], -1), lengths, batch_first=True, enforce_sorted=False)
        read, _ = nn.utils.rnn.pad_packed_sequence(self.reader(packed)[0], batch_first=True, total_length=words.shape[1])
        scores: Tensor = self.entities(self.dropout(read))
        return scores
