"""spaCy's English tokenizer, mended where news trips it."""

from __future__ import annotations

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


#: titles and the like that spaCy's exceptions lack: their full stop ends no sentence
_ABBREVIATIONS = (
    "Sens.", "Reps.", "Rep.", "Sen.", "Govs.", "Gov.", "Del.", "Gens.", "Gen.", "Col.", "Cols.", "Lt.", "Lts.", "Maj.", "Capt.", "Cmdr.", "Adm.", "Sgt.", "Cpl.",
    "Pvt.", "Supt.", "Insp.", "Det.", "Ald.", "Atty.", "Assn.", "Hon.", "Msgr.", "Fr.", "Rev.", "Revs.", "Drs.", "Messrs.", "Mmes.", "Dept.", "Pres.", "Sec.", "Amb.",
    "Univ.", "Sept.", "No.", "Nos.", "vs.", "v.", "Mt.", "Ft.", "St.", "Ave.", "Blvd.", "Bros.", "Mfg.", "Intl.", "approx.", "est.", "U.S", "D-N.C.", "R-S.C.",
    "Ala.", "Ariz.", "Ark.", "Calif.", "Colo.", "Conn.", "Fla.", "Ga.", "Ill.", "Ind.", "Kan.", "Ky.", "La.", "Md.", "Mass.", "Mich.", "Minn.", "Miss.", "Mo.", "Mont.",
    "Neb.", "Nev.", "N.C.", "N.D.", "N.H.", "N.J.", "N.M.", "N.Y.", "Okla.", "Ore.", "Pa.", "R.I.", "S.C.", "S.D.", "Tenn.", "Tex.", "Vt.", "Va.", "Wash.", "W.Va.", "Wis.", "Wyo.", "D.C.",
)  # fmt: skip


def blank_english() -> Language:
    """Return an English pipeline that tokenises alone."""
    nlp = spacy.blank("en")
    infixes = [*nlp.Defaults.infixes, *_INFIXES]  # type: ignore[misc]
    suffixes = [*nlp.Defaults.suffixes, *_SUFFIXES]  # type: ignore[misc]
    nlp.tokenizer.infix_finditer = compile_infix_regex(infixes).finditer  # type: ignore[union-attr]
    nlp.tokenizer.suffix_search = compile_suffix_regex(suffixes).search  # type: ignore[union-attr]
    for abbreviation in _ABBREVIATIONS:
        nlp.tokenizer.add_special_case(abbreviation, [{"ORTH": abbreviation}])  # type: ignore[union-attr]
    return nlp
