from kb.extract.communications import find
from kb.model import Act, Certainty, Medium, Polarity, Quotation

SAID_THAT = """
Ada Ada PROPN NNP 3 nsubj PERSON
Lund Lund PROPN NNP 1 flat PERSON
said say VERB VBD 0 root
that that SCONJ IN 7 mark
Norway Norway PROPN NNP 7 nsubj LOC
would would AUX MD 7 aux
wait_ wait VERB VB 3 ccomp
. . PUNCT . 3 punct
"""


def told(reading):
    """The communications as (sources, cue, act, contents)."""
    text, actors = reading.doc.text, reading.cast.actors
    return [([actors[k].label for k in c.source], c.cue.of(text), c.act, [s.of(text) for s in c.content]) for c in find(reading)]


def test_a_clause_is_content_without_that(build_reading):
    assert told(build_reading(SAID_THAT)) == [(["Ada Lund"], "said", Act.STATING, ["Norway would wait"])]


def test_a_negated_cue_did_not_take_place(build_reading):
    rows = """
    Lund Lund PROPN NNP 4 nsubj PERSON
    did do AUX VBD 4 aux
    not not PART RB 4 advmod
    say say VERB VB 0 root
    that that SCONJ IN 8 mark
    Norway Norway PROPN NNP 8 nsubj LOC
    would would AUX MD 8 aux
    wait wait VERB VB 4 ccomp
    """
    (found,) = find(build_reading(rows))
    assert found.polarity is Polarity.NEGATIVE


def test_reportedly_hedges(build_reading):
    rows = """
    Lund Lund PROPN NNP 3 nsubj PERSON
    reportedly reportedly ADV RB 3 advmod
    said say VERB VBD 0 root
    Norway Norway PROPN NNP 6 nsubj LOC
    would would AUX MD 6 aux
    wait wait VERB VB 3 ccomp
    """
    (found,) = find(build_reading(rows))
    assert found.certainty is Certainty.HEDGED


def test_a_quotation_over_two_sentences_is_one_item(build_reading):
    rows = """
    "_ " PUNCT `` 5 punct
    Norway Norway PROPN NNP 5 nsubj LOC
    will will AUX MD 5 aux
    not not PART RB 5 advmod
    wait_ wait VERB VB 8 ccomp
    ,_ , PUNCT , 8 punct
    " " PUNCT '' 5 punct
    said say VERB VBD 0 root
    Ada Ada PROPN NNP 8 nsubj PERSON
    Lund_ Lund PROPN NNP 9 flat PERSON
    . . PUNCT . 8 punct

    "_ " PUNCT `` 5 punct
    We we PRON PRP 5 nsubj
    wo_ will AUX MD 5 aux
    n't not PART RB 5 advmod
    pay_ pay VERB VB 0 root
    ._ . PUNCT . 5 punct
    " " PUNCT '' 5 punct
    """
    reading = build_reading(rows)
    (found,) = find(reading)
    assert [span.of(reading.doc.text) for span in found.content] == ["Norway will not wait", "We won't pay"]
    assert found.quotation is Quotation.DIRECT
    assert [reading.cast.actors[key].label for key in found.source] == ["Ada Lund"]


def test_according_to_lays_the_clause_on_its_noun(build_reading):
    rows = """
    According accord VERB VBG 3 case
    to to ADP IN 1 fixed
    Reuters_ Reuters PROPN NNP 7 obl ORG
    , , PUNCT , 7 punct
    Norway Norway PROPN NNP 7 nsubj LOC
    will will AUX MD 7 aux
    wait_ wait VERB VB 0 root
    . . PUNCT . 7 punct
    """
    assert told(build_reading(rows)) == [(["Reuters"], "According to", Act.STATING, ["Norway will wait"])]


def test_a_light_verb_and_its_noun_are_one_cue(build_reading):
    rows = """
    Lund Lund PROPN NNP 2 nsubj PERSON
    sent send VERB VBD 0 root
    a a DET DT 4 det
    letter letter NOUN NN 2 obj
    to to ADP IN 6 case
    Norway Norway PROPN NNP 2 obl LOC
    about about ADP IN 8 case
    fish_ fish NOUN NN 4 nmod
    . . PUNCT . 2 punct
    """
    reading = build_reading(rows)
    (found,) = find(reading)
    assert found.cue.of(reading.doc.text) == "sent a letter"
    assert found.medium is Medium.LETTER
    assert found.topic is not None
    assert "fish" in found.topic.of(reading.doc.text)
    assert [reading.cast.actors[key].label for key in found.recipients] == ["Norway"]
    assert found.quotation is Quotation.NO_CONTENT


