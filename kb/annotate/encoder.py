"""The pipeline's one component: a run of the encoder gives sentences, tags, morphology, lemmas, trees, names and attributions.

The network runs on one document at a time: quantised inference scales by the batch, so what a document says
must not depend on its neighbours.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from spacy.attrs import DEP, HEAD, LEMMA, MORPH, POS, TAG
from spacy.language import Language
from spacy.tokens import Doc, Span, Token
from threadpoolctl import ThreadpoolController

from kb.annotate.attributions import Attribution, decode, runs
from kb.annotate.lemmas import Lemmatizer
from kb.annotate.names import TagDecoder
from kb.annotate.paragraphs import paragraph_starts, windows
from kb.annotate.pieces import PAD, PieceEncoder
from kb.annotate.trees import best_tree
from kb.errors import ModelError

FORMAT = 2  # of the folder that ``training.export`` writes
_BATCH = 3000  # word pieces of one run
_ALIKE = 1.25  # the longest of a run's windows to the shortest: padding costs as much time as words
_SCORES = ("xpos", "upos", "feats", "lemmas", "entities", "starts", "arcs", "dep_child", "dep_head", "roles", "cues")  # what is asked of the network


class EncoderPipe:
    """Sets ``tag``, ``pos``, ``morph``, ``lemma``, ``head``, ``dep``, sentence starts and ``ents`` of a Doc.

    ``doc.spans["attributions"]`` holds who says what: spans labelled CUE, SOURCE and CONTENT, those of one attribution with one
    ``id``, their score in [0, 1] as ``kb_id_``.

    Args:
        nlp: the pipeline whose vocabulary is used.
        path: the folder of the exported network.
        threads: how many threads the network runs on; 0 for one a core.

    Raises:
        ModelError: the folder is missing, incomplete, or of another format.
    """

    def __init__(self, nlp: Language, path: Path, threads: int = 0) -> None:
        try:
            self.meta: dict[str, Any] = json.loads((path / "meta.json").read_text(encoding="utf-8"))
            if self.meta.get("format") != FORMAT:
                raise ModelError(f"{path}: a pipeline of format {self.meta.get('format')}, this version reads format {FORMAT}: install the matching version")
            labels = self.meta["labels"]
            self._lemmatizer = Lemmatizer(path / "lemmas.tsv")
            self._pieces = PieceEncoder(path / "tokenizer.json")
            options = onnxruntime.SessionOptions()
            options.log_severity_level = 3
            options.intra_op_num_threads = threads
            # threads that wait for each other by spinning take a quarter of the time on two cores
            options.add_session_config_entry("session.intra_op.allow_spinning", "0")
            self._session = onnxruntime.InferenceSession(str(path / "network.onnx"), options, providers=["CPUExecutionProvider"])
            weights = np.load(path / "relations.npy", allow_pickle=False).astype(np.float32)
        except (OSError, ValueError, KeyError) as error:
            raise ModelError(f"{path}: no usable pipeline ({error}); reinstall the package or name another with --model") from error
        # numpy's threads spin between products, which takes a third of a core from what runs beside them
        self._blas = ThreadpoolController().select(user_api="blas")
        self._relations = weights.transpose(1, 0, 2).reshape(weights.shape[1], -1)
        strings = nlp.vocab.strings
        # spaCy writes the root relation in capitals
        names = labels | {"deps": ["ROOT" if label == "root" else label for label in labels["deps"]]}
        self._ids = {name: np.array([strings.add(label) for label in names[name]], dtype=np.uint64) for name in ("xpos", "upos", "deps")}
        self._morphs = np.array([nlp.vocab.morphology.add("" if label == "_" else label) for label in labels["feats"]], dtype=np.uint64)
        self._edits: list[str] = labels["lemmas"]
        self._tags: list[str] = labels["xpos"]
        self._entities: list[str] = labels["entities"]
        self._names_of = TagDecoder(labels["entities"])
        self._root = labels["deps"].index("root")
        self._blank = np.array([strings.add(name) for name in ("_SP", "SPACE", "dep")], dtype=np.uint64)

    def __call__(self, doc: Doc) -> Doc:
        """Annotate *doc* in place and return it; an empty or blank Doc stays as it is."""
        words = [token for token in doc if not token.is_space]
        if not words:
            return doc
        starts = paragraph_starts(doc)
        cuts = windows(words, starts, lambda word: len(self._pieces.split(word)))
        columns: dict[str, list[NDArray[Any]]] = {name: [] for name in ("xpos", "upos", "feats", "lemmas", "entities", "heads", "deps")}
        told: list[Attribution] = []
        for begin, end, out in self._run(words, cuts):
            for name in ("xpos", "upos", "feats", "lemmas"):
                columns[name].append(out[name])
            columns["entities"].append(self._names_of.best(out["entities"]))
            told += [attribution.shift(begin) for attribution in decode(out["roles"], out["cues"])]
            forced = np.array([word.i in starts for word in words[begin:end]])
            heads, deps = self._parse(out, forced)
            columns["heads"].append(np.where(heads < 0, -1, heads + begin))
            columns["deps"].append(deps)
        self._annotate(doc, words, {name: np.concatenate(parts) for name, parts in columns.items()})
        doc.spans["attributions"] = list(_attribution_spans(doc, words, told))
        return doc

    def pipe(self, docs: Iterable[Doc], **_: Any) -> Iterator[Doc]:
        """Annotate each of *docs*."""
        return map(self, docs)

    def _run(self, words: Sequence[Token], cuts: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, dict[str, NDArray[Any]]]]:
        """Yield (begin, end, scores of each head) for each window, in order."""
        encoded = [self._pieces.encode([word.text for word in words[begin:end]]) for begin, end in cuts]
        scored: dict[int, dict[str, NDArray[Any]]] = {}
        for batch in _batches([len(pieces) for pieces, *_ in encoded]):
            scores = self._scores([encoded[at] for at in batch])
            scored |= {at: _of_one(scores, row, cuts[at][1] - cuts[at][0]) for row, at in enumerate(batch)}
        for at, (begin, end) in enumerate(cuts):
            yield begin, end, scored[at]

    def _scores(self, encoded: Sequence[tuple[Sequence[int], ...]]) -> dict[str, NDArray[Any]]:
        """Return the scores of each head for the windows *encoded*, which are run together."""
        shape = len(encoded), max(len(pieces) for pieces, *_ in encoded)
        ids, cases = (np.full(shape, PAD, dtype=np.int64) for _ in range(2))
        firsts = np.zeros((len(encoded), max(len(first) for *_, first in encoded)), dtype=np.int64)
        for row, parts in enumerate(encoded):
            for array, part in zip((ids, cases, firsts), parts, strict=True):
                array[row, : len(part)] = part
        return dict(zip(_SCORES, self._session.run(_SCORES, {"ids": ids, "cases": cases, "firsts": firsts}), strict=True))

    def _parse(self, out: dict[str, NDArray[Any]], forced: NDArray[np.bool_]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return heads (-1 for a root) and relation indices of one window's words; sentence starts part the trees."""
        n = len(forced)
        starts = (out["starts"][:, 1] > out["starts"][:, 0]) | forced
        starts[0] = True
        bounds = [*np.flatnonzero(starts).tolist(), n]
        heads = np.empty(n, dtype=np.int64)
        for begin, end in pairwise(bounds):
            scores = np.concatenate([out["arcs"][begin:end, begin:end], out["arcs"][begin:end, -1:]], axis=1)
            heads[begin:end] = [-1 if head < 0 else head + begin for head in best_tree(scores)]
        with self._blas.limit(limits=1):
            mixed = (out["dep_child"] @ self._relations).reshape(n, -1, out["dep_head"].shape[1])
        scores = np.einsum("nlc,nc->nl", mixed, out["dep_head"][heads])
        scores[:, self._root] = np.where(heads < 0, np.inf, -np.inf)
        return heads, scores.argmax(1)

    def _annotate(self, doc: Doc, words: Sequence[Token], columns: dict[str, NDArray[Any]]) -> None:
        """Write *columns* (one value a word) onto *doc*; blanks hang on the word before them."""
        places = np.array([word.i for word in words])
        values = np.empty((len(doc), 6), dtype=np.uint64)
        values[:, :3] = self._blank
        values[:, 3] = doc.vocab.morphology.add("")
        values[:, 4] = [token.orth for token in doc]
        owner = np.maximum.accumulate(np.where(np.isin(np.arange(len(doc)), places), np.arange(len(doc)), -1))
        owner[owner < 0] = places[0]
        values[:, 5] = (owner - np.arange(len(doc))).astype(np.uint64)
        values[places, 0] = self._ids["xpos"][columns["xpos"]]
        values[places, 1] = self._ids["upos"][columns["upos"]]
        values[places, 2] = self._ids["deps"][columns["deps"]]
        values[places, 3] = self._morphs[columns["feats"]]
        strings = doc.vocab.strings
        chosen = zip(words, columns["xpos"].tolist(), columns["lemmas"].tolist(), strict=True)
        lemmas = [strings.add(self._lemmatizer.lemma(word.text, self._tags[tag], self._edits[edit])) for word, tag, edit in chosen]
        values[places, 4] = np.array(lemmas, dtype=np.uint64)
        heads = np.where(columns["heads"] < 0, np.arange(len(places)), columns["heads"])
        values[places, 5] = (places[heads] - places).astype(np.uint64)
        doc.from_array([TAG, POS, DEP, MORPH, LEMMA, HEAD], values)  # type: ignore[arg-type]
        doc.set_ents(list(self._names(doc, words, columns["entities"])), default="outside")

    def _names(self, doc: Doc, words: Sequence[Token], entities: NDArray[np.int64]) -> Iterator[Span]:
        """Yield the entities of BIO tags; an I that continues nothing begins a name, a sentence's end closes one."""
        begin, kind = -1, ""
        for i, tag in enumerate([*(self._entities[e] for e in entities), "O"]):
            goes_on = begin >= 0 and tag == f"I-{kind}" and not words[i].is_sent_start
            if begin >= 0 and not goes_on:
                yield Span(doc, words[begin].i, words[i - 1].i + 1, label=kind)
                begin = -1
            if tag != "O" and not goes_on:
                begin, kind = i, tag[2:]


