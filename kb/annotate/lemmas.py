"""Lemmas as edits of the form, so that a classifier over a few hundred edits lemmatises any word (as UDPipe 2 does)."""

from __future__ import annotations

from collections.abc import Callable
from itertools import takewhile

_CASINGS: dict[str, Callable[[str], str]] = {"l": str.lower, "k": str, "t": str.capitalize}


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
