"""Annotated attributions to what the network learns; the annotated text is invented."""

from pathlib import Path

from kb.annotate.attributions import CONTENT, CUE, CUE_ON, NONE, SOURCE
from kb.annotate.tokenizer import blank_english
from kb.annotate.training.attributions import read_polnear, targets

TEXT = "Lund made it clear that Berg wants peace. It rained."


def spans(*parts):
    """(words, role) to (begin, end, role), each the first place of its words."""
    return [(TEXT.index(words), TEXT.index(words) + len(words), role) for words, role in parts]


OUTER = spans(("Lund", SOURCE), ("made it clear", CUE), ("that Berg wants peace", CONTENT))
INNER = spans(("Berg", SOURCE), ("wants", CUE), ("peace", CONTENT))


def test_the_innermost_attribution_holds_a_word_and_its_cue_belongs_to_the_outer_one():
    doc = blank_english()(TEXT)
    for order in ([OUTER, INNER], [INNER, OUTER]):
        roles, cues = targets(doc, order)
        assert [word.text for word in doc] == ["Lund", "made", "it", "clear", "that", "Berg", "wants", "peace", ".", "It", "rained", "."]
        assert roles == [SOURCE, CUE, CUE_ON, CUE_ON, CONTENT, SOURCE, CUE, CONTENT, NONE, NONE, NONE, NONE]
        assert cues == [1, -1, 1, 1, 1, 6, 1, 6, -1, -1, -1, -1]


def test_a_content_without_a_cue_belongs_to_none():
    roles, cues = targets(blank_english()(TEXT), [spans(("peace", CONTENT))])
    assert (roles[7], cues[7]) == (CONTENT, -1)


def test_a_brat_file_becomes_windows_with_one_sure_role_a_word(tmp_path: Path):
    (tmp_path / "text").mkdir()
    (tmp_path / "attributions").mkdir()
    (tmp_path / "text/a.txt").write_text(TEXT)
    lines = ["T1\tSource 24 28\tBerg", "T2\tCue 29 34\twants", "T3\tContent 35 40\tpeace", "E1\tCue:T2 Source:T1 Content:T3"]
    (tmp_path / "attributions/a_0001.ann").write_text("\n".join(lines) + "\n")
    (window,) = read_polnear(tmp_path, blank_english(), len)
    assert [word for word, roles in zip(window.words, window.roles, strict=True) if roles.index(1.0) != NONE] == ["Berg", "wants", "peace"]
    assert [window.cues[i] for i in (5, 6, 7)] == [6, -1, 6]
