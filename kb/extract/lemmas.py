"""Lemmas that the lemmatiser misses narrowly, put right by the words that a lexicon knows."""

from __future__ import annotations

from collections.abc import Collection

_ENDINGS = ("ing", "ed", "es", "s", "d")
_SHORTEST = 3  # characters of a word that a slip may be mended to


def mended(lemma: str, form: str, known: Collection[str]) -> str:
    """Return *lemma* if it is in *known*, else the word of *known* that it misses narrowly or that *form* is a regular form of.

    The lemmatiser learns edits and slips: "denounc" for "denounced", "slamm" for "slamming". Without such a word it stays.
    """
    if lemma in known:
        return lemma
    options = [lemma + "e", lemma[:-1]]
    for ending in _ENDINGS:
        if form.endswith(ending):
            stem = form[: -len(ending)]
            options += [stem, stem + "e", stem[:-1] + "y" if stem.endswith("i") else stem, stem[:-1] if stem[-1:] == stem[-2:-1] else stem]
    return next((option for option in options if len(option) >= _SHORTEST and option in known), lemma)
