"""What the network saw, joined with what the rules found."""

from spacy.tokens import Span

from kb.extract.communications import find
from kb.model import Act, Medium


def learn(reading, *attributions):
    """Put attributions, each (score, {label: [(begin, end)]} in tokens), on the Doc as the pipeline does."""
    doc = reading.doc
    doc.spans["attributions"] = [
        Span(doc, begin, end, label=label, kb_id=str(score), span_id=str(number))
        for number, (score, parts) in enumerate(attributions)
        for label, ranges in parts.items()
        for begin, end in ranges
    ]
    return reading


def told(reading):
    text, actors = reading.doc.text, reading.cast.actors
    return [([actors[k].label for k in c.source], c.cue.of(text), c.act, [s.of(text) for s in c.content]) for c in find(reading)]


QUIBBLED = """
Ada Ada PROPN NNP 2 nsubj PERSON
quibbled quibble VERB VBD 0 root
that that SCONJ IN 6 mark
Norway Norway PROPN NNP 6 nsubj LOC
would would AUX MD 6 aux
wait_ wait VERB VB 2 ccomp
. . PUNCT . 2 punct
"""


def test_a_cue_that_no_lexicon_has_is_told_by_the_network(build_reading):
    reading = learn(build_reading(QUIBBLED), (0.9, {"SOURCE": [(0, 1)], "CUE": [(1, 2)], "CONTENT": [(2, 6)]}))
    assert told(reading) == [(["Ada"], "quibbled", Act.STATING, ["Norway would wait"])]


def test_an_unsure_cue_is_not(build_reading):
    assert told(learn(build_reading(QUIBBLED), (0.3, {"CUE": [(1, 2)], "CONTENT": [(3, 6)]}))) == []


SAID = QUIBBLED.replace("quibbled quibble", "said say")


def test_the_rule_keeps_its_act_and_where_they_meet_its_content(build_reading):
    reading = learn(build_reading(SAID), (0.9, {"SOURCE": [(0, 1)], "CUE": [(1, 2)], "CONTENT": [(4, 6)]}))
    assert told(reading) == [(["Ada"], "said", Act.STATING, ["Norway would wait"])]


def test_a_rule_that_the_network_does_not_back_is_left_out(build_reading):
    # the network saw another attribution, and gives this cue no probability
    assert told(learn(build_reading(SAID), (0.2, {"CUE": [(5, 6)]}))) == []
    assert len(told(learn(build_reading(SAID), (0.2, {"CUE": [(1, 2)]})))) == 1


def test_the_act_is_what_any_word_of_the_cue_does(build_reading):
    rows = """
    Ada Ada PROPN NNP 3 nsubj PERSON
    remains remain VERB VBZ 3 cop
    hopeful hopeful ADJ JJ 0 root
    about about ADP IN 5 case
    peace peace NOUN NN 3 obl
    """
    reading = learn(build_reading(rows), (0.9, {"SOURCE": [(0, 1)], "CUE": [(1, 3)], "CONTENT": [(4, 5)]}))
    assert told(reading) == [(["Ada"], "remains hopeful", Act.BELIEVING, ["peace"])]


def test_a_source_across_a_sentence_is_its_part_beside_the_cue(build_reading):
    rows = """
    Oslo Oslo PROPN NNP 0 root LOC

    Norway Norway PROPN NNP 2 nsubj LOC
    quibbled quibble VERB VBD 0 root
    that that SCONJ IN 6 mark
    it it PRON PRP 6 nsubj
    would would AUX MD 6 aux
    wait wait VERB VB 2 ccomp
    """
    reading = learn(build_reading(rows), (0.9, {"SOURCE": [(0, 2)], "CUE": [(2, 3)], "CONTENT": [(3, 7)]}))
    assert told(reading)[0][0] == ["Norway"]


def test_a_report_is_nobody(build_reading):
    rows = """
    A a DET DT 2 det
    poll poll NOUN NN 3 nsubj
    showed show VERB VBD 0 root
    Norway Norway PROPN NNP 6 nsubj LOC
    would would AUX MD 6 aux
    wait wait VERB VB 3 ccomp
    """
    assert told(build_reading(rows)) == [([], "showed", Act.STATING, ["Norway would wait"])]


