"""Whether a text is in English, by a small model that works offline."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

_SAMPLE = 3000  # characters looked at; more changes no verdict
_ENOUGH = 120  # letters; shorter texts are taken on trust
_SURE = 0.9
# common in English, and hardly words in languages that share its letters
_ENGLISH = frozenset(("the", "and", "of", "to", "that", "for", "was", "with", "on", "is", "from", "have", "said", "has", "were", "are", "which", "would"))
_SHARE = 0.12
_WORD = re.compile(r"[^\W\d_]+")


def foreign_language(text: str) -> str | None:
    """Return the ISO 639 code of the language of *text*, or None when it is English or cannot be told.

    >>> foreign_language("Der Minister sagte am Montag, dass die Brücke bis Freitag wieder geöffnet werden muss. " * 3)
    'de'
    """
    words = [word.lower() for word in _WORD.findall(text[:_SAMPLE])]
    if sum(map(len, words)) < _ENOUGH:
        return None
    # the model takes seconds to load: plain English need not wait for it
    if sum(word in _ENGLISH for word in words) >= _SHARE * len(words):
        return None
    code, sureness = _identifier().classify(text[:_SAMPLE])
    return code if code != "en" and sureness >= _SURE else None


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - plain English needs none

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