def test_the_object_of_urge_is_addressed_and_the_infinitive_keeps_to(build_reading):
    rows = """
    Lund Lund PROPN NNP 2 nsubj PERSON
    urged urge VERB VBD 0 root
    Norway Norway PROPN NNP 2 obj LOC
    to to PART TO 5 mark
    wait_ wait VERB VB 2 xcomp
    . . PUNCT . 2 punct
    """
    reading = build_reading(rows)
    assert told(reading) == [(["Lund"], "urged", Act.REQUESTING, ["to wait"])]
    (found,) = find(reading)
    assert [reading.cast.actors[key].label for key in found.recipients] == ["Norway"]


def test_a_joint_source_is_two_actors(build_reading):
    rows = """
    Lund Lund PROPN NNP 4 nsubj PERSON
    and and CCONJ CC 3 cc
    Berg Berg PROPN NNP 1 conj PERSON
    said say VERB VBD 0 root
    Norway Norway PROPN NNP 7 nsubj LOC
    would would AUX MD 7 aux
    wait wait VERB VB 4 ccomp
    """
    assert told(build_reading(rows))[0][0] == ["Lund", "Berg"]


def test_thinking_aloud_in_a_quotation_is_no_item_of_its_own(build_reading):
    rows = """
    "_ " PUNCT `` 3 punct
    I I PRON PRP 3 nsubj
    think think VERB VBP 9 ccomp
    Norway Norway PROPN NNP 6 nsubj LOC
    will will AUX MD 6 aux
    wait_ wait VERB VB 3 ccomp
    ,_ , PUNCT , 9 punct
    " " PUNCT '' 3 punct
    said say VERB VBD 0 root
    Lund_ Lund PROPN NNP 9 nsubj PERSON
    . . PUNCT . 9 punct
    """
    assert told(build_reading(rows)) == [(["Lund"], "said", Act.STATING, ["I think Norway will wait"])]


def test_a_quotation_that_urges_still_belongs_to_its_speaker(build_reading):
    rows = """
    "_ " PUNCT `` 3 punct
    It it PRON PRP 3 nsubj
    helps_ help VERB VBZ 6 ccomp
    ,_ , PUNCT , 6 punct
    " " PUNCT '' 3 punct
    said say VERB VBD 0 root
    Lund_ Lund PROPN NNP 6 nsubj PERSON
    . . PUNCT . 6 punct

    "_ " PUNCT `` 3 punct
    I I PRON PRP 3 nsubj
    urge urge VERB VBP 0 root
    Norway Norway PROPN NNP 3 obj LOC
    to to PART TO 6 mark
    wait_ wait VERB VB 3 xcomp
    ._ . PUNCT . 3 punct
    " " PUNCT '' 3 punct
    """
    assert told(build_reading(rows)) == [
        (["Lund"], "said", Act.STATING, ["It helps", "I urge Norway to wait"]),
        (["Lund"], "urge", Act.REQUESTING, ["to wait"]),
    ]


def test_an_issued_statement_is_what_stands_in_marks_below_it(build_reading):
    rows = """
    Lund Lund PROPN NNP 2 nsubj PERSON
    issued issue VERB VBD 0 root
    a a DET DT 4 det
    statement_ statement NOUN NN 2 obj
    :_ : PUNCT : 2 punct

    "_ " PUNCT `` 5 punct
    Norway Norway PROPN NNP 5 nsubj LOC
    will will AUX MD 5 aux
    not not PART RB 5 advmod
    wait_ wait VERB VB 0 root
    ._ . PUNCT . 5 punct
    " " PUNCT '' 5 punct
    """
    (found,) = told(build_reading(rows))
    assert found == (["Lund"], "issued a statement", Act.STATING, ["Norway will not wait"])


def test_behind_a_quotation_and_its_cue_nothing_unquoted_is_content(build_reading):
    rows = """
    "_ " PUNCT `` 3 punct
    It it PRON PRP 3 nsubj
    helps_ help VERB VBZ 6 ccomp
    ,_ , PUNCT , 6 punct
    " " PUNCT '' 3 punct
    said say VERB VBD 0 root
    Lund Lund PROPN NNP 6 nsubj PERSON
    when when ADV WRB 9 advmod
    asked_ ask VERB VBN 3 advcl
    . . PUNCT . 6 punct
    """
    assert told(build_reading(rows))[0] == (["Lund"], "said", Act.STATING, ["It helps"])


def test_a_name_and_a_colon_announce_a_quotation(build_reading):
    rows = """
    As as ADP IN 2 case
    ever_ ever ADV RB 0 root
    ,_ , PUNCT , 2 punct
    Lund_ Lund PROPN NNP 2 nsubj PERSON
    : : PUNCT : 2 punct
    "_ " PUNCT `` 10 punct
    Norway Norway PROPN NNP 10 nsubj LOC
    will will AUX MD 10 aux
    not not PART RB 10 advmod
    wait_ wait VERB VB 2 parataxis
    ._ . PUNCT . 10 punct
    " " PUNCT '' 10 punct
    """
    assert told(build_reading(rows)) == [(["Lund"], ":", Act.STATING, ["Norway will not wait"])]


