"""The words and rules of time, read from TOML: which classes a token has, and patterns over classes as regular expressions.

Every distinct set of classes is one character of a private alphabet, so a document becomes a string of one character a
token and a rule an ordinary regular expression over it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_HERE = Path(__file__).resolve().parent
#: the character of tokens that no rule speaks of
PLAIN = "."
#: the first character for the sets of classes: Unicode's private use area
_FIRST = 0xE000
# a lookaround's opening is tried before a plain bracket
_ITEM = re.compile(r"(?P<op>\(\?<?[!=]|[()|?*+])|(?:(?P<label>[A-Z]+)=)?(?P<name>[A-Z]{2,})|(?P<word>[^\s()|?*+]+)")


@dataclass(frozen=True)
class Rule:
    """One pattern, compiled; ``kind`` names the function that gives its value, ``arguments`` are the rule's other keys."""

    kind: str
    regex: re.Pattern[str]
    arguments: dict[str, Any]


class Lexicon:
    """Classes of words and the rules over them."""

    def __init__(self, words: dict[str, dict[str, Any]], rules: dict[str, Any]) -> None:
        self.words = words
        self._macros: dict[str, str] = rules["macros"]
        self._shapes = [(re.compile(shape), frozenset(classes)) for shape, classes in rules["shapes"].items()]
        shape_names = {name for _, classes in self._shapes for name in classes}
        self._classes = {*words, *shape_names}
        sources = [*self._macros.values(), rules["edges"]["before"], *(rule["pattern"] for rule in rules["rule"])]
        literals = {word for source in sources for word in _literals(source)}
        self._signatures = self._list_signatures(literals)
        kinds = sorted({tuple(sorted(s)) for s in (*self._signatures.values(), *(c for _, c in self._shapes))})
        self._symbols = {frozenset(kind): chr(_FIRST + i) for i, kind in enumerate(kinds)}
        self._cache: dict[str, str] = {}
        self.rules = tuple(self._compile(dict(rule)) for rule in rules["rule"])
        #: what may stand before a date and belongs to it
        self.edge = re.compile(self._translate(rules["edges"]["before"], None))
        self.joins: list[dict[str, Any]] = rules["join"]

    def symbol(self, word: str) -> str:
        """Return the character that stands for the classes of *word*."""
        found = self._cache.get(word)
        if found is None:
            found = self._symbols.get(self._classify(word), PLAIN)
            if len(self._cache) < 200_000:  # a bound for documents full of invented words
                self._cache[word] = found
        return found

    def value(self, name: str, word: str) -> Any:
        """Return what *word* stands for in class *name*, None where it is not of that class."""
        table = self.words.get(name, {})
        for form in _forms(word):
            if form in table:
                return table[form]
        return None

    def _classify(self, word: str) -> frozenset[str]:
        found: frozenset[str] = frozenset().union(*(self._signatures.get(form, ()) for form in _forms(word)))
        if found or not any(c.isdigit() for c in word):
            return found
        return next((classes for shape, classes in self._shapes if shape.fullmatch(word)), frozenset())

    def _list_signatures(self, literals: set[str]) -> dict[str, frozenset[str]]:
        """Return each known form's classes; a form in capitals has those of its small letters as well."""
        table: dict[str, set[str]] = {}
        for name, entries in self.words.items():
            for form in entries:
                table.setdefault(form, set()).add(name)
        for word in literals:
            table.setdefault(word, set()).add(f"={word}")
        for form in [form for form in table if form != form.lower()]:
            table[form] |= table.get(form.lower(), set())
        return {form: frozenset(names) for form, names in table.items()}

    def _compile(self, rule: dict[str, Any]) -> Rule:
        source, kind = rule.pop("pattern"), rule.pop("kind")
        taken: dict[str, int] = {}
        return Rule(kind, re.compile(self._translate(source, taken)), rule)

    def _translate(self, source: str, taken: dict[str, int] | None) -> str:
        """Return the regular expression of pattern *source*; groups get the names in *taken*, none when that is None."""
        out: list[str] = []
        looking = 0
        for item in _ITEM.finditer(source):
            if looking or item.group().startswith("(?"):
                looking += item.group().startswith("(") - (item.group() == ")")
            if op := item["op"]:
                out.append("(?:" if op == "(" else op)
            elif name := item["name"]:
                inner = self._translate(self._macros[name], None) if name in self._macros else self._charset(name)
                out.append(f"(?:{inner})" if taken is None or looking else f"(?P<{_group(item['label'] or name, taken)}>{inner})")
            else:
                out.append(self._charset("=" + item["word"]))
        return "".join(out)

    def _charset(self, name: str) -> str:
        symbols = "".join(symbol for kind, symbol in self._symbols.items() if name in kind)
        if not symbols:
            raise KeyError(f"rules.toml speaks of {name}, which is no class, shape or macro")
        return f"[{symbols}]"


def _literals(source: str) -> Iterable[str]:
    return (item["word"] for item in _ITEM.finditer(source) if item["word"])


def _group(name: str, taken: dict[str, int]) -> str:
    taken[name] = taken.get(name, 0) + 1
    return f"{name}_{taken[name]}"


def _forms(word: str) -> tuple[str, ...]:
    """Return the spellings to look *word* up by: as it stands, in small letters, and capitalised when it shouts."""
    if word.islower() or not word.isalpha():
        return (word,) if word == word.lower() else (word, word.lower())
    # three capitals are as often an acronym (SAT, MAY) as a word
    return (word, word.lower(), word.capitalize()) if word.isupper() and len(word) > 3 else (word, word.lower())


@cache
def load_lexicon() -> Lexicon:
    """Return the package's words and rules, read once."""
    words = tomllib.loads((_HERE / "words.toml").read_text(encoding="utf-8"))
    rules = tomllib.loads((_HERE / "rules.toml").read_text(encoding="utf-8"))
    return Lexicon(words, rules)
