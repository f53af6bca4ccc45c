"""Descriptions: of whom they speak, and when they make an actor of their own."""

import pytest

from kb.model import ActorKind

PRESIDENT = (
    "President|NNP|2|nmod:desc Zora|NNP|4|nsubj|PERSON Quill|NNP|2|flat|PERSON met|VBD|0|root "
    "Vice|NNP|6|compound President|NNP|7|nmod:desc Ivo|NNP|4|obj|PERSON Lamm|NNP|7|flat|PERSON .|.|4|punct"
)


def test_the_president_is_the_one_with_the_title_not_the_deputy(cast_of, spoken_of):
    cast = cast_of(f"{PRESIDENT}\nThe|DT|2|det president|NN|3|nsubj waited|VBD|0|root .|.|3|punct")
    assert spoken_of(cast) == {"Zora Quill": ["President Zora Quill", "president"], "Ivo Lamm": ["Vice President Ivo Lamm"]}


def test_another_president_is_nobody_known(cast_of, spoken_of):
    cast = cast_of(f"{PRESIDENT}\nA|DT|3|det former|JJ|3|amod president|NN|4|nsubj waited|VBD|0|root .|.|4|punct")
    assert spoken_of(cast)["former president"] == ["former president"]


def test_an_apposition_is_a_mention_and_gives_the_office(cast_of, spoken_of):
    cast = cast_of(
        "Zora|NNP|9|nsubj|PERSON Quill|NNP|1|flat|PERSON ,|,|5|punct the|DT|5|det mayor|NN|1|appos "
        "of|IN|7|case Gdansk|NNP|5|nmod|LOC ,|,|5|punct left|VBD|0|root .|.|9|punct\n"
        "The|DT|2|det mayor|NN|3|nsubj waited|VBD|0|root .|.|3|punct"
    )
    assert spoken_of(cast)["Zora Quill"] == ["Zora Quill", "mayor of Gdansk", "mayor"]


def spokesman(noun):
    return (
        f"A|DT|2|det spokesman|NN|10|nsubj for|IN|5|case the|DT|5|det {noun}|NN|2|nmod ,|,|7|punct "
        "Ivo|NNP|5|appos|PERSON Lamm|NNP|7|flat|PERSON ,|,|7|punct spoke|VBD|0|root .|.|10|punct"
    )


@pytest.mark.parametrize("noun", ["president", "committee"])
def test_a_name_after_a_complement_is_the_outer_nouns(cast_of, spoken_of, noun):
    found = spoken_of(cast_of(spokesman(noun)))
    assert found["Ivo Lamm"] == ["spokesman", "Ivo Lamm"]
    assert found[noun] == [noun]


def test_a_name_after_a_complement_is_the_inner_nouns_where_it_is_known_to_hold_that_office(cast_of, spoken_of):
    known = "President|NNP|2|nmod:desc Ivo|NNP|4|nsubj|PERSON Lamm|NNP|2|flat|PERSON came|VBD|0|root .|.|4|punct"
    found = spoken_of(cast_of(f"{known}\n{spokesman('president')}"))
    assert found["Ivo Lamm"] == ["President Ivo Lamm", "president", "Ivo Lamm"]


def test_a_member_of_a_list_is_no_apposition(cast_of, spoken_of):
    cast = cast_of(
        "Zora|NNP|7|nsubj|PERSON Quill|NNP|1|flat|PERSON ,|,|4|punct farmers|NNS|1|conj and|CC|6|cc nurses|NNS|1|conj marched|VBD|0|root .|.|7|punct"
    )
    assert spoken_of(cast)["Zora Quill"] == ["Zora Quill"]


def test_the_same_group_twice_is_one_unnamed_actor(cast_of, spoken_of):
    cast = cast_of("Diplomatic|JJ|2|amod sources|NNS|3|nsubj spoke|VBD|0|root .|.|3|punct\nThe|DT|2|det sources|NNS|3|nsubj left|VBD|0|root .|.|3|punct")
    assert spoken_of(cast) == {"Diplomatic sources": ["Diplomatic sources", "sources"]}
    (actor,) = cast.actors.values()
    assert (actor.kind, actor.named) == (ActorKind.GROUP, False)


def test_two_men_each_unknown_are_two(cast_of):
    cast = cast_of("A|DT|2|det man|NN|3|nsubj fell|VBD|0|root .|.|3|punct\nA|DT|2|det man|NN|3|nsubj ran|VBD|0|root .|.|3|punct")
    assert len(cast.actors) == 2


def test_both_countries_are_each_of_the_two_that_were_joined(cast_of, spoken_of):
    cast = cast_of(
        "Iran|NNP|4|nsubj|LOC and|CC|3|cc Syria|NNP|1|conj|LOC agreed|VBD|0|root .|.|4|punct\nBoth|DT|2|det countries|NNS|3|nsubj waited|VBD|0|root .|.|3|punct"
    )
    assert spoken_of(cast) == {"Iran": ["Iran", "Both countries"], "Syria": ["Syria", "Both countries"]}


def test_a_counted_description_before_a_list_stands_for_its_members(cast_of, spoken_of):
    cast = cast_of(
        "Two|CD|2|nummod critics|NNS|10|nsubj ,|,|4|punct Zora|NNP|2|appos|PERSON Quill|NNP|4|flat|PERSON and|CC|7|cc "
        "Ivo|NNP|4|conj|PERSON Lamm|NNP|7|flat|PERSON ,|,|4|punct protested|VBD|0|root .|.|10|punct"
    )
    assert spoken_of(cast) == {"Zora Quill": ["Two critics", "Zora Quill"], "Ivo Lamm": ["Two critics", "Ivo Lamm"]}