STATEMENT = """
Norway Norway PROPN NNP 2 nsubj LOC
says say VERB VBZ 0 root
it it PRON PRP 5 nsubj
will will AUX MD 5 aux
wait_ wait VERB VB 2 ccomp
. . PUNCT . 2 punct

We we PRON PRP 2 nsubj
hope hope VERB VBP 0 root
Iceland Iceland PROPN NNP 5 nsubj LOC
will will AUX MD 5 aux
wait_ wait VERB VB 2 ccomp
. . PUNCT . 2 punct
"""


def test_the_first_persons_of_a_statement_are_the_body_that_issues_it(build_reading):
    reading = build_reading(STATEMENT)
    assert [found[0] for found in told(reading)] == [["Norway"], ["Norway"]]
    assert {c.medium for c in find(build_reading(STATEMENT))} == {Medium.STATEMENT}


def test_a_medium_goes_on_with_its_speaker(build_reading):
    rows = """
    Ada Ada PROPN NNP 2 nsubj PERSON
    said say VERB VBD 0 root
    in in ADP IN 5 case
    a a DET DT 5 det
    letter letter NOUN NN 2 obl
    that that SCONJ IN 9 mark
    Norway Norway PROPN NNP 9 nsubj LOC
    would would AUX MD 9 aux
    wait wait VERB VB 2 ccomp

    Ada Ada PROPN NNP 2 nsubj PERSON
    argued argue VERB VBD 0 root
    that that SCONJ IN 6 mark
    Norway Norway PROPN NNP 6 nsubj LOC
    would would AUX MD 6 aux
    win win VERB VB 2 ccomp
    """
    assert [c.medium for c in find(build_reading(rows))] == [Medium.LETTER, Medium.LETTER]


def test_of_a_source_that_begins_with_the_day_the_subject_speaks(build_reading):
    rows = """
    Today today NOUN NN 3 obl:unmarked
    Ada Ada PROPN NNP 3 nsubj PERSON
    quibbled quibble VERB VBD 0 root
    that that SCONJ IN 7 mark
    Norway Norway PROPN NNP 7 nsubj LOC
    would would AUX MD 7 aux
    wait wait VERB VB 3 ccomp
    """
    reading = learn(build_reading(rows), (0.9, {"SOURCE": [(0, 2)], "CUE": [(2, 3)], "CONTENT": [(3, 7)]}))
    assert [sources for sources, *_ in told(reading)] == [["Ada"]]


GOES_ON = (
    SAID
    + """
Lights light NOUN NNS 2 nsubj
went go VERB VBD 0 root
out out ADP RP 2 compound:prt
all all DET DT 5 det
over over ADP IN 6 case
town_ town NOUN NN 2 obl
. . PUNCT . 2 punct
"""
)


def test_a_sentence_that_goes_on_belongs_to_who_began(build_reading):
    reading = learn(build_reading(GOES_ON), (0.9, {"SOURCE": [(0, 1)], "CUE": [(1, 2)], "CONTENT": [(3, 6), (7, 13)]}))
    assert told(reading)[0][3] == ["Norway would wait", "Lights went out all over town"]


def test_a_piece_of_a_sentence_does_not(build_reading):
    reading = learn(build_reading(GOES_ON), (0.9, {"SOURCE": [(0, 1)], "CUE": [(1, 2)], "CONTENT": [(3, 6), (8, 13)]}))
    assert told(reading)[0][3] == ["Norway would wait"]


def test_a_rule_is_surer_where_the_network_backs_it(build_reading):
    alone, backed = build_reading(SAID), learn(build_reading(SAID), (0.9, {"CUE": [(1, 2)], "CONTENT": [(3, 6)]}))
    assert [c.confidence for c in find(backed)] > [c.confidence for c in find(alone)]


def test_a_mere_form_of_be_tells_nothing(build_reading):
    rows = QUIBBLED.replace("quibbled quibble VERB", "was be AUX")
    assert told(learn(build_reading(rows), (0.9, {"SOURCE": [(0, 1)], "CUE": [(1, 2)], "CONTENT": [(3, 6)]}))) == []
