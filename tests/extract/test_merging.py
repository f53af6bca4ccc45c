from kb.extract.merging import merge_repeats
from kb.extract.reporting import report
from kb.model import Act, Certainty, Communication, Polarity, Position, Span, Stance

TEXT = "Ada said it rains. Ada said it rains. Bo backs Ada."


def said(begin: int, **more) -> Communication:
    base = {"evidence": (Span(begin, begin + 18),), "rule": "test.v1", "confidence": 0.5, "act": Act.STATING, "source": ("ada",)}
    return Communication(**(base | {"cue": Span(begin + 4, begin + 8), "content": (Span(begin + 9, begin + 17),)} | more))


def backs(place: Span, **more) -> Position:
    base = {"evidence": (place,), "rule": "test.v1", "confidence": 0.5, "holder": "bo", "target": "ada", "target_span": place, "stance": Stance.SUPPORTS}
    return Position(**(base | more))


def test_a_sentence_that_stands_twice_gives_one_item_with_two_pieces_of_evidence():
    (found,) = merge_repeats([said(0), said(19)], TEXT)
    assert found.evidence == (Span(0, 18), Span(19, 37))
    assert found.content == (Span(9, 17),)


def test_other_speakers_stay_apart():
    assert len(merge_repeats([said(0), said(19, source=("bo",))], TEXT)) == 2


def test_what_one_telling_says_outright_is_certain_and_the_articles_own():
    hedged = backs(Span(38, 40), certainty=Certainty.HEDGED, reported_by=("cy",))
    (found,) = merge_repeats([hedged, backs(Span(47, 50))], TEXT)
    assert found.certainty is Certainty.CERTAIN
    assert found.reported_by == ()


def test_what_stands_in_a_content_is_reported_by_its_speaker():
    inside, own, outside = backs(Span(10, 12)), backs(Span(10, 12), holder="ada"), backs(Span(40, 45))
    assert [found.reported_by for found in report([said(0), inside, own, outside])] == [(), ("ada",), (), ()]


def test_what_is_denied_is_told_as_not_so():
    _, found = report([said(0, act=Act.DENYING), backs(Span(10, 12))])
    assert found.polarity is Polarity.NEGATIVE


def test_of_what_was_not_said_no_position_is_known():
    assert [type(found) for found in report([said(0, polarity=Polarity.NEGATIVE), backs(Span(10, 12))])] == [Communication]
