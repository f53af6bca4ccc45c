"""Whether the clause about a time expression speaks of the past or of the future."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from spacy.tokens import Doc, Token

#: how many tokens to look to the left and to the right for a verb
_LEFT, _RIGHT = 15, 10
_STOPS = frozenset(".?!;")


@cache
def _forms() -> dict[str, frozenset[str]]:
    text = (Path(__file__).resolve().parent / "tense.toml").read_text(encoding="utf-8")
    return {name: frozenset(words) for name, words in tomllib.loads(text).items()}


def direction(doc: Doc, begin: int, end: int) -> int:
    """Return -1 (past), 1 (future) or 0 (cannot tell) for the tokens ``doc[begin:end]``.

    The parse decides where there is one, else the nearest word before, or after, that tells a tense.
    """
    told = _just_before(doc, begin)
    if not told and doc.has_annotation("DEP") and doc.has_annotation("TAG"):
        told = _by_tree(doc[begin:end].root)
    if told:
        return told
    before, after = range(begin - 1, max(begin - _LEFT, 0) - 1, -1), range(end, min(end + _RIGHT, len(doc)))
    return _nearest(doc, before) or int(begin > 0 and doc[begin - 1].text in _forms()["ahead"]) or _nearest(doc, after)


def _just_before(doc: Doc, begin: int) -> int:
    """Return -1 where a past form stands right before the time: "announced Friday", "issued on July 1"."""
    at = begin - 1
    while at > 0 and doc[at].lower_ in ("on", "in", "at", "late", "early", "earlier", "later"):
        at -= 1
    return min(_of_form(doc[at]), 0) if at >= 0 and doc[at].is_alpha and len(doc[at]) > 3 else 0


def _nearest(doc: Doc, places: range) -> int:
    """Return the tense of the first word in *places* that has one, up to the end of the sentence."""
    for i in places:
        token = doc[i]
        if token.text in _STOPS or token.text.count("\n") > 1:
            return 0
        told = _of_form(token)
        if told:
            return told
    return 0


def _of_form(token: Token) -> int:
    forms, word = _forms(), token.lower_
    if token.i and token.doc[token.i - 1].lower_ in ("be", "being", "is", "are") and word not in forms["future"]:
        return 0  # a participle of the passive: its auxiliary tells
    if word in forms["future"] and token.tag_ != "VBD":
        # "May" and "Will" are names
        return 1 if token.text.islower() or token.i == 0 or token.is_sent_start else 0
    if word in forms["past"] or word in forms["irregular"] or token.tag_ == "VBD":
        return -1
    if word == "to":
        following = token.nbor() if token.i + 1 < len(token.doc) else None
        return 1 if following is not None and (following.tag_ == "VB" or (not following.tag_ and _is_bare_verb(following))) else 0
    return -1 if word.endswith("ed") and word not in forms["not_past"] and token.tag_ in ("", "VBN") and token.text.islower() else 0


def _is_bare_verb(token: Token) -> bool:
    """Return whether the untagged word after "to" may be an infinitive: small letters, no article, no plural, no -ing."""
    word = token.text
    return word.islower() and word.isalpha() and word not in ("the", "a", "an", "this", "his", "her", "its", "their") and not word.endswith(("s", "ing", "ed"))


def _by_tree(token: Token) -> int:
    """Return the tense of the nearest verb above *token*."""
    for verb in token.ancestors:
        if verb.pos_ not in ("VERB", "AUX") and verb.tag_[:2] not in ("VB", "MD"):
            continue
        aids = [child for child in verb.children if child.dep_.startswith(("aux", "cop")) or child.tag_ in ("MD", "TO")]
        words = {aid.lower_ for aid in aids}
        if any(aid.tag_ == "MD" and aid.lower_ in _forms()["future"] for aid in aids) or "to" in words or verb.lower_ in _forms()["future"]:
            return 1
        if verb.tag_ == "VBD" or any(aid.tag_ == "VBD" for aid in aids) or words & {"has", "have", "'ve", "’ve"}:
            return -1
        if verb.tag_ == "VBN" and not aids:
            return -1
        if verb.tag_ in ("VBZ", "VBP", "VB"):
            return 1 if verb.tag_ != "VBP" and verb.lower_ not in _forms()["saying"] else 0
    return 0
