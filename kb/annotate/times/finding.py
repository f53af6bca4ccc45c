"""Finding: the rules over a document's tokens, the longest match first, neighbours joined."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from spacy.tokens import Doc

from kb.annotate.times.joining import Found, join
from kb.annotate.times.lexicon import load_lexicon
from kb.annotate.times.matching import Context, Match
from kb.annotate.times.normalise import KINDS
from kb.annotate.times.tense import direction
from kb.model import Span, TimeExpression
from kb.timex import days_of, grain_of


def find_times(doc: Doc, published: str | None) -> list[TimeExpression]:
    """Return the time expressions of *doc* in order; none overlap.

    Args:
        doc: at least tokenised; tags and a parse make the choice between past and future surer.
        published: the day of publication, ISO 8601 (a time after it is ignored); None where unknown.

    Returns:
        Spans in code points of the text, with TIMEX3 types and values. What cannot be told without *published* is X.
    """
    return [
        TimeExpression(Span(doc[found.begin].idx, doc[found.end - 1].idx + len(doc[found.end - 1])), found.type, found.value)
        for found in find_tokens(doc, published)
    ]


def find_tokens(doc: Doc, published: str | None) -> list[Found]:
    """Return what `find_times` does, with offsets in tokens."""
    # blanks are no words, but a paragraph's end parts what stands around it
    places = [i for i, token in enumerate(doc) if not token.is_space or token.text.count("\n") > 1]
    words = [doc[i].text for i in places]
    lexicon = load_lexicon()
    symbols = "".join([lexicon.symbol(word) for word in words])
    context = Context(_day_of(published))
    out: list[Found] = []
    for begin, end, match in _matches(symbols, words):
        first, last = places[begin], places[end - 1] + 1
        context.direction = lambda first=first, last=last: direction(doc, first, last)  # type: ignore[misc]
        try:
            reading = KINDS[match.kind](match, context)
        except OverflowError:  # "a million years ago"
            continue
        if reading is None:
            continue
        found = Found(begin, end, *reading, kind=match.kind)
        joined = join(out[-1], found, words[out[-1].end : begin]) if out else None
        if joined:
            out[-1] = found = joined
        else:
            out.append(found)
        _remember(found, context)
    # "morning" by itself is mostly no time: "the morning show"
    out = [found for found in out if found.kind != "daypart_alone"]
    widened = (_widen(found, symbols, out[i - 1].end if i else 0) for i, found in enumerate(out))
    return [replace(found, begin=places[found.begin], end=places[found.end - 1] + 1) for found in widened]


def _day_of(published: str | None) -> date | None:
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None


def _matches(symbols: str, words: list[str]) -> Iterator[tuple[int, int, Match]]:
    """Yield matches from left to right, at each place the longest, of equal ones the earlier rule's."""
    rules = load_lexicon().rules
    candidates = [(hit.start(), -hit.end(), order, hit) for order, rule in enumerate(rules) for hit in rule.regex.finditer(symbols)]
    reached = 0
    for begin, negative_end, order, hit in sorted(candidates, key=lambda candidate: candidate[:3]):
        if begin < reached:
            continue
        rule, reached = rules[order], -negative_end
        groups: dict[str, list[str]] = {}
        for name in hit.groupdict():
            if hit.start(name) >= 0:
                groups.setdefault(name.rpartition("_")[0], words[hit.start(name) : hit.end(name)])
        groups["TEXT"] = words[begin:reached]
        yield begin, reached, Match(rule.kind, groups, rule.arguments)


def _remember(found: Found, context: Context) -> None:
    """Keep what later expressions may refer to."""
    if found.type in ("DATE", "TIME") and days_of(found.value):
        context.last = found.value
        if grain_of(found.value) == "Q" and found.kind not in ("year_before", "distance"):
            context.quarter = found.value


def _widen(found: Found, symbols: str, floor: int) -> Found:
    """Take in the words before a date that name a part of it: "early", "the end of"."""
    if found.type not in ("DATE", "TIME") or found.value.endswith("_REF"):
        return found
    edge = load_lexicon().edge
    for size in (3, 2, 1):
        begin = found.begin - size
        if begin >= floor and edge.fullmatch(symbols, begin, found.begin):
            return replace(found, begin=begin)
    return found
