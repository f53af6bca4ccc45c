"""Given names that tell a person's gender, and what tells more than they do."""

import pytest

from kb.extract.actors.given_names import gender_of_name

MEETING = "Helen|NNP|3|nsubj|PERSON Orbel|NNP|1|flat|PERSON met|VBD|0|root Viktor|NNP|3|obj|PERSON Lamm|NNP|4|flat|PERSON .|.|3|punct"


@pytest.mark.parametrize(
    ("name", "gender"),
    [
        ("Helen Orbel", "female"),
        ("J. Viktor Lamm", "male"),
        ("José Lamm", "male"),
        ("Kim Orbel", None),
        ("Zora Lamm", None),
        ("Viktor", None),
        ("J. Lamm", None),
    ],
)
def test_the_first_given_name_tells_where_it_is_clear(name, gender):
    assert gender_of_name(name.split()) == gender


@pytest.mark.parametrize(("pronoun", "label"), [("She", "Helen Orbel"), ("He", "Viktor Lamm")])
def test_a_pronoun_means_the_one_whose_given_name_agrees(cast_of, spoken_of, pronoun, label):
    cast = cast_of(f"{MEETING}\n{pronoun}|PRP|2|nsubj left|VBD|0|root .|.|2|punct")
    assert spoken_of(cast)[label][-1] == pronoun


def test_a_title_tells_more_than_a_given_name(cast_of, spoken_of):
    cast = cast_of("Ms.|NNP|2|nmod:desc Viktor|NNP|4|nsubj|PERSON Lamm|NNP|2|flat|PERSON met|VBD|0|root Orbo|NNP|4|obj|ORG .|.|4|punct\n"
                   "She|PRP|2|nsubj left|VBD|0|root .|.|2|punct")  # fmt: skip
    assert spoken_of(cast)["Viktor Lamm"] == ["Ms. Viktor Lamm", "She"]


def test_the_pronouns_of_an_article_on_one_person_tell_more_than_the_given_name(cast_of, spoken_of):
    cast = cast_of("Viktor|NNP|3|nsubj|PERSON Lamm|NNP|1|flat|PERSON came|VBD|0|root .|.|3|punct\nShe|PRP|2|nsubj left|VBD|0|root .|.|2|punct")
    assert spoken_of(cast) == {"Viktor Lamm": ["Viktor Lamm", "She"]}
