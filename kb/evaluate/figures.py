"""Many articles: their score as figures for programs and as rows for people."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kb.evaluate.annotations import AnnotatedArticle
from kb.evaluate.scoring import score_article
from kb.evaluate.tally import MEASURES, Bin, Miss, Score, Share, Tally
from kb.model import Extraction

_DIGITS = 4


@dataclass(frozen=True)
class Figures:
    """What an evaluation gives: tallies by measure, shares by attribute, misses, and the articles that were not there."""

    tallies: Mapping[str, Tally]
    shares: Mapping[str, Share]
    misses: tuple[Miss, ...]
    absent: tuple[str, ...]
    #: by kind of fact and confidence in tenths
    bins: Mapping[tuple[str, int], Bin]

    def as_json(self, *, with_misses: bool = False) -> str:
        """Return one JSON object; every figure is in [0, 1], rounded to four digits."""
        value: dict[str, object] = {
            "measures": {
                name: {
                    "precision": round(tally.precision, _DIGITS),
                    "recall": round(tally.recall, _DIGITS),
                    "f1": round(tally.f1, _DIGITS),
                    "gold": tally.gold,
                    "system": tally.system,
                }
                for name, tally in self.tallies.items()
            },
            "attributes": {name: {"right": round(share.value, _DIGITS), "of": share.all} for name, share in self.shares.items()},
            "calibration": [
                {"kind": kind, "confidence": round(each.mean, _DIGITS), "found": round(each.share, _DIGITS), "of": each.items}
                for (kind, _), each in self.bins.items()
            ],
            "absent": list(self.absent),
        }
        if with_misses:
            value["misses"] = [{"article": miss.article, "kind": miss.kind, "verdict": miss.verdict, "words": miss.words} for miss in self.misses]
        return json.dumps(value, ensure_ascii=False, indent=2) + "\n"

    def measure_rows(self) -> list[list[str]]:
        """Return the rows of a table: measure, precision, recall, F1, and how many items gold and the system have."""
        return [[name, *(f"{figure:.3f}" for figure in (t.precision, t.recall, t.f1)), str(t.gold), str(t.system)] for name, t in self.tallies.items()]

    def attribute_rows(self) -> list[list[str]]:
        """Return the rows of a table: attribute, share of matched items that have it right, and how many were matched."""
        return [[name, f"{share.value:.3f}", str(share.all)] for name, share in self.shares.items()]

    def calibration_rows(self) -> list[list[str]]:
        """Return the rows of a reliability table: kind of fact, mean confidence of a bin, share of its items that gold has, and how many there are."""
        return [[kind, f"{each.mean:.2f}", f"{each.share:.2f}", str(each.items)] for (kind, _), each in self.bins.items()]


def evaluate(gold: Iterable[AnnotatedArticle], system: Mapping[str, Extraction]) -> Figures:
    """Return how *system*, by id of article, does on *gold*; in an article that it lacks everything is missed."""
    score, absent = Score(), []
    for article in gold:
        if article.id not in system:
            absent.append(article.id)
        score.add(score_article(article, system.get(article.id, Extraction())))
    tallies = {measure: score.tallies[measure] for measure in MEASURES}
    return Figures(tallies, dict(sorted(score.shares.items())), tuple(score.misses), tuple(absent), dict(sorted(score.bins.items())))
