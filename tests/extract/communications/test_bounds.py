"""Where contents begin and end when the tree and the network see different words."""

from spacy.tokens import Span

from kb.extract.communications import find


def contents(reading, cue, content):
    """Return what is told when the network sees *cue* and *content*, each a list of token ranges."""
    doc = reading.doc
    doc.spans["attributions"] = [
        Span(doc, begin, end, label=label, kb_id="0.9", span_id="0") for label, ranges in (("CUE", cue), ("CONTENT", content)) for begin, end in ranges
    ]
    return [[span.of(doc.text) for span in communication.content] for communication in find(reading)]


RULES = """
Ada Ada PROPN NNP 2 nsubj PERSON
quibbled quibble VERB VBD 0 root
the the DET DT 5 det
new new ADJ JJ 5 amod
rules rule NOUN NNS 2 obj
of of ADP IN 7 case
Norway Norway PROPN NNP 5 nmod LOC
. . PUNCT . 2 punct
"""


def test_an_article_alone_is_told_with_its_noun_and_what_belongs_to_that(build_reading):
    assert contents(build_reading(RULES), [(1, 2)], [(2, 3)]) == [["the new rules of Norway"]]


def test_a_phrase_does_not_take_in_its_cue(build_reading):
    assert contents(build_reading(RULES), [(1, 2), (5, 6)], [(4, 5)]) == [["rules"]]


def test_a_single_word_across_the_cue_is_no_content(build_reading):
    rows = """
    Rules rule NOUN NNS 3 obl
    Ada Ada PROPN NNP 3 nsubj PERSON
    quibbled quibble VERB VBD 0 root
    that that SCONJ IN 7 mark
    Norway Norway PROPN NNP 7 nsubj LOC
    would would AUX MD 7 aux
    wait wait VERB VB 3 ccomp
    """
    assert contents(build_reading(rows), [(2, 3)], [(0, 1), (3, 7)]) == [["Norway would wait"]]


CLAUSE = """
Ada Ada PROPN NNP 2 nsubj PERSON
said say VERB VBD 0 root
Norway Norway PROPN NNP 5 nsubj LOC
would would AUX MD 5 aux
wait wait VERB VB 2 ccomp
if if SCONJ IN 8 mark
Iceland Iceland PROPN NNP 8 nsubj LOC
won_ win VERB VBD 2 advcl
, , PUNCT , 10 punct
adding add VERB VBG 2 advcl
fuel fuel NOUN NN 10 obj
. . PUNCT . 2 punct
"""


def test_a_clause_grows_over_what_the_network_sees_around_it(build_reading):
    assert contents(build_reading(CLAUSE), [(1, 2)], [(2, 8)])[0] == ["Norway would wait if Iceland won"]


def test_a_clause_ends_before_what_its_speaker_does(build_reading):
    rows = CLAUSE.replace("advcl\n, ,", "conj\n, ,").replace("won_ win VERB VBD 2 conj", "won_ win VERB VBD 5 advcl").replace("VBG 2 advcl", "VBG 5 advcl")
    assert contents(build_reading(rows), [(1, 2)], [(2, 8)])[0] == ["Norway would wait if Iceland won"]


def test_a_thing_does_not_grow_over_who_is_told(build_reading):
    rows = """
    Ada Ada PROPN NNP 2 nsubj PERSON
    revealed reveal VERB VBD 0 root
    the the DET DT 4 det
    plan plan NOUN NN 2 obj
    to to ADP IN 6 case
    reporters reporter NOUN NNS 2 obl
    """
    assert contents(build_reading(rows), [(1, 2)], [(2, 6)]) == [["the plan"]]
