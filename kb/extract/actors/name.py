"""A name in a text, with what stands around it."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from kb.extract.actors.nouns import actor_noun
from kb.extract.index import words_of
from kb.extract.lexicon import words
from kb.extract.linking import Entry
from kb.extract.syntax import char_span, text_of
from kb.model import ActorKind


@dataclass(eq=False)
class Name:
    """A name in the text. Tokens [begin, end) are the name proper, [begin - title, end + tail) is the mention."""

    doc: Doc
    begin: int
    end: int
    kind: ActorKind
    entry: Entry | None = None
    start: int = -1  # first token of the mention, its title included
    stop: int = -1  # after the last token of the mention
    titles: tuple[str, ...] = ()  # offices that stand before the name
    own: bool = False  # "Obama administration": an actor of its own, not the one that it names
    adjective: bool = False  # "Syrian"
    metonym: bool = False  # a capital that stands for its state
    words: tuple[str, ...] = field(init=False)
    text: str = field(init=False)  # the name proper

    def __post_init__(self) -> None:
        if self.begin > 1 and self.doc[self.begin - 1].text == "-" and self.doc[self.begin - 2].text in words("actors", "names", "particles"):
            self.begin -= 2
        self.start = self.begin if self.start < 0 else self.start
        self.stop = self.end if self.stop < 0 else self.stop
        if self.end - self.begin > 1 and self.doc[self.begin].lower_ == "the":
            self.begin += 1
            self.start = max(self.start, self.begin)
        self.words = words_of(self.doc)[self.begin : self.end]
        self.text = char_span(self.doc, self.begin, self.end).of(text_of(self.doc))

    @property
    def head(self) -> Token:
        """The token that the mention hangs on."""
        return self.doc[self.start : self.stop].root if self.stop - self.start > 1 else self.doc[self.start]


def is_counted(name: Name) -> bool:
    """Return whether *name* is of several people, told by a number: "two Democrats" are not the party."""
    before = name.doc[name.begin - 1] if name.begin else None
    plural = name.doc[name.end - 1].tag_ in ("NNS", "NNPS") and name.kind in (ActorKind.GROUP, ActorKind.ORGANIZATION)
    return plural and before is not None and (before.tag_ == "CD" or before.lower_ in ("some", "many", "several", "other", "most", "few"))


def capitalised(token: Token) -> bool:
    """Return whether *token* begins with a capital."""
    return token.text[:1].isupper()


def is_title(token: Token) -> bool:
    """Return whether *token* can be part of a title before a name ("Prime", "Minister", "Sens.", "spokesman")."""
    word = token.lower_.rstrip(".")
    if any(word in words("actors", "titles", *path) for path in (("abbreviated",), ("modifiers", "words"), ("ranks",))):
        return True
    # with a capital, "Hunter" or "Baker" is rather a name
    return not capitalised(token) and actor_noun(token) is not None