def test_the_noun_of_an_organisations_name_speaks_of_it_again(cast_of, spoken_of):
    cast = cast_of(
        "The|DT|4|det Marsh|NNP|4|compound|ORG Harbour|NNP|4|compound|ORG Committee|NNP|5|nsubj|ORG met|VBD|0|root .|.|5|punct\n"
        "The|DT|2|det committee|NN|3|nsubj agreed|VBD|0|root .|.|3|punct"
    )
    assert spoken_of(cast) == {"Marsh Harbour Committee": ["Marsh Harbour Committee", "committee"]}


def test_a_counted_party_is_some_people_not_the_party(cast_of, spoken_of):
    cast = cast_of("Democrats|NNPS|2|nsubj|NORP agreed|VBD|0|root .|.|2|punct\nTwo|CD|2|nummod Democrats|NNPS|3|nsubj|NORP refused|VBD|0|root .|.|3|punct")
    found = spoken_of(cast)
    assert found["Two Democrats"] == ["Two Democrats"]
    assert len(cast.actors) == 2


def test_prune_keeps_the_named_the_used_and_the_coreferent(cast_of):
    cast = cast_of(
        "Zora|NNP|3|nsubj|PERSON Quill|NNP|1|flat|PERSON met|VBD|0|root farmers|NNS|3|obj .|.|3|punct\n"
        "Nurses|NNS|2|nsubj waited|VBD|0|root .|.|2|punct\nThe|DT|2|det nurses|NNS|3|nsubj left|VBD|0|root .|.|3|punct"
    )
    farmers = next(key for key, actor in cast.actors.items() if actor.label == "farmers")
    cast.prune(())
    assert [actor.label for actor in cast.actors.values()] == ["Zora Quill", "Nurses"]
    assert farmers not in {mention.actor for mention in cast.mentions}
    assert all(farmers not in keys for keys in cast.by_token.values())


def test_a_district_attorney_is_no_lawyer_of_somebody(cast_of, spoken_of):
    cast = cast_of(
        "Lawyer|NN|2|nmod:desc Ivo|NNP|4|nsubj|PERSON Lamm|NNP|2|flat|PERSON spoke|VBD|0|root .|.|4|punct\n"
        "The|DT|3|det district|NN|3|compound attorney|NN|4|nsubj waited|VBD|0|root .|.|4|punct"
    )
    assert spoken_of(cast)["Ivo Lamm"] == ["Lawyer Ivo Lamm"]


BOTH = (
    "Rep.|NNP|2|nmod:desc Zora|NNP|7|nsubj|PERSON Quill|NNP|2|flat|PERSON and|CC|5|cc Ivo|NNP|2|conj|PERSON Lamm|NNP|5|flat|PERSON wrote|VBD|0|root .|.|7|punct"
)


@pytest.mark.parametrize("noun", ["lawmakers", "Congressmen", "Members"])
def test_lawmakers_are_those_named_together(cast_of, spoken_of, noun):
    found = spoken_of(cast_of(f"{BOTH}\nThe|DT|2|det {noun}|NNS|3|nsubj waited|VBD|0|root .|.|3|punct"))
    assert found == {"Zora Quill": ["Rep. Zora Quill", noun], "Ivo Lamm": ["Ivo Lamm", noun]}


def test_officials_without_number_are_nobody_named(cast_of, spoken_of):
    found = spoken_of(cast_of(f"{BOTH}\nThe|DT|2|det officials|NNS|3|nsubj waited|VBD|0|root .|.|3|punct"))
    assert found["officials"] == ["officials"]


def test_the_deputy_secretary_is_she_whose_title_says_so(cast_of, spoken_of):
    named = (
        "Deputy|NNP|2|compound Secretary|NNP|5|nmod:desc of|IN|4|case State|NNP|2|nmod "
        "Zora|NNP|7|nsubj|PERSON Quill|NNP|5|flat|PERSON met|VBD|0|root .|.|7|punct"
    )
    described = "The|DT|3|det Deputy|NNP|3|compound Secretary|NNP|4|nsubj waited|VBD|0|root .|.|4|punct"
    assert spoken_of(cast_of(f"{named}\n{described}"))["Zora Quill"][1:] == ["Deputy Secretary"]


def test_a_plural_apposition_is_of_all_before_it(cast_of, spoken_of):
    found = spoken_of(
        cast_of(
            "Zora|NNP|8|nsubj|PERSON Quill|NNP|1|flat|PERSON and|CC|4|cc "
            "Ivo|NNP|1|conj|PERSON Lamm|NNP|4|flat|PERSON ,|,|7|punct senators|NNS|1|appos wrote|VBD|0|root .|.|8|punct"
        )
    )
    assert found == {"Zora Quill": ["Zora Quill", "senators"], "Ivo Lamm": ["Ivo Lamm", "senators"]}


def test_two_officials_are_the_last_pair_that_held_office(cast_of, spoken_of):
    officials = (
        "Deputy|NNP|2|compound Secretary|NNP|3|nmod:desc Zora|NNP|8|nsubj|PERSON Quill|NNP|3|flat|PERSON and|CC|7|cc "
        "Spokesman|NNP|7|nmod:desc Ivo|NNP|3|conj|PERSON met|VBD|0|root .|.|8|punct"
    )
    found = spoken_of(cast_of(f"{officials}\nThe|DT|3|det two|CD|3|nummod officials|NNS|4|nsubj waited|VBD|0|root .|.|4|punct"))
    assert [words[-1] for words in found.values()] == ["two officials", "two officials"]
