"""Stores for tests, with an article that would take over a careless page."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pyoxigraph as ox

from kb.graph import build_graph
from kb.model import Act, Actor, ActorKind, Article, Bound, Communication, Deadline, Extraction, Mention, Position, Quotation, Span, Stance
from kb.query import load_graphs
from kb.store import open_store

DATA = Path(__file__).parent / "data"
DAM = "https://w3id.org/newskb/id/article/dam-first"
HOSTILE = "https://w3id.org/newskb/id/article/%3Cscript%3Ehacked%3D1%3C%2Fscript%3E"
_ATTACK = "<script>hacked=1</script>"
_TEXT = f"{_ATTACK} said \"</mark><img src=x onerror='hacked=1'>\" by Friday. 😀 It =opposes {_ATTACK}."


def hostile_article() -> tuple[Article, Extraction]:
    """Return an article whose id, title, names and words are HTML, SPARQL and a spreadsheet's formula."""
    article = Article(_ATTACK, _TEXT, title=_ATTACK, publisher='"><script>hacked=1</script>', url="javascript:hacked=1")
    quoted = Span(_TEXT.index("</mark>"), _TEXT.index('" by'))
    friday = Span(_TEXT.index("Friday"), _TEXT.index("Friday") + 6)
    sentence, last = Span(0, _TEXT.index("😀") - 1), Span(_TEXT.index("😀"), len(_TEXT))
    common = {"rule": "test.v1", "confidence": 0.5}
    assertions = (
        Communication(
            evidence=(sentence,), cue=Span(26, 30), act=Act.STATING, quotation=Quotation.DIRECT, source=("a",), content=(quoted,), date="2031-01-01", **common
        ),
        Deadline(evidence=(Span(friday.begin - 3, friday.end),), due="2031-01-03", due_span=friday, bound=Bound.BY, matter=quoted, **common),
        Position(evidence=(last,), holder="a", target=None, target_span=Span(last.begin + 5, last.begin + 13), stance=Stance.OPPOSES, **common),
    )
    mentions = (Mention(Span(0, len(_ATTACK)), "a"), Mention(Span(len(_TEXT) - len(_ATTACK) - 1, len(_TEXT) - 1), "a"))
    return article, Extraction((Actor("a", _ATTACK, ActorKind.PERSON),), mentions, (), assertions)


def make_store(folder: Path) -> Path:
    """Make a store of the sample articles and the hostile one in *folder*, and return it."""
    articles: dict[str, list[ox.Triple]] = defaultdict(list)
    for quad in load_graphs([DATA / "dam.trig", DATA / "two.trig"]):
        if isinstance(quad.graph_name, ox.NamedNode):
            articles[quad.graph_name.value].append(quad.triple)
    graph = build_graph(*hostile_article())
    articles[HOSTILE] = [quad.triple for quad in ox.parse(graph.ntriples(), format=ox.RdfFormat.N_TRIPLES)]
    with open_store(folder, read_only=False) as store:
        for iri, triples in articles.items():
            store.replace(iri, triples)
    return folder
