"""The text of a SPARQL query, as far as it must be known before an engine has it: what it may not do, where a value goes in, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from kb.errors import QueryError

# comments, strings and IRIs hold no keywords; a name keeps its prefix and local part together (SPARQL 1.1, section 19.8)
_TOKEN = re.compile(
    r"""(?P<comment>\#[^\n\r]*)
      | (?P<string>'''(?:[^'\\]|\\.|'(?!''))*''' | \"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\" | '(?:[^'\\\n\r]|\\.)*' | "(?:[^"\\\n\r]|\\.)*")
      | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
      | (?P<variable>[?$]\w+)
      | (?P<name>@?[\w\-]*:(?:[\w.\-:%]|\\.)*)
      | (?P<word>[\w@]+)
      | (?P<sign>\S)""",
    re.VERBOSE | re.DOTALL,
)
_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_POSITION = re.compile(r"error at (\d+):(\d+)")


@dataclass(frozen=True)
class Token:
    """A word or sign of a query; ``depth`` counts the braces around it."""

    kind: str
    text: str
    start: int
    depth: int

    def is_word(self, *words: str) -> bool:
        """Return whether it is one of the keywords *words*."""
        return self.kind == "word" and self.text.upper() in words


def tokens(sparql: str) -> Iterator[Token]:
    """Yield the tokens of *sparql*, comments left out."""
    depth = 0
    for found in _TOKEN.finditer(sparql):
        kind, text = str(found.lastgroup), found.group()
        if kind == "comment":
            continue
        depth -= text == "}"
        yield Token(kind, text, found.start(), depth)
        depth += text == "{"


def check(sparql: str) -> None:
    """Refuse what would leave this machine or change the data.

    Raises:
        QueryError: The query does so, or is none.
    """
    found = list(tokens(sparql))
    form = _form(found)
    if form is None or not form.is_word(*_FORMS):
        start = form.start if form else len(sparql)
        words = f"found {sparql[start : start + 40].splitlines()[0]!r}" if form else "found nothing"
        raise QueryError(f"bad SPARQL at {place(sparql, start)}: expected {', '.join(_FORMS[:-1])} or {_FORMS[-1]}, {words}")
    refuse_service(found)
    for token in found:
        if token.kind in ("word", "name") and token.depth == 0 and re.match(r"FROM(NAMED)?(:|$)", token.text.upper()):
            raise QueryError("FROM would fetch a graph from the web, and queries stay on this machine: give FILEs instead; GRAPH <...> asks one graph of them")


def refuse_service(found: Iterable[Token]) -> None:
    """Refuse a query of the tokens *found* that would ask another machine.

    Raises:
        QueryError: It would.
    """
    for token in found:
        # the engine's grammar needs no space after the word, so "SERVICE:x" and "SERVICESILENT" are calls, too
        if token.kind in ("word", "name") and token.text.upper().startswith("SERVICE"):
            raise QueryError("SERVICE would ask another machine, and queries stay on this one: leave it out")


def _form(found: list[Token]) -> Token | None:
    """Return the first token after the declarations of prefixes and base."""
    position = 0
    while position < len(found) and found[position].is_word("PREFIX", "BASE", "VERSION"):
        position += 3 if found[position].is_word("PREFIX") else 2
    return found[position] if position < len(found) else None


def form_of(sparql: str) -> str:
    """Return the form of the query *sparql* in capitals, such as "ASK"; empty when it has none."""
    form = _form(list(tokens(sparql)))
    return form.text.upper() if form is not None else ""


def variables(sparql: str) -> set[str]:
    """Return the names of all variables."""
    return {token.text[1:] for token in tokens(sparql) if token.kind == "variable"}


def bind(sparql: str, terms: Mapping[str, str]) -> str:
    """Return *sparql* with its variables bound to *terms*, written as SPARQL writes them.

    Raises:
        QueryError: It has no such variable, or no pattern to bind it in.
    """
    known = variables(sparql)
    for name in terms:
        if name not in known:
            raise QueryError(f"the query has no variable ?{name}")
    if not terms:
        return sparql
    opened = [token for token in tokens(sparql) if token.text == "{" and token.kind == "sign" and token.depth == 0]
    form = _form(list(tokens(sparql)))
    if form is not None and form.is_word("CONSTRUCT"):
        # the first group is the template
        opened = opened[1:]
    if not opened:
        raise QueryError("a variable can be bound in a query with a pattern alone: write WHERE { ... }")
    after = opened[0].start + 1
    values = "".join(f" VALUES ?{name} {{ {term} }}" for name, term in terms.items())
    return f"{sparql[:after]}{values} {sparql[after:]}"


def limited(sparql: str, limit: int) -> str:
    """Return *sparql* with no more than *limit* rows (or triples) in its answer."""
    found = list(tokens(sparql))
    form = _form(found)
    if form is None or form.is_word("ASK"):
        return sparql
    outer = [(token, after) for token, after in pairwise(found) if token.depth == 0]
    for token, after in outer:
        if token.is_word("LIMIT") and after.text.isdigit():
            return f"{sparql[: after.start]}{min(limit, int(after.text))}{sparql[after.start + len(after.text) :]}"
    # values for the whole query stand after its limit
    end = next((token.start for token, _ in outer if token.is_word("VALUES")), len(sparql))
    return f"{sparql[:end].rstrip()}\nLIMIT {limit}\n{sparql[end:]}"


def place(sparql: str, position: int) -> str:
    """Return "line N, column N" of *position*."""
    return f"line {sparql.count(chr(10), 0, position) + 1}, column {position - sparql.rfind(chr(10), 0, position)}"


def explain_error(sparql: str, message: str, prefixes: Mapping[str, str]) -> str:
    """Return what is wrong with *sparql*, of which Oxigraph says *message*, for people."""
    declared = {*prefixes, *_declared(sparql)}
    if "Prefix not found" in message:
        for token in tokens(sparql):
            prefix = token.text.split(":", 1)[0]
            if token.kind == "name" and prefix not in declared:
                return f"bad SPARQL at {place(sparql, token.start)}: unknown prefix {prefix}:"
    where = _POSITION.search(message)
    if where is None:
        return f"bad SPARQL: {' '.join(message.split())[:200]}"
    lines = sparql.splitlines() or [""]
    line, column = int(where[1]), int(where[2])
    before, after = (lines[line - 1][: column - 1].strip(), lines[line - 1][column - 1 :].strip()) if line <= len(lines) else ("", "")
    reason = f"cannot read on from {after[:40]!r}" if after else f"cannot read on after {before[-40:]!r}" if _whole(sparql) else "the query ends too early"
    told = next((words for words in ("contains a variable that is unbound", "IRI parsing failed", "already in scope") if words in message), "")
    return f"bad SPARQL at line {line}, column {column}: {reason}{f' ({told})' if told else ''}"


def _declared(sparql: str) -> set[str]:
    found = list(tokens(sparql))
    return {after.text.rstrip(":") for token, after in pairwise(found) if token.is_word("PREFIX")}


def _whole(sparql: str) -> bool:
    """Return whether every brace that opens closes, too."""
    signs = [token.text for token in tokens(sparql) if token.kind == "sign"]
    return "{" in signs and signs.count("{") == signs.count("}")
