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
