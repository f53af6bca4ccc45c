"""What a query may not do: leave this machine. The engine itself has no switch for it."""

from __future__ import annotations

import re

from kb.errors import QueryError

# strings, IRIs, comments, variables and prefixed names of the SPARQL grammar, in which the word says nothing, or the word itself
_TOKENS = re.compile(
    r"""
      '''(?:[^'\\]|\\.|'(?!''))*'''
    | \"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\"
    | '(?:[^'\\\n\r]|\\.)*'
    | "(?:[^"\\\n\r]|\\.)*"
    | <[^<>"{}|^`\\\x00-\x20]*>
    | \#[^\n\r]*
    | [?$]\w+
    | (?:\w[\w.\-]*)?:(?:[\w:%.\-]|\\.)*
    | (?P<service>\bSERVICE\b)
    | \w+
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)


def refuse_service(sparql: str) -> None:
    """Refuse a query that would ask another machine.

    Raises:
        QueryError: It holds SERVICE.
    """
    if any(token["service"] for token in _TOKENS.finditer(sparql)):
        raise QueryError("SERVICE would ask another machine, and queries stay on this one: leave it out")
