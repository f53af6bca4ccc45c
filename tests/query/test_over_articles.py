"""Questions over several articles: what they see through merges, and what they leave out because it is mostly wrong."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kb.query import Embedded, ask_question, find_question
from kb.vocab import prefixes

ID = "https://w3id.org/newskb/id/"
HEAD = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in prefixes().items())


def position(article: str, holder: str, label: str, stance: str, target: str, name: str, words: str) -> str:
    """Return a graph in which *holder* takes a *stance* on *target*, in these *words*."""
    start = f"{ID}article/{article}"
    return f"""GRAPH article:{article} {{
      article:{article} schema:headline "{article}" ; schema:datePublished "2031-05-0{len(article)}"^^xsd:date .
      {holder} a kb:Actor ; rdfs:label "{label}" . {target} rdfs:label "{name}" .
      <{start}#p-{stance}> a kb:Position ; kb:stance kb:{stance} ; kb:polarity kb:Positive ; kb:certainty kb:Certain ;
        kb:holder {holder} ; kb:target {target} ; kb:evidence <{start}#s> .
      <{start}#s> nif:beginIndex 0 ; nif:anchorOf "{words}" }}"""


def merged(kind: str, link: str, one: str, head: str) -> str:
    return f"GRAPH <{ID}merge/{kind}> {{ {one} kb:{link} {head} . <urn:{kind}> prov:hadMember {one}, {head} }}"


def target(*graphs: str) -> Embedded:
    store = ox.Store()
    for graph in graphs:
        store.update(f"{HEAD} INSERT DATA {{ {graph} }}")
    return Embedded(store)


def ask(store: Embedded, name: str, **parameters: str) -> list[dict[str, str]]:
    answer = ask_question(store, find_question(name), parameters)
    return [{variable: "" if cell is None else cell.value for variable, cell in zip(answer.variables, row, strict=True)} for row in answer.rows]


TOLL, FEE = f"<{ID}article/x#topic-toll>", f"<{ID}article/yy#topic-toll>"
FOR = position("x", "person:lind", "Ada Lind", "Supports", TOLL, "dam toll", "Lind backs the dam toll")
AGAINST = position("yy", "person:moe", "Eva Moe", "Opposes", FEE, "dam tolls", "Moe opposes the dam tolls")
ONE_TOLL = merged("topics", "mergedInto", FEE, TOLL)


def test_contradictions_meet_by_merged_matters() -> None:
    assert ask(target(FOR, AGAINST), "contradictions") == []
    (row,) = ask(target(FOR, AGAINST, ONE_TOLL), "contradictions")
    assert (row["supporter"], row["quote"], row["opponent"], row["otherQuote"]) == (
        "Ada Lind",
        "Lind backs the dam toll",
        "Eva Moe",
        "Moe opposes the dam tolls",
    )


@pytest.mark.parametrize(
    ("holder", "label", "words"),
    [
        (f"<{ID}article/yy#actor-those>", "those", "those oppose the dam tolls"),
        (f"<{ID}article/yy#actor-i>", "I", "I oppose the dam tolls"),
        ("place:strait", "Long Strait", "the strait fights the dam tolls"),
        ("person:moe", "Eva Moe", "Why should Moe oppose the dam tolls"),
        ("person:moe", "Eva Moe", "Does Moe oppose the dam tolls?"),
        ("person:lind", "Ada Lind", "Lind opposes the dam tolls"),
    ],
)
def test_contradictions_leave_out_whom_nobody_knows_and_questions(holder: str, label: str, words: str) -> None:
    assert ask(target(FOR, position("yy", holder, label, "Opposes", FEE, "dam tolls", words), ONE_TOLL), "contradictions") == []


def test_changed_positions_see_merged_holders_and_matters() -> None:
    other = position("yy", "person:a-lind", "Ada B. Lind", "Opposes", FEE, "dam tolls", "Lind opposes the dam tolls")
    assert ask(target(FOR, other, ONE_TOLL), "changed-positions") == []
    (row,) = ask(target(FOR, other, ONE_TOLL, merged("actors", "mergedInto", "person:a-lind", "person:lind")), "changed-positions")
    assert (row["supported"], row["opposed"]) == ("2031-05-01", "2031-05-02")


@pytest.mark.parametrize(
    ("parameters", "rows"),
    [
        ({"who": "Ada Lind"}, 1),
        ({"who": "Eva Moe"}, 1),
        ({"who": "Ole Berg"}, 0),
        ({"about": "toll"}, 1),
        ({"about": "fee"}, 0),
        ({"who": "Eva Moe", "about": "toll"}, 1),
        ({"who": "Eva Moe", "about": "fee"}, 0),
    ],
)
@pytest.mark.parametrize("matters", [(AGAINST, ONE_TOLL), (AGAINST.replace(FEE, TOLL),)], ids=["merged", "one"])
def test_contradictions_of_somebody_and_about_something(matters: tuple[str, ...], parameters: dict[str, str], rows: int) -> None:
    berg = position("www", "person:berg", "Ole Berg", "Opposes", f"<{ID}article/www#topic-fish>", "fish quota", "Berg opposes the fish quota")
    assert len(ask(target(FOR, berg, *matters), "contradictions", **parameters)) == rows


def test_contradictions_of_somebody_leave_out_those_of_others() -> None:
    berg = position("www", "person:berg", "Ole Berg", "Supports", TOLL, "dam toll", "Berg backs the dam toll")
    store = target(FOR, berg, AGAINST, ONE_TOLL)
    assert [row["supporter"] for row in ask(store, "contradictions")] == ["Ada Lind", "Ole Berg"]
    assert [row["supporter"] for row in ask(store, "contradictions", who="Ole Berg")] == ["Ole Berg"]


#: what makes a side no side: what stands in its graph, and what stands there instead
NO_SIDE = {
    "denied": ("kb:polarity kb:Positive", "kb:polarity kb:Negative"),
    "hedged": ("kb:certainty kb:Certain", "kb:certainty kb:Hedged"),
    "question": ('nif:anchorOf "', 'nif:anchorOf "Does '),
}


@pytest.mark.parametrize("question", ["contradictions", "changed-positions"])
@pytest.mark.parametrize("side", [0, 1])
@pytest.mark.parametrize(("old", "new"), NO_SIDE.values(), ids=NO_SIDE)
def test_what_is_hedged_denied_or_asked_is_no_side(question: str, side: int, old: str, new: str) -> None:
    against = AGAINST if question == "contradictions" else AGAINST.replace("person:moe", "person:lind").replace("Eva Moe", "Ada Lind")
    sides = [FOR, against]
    assert len(ask(target(*sides, ONE_TOLL), question)) == 1
    assert old in sides[side]
    sides[side] = sides[side].replace(old, new)
    assert ask(target(*sides, ONE_TOLL), question) == []


@pytest.mark.parametrize(
    ("iri", "label"),
    [(f"<{ID}article/x#actor-those>", "those"), ("place:strait", "Long Strait"), (f"<{ID}article/x#actor-people>", "people")],
)
def test_contradictions_need_a_supporter_that_is_known(iri: str, label: str) -> None:
    assert ask(target(FOR.replace("person:lind", iri).replace("Ada Lind", label), AGAINST, ONE_TOLL), "contradictions") == []


@pytest.mark.parametrize("question", ["contradictions", "changed-positions"])
@pytest.mark.parametrize(
    ("iri", "label", "rows"),
    [
        ("person:berg", "Ole Berg", 1),
        (f"<{ID}article/x#actor-berg>", "Ole Berg", 1),
        (f"<{ID}article/x#actor-people>", "people", 0),
        ("person:berg", "them", 0),
        ("organization:h-r", "H.R.", 0),
    ],
)
def test_sides_need_a_target_that_is_known(question: str, iri: str, label: str, rows: int) -> None:
    holder = "moe" if question == "contradictions" else "lind"
    against = AGAINST.replace("person:moe", f"person:{holder}").replace(FEE, iri).replace("dam tolls", label)
    assert len(ask(target(FOR.replace(TOLL, iri).replace("dam toll", label), against), question)) == rows


@pytest.mark.parametrize("stance", ["Supports", "Opposes"])
def test_two_on_one_side_are_no_contradiction_nor_change(stance: str) -> None:
    one, other = FOR.replace("Supports", stance), AGAINST.replace("Opposes", stance)
    same = other.replace("person:moe", "person:lind")
    assert (ask(target(one, other, ONE_TOLL), "contradictions"), ask(target(one, same, ONE_TOLL), "changed-positions")) == ([], [])


def test_contradictions_leave_out_companions_and_words_read_both_ways() -> None:
    against = AGAINST.replace(FEE, TOLL)
    words = f"<{ID}article/yy#s>"
    beside = f"GRAPH article:yy {{ <urn:beside> a kb:Position ; kb:holder {TOLL} ; kb:evidence {words} }}"
    both = f"GRAPH article:yy {{ <urn:both> a kb:Position ; kb:stance kb:Supports ; kb:holder person:moe ; kb:target {TOLL} ; kb:evidence {words} }}"
    assert [len(ask(target(FOR, against, *more), "contradictions")) for more in ((), (beside,), (both,))] == [1, 0, 0]


@pytest.mark.parametrize(
    ("parameters", "rows"),
    [({}, 1), ({"who": "Ada Lind"}, 1), ({"who": "Eva Moe"}, 0), ({"about": "toll"}, 1), ({"about": "fee"}, 0), ({"who": "Ada Lind", "about": "fee"}, 0)],
)
@pytest.mark.parametrize("matters", [(FEE, ONE_TOLL), (TOLL,)], ids=["merged", "one"])
def test_changed_positions_of_somebody_and_about_something(matters: tuple[str, ...], parameters: dict[str, str], rows: int) -> None:
    matter, *merges = matters
    again = position("yy", "person:lind", "Ada Lind", "Opposes", matter, "dam tolls", "Lind opposes the dam tolls")
    moe = position("www", "person:moe", "Eva Moe", "Opposes", matter, "dam toll", "Moe opposes the dam toll")
    assert len(ask(target(FOR, again, moe, *merges), "changed-positions", **parameters)) == rows


@pytest.mark.parametrize(("label", "rows"), [("those", 0), ("Ada Lind", 1)])
def test_who_changes_position_is_known(label: str, rows: int) -> None:
    again = position("yy", "person:lind", "Ada Lind", "Opposes", TOLL, "dam toll", "Lind opposes the dam toll")
    sides = (each.replace("person:lind", f"<{ID}article/x#actor-one>").replace("Ada Lind", label) for each in (FOR, again))
    assert len(ask(target(*sides), "changed-positions")) == rows


def test_both_sides_in_one_article_are_no_change() -> None:
    within = FOR.replace("Supports", "Opposes").replace("x#s>", "x#t>").replace("backs", "opposes")
    assert ask(target(FOR, within), "changed-positions") == []


def said(number: int, words: str, *sources: str) -> str:
    """Return a graph of one article in which *sources* ("IRI label", a group where the label is in capitals) say something in these *words*."""
    start = f"{ID}article/a{number}"
    actors = ""
    for iri, label in (each.split(" ", 1) for each in sources):
        actors += f"<{iri}> a {'kb:Group' if label.isupper() else 'kb:Actor'} ; rdfs:label '{label}' . <{start}#c> kb:source <{iri}> . "
    return f"""GRAPH article:a{number} {{
      article:a{number} schema:publisher "Paper {number}" . <urn:text{number}> nif:isString "Before. {words}" . {actors}
      <{start}#c> a kb:Communication ; kb:act kb:stating ; kb:certainty kb:Certain ; kb:content "c{number}" ; kb:evidence <{start}#s> .
      <{start}#s> nif:beginIndex 0 ; nif:anchorOf "{words}" }}"""


@pytest.mark.parametrize(
    ("parameters", "contents"),
    [
        ({}, ["c1", "c2", "c6"]),
        ({"about": "dam"}, ["c1"]),
        ({"publisher": "paper 2"}, ["c2"]),
        ({"about": "dam", "publisher": "paper 2"}, []),
        ({"about": "before"}, []),
    ],
)
def test_unnamed_sources_have_no_name_and_speak_alone(parameters: dict[str, str], contents: list[str]) -> None:
    store = target(
        said(1, "aides spoke of the dam", "urn:a#actor-aides aides"),
        said(2, "NATO spoke", "urn:b#actor-nato NATO"),
        said(3, "he spoke of the dam", "urn:c#actor-he he"),
        said(4, "Lind spoke of the dam", f"{ID}actor/person/lind Ada Lind"),
        said(5, "Lind and aides spoke of the dam", f"{ID}actor/person/lind Ada Lind", "urn:e#actor-aides aides"),
        said(6, "it was said"),
    )
    assert sorted(row["content"] for row in ask(store, "unnamed-sources", **parameters)) == contents


def test_unnamed_sources_are_quoted_where_the_words_are() -> None:
    more = f"GRAPH article:a1 {{ <{ID}article/a1#c> kb:evidence <urn:more> . <urn:more> nif:beginIndex 50 ; nif:anchorOf 'a bridge' }}"
    store = target(said(1, "aides spoke of the dam", "urn:a#actor-aides aides"), more)
    assert [row["quote"] for row in ask(store, "unnamed-sources", about="dam")] == ["aides spoke of the dam"]


def test_companions_are_counted_once_an_article_and_quoted() -> None:
    def article(name: str, *actors: str) -> str:
        mentions = ""
        for actor in actors:
            mentions += f"{actor} a kb:Actor ; rdfs:label '{actor}' . <urn:{name}{actor[-3:]}> itsrdf:taIdentRef {actor} ; nif:anchorOf 'the {actor}' . "
        return f"GRAPH article:{name} {{ article:{name} schema:headline '{name}' . {mentions} }}"

    stories = (
        article("p", "person:lind", "person:moe"),
        article("q", "person:lind", "person:e-moe"),
        article("r", "person:lind", "person:moe"),
        f"GRAPH article:p {{ <{ID}article/p#actor-aides> a kb:Actor ; rdfs:label 'aides' }}",
    )
    one = target(*stories, merged("actors", "mergedInto", "person:e-moe", "person:moe"), merged("copies", "copyOf", "article:r", "article:p"))
    (row,) = ask(one, "mentioned-with", who="person:lind")
    assert (row["articles"], row["article"], row["quote"]) == ("2", "p", "the person:moe")


def test_a_deadline_that_passed_counts_what_was_told_later() -> None:
    def told(day: str) -> str:
        return f"GRAPH article:t{day} {{ article:t{day} schema:datePublished '2031-06-{day}'^^xsd:date . <urn:c{day}> kb:source person:moe }}"

    due = """GRAPH article:d { article:d schema:datePublished "2031-06-01"^^xsd:date . person:moe rdfs:label "Eva Moe" . <urn:d> a kb:Deadline ;
      kb:due "2031-06-10"^^xsd:date ; kb:obliged person:moe ; kb:evidence <urn:s> . <urn:s> nif:anchorOf "by 10 June" }"""
    store = target(due, told("09"), told("11"), told("12"))
    (row,) = ask(store, "deadlines-passed", who="Eva Moe")
    assert row["toldLater"] == "2"
    assert ask(store, "deadlines-passed", who="Ada Lind") == []
    assert ask(target(due, told("09")), "deadlines-passed") == ask(target(due.replace("2031-06-10", "--06-10"), told("11")), "deadlines-passed") == []


def test_opponents_count_stories_and_merged_actors_once() -> None:
    again = position("zzz", "person:e-moe", "Eva B. Moe", "Opposes", f"<{ID}article/zzz#topic-toll>", "dam toll", "Moe opposes the dam tolls")
    apart = target(AGAINST, again)
    assert [(row["holder"], row["articles"]) for row in ask(apart, "who-opposes")] == [("Eva B. Moe", "1"), ("Eva Moe", "1")]
    one = target(AGAINST, again, merged("actors", "mergedInto", "person:e-moe", "person:moe"), merged("copies", "copyOf", "article:zzz", "article:yy"))
    assert [(row["times"], row["articles"], row["target"]) for row in ask(one, "who-opposes")] == [("2", "1", "dam tolls")]


def test_a_name_means_all_that_are_merged_with_it() -> None:
    other = position("yy", "person:a-lind", "Ada B. Lind", "Opposes", FEE, "dam tolls", "Lind opposes the dam tolls")
    store = target(FOR, other, merged("actors", "mergedInto", "person:a-lind", "person:lind"))
    assert [len(ask(store, "positions", who=name)) for name in ("Ada Lind", "Ada B. Lind")] == [2, 2]
    assert [len(ask(target(FOR, other), "positions", who=name)) for name in ("Ada Lind", "Ada B. Lind")] == [1, 1]


def denial(words: str, content: str, *, claim: str = "Moe took the money") -> str:
    """Return a graph in which Lind claims something of Moe, and Moe denies something."""
    return f"""GRAPH article:x {{
      person:lind rdfs:label "Ada Lind" . person:moe rdfs:label "Eva Moe" .
      <urn:claim> kb:act kb:stating ; kb:source person:lind ; kb:content "{claim}" ; kb:contentSpan <urn:c> .
      <urn:c> nif:beginIndex 10 ; nif:endIndex 40 .
      <urn:m> itsrdf:taIdentRef person:moe ; nif:beginIndex 10 .
      <urn:denial> kb:act kb:denying ; kb:polarity kb:Positive ; kb:source person:moe ; kb:cueSpan <urn:cue> ; kb:content "{content}" ; kb:evidence <urn:e> .
      <urn:cue> nif:beginIndex 60 . <urn:e> nif:anchorOf "{words}" }}"""


def test_a_denial_answers_a_claim() -> None:
    (row,) = ask(target(denial("Moe denied that she did", "that she did")), "claims-denied")
    assert (row["claimant"], row["claim"], row["denier"]) == ("Ada Lind", "Moe took the money", "Eva Moe")


@pytest.mark.parametrize(
    ("words", "claim"),
    [
        ("Moe denied them a visa", "Moe took the money"),
        ("Moe was denied a visa", "Moe took the money"),
        ("Moe is denying Norwegians water", "Moe took the money"),
        ("Moe denied that she did", "to thank Moe"),
    ],
)
def test_keeping_something_from_somebody_is_no_denial(words: str, claim: str) -> None:
    assert ask(target(denial(words, "x", claim=claim)), "claims-denied") == []