MET = """
Ada Ada PROPN NNP 2 nsubj PERSON
met meet VERB VBD 0 root
with with ADP IN 4 case
Ivo Ivo PROPN NNP 2 obl PERSON
. . PUNCT . 2 punct

Ivo Ivo PROPN NNP 2 nsubj PERSON
said say VERB VBD 0 root
Norway Norway PROPN NNP 5 nsubj LOC
would would AUX MD 5 aux
wait wait VERB VB 2 ccomp
"""


def test_who_meets_a_person_talks_and_the_other_speaks_there_too(build_reading):
    met, said = find(build_reading(MET))
    assert (met.cue.of(build_reading(MET).doc.text), met.medium, len(met.source), len(met.recipients)) == ("met", Medium.MEETING, 1, 1)
    assert (said.source, said.medium) == (met.recipients, Medium.MEETING)


def test_a_person_spoken_with_was_called(build_reading):
    assert [c.medium for c in find(build_reading(MET.replace("met meet", "spoke speak")))] == [Medium.CALL, Medium.CALL]


def test_a_demand_that_is_met_with_nobody_tells_nothing(build_reading):
    assert len(list(find(build_reading(MET.replace("Ivo Ivo PROPN NNP 2 obl PERSON", "anger anger NOUN NN 2 obl"))))) == 1


def test_the_first_half_of_a_compound_does_not_speak(build_reading):
    rows = """
    Ada Ada PROPN NNP 5 nsubj PERSON
    Co_ co NOUN NNS 1 conj
    -_ - PUNCT HYPH 2 punct
    Chairs chair NOUN NNS 1 appos
    said say VERB VBD 0 root
    Norway Norway PROPN NNP 8 nsubj LOC
    would would AUX MD 8 aux
    wait wait VERB VB 5 ccomp
    """
    assert [sources for sources, *_ in told(build_reading(rows))] == [["Ada"]]


def test_what_is_called_for_is_requested_and_not_called_a_name(build_reading):
    rows = """
    Ada Ada PROPN NNP 2 nsubj PERSON
    called call VERB VBD 0 root
    for for ADP IN 4 case
    talks talk NOUN NNS 2 obl
    """
    (communication,) = find(build_reading(rows))
    assert (communication.act, [span.of("Ada called for talks") for span in communication.content]) == (Act.REQUESTING, ["talks"])


def test_a_vote_against_a_deed_refuses_it(build_reading):
    rows = """
    Ada Ada PROPN NNP 2 nsubj PERSON
    voted vote VERB VBD 0 root
    against against SCONJ IN 4 mark
    raising raise VERB VBG 2 xcomp
    taxes tax NOUN NNS 4 obj
    """
    (communication,) = find(build_reading(rows))
    assert (communication.act, communication.medium) == (Act.REFUSING, Medium.LEGAL)


def test_a_joint_statement_that_says_so_is_told_once(build_reading):
    rows = """
    Norway Norway PROPN NNP 2 nsubj LOC
    issued issue VERB VBD 0 root
    a a DET DT 5 det
    joint joint ADJ JJ 5 amod
    statement statement NOUN NN 2 obj
    that that SCONJ IN 9 mark
    Iceland Iceland PROPN NNP 9 nsubj LOC
    would would AUX MD 9 aux
    wait wait VERB VB 5 acl
    """
    (communication,) = find(build_reading(rows))
    assert (communication.medium, len(communication.content)) == (Medium.JOINT_STATEMENT, 1)


def test_what_is_demanded_at_a_press_conference_is_demanded_there(build_reading):
    rows = """
    Ada Ada PROPN NNP 2 nsubj PERSON
    spoke speak VERB VBD 0 root
    at at ADP IN 6 case
    a a DET DT 6 det
    press press NOUN NN 6 compound
    conference conference NOUN NN 2 obl
    to to PART TO 8 mark
    demand demand VERB VB 2 advcl
    talks talk NOUN NNS 8 obj
    """
    assert {c.medium for c in find(build_reading(rows)) if c.act is Act.DEMANDING} == {Medium.PRESS_CONFERENCE}


def test_a_name_within_a_quotation_does_not_speak_in_the_next(build_reading):
    rows = """
    " " PUNCT `` 3 punct
    Bo Bo PROPN NNP 3 nsubj PERSON
    said_ say VERB VBD 6 ccomp
    " " PUNCT '' 3 punct
    Ada Ada PROPN NNP 6 nsubj PERSON
    said_ say VERB VBD 0 root
    . . PUNCT . 6 punct

    "_ " PUNCT `` 4 punct
    Norway Norway PROPN NNP 4 nsubj LOC
    will will AUX MD 4 aux
    wait_ wait VERB VB 0 root
    . . PUNCT . 4 punct
    " " PUNCT '' 4 punct
    """
    assert [sources for sources, *_, content in told(build_reading(rows)) if "Norway will wait" in content] == [["Ada"]]
