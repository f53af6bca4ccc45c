"""A story that uses every term: what the builder, the ontology and the shapes must agree on."""

from __future__ import annotations

from datetime import date
from itertools import count

from kb.model import (
    Act,
    Actor,
    ActorKind,
    Affiliation,
    Article,
    Assertion,
    Bound,
    Certainty,
    Communication,
    Deadline,
    Extraction,
    Medium,
    Mention,
    Polarity,
    Position,
    Quotation,
    Span,
    Stance,
    Status,
    TimeExpression,
)

TEXT = (
    "Mayor Ada Lind of Bergen wrote to the Harbour Council on 3 May that Norway must decide by 1 June. "
    "“The bridge 🌉 will fall,” Lind said, “if nobody acts.” She opposes the bridge, officials told the Harbour Times."
)
VERSIONS = {"newskb": "0.1.0", "newskb-ontology": "1.0.0"}


def span(words: str) -> Span:
    begin = TEXT.index(words)
    return Span(begin, begin + len(words))


def story_article() -> Article:
    return Article(
        id="bergen/2021 ü",
        text=TEXT,
        title="A bridge too old",
        published=date(2021, 5, 3),
        publisher="Harbour Times",
        author="Kari Moe",
        url="https://example.org/a b?c=“d”",
        language="en",
    )


def story_actors() -> tuple[Actor, ...]:
    return (
        Actor("lind", "Ada Lind", ActorKind.PERSON, aliases=("Lind",)),
        Actor("bergen", "Bergen", ActorKind.PLACE, link="Q26793"),
        Actor("council", "Harbour Council", ActorKind.ORGANIZATION),
        Actor("norway", "Norway", ActorKind.STATE, link="Q20"),
        Actor("officials", "officials", ActorKind.GROUP, named=False),
        Actor("times", "Harbour Times", ActorKind.NEWS_ORGANIZATION),
        Actor("moe", "Moe", ActorKind.PERSON, partial=True),
    )


def communications() -> list[Assertion]:
    """Return one communication for each act, medium and kind of quotation; each has evidence of its own."""
    place = count()
    found: list[Assertion] = []
    for field, values in (("act", Act), ("medium", Medium), ("quotation", Quotation)):
        for value in values:
            begin = next(place)
            told = {"act": Act.STATING, field: value}
            found.append(Communication(evidence=(Span(begin, begin + 9),), rule="example.v1", confidence=0.5, cue=span("said"), source=("lind",), **told))
    return found


def statuses() -> list[Assertion]:
    """Return one deadline for each status."""
    told = {"rule": "example.v1", "confidence": 0.5, "due_span": span("3 May"), "bound": Bound.UNTIL, "evidence": (span("on 3 May"),)}
    return [Deadline(due=f"203{number}", status=status, **told) for number, status in enumerate(Status)]


def story_assertions() -> tuple[Assertion, ...]:
    common = {"rule": "example.v1", "confidence": 0.85}
    letter = Communication(
        evidence=(span("Mayor Ada Lind of Bergen wrote to the Harbour Council"),),
        cue=span("wrote"),
        act=Act.DEMANDING,
        medium=Medium.LETTER,
        quotation=Quotation.INDIRECT,
        source=("lind",),
        source_span=span("Ada Lind"),
        content=(span("will fall"), span("The bridge 🌉")),
        recipients=("council",),
        topic=span("the bridge"),
        date="2021-05-03",
        reported_by=("times",),
        **common,
    )
    deadline = Deadline(
        evidence=(span("Norway must decide by 1 June"),),
        due="--06-01",
        due_span=span("1 June"),
        bound=Bound.BY,
        matter=span("must decide"),
        obliged=("norway",),
        set_by=("lind",),
        certainty=Certainty.HEDGED,
        polarity=Polarity.NEGATIVE,
        **common,
    )
    opposed = Position(
        evidence=(span("She opposes the bridge"),),
        holder="lind",
        target=None,
        target_span=span("the bridge"),
        stance=Stance.OPPOSES,
        concerns=("bergen",),
        **common,
    )
    backed = Position(evidence=(span("officials told"),), holder="officials", target="council", target_span=span("Council"), stance=Stance.SUPPORTS, **common)
    neutral = Position(evidence=(span("officials told"),), holder="moe", target="norway", target_span=span("Norway"), stance=Stance.NEUTRAL, **common)
    until = Deadline(evidence=(span("on 3 May"),), due="2021-05-03T12:00", due_span=span("3 May"), bound=Bound.UNTIL, **common)
    mayor = Affiliation(evidence=(span("Mayor Ada Lind of Bergen"),), member="lind", role="Mayor", organization="bergen", **common)
    return (letter, deadline, opposed, backed, neutral, until, mayor, *statuses(), *communications())


def story_extraction() -> Extraction:
    mentions = (("Ada Lind", "lind"), ("She", "lind"), ("Bergen", "bergen"), ("officials", "officials"), ("Norway", "norway"), ("Harbour Times", "times"))
    return Extraction(
        actors=story_actors(),
        mentions=tuple(Mention(span(words), key) for words, key in mentions),
        times=(TimeExpression(span("3 May"), "DATE", "2021-05-03"), TimeExpression(span("1 June"), "DATE", "2021-06-01")),
        assertions=story_assertions(),
    )
