from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from rdflib import OWL, PROV, RDF, RDFS, SDO, SKOS, XSD, Graph, Literal, URIRef
from story import TEXT, VERSIONS

from kb.errors import InputError
from kb.graph import Statements, article_iri, build_graph
from kb.model import Actor, ActorKind, Affiliation, Article, Extraction, Mention, Span
from kb.vocab import DEFAULT_BASE, ITSRDF, KB, NIF, WD


def one(graph: Graph, kind: URIRef, *facts: tuple[URIRef, object]) -> URIRef:
    """Return the one node of the class *kind* that has *facts*."""
    (node,) = [each for each in graph.subjects(RDF.type, kind) if all((each, *fact) in graph for fact in facts)]
    return node


def texts(graph: Graph, node: URIRef, predicate: URIRef) -> list[str]:
    return sorted(str(value) for value in graph.objects(node, predicate))


def test_the_article_has_its_metadata(graph: Graph) -> None:
    iri = graph.identifier
    assert str(iri) == DEFAULT_BASE + "article/bergen%2F2021%20%C3%BC"
    assert graph.value(iri, SDO.identifier) == Literal("bergen/2021 ü")
    assert graph.value(iri, SDO.datePublished) == Literal("2021-05-03", datatype=XSD.date)
    assert texts(graph, iri, SDO.url) == ["https://example.org/a b?c=“d”"]
    assert {texts(graph, iri, each)[0] for each in (SDO.headline, SDO.publisher, SDO.author, SDO.inLanguage)} == {
        "A bridge too old", "Harbour Times", "Kari Moe", "en",
    }  # fmt: skip


def test_a_moment_of_publication_is_a_date_time() -> None:
    article = Article("a", "x", published=datetime(2021, 5, 3, 9, 30, tzinfo=UTC))
    found = build_graph(article, Extraction()).graph().value(article_iri(article), SDO.datePublished)
    assert (str(found), found.datatype) == ("2021-05-03T09:30:00+00:00", XSD.dateTime)


def test_spans_quote_the_text_by_code_points(graph: Graph) -> None:
    (context,) = graph.subjects(RDF.type, NIF.Context)
    assert str(graph.value(context, NIF.isString)) == TEXT
    for phrase in graph.subjects(RDF.type, NIF.Phrase):
        begin, end = int(graph.value(phrase, NIF.beginIndex)), int(graph.value(phrase, NIF.endIndex))
        assert str(graph.value(phrase, NIF.anchorOf)) == TEXT[begin:end]
        assert str(phrase) == f"{graph.identifier}#char={begin},{end}"


def test_without_the_text_the_quotes_stay(article: Article, extraction: Extraction, graph: Graph) -> None:
    bare = build_graph(article, extraction, versions=VERSIONS, with_text=False).graph()
    assert {predicate for _, predicate, _ in set(graph) - set(bare)} == {NIF.isString}


def test_actors_have_global_iris_when_linked_or_named_in_full(graph: Graph) -> None:
    place = lambda label: str(one(graph, KB.Actor, (RDFS.label, Literal(label)))).removeprefix(DEFAULT_BASE)
    assert place("Ada Lind") == "actor/person/ada-lind"
    assert place("Norway") == "actor/Q20"
    assert place("Harbour Times") == "actor/newsOrganization/harbour-times"
    assert place("officials").endswith(f"#actor-officials-{TEXT.index('officials')}")
    assert "#actor-moe-" in place("Moe")


def test_actors_keep_other_names_and_links(graph: Graph) -> None:
    lind, norway = URIRef(DEFAULT_BASE + "actor/person/ada-lind"), URIRef(DEFAULT_BASE + "actor/Q20")
    assert texts(graph, lind, SKOS.altLabel) == ["Lind"]
    assert graph.value(norway, OWL.sameAs) == WD.Q20
    assert {str(words) for words in (graph.value(each, NIF.anchorOf) for each in graph.subjects(ITSRDF.taIdentRef, lind))} == {"Ada Lind", "She"}


def test_two_keys_of_one_actor_share_a_label() -> None:
    actors = (Actor("1", "NATO", ActorKind.ORGANIZATION, link="Q7184"), Actor("2", "Nato", ActorKind.ORGANIZATION, link="Q7184"))
    article = Article("a", "Nato said. NATO agreed.")
    graph = build_graph(article, Extraction(actors, (Mention(Span(0, 4), "2"), Mention(Span(11, 15), "1")))).graph()
    nato = one(graph, KB.Actor)
    assert (texts(graph, nato, RDFS.label), texts(graph, nato, SKOS.altLabel)) == (["Nato"], ["NATO"])


