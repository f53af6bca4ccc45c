"""Names, their titles, and which of them are one actor."""

from kb.model import ActorKind

MINISTER = "Minister|NNP|2|nmod:desc Zora|NNP|4|nsubj|PERSON Quill|NNP|2|flat|PERSON spoke|VBD|0|root .|.|4|punct"
QUILL = "Quill|NNP|2|nsubj|PERSON left|VBD|0|root .|.|2|punct"


def test_a_title_stays_in_the_mention_and_out_of_the_label(cast_of, spoken_of):
    assert spoken_of(cast_of(MINISTER)) == {"Zora Quill": ["Minister Zora Quill"]}


def test_a_last_name_is_the_full_name_again(cast_of, spoken_of):
    assert spoken_of(cast_of(f"{MINISTER}\n{QUILL}")) == {"Zora Quill": ["Minister Zora Quill", "Quill"]}


def test_a_last_name_that_the_tagger_took_for_a_place_is_still_the_person(cast_of, spoken_of):
    cast = cast_of(f"{MINISTER}\n{QUILL.replace('PERSON', 'LOC')}")
    assert spoken_of(cast) == {"Zora Quill": ["Minister Zora Quill", "Quill"]}
    assert [actor.kind for actor in cast.actors.values()] == [ActorKind.PERSON]


def test_a_name_that_the_tagger_missed_once_is_found_again(cast_of, spoken_of):
    assert spoken_of(cast_of(f"{MINISTER}\n{QUILL.replace('|PERSON', '')}"))["Zora Quill"] == ["Minister Zora Quill", "Quill"]


def test_only_a_last_name_makes_a_partial_actor(cast_of):
    (actor,) = cast_of(QUILL).actors.values()
    assert actor.partial
    assert not next(iter(cast_of(MINISTER).actors.values())).partial


def test_a_last_name_without_its_accents_is_the_same(cast_of, spoken_of):
    full = "Zora|NNP|3|nsubj|PERSON Şimğek|NNP|1|flat|PERSON spoke|VBD|0|root .|.|3|punct"
    assert spoken_of(cast_of(f"{full}\n{QUILL.replace('Quill', 'Simgek')}")) == {"Zora Şimğek": ["Zora Şimğek", "Simgek"]}


def test_a_title_takes_what_it_is_of_with_an_article(cast_of, spoken_of):
    cast = cast_of("President|NNP|6|nsubj of|IN|4|case the|DT|4|det Marsh|NNP|1|nmod|LOC Ivo|NNP|1|appos|PERSON spoke|VBD|0|root .|.|6|punct")
    assert spoken_of(cast)["Ivo"] == ["President of the Marsh Ivo"]


def test_two_people_of_one_last_name_stay_apart(cast_of, spoken_of):
    brother = "Otto|NNP|3|nsubj|PERSON Quill|NNP|1|flat|PERSON waited|VBD|0|root .|.|3|punct"
    assert set(spoken_of(cast_of(f"{MINISTER}\n{brother}"))) == {"Zora Quill", "Otto Quill"}


def test_forms_of_a_state_are_one_linked_actor_and_the_office_has_its_adjective(cast_of, spoken_of):
    cast = cast_of(
        "The|DT|2|det U.S.|NNP|3|nsubj|LOC met|VBD|0|root Syrian|JJ|5|amod|NORP "
        "President|NNP|6|nmod:desc Omar|NNP|3|obj|PERSON Zed|NNP|6|flat|PERSON .|.|3|punct\n"
        "The|DT|3|det United|NNP|3|compound|LOC States|NNPS|4|nsubj|LOC left|VBD|0|root .|.|4|punct"
    )
    assert spoken_of(cast) == {"United States": ["U.S.", "United States"], "Syria": ["Syrian"], "Omar Zed": ["President Omar Zed"]}
    kinds = {actor.label: (actor.kind, actor.link) for actor in cast.actors.values()}
    assert kinds["United States"] == (ActorKind.STATE, "Q30")
    assert kinds["Syria"][0] is ActorKind.STATE


def test_an_adjective_without_an_office_is_no_mention(cast_of, spoken_of):
    cast = cast_of("Syrian|JJ|2|amod|NORP roads|NNS|3|nsubj crumble|VBP|0|root .|.|3|punct")
    assert spoken_of(cast) == {}


def test_a_capital_that_acts_is_its_state_where_the_state_is_named(cast_of, spoken_of):
    iran = "Iran|NNP|2|nsubj|LOC waits|VBZ|0|root .|.|2|punct"
    tehran = "Tehran|NNP|2|nsubj|LOC refused|VBD|0|root .|.|2|punct"
    assert spoken_of(cast_of(f"{iran}\n{tehran}")) == {"Iran": ["Iran", "Tehran"]}
    assert spoken_of(cast_of(tehran)) == {"Tehran": ["Tehran"]}


