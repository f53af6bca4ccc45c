"""The graph around one actor: to whom and to what it is tied, and how."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from kb.pages.knowledge import Knowledge, Named, text
from kb.pages.wording import told

#: Neighbours drawn: more cannot be told apart.
MOST = 30


@dataclass(frozen=True)
class Tie:
    """How *start* is tied to *end*, and by how many assertions."""

    start: Named
    end: Named
    relation: str
    times: int


def ties_of(knowledge: Knowledge, iri: str) -> list[Tie]:
    """Return the ties of the actor *iri* to the neighbours that it is tied to most, the strongest first; who is merged counts as one."""
    actor = knowledge.named(iri)
    strength: Counter[Named] = Counter()
    times: Counter[tuple[Named, str, str]] = Counter()
    for row in knowledge.ask("neighbours", actor=knowledge.merges.members(iri)):
        other = knowledge.named(text(row["other"]))
        if other != actor:
            strength[other] += int(text(row["times"]))
            times[other, text(row["outward"]), text(row.get("relation"))] += int(text(row["times"]))
    nearest = set(sorted(strength, key=lambda other: (-strength[other], other.iri))[:MOST])
    ties = []
    for (other, outward, relation), count in sorted(times.items(), key=lambda tie: (-tie[1], tie[0][0].iri, tie[0])):
        if other in nearest:
            start, end = (actor, other) if outward == "true" else (other, actor)
            ties.append(Tie(start, end, told(relation, other), count))
    return ties


def as_elements(ties: list[Tie], centre: str) -> dict[str, Any]:
    """Return *ties* as the elements that cytoscape.js draws."""
    things = {thing.iri: thing for tie in ties for thing in (tie.start, tie.end)}
    nodes = [{"data": {"id": iri, "label": _short(thing.name), "kind": thing.kind, "centre": int(iri == centre)}} for iri, thing in sorted(things.items())]
    edges = [
        {"data": {"id": f"e{number}", "source": tie.start.iri, "target": tie.end.iri, "label": tie.relation, "times": tie.times}}
        for number, tie in enumerate(ties)
    ]
    return {"nodes": nodes, "edges": edges}


def _short(name: str, length: int = 40) -> str:
    return name if len(name) <= length else name[: length - 1] + "…"
