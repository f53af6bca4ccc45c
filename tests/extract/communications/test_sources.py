"""Who tells, where parser or network took a wrong word, and by which medium it goes on."""

from spacy.tokens import Span

from kb.extract.communications import find
from kb.model import Act, Medium


def told(reading):
    """The communications as (sources, cue, act, medium)."""
    text, actors = reading.doc.text, reading.cast.actors
    return [([actors[k].label for k in c.source], c.cue.of(text), c.act, c.medium) for c in find(reading)]


LETTER = """
Ada Ada PROPN NNP 2 nsubj PERSON
sent send VERB VBD 0 root
a a DET DT 4 det
letter letter NOUN NN 2 obj
urging urge VERB VBG 4 acl
Norway Norway PROPN NNP 5 obj LOC
to to PART TO 8 mark
wait_ wait VERB VB 5 xcomp
. . PUNCT . 2 punct
"""


def test_who_sends_a_letter_urges_by_letter(build_reading):
    assert told(build_reading(LETTER)) == [
        (["Ada"], "sent a letter", Act.STATING, Medium.LETTER),
        (["Ada"], "urging", Act.REQUESTING, Medium.LETTER),
    ]


def test_a_letter_that_asks_again_speaks_for_who_sent_it(build_reading):
    rows = """
    The the DET DT 2 det
    letter letter NOUN NN 3 nsubj
    warned warn VERB VBD 0 root
    that that SCONJ IN 7 mark
    Norway Norway PROPN NNP 7 nsubj LOC
    would would AUX MD 7 aux
    wait_ wait VERB VB 3 ccomp
    . . PUNCT . 3 punct
    """
    assert told(build_reading(LETTER + "\n" + rows))[-1] == (["Ada"], "warned", Act.WARNING, Medium.LETTER)


def test_a_call_for_somebody_to_act_is_a_request_and_no_name(build_reading):
    rows = """
    Ada Ada PROPN NNP 2 nsubj PERSON
    called call VERB VBD 0 root
    for for SCONJ IN 6 mark
    Norway Norway PROPN NNP 2 obj LOC
    to to PART TO 6 mark
    wait_ wait VERB VB 2 xcomp
    . . PUNCT . 2 punct
    """
    assert [act for _, _, act, _ in told(build_reading(rows))] == [Act.REQUESTING]


def test_a_relative_pronoun_speaks_for_its_noun(build_reading):
    rows = """
    Ada_ Ada PROPN NNP 9 nsubj PERSON
    , , PUNCT , 4 punct
    who who PRON WP 4 nsubj
    said say VERB VBD 1 acl:relcl
    Norway Norway PROPN NNP 7 nsubj LOC
    would would AUX MD 7 aux
    wait_ wait VERB VB 4 ccomp
    , , PUNCT , 4 punct
    left_ leave VERB VBD 0 root
    . . PUNCT . 9 punct
    """
    reading = build_reading(rows)
    assert [(sources, cue) for sources, cue, *_ in told(reading)] == [(["Ada"], "said")]


def test_a_signed_quotation_is_its_signers(build_reading):
    rows = """
    “_ “ PUNCT `` 4 punct
    Norway Norway PROPN NNP 4 nsubj LOC
    will will AUX MD 4 aux
    wait_ wait VERB VB 0 root
    ._ . PUNCT . 4 punct
    ” ” PUNCT '' 4 punct
    — — PUNCT : 4 punct
    Ada Ada PROPN NNP 4 dep PERSON
    Lund Lund PROPN NNP 8 flat PERSON
    """
    reading = build_reading(rows)
    assert [(sources, cue) for sources, cue, *_ in told(reading)] == [(["Ada Lund"], "—")]


