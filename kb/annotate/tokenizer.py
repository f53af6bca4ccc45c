"""spaCy's English tokenizer, mended where news trips it."""

from __future__ import annotations

from pathlib import Path

import spacy
from spacy.language import Language
from spacy.util import compile_infix_regex, compile_suffix_regex

#: what stands between two words without blanks and parts them as Universal Dependencies does
_INFIXES = (
    r"(?<=[A-Za-z]\.)[-–](?=[A-Za-z])",  # U.S.-led
    r"(?<=[0-9])[-–](?=[A-Za-z])",  # 10-day
    r"(?<=[A-Za-z])[-–](?=[0-9])",  # mid-2019, COVID-19
    r"(?<=[a-z0-9\"”’])—(?=[A-Za-z0-9\"“‘])",
    r"(?<=[0-9])[–](?=[0-9])",
    r"(?<=[a-z])\.(?=[A-Z][a-z])",  # a lost blank after a full stop: "home.The"
    r"(?<=[a-z])[\"”](?=[A-Za-z])",
)
_SUFFIXES = (r"(?<=[A-Za-z])[–—]", r"(?<=[.!?,])[”’]")


def _abbreviations() -> list[str]:
    lines = Path(__file__).with_name("abbreviations.txt").read_text(encoding="utf-8").splitlines()
    return [word for line in lines if not line.startswith("#") for word in line.split()]


def blank_english() -> Language:
    """Return an English pipeline that tokenises alone."""
    nlp = spacy.blank("en")
    infixes = [*nlp.Defaults.infixes, *_INFIXES]  # type: ignore[misc]
    suffixes = [*nlp.Defaults.suffixes, *_SUFFIXES]  # type: ignore[misc]
    nlp.tokenizer.infix_finditer = compile_infix_regex(infixes).finditer  # type: ignore[union-attr]
    nlp.tokenizer.suffix_search = compile_suffix_regex(suffixes).search  # type: ignore[union-attr]
    for abbreviation in _abbreviations():
        nlp.tokenizer.add_special_case(abbreviation, [{"ORTH": abbreviation}])  # type: ignore[union-attr]
    return nlp