def test_a_communication_tells_all_that_was_found(graph: Graph) -> None:
    letter = one(graph, KB.Communication, (KB.medium, KB.letter), (KB.act, KB.demanding))
    assert graph.value(letter, KB.recipient) == URIRef(DEFAULT_BASE + "actor/organization/harbour-council")
    assert graph.value(letter, KB.reportedBy) == URIRef(DEFAULT_BASE + "actor/newsOrganization/harbour-times")
    assert texts(graph, letter, KB.content) == ["The bridge 🌉 … will fall"]
    assert graph.value(letter, KB.date).datatype == XSD.date
    assert str(graph.value(letter, KB.confidence)) == "0.85"


def test_a_deadline_has_a_typed_time(graph: Graph) -> None:
    deadline = one(graph, KB.Deadline, (KB.bound, KB.By))
    assert (str(graph.value(deadline, KB.due)), graph.value(deadline, KB.due).datatype) == ("--06-01", XSD.gMonthDay)
    assert texts(graph, deadline, KB.matter) == ["must decide"]
    until = one(graph, KB.Deadline, (KB.bound, KB.Until), (KB.confidence, Literal(Decimal("0.85"))))
    assert str(graph.value(until, KB.due)) == "2021-05-03T12:00:00"


def test_a_topic_has_its_words_and_whom_it_concerns(graph: Graph) -> None:
    topic = one(graph, KB.Topic)
    assert texts(graph, topic, RDFS.label) == ["the bridge"]
    assert graph.value(topic, KB.concerns) == URIRef(DEFAULT_BASE + "actor/Q26793")
    assert graph.value(one(graph, KB.Position, (KB.stance, KB.Opposes)), KB.target) == topic


def test_the_run_tells_its_versions(article: Article, extraction: Extraction, graph: Graph) -> None:
    run = one(graph, PROV.Activity)
    assert {(texts(graph, used, SDO.name)[0], texts(graph, used, SDO.version)[0]) for used in graph.objects(run, PROV.used)} == set(VERSIONS.items())
    later = build_graph(article, extraction, versions=VERSIONS | {"newskb": "0.2.0"}).graph()
    assert one(later, PROV.Activity) != run


def test_of_two_that_say_the_same_the_more_confident_stands() -> None:
    article = Article("a", "Mayor Lind")
    lind = Actor("lind", "Ada Lind", ActorKind.PERSON)
    told = Affiliation(evidence=(Span(0, 10),), rule="b.v1", confidence=0.4, member="lind", role="mayor")
    both = (told, replace(told, rule="a.v1", confidence=0.6))
    graph = build_graph(article, Extraction((lind,), assertions=both)).graph()
    assert texts(graph, one(graph, KB.Affiliation), KB.rule) == ["a.v1"]
    assert set(graph) == set(build_graph(article, Extraction((lind,), assertions=both[::-1])))


def test_an_actor_that_is_missing_raises() -> None:
    told = Affiliation(evidence=(Span(0, 1),), rule="b.v1", confidence=0.4, member="nobody", role="mayor")
    with pytest.raises(KeyError, match="nobody"):
        build_graph(Article("a", "x"), Extraction(assertions=(told,)))


@pytest.mark.parametrize(("text", "code"), [("a\x00b", "U+0000"), ("ab\ud83d", "U+D83D")])
def test_what_no_file_can_hold_is_refused_in_one_line(text: str, code: str) -> None:
    for article in (Article("a", text), Article("a", "x", title=text)):
        with pytest.raises(InputError) as caught:
            build_graph(article, Extraction())
        assert code in str(caught.value)
        str(caught.value).encode()


def test_an_empty_text_has_an_empty_context() -> None:
    graph = build_graph(Article("a", ""), Extraction()).graph()
    assert str(one(graph, NIF.Context)).endswith("#char=0,0")


def test_each_triple_stands_once(statements: Statements, graph: Graph) -> None:
    assert len(statements) == len(graph)
    assert set(statements) == set(graph)


def test_no_blank_nodes(graph: Graph) -> None:
    assert all(isinstance(term, URIRef | Literal) for triple in graph for term in triple)
