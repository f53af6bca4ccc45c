"""Pronouns of the third person, and first persons in quotations."""

import pytest

from kb.extract.actors import bind_first_persons
from kb.model import Span

QUILL = "Ms.|NNP|2|nmod:desc Zora|NNP|4|nsubj|PERSON Quill|NNP|2|flat|PERSON met|VBD|0|root Ivo|NNP|4|obj|PERSON Lamm|NNP|5|flat|PERSON .|.|4|punct"


@pytest.mark.parametrize(("pronoun", "label"), [("She", "Zora Quill"), ("He", "Ivo Lamm")])
def test_gender_tells_who_is_meant(cast_of, spoken_of, pronoun, label):
    cast = cast_of(f"{QUILL}\n{pronoun}|PRP|2|nsubj left|VBD|0|root .|.|2|punct")
    assert spoken_of(cast)[label][-1] == pronoun


def test_a_possessive_means_the_subject(cast_of, spoken_of):
    cast = cast_of("Ivo|NNP|3|nsubj|PERSON Lamm|NNP|1|flat|PERSON sold|VBD|0|root his|PRP$|5|nmod:poss boat|NN|3|obj .|.|3|punct")
    assert spoken_of(cast) == {"Ivo Lamm": ["Ivo Lamm", "his"]}


def test_two_arguments_of_one_verb_are_two_people(cast_of, spoken_of):
    cast = cast_of("Ivo|NNP|3|nsubj|PERSON Lamm|NNP|1|flat|PERSON thanked|VBD|0|root him|PRP|3|obj .|.|3|punct")
    assert spoken_of(cast) == {"Ivo Lamm": ["Ivo Lamm"]}


def test_an_object_is_another_than_the_subject_that_the_verb_takes_from_its_governor(cast_of, spoken_of):
    cast = cast_of(
        "Ivo|NNP|3|nsubj|PERSON Lamm|NNP|1|flat|PERSON wrote|VBD|0|root to|IN|5|case Otto|NNP|3|obl|PERSON Quill|NNP|5|flat|PERSON ,|,|8|punct "
        "urging|VBG|3|advcl him|PRP|8|obj to|TO|11|mark sign|VB|8|xcomp .|.|3|punct"
    )
    assert spoken_of(cast) == {"Ivo Lamm": ["Ivo Lamm"], "Otto Quill": ["Otto Quill", "him"]}


def test_an_object_is_not_the_subject_by_an_earlier_name_either(cast_of, spoken_of):
    cast = cast_of(
        "Ivo|NNP|3|nsubj|PERSON Lamm|NNP|1|flat|PERSON came|VBD|0|root .|.|3|punct\nLamm|NNP|2|nsubj|PERSON thanked|VBD|0|root him|PRP|2|obj .|.|2|punct"
    )
    assert spoken_of(cast) == {"Ivo Lamm": ["Ivo Lamm", "Lamm"]}


def test_one_takes_something_along_with_oneself(cast_of, spoken_of):
    cast = cast_of(
        "Ivo|NNP|3|nsubj|PERSON Lamm|NNP|1|flat|PERSON came|VBD|0|root .|.|3|punct\n"
        "He|PRP|3|nsubj will|MD|3|aux take|VB|0|root a|DT|5|det map|NN|3|obj with|IN|7|case him|PRP|3|obl .|.|3|punct"
    )
    assert spoken_of(cast) == {"Ivo Lamm": ["Ivo Lamm", "He", "him"]}


def test_an_empty_subject_stands_for_nobody(cast_of, spoken_of):
    cast = cast_of(
        "Iran|NNP|2|nsubj|LOC waits|VBZ|0|root .|.|2|punct\n"
        "It|PRP|3|nsubj:pass is|VBZ|3|aux:pass said|VBN|0|root that|IN|6|mark Syria|NNP|6|nsubj|LOC left|VBD|3|ccomp .|.|3|punct"
    )
    assert spoken_of(cast) == {"Iran": ["Iran"], "Syria": ["Syria"]}


def test_it_stands_for_the_subject_and_for_nothing_where_a_thing_is_nearer(cast_of, spoken_of):
    acting = "Iran|NNP|2|nsubj|LOC agreed|VBD|0|root .|.|2|punct"
    it = "It|PRP|2|nsubj ended|VBD|0|root .|.|2|punct"
    thing = "The|DT|2|det storm|NN|3|nsubj came|VBD|0|root .|.|3|punct"
    assert spoken_of(cast_of(f"{acting}\n{it}")) == {"Iran": ["Iran", "It"]}
    assert spoken_of(cast_of(f"{acting}\n{thing}\n{it}")) == {"Iran": ["Iran"]}


def test_it_as_object_goes_on_from_an_object(cast_of, spoken_of):
    cast = cast_of(
        "Iran|NNP|2|nsubj|LOC backs|VBZ|0|root the|DT|4|det bill|NN|2|obj .|.|2|punct\nSyria|NNP|2|nsubj|LOC opposes|VBZ|0|root it|PRP|2|obj .|.|2|punct"
    )
    assert spoken_of(cast) == {"Iran": ["Iran"], "Syria": ["Syria"]}


