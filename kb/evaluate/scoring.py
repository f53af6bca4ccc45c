"""One article: what a system says of it against what its annotator found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from kb.evaluate.annotations import AnnotatedArticle
from kb.evaluate.matching import align_actors, overlap, pair_up, same_place
from kb.evaluate.tally import Miss, Score, Verdict
from kb.model import Affiliation, Assertion, Communication, Deadline, Extraction, Position, Span

Item = TypeVar("Item", bound=Assertion)
#: An actor's key to what a report calls it.
Name = Callable[[str], str]

# what a deadline is about is often told at length: less of it must agree
_SAME_MATTER = 0.3
_SHOWN = 60


def score_article(gold: AnnotatedArticle, system: Extraction) -> Score:
    """Return how *system* does on the article *gold*: every measure, every attribute, every miss."""
    scorer = _Scorer(gold, system)
    scorer.mentions()
    scorer.communications()
    scorer.deadlines()
    scorer.positions()
    scorer.affiliations()
    return scorer.score


class _Scorer:
    def __init__(self, gold: AnnotatedArticle, system: Extraction) -> None:
        self._gold, self._system = gold, system
        #: gold's actor for each actor of the system that stands for one
        self._who = align_actors(gold.facts, system)
        self._labels = {actor.key: actor.label for actor in system.actors}
        self.score = Score()

    def mentions(self) -> None:
        ours = self._gold.facts.mentions
        # only actors of gold are annotated, so others cannot be wrong; an actor's mentions stand together
        order = {actor.key: number for number, actor in enumerate(self._system.actors)}
        theirs = sorted((each for each in self._system.mentions if each.actor in self._who), key=lambda each: order[each.actor])
        pairs = pair_up(ours, theirs, lambda one, other: same_place([one.span], [other.span]))
        self.score.count("mention", len(pairs), len(ours), len(theirs))
        for i, j in pairs:
            self.score.judge("mention: coreference", ours[i].actor == self._who[theirs[j].actor])
        kinds = {actor.key: actor.kind for actor in self._gold.facts.actors}
        for actor in self._system.actors:
            if actor.key in self._who:
                self.score.judge("actor: type", actor.kind is kinds[self._who[actor.key]])

    def communications(self) -> None:
        ours, theirs = _of(Communication, self._gold.facts), _of(Communication, self._system)
        pairs = pair_up(ours, theirs, self._same_communication)
        full = 0
        for i, j in pairs:
            one, other = ours[i], theirs[j]
            right = sorted(one.source) == self._known(other.source)
            self._judge_communication(one, other, right)
            full += right and one.act is other.act
            if not (right and one.act is other.act):
                told = f"{self._words(one.cue)} is {one.act} by {_names(one.source)}, not {other.act} by {_names(self._known(other.source))}"
                self._miss("communication", "wrong", told)
        self._note_items("communication", ours, theirs, pairs, lambda each, _: f"{self._words(each.cue)} {self._words(*each.content)}")
        self.score.count("communication", len(pairs), len(ours), len(theirs))
        self.score.count("communication full", full, len(ours), len(theirs))

    def _same_communication(self, one: Communication, other: Communication) -> float:
        """Return how far the contents agree, wherever the article has the words; without content, how far the cues overlap."""
        if not one.content:
            return overlap([one.cue], [other.cue])
        return max(same_place(place, other.content) for place in (one.content, *((span,) for span in self._gold.repeats[one])))

    def _judge_communication(self, one: Communication, other: Communication, source_right: bool) -> None:
        judge = self.score.judge
        judge("communication: source", source_right)
        for attribute in ("act", "medium", "quotation", "certainty", "polarity"):
            judge(f"communication: {attribute}", getattr(one, attribute) is getattr(other, attribute))
        judge("communication: recipients", sorted(one.recipients) == self._known(other.recipients))
        judge("communication: reported by", sorted(one.reported_by) == self._known(other.reported_by))

    def deadlines(self) -> None:
        ours, theirs = _of(Deadline, self._gold.facts), _of(Deadline, self._system)
        pairs = pair_up(ours, theirs, lambda one, other: same_place([one.due_span], [other.due_span]))
        judge = self.score.judge
        for i, j in pairs:
            one, other = ours[i], theirs[j]
            judge("deadline: due", one.due == other.due)
            judge("deadline: bound", one.bound is other.bound)
            judge("deadline: matter", one.matter is None or (other.matter is not None and overlap([one.matter], [other.matter]) >= _SAME_MATTER))
            judge("deadline: obliged", sorted(one.obliged) == self._known(other.obliged))
            if one.due != other.due:
                self._miss("deadline", "wrong", f"{self._words(one.due_span)} is {one.due}, not {other.due}")
        self._note_items("deadline", ours, theirs, pairs, lambda each, _: f"{self._words(each.due_span)} {each.due}")
        self.score.count("deadline", len(pairs), len(ours), len(theirs))
        self.score.count("deadline full", sum(ours[i].due == theirs[j].due for i, j in pairs), len(ours), len(theirs))

    def positions(self) -> None:
        ours, theirs = _of(Position, self._gold.facts), _of(Position, self._system)
        pairs = pair_up(ours, theirs, self._same_position)
        told: Callable[[Position, Name], str] = lambda each, name: f"{name(each.holder)} {each.stance.lower()} {self._words(each.target_span)}"
        self._note_items("position", ours, theirs, pairs, told)
        self.score.count("position", len(pairs), len(ours), len(theirs))

    def _same_position(self, one: Position, other: Position) -> float:
        if one.stance is not other.stance or one.holder != self._who.get(other.holder):
            return 0.0
        if one.target and other.target and one.target == self._who.get(other.target):
            return 1.0
        return same_place([one.target_span], [other.target_span])

    def affiliations(self) -> None:
        ours, theirs = _of(Affiliation, self._gold.facts), _of(Affiliation, self._system)
        pairs = pair_up(ours, theirs, self._same_affiliation)
        for i, j in pairs:
            organization = theirs[j].organization
            self.score.judge("affiliation: organization", ours[i].organization == (self._who.get(organization) if organization else None))
        self._note_items("affiliation", ours, theirs, pairs, lambda each, name: f"{name(each.member)} {each.role!r}")
        self.score.count("affiliation", len(pairs), len(ours), len(theirs))

    def _same_affiliation(self, one: Affiliation, other: Affiliation) -> float:
        # "White House spokesman" and "spokesman" are one role
        return float(one.member == self._who.get(other.member) and one.role.lower().split()[-1:] == other.role.lower().split()[-1:])

    def _known(self, actors: Iterable[str]) -> list[str]:
        """Return the gold actors that *actors* stand for."""
        return sorted(map(self._name, actors))

    def _name(self, actor: str) -> str:
        """Return the id of the gold actor that *actor* stands for; one that stands for none is told by its label, which is no id."""
        return self._who.get(actor) or f"<{self._labels.get(actor, actor)}>"

    def _note_items(self, kind: str, ours: Sequence[Item], theirs: Sequence[Item], pairs: list[tuple[int, int]], told: Callable[[Item, Name], str]) -> None:
        ours_paired, theirs_paired = {i for i, _ in pairs}, {j for _, j in pairs}
        for i, item in enumerate(ours):
            if i not in ours_paired:
                self._miss(kind, "missed", told(item, str))
        for j, item in enumerate(theirs):
            self.score.weigh(kind, item.confidence, found=j in theirs_paired)
            if j not in theirs_paired:
                self._miss(kind, "invented", f"{told(item, self._name)} ({item.rule})")

    def _miss(self, kind: str, verdict: Verdict, words: str) -> None:
        self.score.misses.append(Miss(self._gold.id, kind, verdict, words))

    def _words(self, *spans: Span) -> str:
        words = " ... ".join(" ".join(span.of(self._gold.text).split()) for span in spans)
        return f"“{words if len(words) <= _SHOWN else words[: _SHOWN - 1] + '…'}”" if spans else "(no content)"


def _of(kind: type[Item], facts: Extraction) -> list[Item]:
    return [each for each in facts.assertions if isinstance(each, kind)]


def _names(actors: Iterable[str]) -> str:
    return ", ".join(sorted(actors)) or "nobody"
