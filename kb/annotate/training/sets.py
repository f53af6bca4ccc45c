"""Which corpora train the pipeline, and which measure it."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

from kb.annotate.training.corpora import Sentence, read_conllu
from kb.annotate.training.names import add_entities, read_columns, read_gmb, swap_persons
from kb.resources import gazetteer_dir

SILVER = 1200  # windows of silver names an epoch, of some ten thousand


@dataclass(frozen=True)
class Training:
    """Documents with trees and names, documents with names by hand, documents with silver names, and persons to swap in."""

    ewt: list[list[Sentence]]
    gum: list[list[Sentence]]
    names: list[list[Sentence]]
    silver: list[list[Sentence]]
    people: list[list[str]]

    @property
    def trees(self) -> list[list[Sentence]]:
        """The documents with trees."""
        return [*self.ewt, *self.gum]

    def epoch(self, rng: random.Random) -> list[list[Sentence]]:
        """Return the documents of one epoch."""
        named = [*self.names, *rng.sample(self.silver, SILVER)]
        return [*self.trees, *([swap_persons(sentence, self.people, rng) for sentence in document] for document in named)]


def read_training(data: Path) -> Training:
    """Return the training sets in the folder of corpora at *data*."""
    ewt = read_conllu(data / "ud_ewt/en_ewt-ud-train.conllu")
    add_entities(ewt, read_columns(data / "uner_ewt/en_ewt-ud-train.iob2", 1, 2))
    gum = read_conllu(data / "ud_gum/en_gum-train.open.conllu", with_entities=True)
    by_hand = [
        *read_columns(data / "wikigold/wikigold.conll.txt", 0, 1, " "),
        *read_columns(data / "crossner_politics/train.txt", 0, 1),
    ]
    gmb = read_gmb(data / "gmb_voa/gmb_train.conll")
    lines = (gazetteer_dir() / "people.tsv").read_text(encoding="utf-8").splitlines()
    people = [line.split("\t")[0].split() for line in lines if not line.startswith(("#", "label\t"))]
    return Training(ewt, gum, [by_hand[i : i + 2] for i in range(0, len(by_hand), 2)], [gmb[i : i + 4] for i in range(0, len(gmb), 4)], people)


def read_development(data: Path) -> dict[str, list[list[Sentence]]]:
    """Return the development sets by name: trees and names for ``ewt`` and ``gum``, names alone for ``worldwide``."""
    ewt = read_conllu(data / "ud_ewt/en_ewt-ud-dev.conllu")
    add_entities(ewt, read_columns(data / "uner_ewt/en_ewt-ud-dev.iob2", 1, 2))
    gum = read_conllu(data / "ud_gum/en_gum-dev.open.conllu", with_entities=True)
    newswire = [[s] for s in read_columns(data / "worldwide_newswire/dev.tsv", 0, 1)]
    return {"ewt": ewt, "gum": gum, "worldwide": newswire}
