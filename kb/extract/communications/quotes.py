"""Quoted runs of a text, and the communications that they belong to."""

from __future__ import annotations

import itertools
import re

from spacy.tokens import Doc

from kb.extract.communications.telling import Telling, subtract
from kb.extract.syntax import text_of, trim
from kb.model import Quotation, Span

_MARK = re.compile(r"[\"“”„«»]|''|``|\n")
_OPENING, _CLOSING, _STRAIGHT = ("“", "„", "«", "``"), ("”", "»"), ('"', "''")
#: behind a cue: what the speaker does meanwhile, or what it is said of
_ASIDE = re.compile(r"\s*,\s+\w+ing\b|\s+(?:of|about|during|after|before|at|in) ")
_ADJUNCT = 40  # characters of a time or place behind a cue
_LONGEST = 4000  # characters; a quotation mark that was never closed must not swallow the article


def quoted_runs(text: str) -> list[Span]:
    """Return the spans between quotation marks, marks left out, in order.

    A quotation may go on over paragraphs: then each paragraph opens anew and only the last one closes, and each is a run.
    Straight marks open and close by turns within a paragraph; curved ones may stand within curved ones.
    """
    runs: list[Span] = []
    begin, depth = -1, 0
    for match in _MARK.finditer(text):
        mark = match.group()
        if "\n" in mark:
            # a paragraph ends an open quotation; its continuation opens with a mark of its own
            if begin >= 0:
                runs.append(Span(begin, match.start()))
            begin, depth = -1, 0
        elif mark in _OPENING and begin >= 0 and _closes_twice(match):
            depth += 1
        elif mark in _CLOSING and depth:
            depth -= 1
        elif mark in _OPENING or (begin < 0 and (mark in _STRAIGHT or _opens_paragraph(match))):
            begin = match.end() if begin < 0 else begin
        elif (mark in _CLOSING or mark in _STRAIGHT) and begin >= 0:
            runs.append(Span(begin, match.start()))
            begin = -1
    if begin >= 0:
        runs.append(Span(begin, len(text)))
    return [run for run in runs if text[run.begin : run.end].strip() and run.end - run.begin < _LONGEST]


def _closes_twice(mark: re.Match[str]) -> bool:
    """Return whether the rest of the paragraph closes what *mark* opens and the quotation around it."""
    rest = mark.string[mark.end() :].partition("\n")[0]
    marks = [1 if found in _CLOSING else -1 for found in _MARK.findall(rest) if found in _CLOSING or found in _OPENING]
    return any(sum(marks[:k]) == 2 and min(itertools.accumulate(marks[:k])) >= 0 for k in range(1, len(marks) + 1))


def _opens_paragraph(mark: re.Match[str]) -> bool:
    """Return whether *mark* stands first in its paragraph, where even a closing one opens, by mistake."""
    begin = mark.start()
    return (begin == 0 or mark.string[begin - 1] == "\n") and not mark.string[mark.end() : mark.end() + 1].isspace()


def is_scare(run: Span, text: str) -> bool:
    """Return whether the quoted words are too few to be a quotation."""
    return len(run.of(text).split()) < 3


def quotation_of(content: list[Span], runs: list[Span], text: str, *, naming: bool = False) -> Quotation:
    """Return how much of *content* stands in quotation marks; scare quotes of one or two words do not count when there is more."""
    if not content:
        return Quotation.NO_CONTENT
    total = sum(span.end - span.begin for span in content)
    quoted = [(min(span.end, run.end) - max(span.begin, run.begin), run) for span in content for run in runs if span.overlaps(run)]
    inside = sum(size for size, _ in quoted)
    if inside > 0.9 * total:
        return Quotation.DIRECT
    return Quotation.MIXED if any(naming or not is_scare(run, text) for _, run in quoted) or inside > 0.4 * total else Quotation.INDIRECT


def attach_quotes(tellings: list[Telling], runs: list[Span], doc: Doc) -> None:
    """Give each telling the quoted runs that its content touches or that follow it, in place."""
    text = text_of(doc)
    for telling in tellings:
        for run in runs:
            if any(run.overlaps(span) for span in telling.content) and not run.covers(telling.cue_span):
                _extend(telling, run)
    for i, run in enumerate(runs):
        # what is told within the quotation does not make it anybody's
        taken = any(run.overlaps(span) for telling in tellings if not run.covers(telling.cue_span) for span in telling.content)
        if taken or is_scare(run, text):
            continue
        if (owner := _owner(run, runs[i - 1] if i else None, tellings, doc)) is not None:
            owner.content = sorted([*owner.content, trim(run, text)])
            owner.rule = owner.rule.replace(".clause.", ".quotation.")