def test_a_dash_before_a_name_that_goes_on_signs_nothing(build_reading):
    rows = """
    “_ “ PUNCT `` 4 punct
    Norway Norway PROPN NNP 4 nsubj LOC
    will will AUX MD 4 aux
    wait_ wait VERB VB 0 root
    ” ” PUNCT '' 4 punct
    — — PUNCT : 4 punct
    Ada Ada PROPN NNP 8 nsubj PERSON
    left_ leave VERB VBD 4 parataxis
    . . PUNCT . 4 punct
    """
    assert told(build_reading(rows)) == []


CONCERNED = """
Norway Norway PROPN NNP 3 nsubj LOC
is be AUX VBZ 3 cop
ready_ ready ADJ JJ 0 root
. . PUNCT . 3 punct

We we PRON PRP 2 nsubj
urge urge VERB VBP 0 root
Ada Ada PROPN NNP 2 obj PERSON
to to PART TO 5 mark
wait_ wait VERB VB 2 xcomp
. . PUNCT . 2 punct
"""


def test_we_outside_quotation_marks_is_the_body_named_just_before(build_reading):
    assert told(build_reading(CONCERNED)) == [(["Norway"], "urge", Act.REQUESTING, Medium.STATEMENT)]


def test_we_is_nobody_known_where_the_body_is_told_of_in_the_past(build_reading):
    (sources, *_), *_ = told(build_reading(CONCERNED.replace("is be AUX VBZ", "was be AUX VBD")))
    assert sources == ["We"]


def test_we_is_nobody_known_where_the_body_is_told_of_by_the_way(build_reading):
    aside = """
    Ada Ada PROPN NNP 2 nsubj PERSON
    says say VERB VBZ 0 root
    that that SCONJ IN 6 mark
    Norway Norway PROPN NNP 6 nsubj LOC
    is be AUX VBZ 6 cop
    ready_ ready ADJ JJ 2 ccomp
    . . PUNCT . 2 punct
    """
    late = "\n\n".join(["\n".join(["Rain rain NOUN NN 2 nsubj", "fell_ fall VERB VBD 0 root", ". . PUNCT . 2 punct"])] * 5)
    ours = CONCERNED.strip().partition("\n\n")[2]
    for rows in (f"{aside.strip()}\n\n{ours}", f"{late}\n\n{CONCERNED.strip()}"):
        assert (["We"], "urge") in [(sources, cue) for sources, cue, *_ in told(build_reading(rows))]


def test_both_who_met_speak_there_together(build_reading):
    rows = """
    Ada Ada PROPN NNP 2 nsubj PERSON
    met meet VERB VBD 0 root
    with with ADP IN 4 case
    Ivo Ivo PROPN NNP 2 obl PERSON
    . . PUNCT . 2 punct

    Ada Ada PROPN NNP 4 nsubj PERSON
    and and CCONJ CC 3 cc
    Ivo Ivo PROPN NNP 1 conj PERSON
    stressed stress VERB VBD 0 root
    that that SCONJ IN 8 mark
    Norway Norway PROPN NNP 8 nsubj LOC
    would would AUX MD 8 aux
    wait wait VERB VB 4 ccomp
    """
    assert told(build_reading(rows))[-1] == (["Ada", "Ivo"], "stressed", Act.STATING, Medium.MEETING)


def test_who_is_said_to_do_it_does_not_say_so(build_reading):
    rows = """
    Ada Ada PROPN NNP 3 nsubj:pass PERSON
    is be AUX VBZ 3 aux:pass
    expected expect VERB VBN 0 root
    to to PART TO 5 mark
    win win VERB VB 3 xcomp
    """
    reading = learnt_source(build_reading(rows))
    assert [sources for sources, *_ in told(reading)] == [[]]


def learnt_source(reading):
    """Put on the Doc what the network sees: the subject as source."""
    doc = reading.doc
    doc.spans["attributions"] = [
        Span(doc, begin, end, label=label, kb_id="0.9", span_id="0") for label, begin, end in (("SOURCE", 0, 1), ("CUE", 2, 3), ("CONTENT", 3, 5))
    ]
    return reading
