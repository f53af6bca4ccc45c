"""Words to the encoder's word pieces, and the letter case that an uncased vocabulary loses."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from tokenizers import Tokenizer

#: ids of the vocabulary's special pieces (BERT's)
PAD, UNKNOWN, FIRST, LAST = 0, 100, 101, 102

#: classes of letter case, one embedding each
CASES = ("none", "lower", "title", "upper", "capital", "mixed")


def letter_case(word: str) -> int:
    """Return the index in ``CASES`` of *word*'s letter case: "none" without letters, "capital" for one capital letter."""
    if word.islower():
        return 1
    if word.isupper():
        return 4 if len(word) == 1 else 3
    if word.istitle():
        return 2
    return 5 if any(c.isalpha() for c in word) else 0


class PieceEncoder:
    """Splits words into pieces with a Hugging Face tokenizer file; words repeat, so each is split once."""

    def __init__(self, path: Path) -> None:
        tokenizer = Tokenizer.from_file(str(path))
        tokenizer.no_padding()
        tokenizer.no_truncation()

        @lru_cache(maxsize=100_000)
        def split(word: str) -> tuple[int, ...]:
            # a word of hundreds of letters is no word: its head is enough to tag it
            return tuple(tokenizer.encode(word[:64], add_special_tokens=False).ids[:16]) or (UNKNOWN,)

        self.split = split

    def encode(self, words: Sequence[str]) -> tuple[list[int], list[int], list[int]]:
        """Return piece ids with the two special pieces around them, each piece's case, and each word's first piece."""
        ids, cases, firsts = [FIRST], [0], []
        for word in words:
            pieces = self.split(word)
            firsts.append(len(ids))
            ids.extend(pieces)
            cases.extend([letter_case(word)] * len(pieces))
        return [*ids, LAST], [*cases, 0], firsts
