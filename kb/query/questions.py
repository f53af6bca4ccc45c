"""The built-in questions: one file each, whose first line is the question and whose next lines name its parameters.

::

    # Who told whom what?
    # --param who=ACTOR: only what is told by those of this name, or with this Wikidata id
    # --param days=NUMBER [7]: how many days it looks ahead
    SELECT ...
      #who VALUES ?source { $who }

A line that begins with ``#who`` is part of the query when the parameter is given, one with ``#about!who`` when *about* is given and
*who* is not, and ``$who`` is its value (``$who,``
with commas, for IN; ``$on+days`` a date so many days later). A file so written is SPARQL as it stands, too: it asks without parameters.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

import pyoxigraph as ox

from kb.errors import QueryError
from kb.query.actors import find_actors
from kb.query.run import Answer, Queryable, check_values, run_query
from kb.resources import questions_dir

_PARAMETER = re.compile(r"# --param (\w+)=([A-Z]+)(?: \[(.+?)\])?: (.+)")
_CONDITION = re.compile(r"^(\s*)#(\w+)(?:!(\w+))? ")
_VALUE = re.compile(r"\$(\w+)(?:([+-])(\w+)|(,))?")


@dataclass(frozen=True)
class Parameter:
    """A parameter of a question: what kind of value it takes ("ACTOR", "DATE", "NUMBER" or "WORDS"), its default, and what it means."""

    kind: str
    default: str | None
    meaning: str


@dataclass(frozen=True)
class Question:
    """A query with a name. ``parameters`` are those that may be given, by name."""

    name: str
    text: str
    sparql: str
    parameters: Mapping[str, Parameter] = field(default_factory=dict)


def load_questions() -> list[Question]:
    """Return all built-in questions, sorted by name."""
    return [read_question(path.stem, path.read_text(encoding="utf-8")) for path in sorted(questions_dir().glob("*.rq"))]


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


def read_question(name: str, source: str) -> Question:
    """Return the question that *source* is; one without a head has neither text nor parameters."""
    first, *rest = source.splitlines() or [""]
    parameters = {found[1]: Parameter(found[2], found[3], found[4]) for line in rest if (found := _PARAMETER.fullmatch(line))}
    return Question(name, first.removeprefix("#").strip() if first.startswith("#") else "", source, parameters)


def ask_question(target: Queryable, question: Question, values: Mapping[str, str], *, limit: int | None = None) -> Answer:
    """Return the answer of *target* to *question*.

    Args:
        target: What is asked.
        question: What to ask.
        values: Its parameters as people write them: a name or a Wikidata id for an actor, an ISO date, a number, words.
        limit: The most rows to give.

    Raises:
        QueryError: It has no such parameter, or the value is not of its kind.
    """
    return run_query(target, filled_question(target, question, values), limit=limit)


def filled_question(target: Queryable, question: Question, values: Mapping[str, str]) -> str:
    """Return the SPARQL of *question* with its *values* in their places. Arguments and errors are those of ``ask_question``."""
    if unknown := sorted(set(values) - set(question.parameters)):
        raise QueryError(f"question {question.name!r} has no parameter {unknown[0]!r}; it has {', '.join(question.parameters) or 'none'}")
    check_values(values)
    given = {name: parameter.default for name, parameter in question.parameters.items() if parameter.default is not None} | dict(values)
    terms = {name: _term(target, name, question.parameters[name].kind, value) for name, value in given.items()}

    def value(found: re.Match[str]) -> str:
        name, sign, days, comma = found.groups()
        if name not in terms:
            return found.group()
        if comma:
            return terms[name].replace(" ", ", ")
        return _shifted(given[name], int(f"{sign}{given[days]}")) if days else terms[name]

    lines = (_condition(line, terms) for line in question.sparql.splitlines())
    return "\n".join(line if line.lstrip().startswith("#") else _VALUE.sub(value, line) for line in lines if line is not None)


def _condition(line: str, given: Mapping[str, str]) -> str | None:
    """Return *line*, bare of its condition if the parameters *given* fulfil it; None if they do not."""
    found = _CONDITION.match(line)
    if found is None:
        return line
    return found[1] + line[found.end() :] if found[2] in given and found[3] not in given else None


def _term(target: Queryable, name: str, kind: str, value: str) -> str:
    """Return *value* of the parameter *name* as SPARQL writes it; of an actor all IRIs that it has."""
    if kind == "ACTOR":
        return " ".join(str(actor) for actor in find_actors(target, value))
    if kind == "DATE":
        return str(ox.Literal(_date(name, value).isoformat()))
    if kind == "NUMBER":
        if not (value.isascii() and value.isdecimal()) or len(value) > 6:
            raise QueryError(f"{name}={value}: {value!r} is no whole number, such as 7")
        return value
    return str(ox.Literal(value.casefold()))


def _date(name: str, value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise QueryError(f"{name}={value}: {value!r} is no date, such as 2014-11-07") from None


def _shifted(day: str, days: int) -> str:
    """Return the date *days* after *day*, as SPARQL writes it."""
    try:
        return str(ox.Literal((date.fromisoformat(day) + timedelta(days=days)).isoformat()))
    except OverflowError:
        raise QueryError(f"{days} days from {day} is beyond the calendar") from None
