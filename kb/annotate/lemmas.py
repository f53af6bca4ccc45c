"""Lemmas: looked up where the form was seen in training, else an edit that a classifier over a few hundred chose (as UDPipe 2 does)."""

from __future__ import annotations

from collections.abc import Callable
from itertools import takewhile
from pathlib import Path

_CASINGS: dict[str, Callable[[str], str]] = {"l": str.lower, "k": str, "t": str.capitalize}
#: what regular inflection takes from a lemma's end, and what it leaves there instead
_ENDINGS = (("", "e"), ("i", "y"), ("ie", "y"), ("e", ""))


def edit_of(form: str, lemma: str) -> str:
    """Return the edit that makes *lemma* of *form*: a casing (l, k or t), how many characters to cut, what to append."""
    options = []
    for casing, change in _CASINGS.items():
        base = change(form)
        kept = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(base, lemma, strict=False)))
        options.append((len(base) - kept + len(lemma) - kept, "lkt".index(casing), f"{casing}{len(base) - kept}:{lemma[kept:]}"))
    return min(options)[2]


def apply_edit(form: str, edit: str) -> str:
    """Return the lemma that *edit* makes of *form*; an edit that cuts more than there is leaves the form.

    >>> apply_edit("Wrote", edit_of("wrote", "write"))
    'write'
    """
    head, _, suffix = edit.partition(":")
    base, cut = _CASINGS[head[0]](form), int(head[1:])
    lemma = base[: len(base) - cut] + suffix if cut <= len(base) else ""
    return lemma or form


class Lemmatizer:
    """Forms with their tag and lemma, from a file of three columns (form, Penn tag, lemma)."""

    def __init__(self, path: Path) -> None:
        rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
        self._lemmas = {(form, tag): lemma for form, tag, lemma in rows}
        self._known = set(self._lemmas.values())

    def lemma(self, form: str, tag: str, edit: str) -> str:
        """Return the lemma of *form* with the Penn *tag*: the one seen, else by *edit*, mended where that gives no word but a near one is."""
        if (seen := self._lemmas.get((form.lower(), tag))) is not None:
            return seen
        lemma = apply_edit(form, edit)
        if lemma == form or lemma in self._known or tag[:2] not in ("VB", "NN"):
            return lemma
        mended = (lemma.removesuffix(old) + new for old, new in _ENDINGS if lemma.endswith(old))
        return next((word for word in mended if word in self._known), lemma)
