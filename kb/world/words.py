"""Words of names and topics, so far as two of them are compared: folded, cut to their lemmas, stop words left out."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from pathlib import Path

from kb.resources import pipeline_dir

_TABLES = Path(__file__).parent / "words.toml"
_WORD = re.compile(r"\w+(?:[.\-]\w+)*")
_POSSESSIVE = re.compile(r"['’]s?\b")
_PLURALS = (("ies", "y"), ("sses", "ss"), ("shes", "sh"), ("ches", "ch"), ("xes", "x"), ("s", ""))


def folded(words: str) -> str:
    """Return *words* without case, accents and points, so that "U.S." is "us" and "Raúl" "raul"."""
    plain = unicodedata.normalize("NFKD", words.casefold())
    return " ".join(re.sub(r"[^\w\s\-]", "", "".join(each for each in plain if not unicodedata.combining(each))).split())


@cache
def tables() -> dict[str, frozenset[str]]:
    """Return the lists of ``words.toml``."""
    return {name: frozenset(words) for name, words in tomllib.loads(_TABLES.read_text(encoding="utf-8")).items()}


def topic_key(label: str) -> str | None:
    """Return what the words of a topic come down to, in their order, "Y of X" as "X Y"; None where they name nothing beyond their article.

    Such are a lone common noun ("the bill"), what points at its own article ("this plan") and a common noun for a
    document or a deed with one word beside it ("bipartisan legislation").

    >>> topic_key("the repeals of the Affordable Care Act") == topic_key("Affordable Care Act's repeal")
    True
    >>> topic_key("this legislation"), topic_key("the bill")
    (None, None)
    """
    parts = re.split(r"\bof\b", _POSSESSIVE.sub("", label))
    words = [word for part in reversed(parts) for word in _WORD.findall(part)]
    content = [word for word in words if word.casefold() not in tables()["stop"] | tables()["pointing"]]
    named = any(_is_name(word) for word in content)
    points = bool(words) and any(word.casefold() in tables()["pointing"] for word in _WORD.findall(label))
    lemmas = [lemma(word) for word in content]
    telling = [each for each in lemmas if each not in tables()["vague"] and not each[0].isdigit()]
    if not lemmas or (not named and (points or len(lemmas) < 2 or not telling or (len(telling) < 2 and len(telling) < len(lemmas)))):
        return None
    return " ".join(lemmas)


def _is_name(word: str) -> bool:
    """Return whether *word* is a name: written with a capital, and no common noun."""
    return any(each.isupper() for each in word) and word.casefold() not in _nouns()


def lemma(word: str) -> str:
    """Return the dictionary form of the noun *word*: the one that the language pipeline has, else without a regular plural's ending.

    >>> lemma("Reforms"), lemma("policies")
    ('reform', 'policy')
    """
    low = word.casefold()
    if known := _nouns().get(low):
        return known
    for ending, instead in _PLURALS:
        if low.endswith(ending) and len(low) > len(ending) + 2 and not low.endswith(("ss", "us", "is")):
            return low.removesuffix(ending) + instead
    return low


@cache
def _nouns() -> dict[str, str]:
    """Return the lemmas of the common nouns that the language pipeline has seen."""
    rows = (line.split("\t") for line in (pipeline_dir() / "lemmas.tsv").read_text(encoding="utf-8").splitlines())
    found = {form: (tag, lemma) for form, tag, lemma in sorted(rows, key=lambda row: row[1]) if tag in ("NN", "NNS")}
    return {form: lemma.casefold() for form, (_, lemma) in found.items()}