def _extend(telling: Telling, run: Span) -> None:
    """Grow the content over the whole of *run*: a parsed clause ends with its sentence, a quotation does not."""
    grown = [run]
    for other in telling.content:
        grown = _merge(grown, other)
    telling.content = grown


def _merge(spans: list[Span], new: Span) -> list[Span]:
    touching = [span for span in spans if span.begin <= new.end and new.begin <= span.end]
    union = Span(min(s.begin for s in [new, *touching]), max(s.end for s in [new, *touching]))
    return sorted([*(span for span in spans if span not in touching), union])


def _owner(run: Span, before: Span | None, tellings: list[Telling], doc: Doc) -> Telling | None:
    """Return the telling that the stray quotation *run* belongs to: an empty cue beside it, or the one that it goes on from."""
    text = text_of(doc)
    near: list[tuple[int, int, Telling]] = []
    for order, telling in enumerate(tellings):
        # content behind the cue leaves room for a quotation before it: "...," he said, "..."
        if (
            not telling.takes_quote
            or run.covers(telling.cue_span)
            or any(span.begin < telling.cue_span.begin or run.begin > telling.cue_span.begin for span in telling.content)
        ):
            continue
        if telling.cue_span.begin >= run.end and run.of(text).rstrip().endswith("."):
            continue  # a cue behind the quotation would have made the full stop a comma
        gap = text[run.end : telling.cue_span.begin] if telling.cue_span.begin >= run.end else text[telling.cue_span.end : run.begin]
        gap = gap.strip(" \n\t\"”“'")
        if "\n" not in gap and len(gap) < 150 and not re.search(r"[.!?]\s", gap):
            near.append((len(gap), order, telling))
    if near:
        return min(near)[2]
    if before is not None:
        gap = text[before.end : run.begin]
        holder = next((t for t in reversed(tellings) if any(before.overlaps(span) for span in t.content)), None)
        if holder is not None and gap.count("\n") <= 2 and len(gap) < 250 and not _speaks_between(gap, tellings, before, run, holder):
            open_ended = "\n" in gap and not re.match(r"\s*[\"”»]", gap)
            if open_ended or "\n" not in gap:
                return holder
    return None


def _speaks_between(gap: str, tellings: list[Telling], before: Span, run: Span, holder: Telling) -> bool:
    """Return whether somebody else's cue stands between the two runs, or more than the holder's own clause and a break."""
    others = any(before.end <= t.cue_span.begin < run.begin and t is not holder and t.sources and (t.content or t.takes_quote) for t in tellings)
    own = before.end <= holder.cue_span.begin < run.begin
    return others or (not own and len(re.findall(r"\w+", gap)) > 3)


def carve_cues(tellings: list[Telling], runs: list[Span], doc: Doc) -> None:
    """Take the cue's own clause ("he said") out of a content that runs around it, and trim what is left, in place.

    Behind a quotation and its cue only quoted words are content.
    """
    for telling in tellings:
        for hole in _holes(telling, doc):
            telling.content = [kept for span in telling.content for part in subtract(span, hole) if (kept := _behind_cue(part, hole, text_of(doc))) is not None]
            quoted = [span for span in telling.content if any(span.overlaps(run) for run in runs)]
            if any(span.end <= hole.begin for span in quoted):
                telling.content = quoted
        trimmed = {trim(span, text_of(doc)) for span in telling.content}
        telling.content = sorted(span for span in trimmed if span.end - span.begin > 1)


def _behind_cue(part: Span, hole: Span, text: str) -> Span | None:
    """Return what of *part*, behind a cue, is content: without a mark between, its first words belong to the cue ("said on Thursday, ...")."""
    if part.end <= hole.begin or part.begin > hole.end:
        return part
    if _ASIDE.match(text, hole.end):
        return None
    if text[hole.end : hole.end + 1] in (",", ";", ":", "—", "–", ".", '"', "”"):
        return part
    comma = text.find(",", part.begin, min(part.end, part.begin + _ADJUNCT))
    if comma >= 0:
        return Span(comma + 1, part.end)
    return part if part.end - part.begin > _ADJUNCT else None


def _holes(telling: Telling, doc: Doc) -> list[Span]:
    cue = telling.cue_span
    if not any(span.overlaps(cue) for span in telling.content):
        return []
    begin = min(
        [
            cue.begin,
            *(
                doc[s.left_edge.i].idx
                for s in telling.sources
                if s.sent == telling.cue.sent and any(span.covers(Span(s.idx, s.idx + len(s))) for span in telling.content)
            ),
        ]
    )
    end = max([cue.end, *(s.right_edge.idx + len(s.right_edge) for s in telling.sources if s.i > telling.cue.i and s.sent == telling.cue.sent)])
    return [Span(begin, end)]
