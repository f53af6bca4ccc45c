"""What the stages hand on to one another: frozen values, standard library only.

Offsets are half-open and count Unicode code points of ``Article.text``. The enumerations' values are the local
names of the ontology's terms, so a value and its IRI cannot drift apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class ActorKind(StrEnum):
    """Classes of actors."""

    PERSON = "Person"
    ORGANIZATION = "Organization"
    NEWS_ORGANIZATION = "NewsOrganization"
    STATE = "State"
    PLACE = "Place"
    GROUP = "Group"


class Act(StrEnum):
    """What a communication does (after Searle's classes and the CAMEO codes)."""

    STATING = "stating"
    ANNOUNCING = "announcing"
    REVEALING = "revealing"
    CONFIRMING = "confirming"
    DENYING = "denying"
    REFUSING = "refusing"
    ACCUSING = "accusing"
    CRITICISING = "criticising"
    PRAISING = "praising"
    REQUESTING = "requesting"
    DEMANDING = "demanding"
    PROMISING = "promising"
    THREATENING = "threatening"
    WARNING = "warning"
    PROPOSING = "proposing"
    ASKING = "asking"
    AGREEING = "agreeing"
    BELIEVING = "believing"


class Medium(StrEnum):
    """How a communication was made."""

    LETTER = "letter"
    STATEMENT = "statement"
    JOINT_STATEMENT = "jointStatement"
    SPEECH = "speech"
    INTERVIEW = "interview"
    PRESS_CONFERENCE = "pressConference"
    CALL = "call"
    MEETING = "meeting"
    SOCIAL_MEDIA = "socialMedia"
    REPORT = "report"
    LEGAL = "legal"
    UNSPECIFIED = "unspecifiedMedium"


class Quotation(StrEnum):
    """How the words of a communication are given."""

    DIRECT = "Direct"
    MIXED = "Mixed"
    INDIRECT = "Indirect"
    NO_CONTENT = "NoContent"


class Certainty(StrEnum):
    """Whether the article tells it as a fact."""

    CERTAIN = "Certain"
    HEDGED = "Hedged"


class Polarity(StrEnum):
    """Whether the article says that it is so or that it is not."""

    POSITIVE = "Positive"
    NEGATIVE = "Negative"


class Stance(StrEnum):
    """Where the holder of a position stands."""

    SUPPORTS = "Supports"
    OPPOSES = "Opposes"
    NEUTRAL = "Neutral"


class Status(StrEnum):
    """What became of a deadline, as the article tells it."""

    MET = "met"
    MISSED = "missed"
    MOVED = "moved"
    EXTENDED = "extended"
    CANCELLED = "cancelled"


class Bound(StrEnum):
    """Whether a deadline is the latest moment to act or the end of a state."""

    BY = "By"
    UNTIL = "Until"


@dataclass(frozen=True, order=True)
class Span:
    """Half-open code-point offsets into ``Article.text``."""

    begin: int
    end: int

    def of(self, text: str) -> str:
        """Return the words that the span covers."""
        return text[self.begin : self.end]

    def covers(self, other: Span) -> bool:
        """Return whether *other* lies inside this span."""
        return self.begin <= other.begin and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Return whether the two share a character."""
        return self.begin < other.end and other.begin < self.end


@dataclass(frozen=True)
class Article:
    """One news article; ``text`` is taken verbatim and never changed."""

    id: str
    text: str
    title: str | None = None
    published: date | datetime | None = None
    publisher: str | None = None
    author: str | None = None
    url: str | None = None
    language: str | None = None


@dataclass(frozen=True)
class Actor:
    """Someone or something that speaks, stands for something or is bound.

    ``key`` is unique in the article alone; ``partial`` tells that its name does not tell who it is: a part of one ("Smith"), or one that many bear;
    ``link`` is a Wikidata id ("Q76").
    """

    key: str
    label: str
    kind: ActorKind
    named: bool = True
    partial: bool = False
    aliases: tuple[str, ...] = ()
    link: str | None = None


@dataclass(frozen=True)
class Office:
    """An office that a known person holds or held; ``start`` and ``end`` are ISO dates, months or years, None where open.

    ``organization`` is a name or Wikidata id of where it is held.
    """

    role: str
    organization: str | None = None
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True)
class KnownActor:
    """Someone or something that the user knows, before any article is read; ``link`` is a Wikidata id."""

    label: str
    kind: ActorKind
    link: str | None = None
    aliases: tuple[str, ...] = ()
    offices: tuple[Office, ...] = ()


@dataclass(frozen=True, order=True)
class Mention:
    """A span that refers to the actor of that key."""

    span: Span
    actor: str


@dataclass(frozen=True, order=True)
class TimeExpression:
    """A TIMEX3: ``type`` is DATE, TIME, DURATION or SET; ``value`` as ISO-TimeML writes it ("2014-11-24", "P10D")."""

    span: Span
    type: str
    value: str


@dataclass(frozen=True, kw_only=True)
class Assertion:
    """What every assertion has. Actors stand by key; ``confidence`` is in [0, 1]; ``rule`` is versioned."""

    evidence: tuple[Span, ...]
    rule: str
    confidence: float
    certainty: Certainty = Certainty.CERTAIN
    polarity: Polarity = Polarity.POSITIVE
    reported_by: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Communication(Assertion):
    """Someone tells someone something, or is said to think it. ``date`` is ISO, maybe without day or year ("--11-24")."""

    cue: Span
    act: Act
    medium: Medium = Medium.UNSPECIFIED
    quotation: Quotation = Quotation.NO_CONTENT
    source: tuple[str, ...] = ()
    source_span: Span | None = None
    content: tuple[Span, ...] = ()
    recipients: tuple[str, ...] = ()
    topic: Span | None = None
    date: str | None = None


@dataclass(frozen=True, kw_only=True)
class Deadline(Assertion):
    """A time by or until which somebody must act or something ends.

    ``due`` is an ISO dateTime, date, year-month, year or ``--MM-DD``, the new one where the deadline was moved or extended;
    ``status`` is None where nothing is told to have become of it.
    """

    due: str
    due_span: Span
    bound: Bound
    matter: Span | None = None
    obliged: tuple[str, ...] = ()
    set_by: tuple[str, ...] = ()
    status: Status | None = None


@dataclass(frozen=True, kw_only=True)
class Position(Assertion):
    """Somebody is for or against an actor (``target``) or a topic (``target`` is None, the words are ``target_span``).

    ``concerns`` holds the actors that the topic's words name.
    """

    holder: str
    target: str | None
    target_span: Span
    stance: Stance
    concerns: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Affiliation(Assertion):
    """A person holds a role, in an organisation where told."""

    member: str
    role: str
    organization: str | None = None


@dataclass(frozen=True)
class Extraction:
    """All that was found in one article."""

    actors: tuple[Actor, ...] = ()
    mentions: tuple[Mention, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    assertions: tuple[Assertion, ...] = ()
