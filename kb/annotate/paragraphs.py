"""Where sentences must end whatever the network thinks, and how a Doc is cut into windows for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from statistics import median

from spacy.tokens import Doc, Token

#: word pieces of one window; training saw windows up to a little more
WINDOW = 220
_LINE = re.compile(r"[^\n]*\S[^\n]*")
_CLOSED = re.compile(r"[.!?:;][\"”’')\]]*\s*$")
_ENDS = frozenset(".!?")
_DATELINE = 12  # tokens of the longest dateline
_DASHES = frozenset(("-", "–", "—", "--", "―"))
_DATELINE_PARTS = frozenset((",", "(", ")", "/", "and", "of", "."))


def is_wrapped(text: str) -> bool:
    """Return whether single line breaks in *text* are mere line wrapping, as in mail and old archives."""
    lines = [match.group() for match in _LINE.finditer(text)]
    if len(lines) < 5:
        return _is_short_wrapped(lines)
    open_ended = sum(not _CLOSED.search(line) for line in lines)
    return 40 <= median(len(line) for line in lines) <= 100 and max(map(len, lines)) < 130 and open_ended > 0.6 * len(lines)


def _is_short_wrapped(lines: Sequence[str]) -> bool:
    """Return whether the lines, too few to count, are about equally long but for the last, and one runs on in small letters."""
    longest = max(map(len, lines), default=0)
    runs_on = any(following.lstrip()[:1].islower() and not _CLOSED.search(line) for line, following in pairwise(lines))
    return runs_on and 60 <= longest < 130 and all(len(line) > 0.75 * longest for line in lines[:-1])


def paragraph_starts(doc: Doc) -> set[int]:
    """Return the indices of tokens that begin a paragraph, or a story behind its dateline ("PARIS (Reuters) - ")."""
    wrapped = is_wrapped(doc.text)
    starts, pending = set(), True
    for token in doc:
        if token.is_space:
            breaks = token.text.count("\n")
            pending = pending or breaks > 1 or (breaks == 1 and not wrapped)
        elif pending:
            starts.add(token.i)
            if (story := _behind_dateline(doc, token.i)) is not None:
                starts.add(story)
            pending = False
    return starts


def _behind_dateline(doc: Doc, begin: int) -> int | None:
    """Return the token that begins the story behind a dateline at *begin*; None where there is no dateline.

    A dateline is a few capitalised words, dates and agencies in brackets, with a dash behind them, or a gap where the dash was lost.
    """
    for i in range(begin + 1, min(begin + _DATELINE, len(doc) - 1)):
        token = doc[i]
        gap = token.is_space and "\n" not in token.text and doc[i - 1].text.endswith(".")
        if token.text in _DASHES or gap:
            spaced = gap or (doc[i - 1].whitespace_ != "" or token.text == "—")
            return i + 1 if spaced and doc[i + 1].text[:1].isupper() and not doc[i + 1].is_space else None
        if not (token.text[:1].isupper() or token.text in _DATELINE_PARTS or token.text.strip(".").isdigit()):
            return None
    return None


def windows(words: Sequence[Token], starts: set[int], size: Callable[[str], int], limit: int = WINDOW) -> list[tuple[int, int]]:
    """Cut *words* into runs (half-open, into *words*) of at most some *limit* pieces, between paragraphs or else sentences.

    Args:
        words: the tokens without blanks.
        starts: indices of tokens that begin a paragraph.
        size: how many word pieces a word has.
        limit: word pieces of a run.
    """
    out: list[tuple[int, int]] = []
    begin = used = 0
    cut = -1  # the best place to end the window, so far
    for i, word in enumerate(words):
        pieces = size(word.text)
        if used + pieces > limit and i > begin:
            end = cut if cut > begin else i
            out.append((begin, end))
            begin, cut = end, -1
            used = sum(size(w.text) for w in words[begin:i])
        if word.i in starts or (i > begin and _ends_sentence(words[i - 1], word)):
            cut = i
        used += pieces
    if begin < len(words):
        out.append((begin, len(words)))
    return out


def _ends_sentence(word: Token, following: Token) -> bool:
    return word.text[:1] in _ENDS and (following.text[:1].isupper() or not following.text[:1].isalnum())