def test_an_administration_is_not_the_person_whose_name_it_bears(cast_of, spoken_of):
    cast = cast_of(f"{MINISTER}\nThe|DT|3|det Quill|NNP|3|compound|PERSON administration|NN|4|nsubj waits|VBZ|0|root .|.|4|punct")
    assert spoken_of(cast) == {"Zora Quill": ["Minister Zora Quill"], "Quill administration": ["Quill administration"]}
    assert {actor.kind for actor in cast.actors.values()} == {ActorKind.PERSON, ActorKind.ORGANIZATION}


def test_fighters_of_a_named_organisation_are_the_organisation(cast_of, spoken_of):
    cast = cast_of("Red|NNP|2|compound|ORG Dawn|NNP|3|compound|ORG fighters|NNS|4|nsubj fled|VBD|0|root .|.|4|punct")
    assert spoken_of(cast) == {"Red Dawn": ["Red Dawn fighters"]}


def test_an_acronym_in_brackets_is_the_name_before_it(cast_of, spoken_of):
    cast = cast_of(
        "Lake|NNP|3|compound|ORG Harbour|NNP|3|compound|ORG Trust|NNP|7|nsubj|ORG "
        "(|-LRB-|5|punct LHT|NNP|3|appos|ORG )|-RRB-|5|punct met|VBD|0|root .|.|7|punct\n"
        "LHT|NNP|2|nsubj|ORG agreed|VBD|0|root .|.|2|punct"
    )
    assert spoken_of(cast) == {"Lake Harbour Trust": ["Lake Harbour Trust", "LHT", "LHT"]}
    assert next(iter(cast.actors.values())).aliases == ("LHT",)


def test_a_company_without_its_tail_is_the_company_but_a_committee_is_not_its_house(cast_of, spoken_of):
    cast = cast_of(
        "Orbo|NNP|2|compound|ORG Inc.|NNP|3|nsubj|ORG sued|VBD|0|root Marsh|NNP|5|compound|ORG Committee|NNP|3|obj|ORG .|.|3|punct\n"
        "Orbo|NNP|2|nsubj|ORG blamed|VBD|0|root Marsh|NNP|2|obj|ORG .|.|2|punct"
    )
    found = spoken_of(cast)
    assert found["Orbo Inc."] == ["Orbo Inc.", "Orbo"]
    assert found["Marsh Committee"] == ["Marsh Committee"]


def test_laws_and_months_are_no_actors(cast_of, spoken_of):
    cast = cast_of("The|DT|3|det Harbour|NNP|3|compound|ORG Act|NNP|4|nsubj|ORG passed|VBD|0|root in|IN|6|case March|NNP|4|obl|LOC .|.|4|punct")
    assert spoken_of(cast) == {}


def test_the_same_article_gives_the_same_cast(cast_of):
    first, second = cast_of(f"{MINISTER}\n{QUILL}"), cast_of(f"{MINISTER}\n{QUILL}")
    assert (list(first.actors.values()), sorted(first.mentions)) == (list(second.actors.values()), sorted(second.mentions))


def test_a_short_form_at_the_very_end_of_an_article(cast_of, spoken_of):
    cast = cast_of(f"{MINISTER}\nThey|PRP|2|nsubj met|VBD|0|root Quill|NNP|2|obj|PERSON")
    assert spoken_of(cast)["Zora Quill"] == ["Minister Zora Quill", "Quill"]
    assert all(mention.span.end <= len(cast.doc.text) for mention in cast.mentions)


def test_what_the_gazetteer_knows_is_short_for_nothing_longer(cast_of, spoken_of):
    cast = cast_of(
        "The|DT|2|det Friends|NNPS|5|nsubj|ORG of|IN|4|case|ORG NATO|NNP|2|nmod|ORG met|VBD|0|root .|.|5|punct\n"
        "NATO|NNP|2|nsubj|ORG agreed|VBD|0|root .|.|2|punct"
    )
    assert set(spoken_of(cast)) == {"Friends of NATO", "NATO"}


def test_states_joined_by_a_hyphen_are_two(cast_of, spoken_of):
    found = spoken_of(cast_of("France|NNP|4|compound|LOC -|HYPH|1|punct|LOC Japan|NNP|4|compound|LOC talks|NNS|5|nsubj began|VBD|0|root .|.|5|punct"))
    assert (found["France"], found["Japan"]) == (["France"], ["Japan"])


def test_the_seat_of_a_member_is_no_name(cast_of, spoken_of):
    cast = cast_of("Zora|NNP|5|nsubj|PERSON (|-LRB-|3|punct D-PA|NNP|1|appos|ORG )|-RRB-|3|punct left|VBD|0|root .|.|5|punct")
    assert spoken_of(cast) == {"Zora": ["Zora"]}
