"""Spans over a text become tags that nest, and lose no character of it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kb.pages.knowledge import Named
from kb.pages.marks import Mark, outermost, pieces

TEXT = "Norway 😀 said it would."
SOMEBODY = Named("https://example.org/a", "Norway")
SPANS = st.lists(st.tuples(st.integers(-2, 30), st.integers(-2, 30), st.booleans()), max_size=12)


def marks_of(spans: list[tuple[int, int, bool]]) -> list[Mark]:
    evidence = {Mark(begin, end) for begin, end, mention in spans if not mention}
    mentions = {Mark(begin, end, actor=SOMEBODY) for begin, end, mention in spans if mention and 0 <= begin < end}
    return [*evidence, *outermost(mentions)]


@given(SPANS)
def test_words_add_up_to_the_text(spans: list[tuple[int, int, bool]]) -> None:
    assert "".join(piece.words for piece in pieces(TEXT, marks_of(spans))) == TEXT


@given(SPANS)
def test_tags_nest_and_nothing_opens_inside_a_link(spans: list[tuple[int, int, bool]]) -> None:
    opened: list[Mark] = []
    for piece in pieces(TEXT, marks_of(spans)):
        if piece.step == "open":
            assert piece.mark is not None
            assert not any(mark.actor for mark in opened)
            opened.append(piece.mark)
        elif piece.step == "close":
            assert opened.pop() == piece.mark
    assert opened == []


@given(SPANS)
def test_each_mark_covers_its_span_and_opens_and_ends_once(spans: list[tuple[int, int, bool]]) -> None:
    covered: dict[Mark, list[int]] = {}
    ends = {"open": [], "close": []}  # type: dict[str, list[Mark]]
    opened: list[Mark] = []
    at = 0
    for piece in pieces(TEXT, marks_of(spans)):
        if piece.mark is None:
            for mark in opened:
                covered.setdefault(mark, []).extend(range(at, at + len(piece.words)))
            at += len(piece.words)
            continue
        (opened.append if piece.step == "open" else opened.remove)(piece.mark)
        if piece.whole:
            ends[piece.step].append(piece.mark)
    fit = {mark for mark in marks_of(spans) if 0 <= mark.begin < mark.end <= len(TEXT)}
    assert {mark: (min(places), max(places) + 1, len(places)) for mark, places in covered.items()} == {
        mark: (mark.begin, mark.end, mark.end - mark.begin) for mark in fit
    }
    assert sorted(ends["open"], key=repr) == sorted(ends["close"], key=repr) == sorted(fit, key=repr)
