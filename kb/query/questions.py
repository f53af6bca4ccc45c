"""The built-in questions: one file each, whose first line is the question and whose next lines name its parameters."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from kb.errors import QueryError
from kb.resources import questions_dir

_PARAMETER = re.compile(r"# --param (\w+)=\S+: (.+)")


@dataclass(frozen=True)
class Question:
    """A query with a name. ``parameters`` maps the variables that may be bound to what they mean."""

    name: str
    text: str
    sparql: str
    parameters: Mapping[str, str] = field(default_factory=dict)


def load_questions() -> list[Question]:
    """Return all built-in questions, sorted by name."""
    return [_parse(path.stem, path.read_text(encoding="utf-8")) for path in sorted(questions_dir().glob("*.rq"))]


def find_question(name: str) -> Question:
    """Return the question of that name.

    Raises:
        QueryError: There is none; the message names near ones.
    """
    questions = {question.name: question for question in load_questions()}
    if name not in questions:
        near = difflib.get_close_matches(name, questions, n=3, cutoff=0.4) or [other for other in questions if set(name.split("-")) & set(other.split("-"))]
        raise QueryError(f"unknown question {name!r}; {'near: ' + ', '.join(near) if near else 'kb questions lists them all'}")
    return questions[name]


def _parse(name: str, source: str) -> Question:
    first, *rest = source.splitlines()
    parameters = {found[1]: found[2] for line in rest if (found := _PARAMETER.fullmatch(line))}
    return Question(name, first.removeprefix("#").strip(), source, parameters)
