"""Lemmas, letter case, tokens and paragraphs: what the encoder is fed and how its edits are read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.annotate.lemmas import apply_edit, edit_of
from kb.annotate.paragraphs import WINDOW, is_wrapped, paragraph_starts, windows
from kb.annotate.pieces import CASES, letter_case
from kb.annotate.tokenizer import blank_english


@pytest.fixture(scope="module")
def nlp():
    return blank_english()


@given(st.text(min_size=1, max_size=12), st.text(min_size=1, max_size=12))
def test_an_edit_makes_the_lemma_it_was_made_for(form, lemma):
    assert apply_edit(form, edit_of(form, lemma)) == lemma


@pytest.mark.parametrize(
    ("like", "lemma", "form", "expected"),
    [("wrote", "write", "Wrote", "write"), ("States", "State", "Leaders", "Leader"), ("cities", "city", "treaties", "treaty"), ("is", "be", "a", "a")],
)
def test_an_edit_carries_over_to_other_words(like, lemma, form, expected):
    assert apply_edit(form, edit_of(like, lemma)) == expected


@pytest.mark.parametrize(("word", "case"), [("the", "lower"), ("Paris", "title"), ("NATO", "upper"), ("I", "capital"), ("McCain", "mixed"), ("24", "none")])
def test_letter_case(word, case):
    assert CASES[letter_case(word)] == case


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a U.S.-led raid", ["a", "U.S.", "-", "led", "raid"]),
        ("Sens. Ann Lee and Bo Roe", ["Sens.", "Ann", "Lee", "and", "Bo", "Roe"]),
        ("the 10-day truce", ["the", "10", "-", "day", "truce"]),
        ("They left home.The rest stayed.", ["They", "left", "home", ".", "The", "rest", "stayed", "."]),
    ],
)
def test_tokens_that_news_needs(nlp, text, words):
    assert [token.text for token in nlp(text)] == words


def test_a_blank_line_and_a_single_break_begin_paragraphs(nlp):
    doc = nlp("Headline here\nFirst words.\n\nSecond words.")
    assert [doc[i].text for i in sorted(paragraph_starts(doc))] == ["Headline", "First", "Second"]


def test_wrapped_lines_are_no_paragraphs(nlp):
    line = "the committee went on with its long and tiring work for one more day and"
    text = "\n".join(["Then " + line, *[line] * 6, "rested."])
    assert is_wrapped(text)
    assert len(paragraph_starts(nlp(text))) == 1


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("She urged the government of Iceland, which had waited for two years, to\nsign the river treaty by Friday.", 1),
        (
            "The ministers met in Oslo on Monday and talked of the treaty at length,\nwhich Iceland must sign. Finland is for it.",
            1,
        ),
        ("Norway and Iceland sign the river treaty after two years of long talks\nThe ministers met in Oslo on Monday and talked of the treaty at length.", 2),
        ("What is needed:\nbread\nsalt", 3),
    ],
)
def test_a_few_lines_are_wrapped_when_they_run_on(nlp, text, paragraphs):
    assert len(paragraph_starts(nlp(text))) == paragraphs


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("WASHINGTON (AP) — Lund said it rains.", ["WASHINGTON", "Lund"]),
        ("Oslo, Norway - Norway will wait.", ["Oslo", "Norway"]),
        ("Washington, D.C.  Senator Lund will wait.", ["Washington", "Senator"]),
        ("PARIS, Sept. 3 (Reuters) -- France will wait.", ["PARIS", "France"]),
        ("Lund - who had waited - left.", ["Lund"]),
        ("The U.S.-led raid went on.", ["The"]),
        ("Ada Lund said - No.", ["Ada"]),
    ],
)
def test_a_story_begins_behind_its_dateline(nlp, text, begins):
    doc = nlp(text)
    assert [doc[i].text for i in sorted(paragraph_starts(doc))] == begins


@given(st.lists(st.sampled_from(["Word", "word", ".", "word,"]), min_size=1, max_size=900))
def test_windows_cover_every_word_once_and_stay_small(nlp, words):
    doc = nlp(" ".join(words))
    cuts = windows(list(doc), {0}, lambda _: 1)
    assert [i for begin, end in cuts for i in range(begin, end)] == list(range(len(doc)))
    assert all(0 < end - begin <= WINDOW for begin, end in cuts)
