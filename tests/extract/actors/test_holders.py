"""Whoever holds an office on the article's day, when the article names nobody who does."""

from datetime import date

import pytest

from kb.model import ActorKind

DAY = date(2018, 3, 1)
LAVROV = "Russia|NNP|4|nmod:poss|LOC 's|POS|1|case foreign|JJ|4|amod minister|NN|5|nsubj spoke|VBD|0|root .|.|5|punct"


def president(*words: str, of: str = "French|JJ|3|amod") -> str:
    """A sentence on the French president, with *words* instead of its second word."""
    return f"The|DT|3|det {of} {' '.join(words) or 'president'}|NN|4|nsubj spoke|VBD|0|root .|.|4|punct"


def named(cast):
    """The persons who have a name."""
    return {actor.label: actor.link for actor in cast.actors.values() if actor.kind is ActorKind.PERSON and actor.named}


def test_the_holder_of_the_day_is_found_by_the_adjective_of_the_state(cast_of, spoken_of):
    cast = cast_of(president(), DAY)
    assert named(cast) == {"Emmanuel Macron": "Q3052772"}
    assert spoken_of(cast)["Emmanuel Macron"] == ["French president"]


def test_the_holder_of_the_day_is_found_by_the_possessor(cast_of):
    assert list(named(cast_of(LAVROV, DAY))) == ["Sergey Lavrov"]


def test_told_again_it_is_the_same_one(cast_of, spoken_of):
    cast = cast_of(f"{president()}\nThe|DT|2|det president|NN|3|nsubj left|VBD|0|root .|.|3|punct", DAY)
    assert spoken_of(cast)["Emmanuel Macron"] == ["French president", "president"]


def test_who_is_named_in_the_article_is_nobody_else(cast_of, spoken_of):
    quill = "French|JJ|2|amod President|NNP|4|nmod:desc Zora|NNP|4|compound|PERSON Quill|NNP|5|nsubj|PERSON came|VBD|0|root .|.|5|punct"
    cast = cast_of(f"{quill}\n{president()}", DAY)
    assert list(named(cast)) == ["Zora Quill"]
    assert spoken_of(cast)["Zora Quill"][-1] == "French president"


def test_a_holder_whom_the_article_names_without_the_office_is_not_added_again(cast_of, spoken_of):
    cast = cast_of("Emmanuel|NNP|2|compound|PERSON Macron|NNP|3|nsubj|PERSON came|VBD|0|root .|.|3|punct\n" + president(), DAY)
    assert spoken_of(cast)["Emmanuel Macron"] == ["Emmanuel Macron", "French president"]


SECRETARY = "The|DT|2|det secretary|NN|5|nsubj of|IN|4|case state|NN|2|nmod met|VBD|0|root him|PRP|5|obj .|.|5|punct"


def after(*names: str) -> str:
    """A sentence that names states, before the secretary."""
    words = [f"{name}|NNP|1|conj|LOC" for name in names]
    words[0] = f"{names[0]}|NNP|0|root|LOC"
    return " ".join([*words, ".|.|1|punct"]) + "\n" + SECRETARY


def test_the_secretary_of_state_is_american_where_no_other_state_is_named(cast_of):
    assert list(named(cast_of(after("America"), DAY))) == ["Rex Tillerson"]


@pytest.mark.parametrize("names", [("Norway",), ("America", "Norway"), ("America", "Ohio")])
def test_another_secretary_of_state_may_be_meant(cast_of, names):
    assert named(cast_of(after(*names), DAY)) == {}


@pytest.mark.parametrize(
    "sentence",
    [
        president().replace("The|DT", "A|DT"),
        president(of="former|JJ|3|amod"),
        president("presidents").replace("presidents|NN|", "presidents|NNS|"),
        "The|DT|4|det former|JJ|4|amod French|JJ|4|amod president|NN|5|nsubj spoke|VBD|0|root .|.|5|punct",
        "The|DT|4|det French|JJ|4|amod football|NN|4|compound president|NN|5|nsubj spoke|VBD|0|root .|.|5|punct",
        "Voters|NNS|2|nsubj elect|VBP|0|root the|DT|5|det French|JJ|5|amod president|NN|2|obj .|.|2|punct",
    ],
)
def test_whoever_else_is_meant_stays_unknown(cast_of, sentence):
    assert named(cast_of(sentence, DAY)) == {}


@pytest.mark.parametrize("day", [None, date(1950, 1, 1)])
def test_nobody_is_found_without_a_day_that_the_data_cover(cast_of, day):
    assert named(cast_of(president(), day)) == {}
