"""What the rules read: an article, its annotation, and the cast of its actors."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from kb.extract.syntax import case_of, char_span, conjuncts, core_phrase, deps, text_of
from kb.model import Actor, ActorKind, Article, Assertion, Mention, Span, TimeExpression

Keys = tuple[str, ...]


@dataclass
class Profile:
    """What the article tells of an actor besides its name: enough to know it again by a description or a pronoun."""

    offices: set[str] = field(default_factory=set)  # singular role nouns and descriptions, lower case
    organizations: set[str] = field(default_factory=set)  # keys of the actors where the offices are held
    gender: str | None = None  # "male", "female"
    plural: bool = False


@dataclass
class Cast:
    """The actors of one article and which tokens stand for them. Rules ask it who a token is, and may add unnamed actors."""

    doc: Doc
    actors: dict[str, Actor] = field(default_factory=dict)
    mentions: set[Mention] = field(default_factory=set)
    by_token: dict[int, Keys] = field(default_factory=dict)  # index of a token that stands for them -> actors
    profiles: dict[str, Profile] = field(default_factory=lambda: defaultdict(Profile))

    def refer(self, token: Token) -> Keys:
        """Return the actors that the phrase headed by *token* refers to; none when it refers to no known actor."""
        return self.by_token.get(token.i, ())

    def refer_all(self, token: Token) -> Keys:
        """Return the actors of *token* and of all that is coordinated with it, each once."""
        return tuple(dict.fromkeys(key for conjunct in conjuncts(token) for key in self.refer(conjunct)))

    def refer_or_add(self, token: Token, kind: ActorKind | None = None) -> Keys:
        """Return the actors of *token*'s phrase; a phrase that is none yet becomes an unnamed one.

        A pronoun that nobody could be found for becomes an unnamed actor too: better unknown than a wrong name.
        """
        if token.i not in self.by_token:
            begin, end = core_phrase(token)
            span = char_span(self.doc, begin, end)
            label = _described(token, begin, end)
            plural = token.tag_ in ("NNS", "NNPS") or token.lower_ in ("they", "we", "them", "us", "many", "some", "others", "both")
            key = self.add(label, kind or (ActorKind.GROUP if plural else ActorKind.PERSON), named=False)
            self.mention(key, span, token)
        return self.by_token[token.i]

    def add(self, label: str, kind: ActorKind, *, named: bool, **more: object) -> str:
        """Add an actor and return its key."""
        key = f"a{len(self.actors)}"
        self.actors[key] = Actor(key, label, kind, named, **more)  # type: ignore[arg-type]
        return key

    def mention(self, key: str, span: Span, head: Token) -> None:
        """Record that *span*, headed by *head*, refers to the actor of *key* (as well)."""
        self.mentions.add(Mention(span, key))
        self.by_token[head.i] = tuple(dict.fromkeys((*self.by_token.get(head.i, ()), key)))

    def prune(self, used: Collection[str]) -> None:
        """Drop the unnamed actors that are neither in *used* nor referred to more than once."""
        counts = Counter(mention.actor for mention in self.mentions)
        kept = {key for key, actor in self.actors.items() if actor.named or key in used or counts[key] > 1}
        self.actors = {key: actor for key, actor in self.actors.items() if key in kept}
        self.mentions = {mention for mention in self.mentions if mention.actor in kept}
        self.by_token = {i: left for i, keys in self.by_token.items() if (left := tuple(key for key in keys if key in kept))}


def _described(token: Token, begin: int, end: int) -> str:
    """Return the words of an unnamed actor; a single noun says little without its "of the commission"."""
    complement = next((child for child in deps(token, "nmod") if case_of(child) in ("of", "for", "from")), None)
    if end - begin == 1 and complement is not None and complement.left_edge.i == end:
        end = core_phrase(complement)[1]
    return char_span(token.doc, begin, end).of(text_of(token.doc))


@dataclass(frozen=True)
class Reading:
    """One article as the rules see it."""

    article: Article
    doc: Doc
    cast: Cast
    times: tuple[TimeExpression, ...]

    def time_within(self, span: Span) -> TimeExpression | None:
        """Return the first time expression that lies inside *span*."""
        return next((time for time in self.times if span.covers(time.span)), None)


#: A rule reads one article and yields what it finds
Rule = Callable[[Reading], Iterator[Assertion]]