def _batches(lengths: Sequence[int]) -> list[list[int]]:
    """Return the windows, by their number, in runs of about the same length."""
    batches: list[list[int]] = []
    for at in sorted(range(len(lengths)), key=lengths.__getitem__):
        last = batches[-1] if batches else []
        if last and lengths[at] <= lengths[last[0]] * _ALIKE and lengths[at] * (len(last) + 1) <= _BATCH:
            last.append(at)
        else:
            batches.append([at])
    return batches


def _of_one(scores: Mapping[str, NDArray[Any]], row: int, words: int) -> dict[str, NDArray[Any]]:
    """Return the scores of the window at *row*, without what pads its *words*; what stands for the root or no cue comes last."""
    out = {name: value[row, :words] for name, value in scores.items()}
    for name in ("arcs", "cues"):
        out[name] = np.concatenate([out[name][:, :words], out[name][:, -1:]], axis=1)
    out["dep_head"] = np.concatenate([scores["dep_head"][row, :words], scores["dep_head"][row, -1:]])
    return out


_ASSIGNS = ["token.tag", "token.pos", "token.morph", "token.lemma", "token.head", "token.dep", "token.is_sent_start", "doc.ents", "doc.spans"]


def _attribution_spans(doc: Doc, words: Sequence[Token], told: Iterable[Attribution]) -> Iterator[Span]:
    for number, attribution in enumerate(told):
        parts = (("CUE", attribution.cue), ("SOURCE", attribution.source), ("CONTENT", attribution.content))
        for label, run in ((label, run) for label, indices in parts for run in runs(indices)):
            yield Span(doc, words[run[0]].i, words[run[-1]].i + 1, label=label, kb_id=f"{attribution.score:.3f}", span_id=str(number))


@Language.factory("kb_encoder", assigns=_ASSIGNS)
def make_encoder(nlp: Language, name: str, path: str, threads: int = 0) -> EncoderPipe:  # noqa: ARG001 - spaCy passes the name
    """Return the component for the exported network in the folder *path*."""
    return EncoderPipe(nlp, Path(path), threads)