def test_they_are_all_that_were_joined(cast_of, spoken_of):
    cast = cast_of(
        "Zora|NNP|6|nsubj|PERSON Quill|NNP|1|flat|PERSON and|CC|4|cc Ivo|NNP|1|conj|PERSON Lamm|NNP|4|flat|PERSON met|VBD|0|root .|.|6|punct\n"
        "They|PRP|2|nsubj left|VBD|0|root .|.|2|punct"
    )
    assert spoken_of(cast) == {"Zora Quill": ["Zora Quill", "They"], "Ivo Lamm": ["Ivo Lamm", "They"]}


SPEECH = (
    '"_|``|4|punct I|PRP|3|nsubj know|VBP|9|ccomp we|PRP|5|nsubj agree|VBP|3|ccomp '
    ",_|,|3|punct \"|''|3|punct Ivo|NNP|9|nsubj|PERSON said|VBD|0|root .|.|9|punct"
)


def test_i_is_the_speaker_and_we_stays_open_for_one_person(cast_of, spoken_of):
    cast = cast_of(SPEECH)
    assert spoken_of(cast) == {"Ivo": ["Ivo"]}
    ivo = next(iter(cast.actors))
    bind_first_persons(cast, [((ivo,), (Span(0, 20),))])
    assert spoken_of(cast) == {"Ivo": ["I", "Ivo"]}


def test_we_is_the_body_that_speaks(cast_of, spoken_of):
    cast = cast_of(SPEECH.replace("Ivo|NNP|9|nsubj|PERSON", "Orbo|NNP|9|nsubj|ORG"))
    bind_first_persons(cast, [((next(iter(cast.actors)),), (Span(0, 20),))])
    assert spoken_of(cast) == {"Orbo": ["we", "Orbo"]}


def test_we_is_the_body_that_a_spokesman_speaks_for(cast_of, spoken_of):
    spokesman = "Orbo|NNP|10|compound|ORG spokesman|NN|11|nmod:desc Ivo|NNP|12|nsubj|PERSON said|VBD|0|root .|.|12|punct"
    cast = cast_of(SPEECH.replace("Ivo|NNP|9|nsubj|PERSON said|VBD|0|root .|.|9|punct", spokesman).replace("|9|ccomp", "|12|ccomp"))
    ivo = next(key for key, actor in cast.actors.items() if actor.label == "Ivo")
    bind_first_persons(cast, [((ivo,), (Span(0, 20),))])
    assert spoken_of(cast) == {"Orbo": ["we", "Orbo"], "Ivo": ["I", "spokesman Ivo"]}


MET = "Helen|NNP|3|nsubj|PERSON Orbel|NNP|1|flat|PERSON met|VBD|0|root Ivo|NNP|3|obj|PERSON Lamm|NNP|4|flat|PERSON .|.|3|punct"


@pytest.mark.parametrize("word", ["Neither", "Both"])
def test_neither_and_both_are_the_two_that_the_sentence_before_names(cast_of, spoken_of, word):
    cast = cast_of(f"{MET}\n{word}|DT|2|nsubj left|VBD|0|root .|.|2|punct")
    assert spoken_of(cast) == {"Helen Orbel": ["Helen Orbel", word], "Ivo Lamm": ["Ivo Lamm", word]}


def test_neither_after_three_is_nobody_known(cast_of, spoken_of):
    cast = cast_of(
        "Otto|NNP|2|nsubj|PERSON told|VBD|0|root Helen|NNP|2|obj|PERSON that|IN|6|mark Ivo|NNP|6|nsubj|PERSON came|VBD|2|ccomp .|.|2|punct\n"
        "Neither|DT|2|nsubj left|VBD|0|root .|.|2|punct"
    )
    assert spoken_of(cast) == {"Otto": ["Otto"], "Helen": ["Helen"], "Ivo": ["Ivo"]}


def test_they_are_two_joined_by_and_though_the_tree_makes_one_an_apposition(cast_of, spoken_of):
    cast = cast_of(
        "Orbel|NNP|6|nsubj|PERSON and|CC|4|cc Minister|NNP|1|nmod:desc Ivo|NNP|1|appos|PERSON Lamm|NNP|4|flat|PERSON spoke|VBD|0|root .|.|6|punct\n"
        "They|PRP|2|nsubj left|VBD|0|root .|.|2|punct"
    )
    assert spoken_of(cast) == {"Orbel": ["Orbel", "They"], "Ivo Lamm": ["Minister Ivo Lamm", "They"]}


def test_some_of_them_are_not_the_subject_that_did_it_to_them(cast_of, spoken_of):
    cast = cast_of("Orbo|NNP|2|nsubj|ORG cleared|VBD|0|root both|DT|2|obj of|IN|5|case them|PRP|3|nmod .|.|2|punct")
    assert spoken_of(cast) == {"Orbo": ["Orbo"]}


def test_who_is_blamed_for_an_act_did_it(cast_of, spoken_of):
    cast = cast_of(
        "Helen|NNP|2|nsubj|PERSON blamed|VBD|0|root Ivo|NNP|2|obj|PERSON Lamm|NNP|3|flat|PERSON for|IN|6|mark attacking|VBG|2|advcl her|PRP|6|obj .|.|2|punct"
    )
    assert spoken_of(cast) == {"Helen": ["Helen", "her"], "Ivo Lamm": ["Ivo Lamm"]}
