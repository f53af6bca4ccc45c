"""The names of an article: what the tagger and the gazetteer found, freed of their slips and made consistent over the article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache, partial

from spacy.tokens import Doc, Token

from kb.extract.actors.nouns import actor_noun
from kb.extract.lexicon import words
from kb.extract.linking import Entry, Gazetteer
from kb.extract.syntax import SUBJECTS
from kb.model import ActorKind

#: what finds the gazetteer's entry of a name
Lookup = Callable[[str], Entry | None]

_LABELS = {"PERSON": ActorKind.PERSON, "ORG": ActorKind.ORGANIZATION, "LOC": ActorKind.PLACE, "NORP": ActorKind.GROUP}
_LONGEST = 8  # tokens of a name that the gazetteer is asked for
_INSIDE = ("of", "the", "and", "for", "de", "al", "-", "'s", "’s", "'", "&", "in")


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
        before = self.begin - 2
        if before >= 0 and self.doc[before + 1].text == "-" and self.doc[before].text in words("actors", "names", "particles") and not self.doc[before].whitespace_:
            self.begin = before
        self.start = self.begin if self.start < 0 else self.start
        self.stop = self.end if self.stop < 0 else self.stop
        if self.end - self.begin > 1 and self.doc[self.begin].lower_ == "the":
            self.begin += 1
            self.start = max(self.start, self.begin)
        self.words = tuple(token.text for token in self.doc[self.begin : self.end])
        self.text = self.doc[self.begin : self.end].text

    @property
    def head(self) -> Token:
        """The token that the mention hangs on."""
        return self.doc[self.start : self.stop].root


def find_names(doc: Doc, gazetteer: Gazetteer, published: date | None) -> list[Name]:
    """Return the names of *doc* in order, none overlapping another; titles are not looked at yet."""
    lookup = cache(partial(gazetteer.lookup, published=published))
    tagged = [name for name in _tagged(doc) if not _is_no_actor(name)]
    known = list(_known(doc, gazetteer, lookup))
    names = _without_overlaps([*known, *tagged, *_composed(doc)], doc)
    for name in names:
        if name.entry is None:
            _look_up(name, lookup)
    names = _without_overlaps(names + list(_again(doc, names)), doc)
    _agree_on_kinds(names)
    return sorted((name for name in names if not _is_no_actor(name)), key=lambda name: name.begin)


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
    if word in words("actors", "titles", "abbreviated") or word in words("actors", "titles", "modifiers", "words") or word in words("actors", "titles", "ranks"):
        return True
    # with a capital, "Hunter" or "Baker" is rather a name
    return not capitalised(token) and actor_noun(token) is not None


def _tagged(doc: Doc) -> Iterator[Name]:
    """Yield the tagger's names, fragments of one joined, titles cut off."""
    joined: list[tuple[int, int, str]] = []
    for ent in doc.ents:
        if ent.label_ not in _LABELS:
            continue
        if joined and _goes_on(doc, joined[-1], ent.start, ent.label_):
            begin, _, label = joined.pop()
            joined.append((begin, ent.end, ent.label_ if label == "LOC" else label))
        else:
            joined.append((ent.start, ent.end, ent.label_))
    for begin, end, label in joined:
        begin, end = _trimmed(doc, begin, end, label)  # noqa: PLW2901
        if end - begin > 1 or not is_title(doc[begin]):
            yield Name(doc, begin, end, _LABELS[label])


def _trimmed(doc: Doc, begin: int, end: int, label: str) -> tuple[int, int]:
    """Return the bounds of a tagged name without titles, datelines and party adjectives, and with all of its words."""
    if label == "PERSON":
        while begin < end - 1 and is_title(doc[begin]):
            begin += 1
    else:
        while end - 1 > begin and (doc[end - 1].lower_ in words("actors", "titles", "ranks") or doc[end - 1].lower_ in ("minority", "majority") or (doc[end - 1].is_upper and len(doc[end - 1]) > 4 and not doc[begin].is_upper)):
            end -= 1
        if end - begin > 2 and doc[begin].lower_ in words("actors", "titles", "ranks") and doc[begin + 1].lower_ == "of":
            begin += 2  # "Archbishop of Canterbury" describes a person
        if end - begin > 1 and doc[end - 1].text in words("actors", "names", "institutions") and doc[begin].text in words("actors", "names", "party_adjectives"):
            begin += 1
    while end - 1 > begin and doc[end - 1].lower_ in ("of", "the", "and", "for"):
        end -= 1
    while end < len(doc) and doc[end].tag_ in ("NNP", "NNPS") and capitalised(doc[end]) and not doc[end].ent_type_ and begin <= doc[end].head.i < end and not is_title(doc[end]):
        end += 1
    if end < len(doc) and doc[end].lower_ in words("actors", "titles", "suffixes"):
        end += 1
    return begin, end


def _goes_on(doc: Doc, before: tuple[int, int, str], begin: int, label: str) -> bool:
    """Return whether the name that begins at *begin* is a fragment of the one before it."""
    _, end, kind = before
    gap = doc[end:begin].text if end < begin else ""
    if gap in ("-", "–") and not doc[end - 1].whitespace_ and not doc[begin - 1].whitespace_:
        return label != "NORP" and kind != "NORP" and len(doc[begin]) > 1
    if gap or "NORP" in (label, kind) or (label == "PERSON") != (kind == "PERSON") or is_title(doc[begin]):
        return False
    return (capitalised(doc[end - 1]) and doc[end - 1].head.i == begin) or doc[begin].head.i == end - 1


def _known(doc: Doc, gazetteer: Gazetteer, lookup: Lookup) -> Iterator[Name]:
    """Yield the longest names that the gazetteer knows, left to right."""
    at = 0
    while at < len(doc):
        found = _known_at(doc, at, gazetteer, lookup) if capitalised(doc[at]) and doc[at].text != "The" else None
        if found is not None:
            yield found
        at = found.end if found is not None else at + 1


def _known_at(doc: Doc, at: int, gazetteer: Gazetteer, lookup: Lookup) -> Name | None:
    run = at + 1
    while run < min(at + _LONGEST, len(doc)) and (capitalised(doc[run]) or doc[run].text in _INSIDE):
        run += 1
    for end in range(run, at, -1):
        if end > at + 1 and not capitalised(doc[end - 1]):
            continue
        entry = lookup(doc[at:end].text)
        if entry is not None and (end > at + 1 or _is_name(doc[at], entry)):
            return Name(doc, at, end, entry.kind, entry)
        if entry is None and (state := gazetteer.demonym(doc[at:end].text)) is not None:
            people = doc[end - 1].tag_ in ("NNS", "NNPS")
            return Name(doc, at, end, ActorKind.GROUP if people else state.kind, None if people else state, adjective=not people)
    return _institution(doc, at) or _party_adjective(doc, at, lookup)


def _institution(doc: Doc, at: int) -> Name | None:
    """Return "the House", "the Senate" and the like."""
    token = doc[at]
    if token.text in words("actors", "names", "institutions") and token.tag_ == "NNP":
        return Name(doc, at, at + 1, ActorKind.ORGANIZATION)
    return None


def _party_adjective(doc: Doc, at: int, lookup: Lookup) -> Name | None:
    """Return the party that "Republican" supplies before a role or a person's name."""
    if doc[at].text not in words("actors", "names", "party_adjectives") or at + 1 >= len(doc):
        return None
    follows = doc[at + 1]
    if is_title(follows) or follows.ent_type_ == "PERSON" or actor_noun(follows) is not None or capitalised(follows) or (at + 2 < len(doc) and actor_noun(doc[at + 2]) is not None):
        if doc[at + 1].lower_ != "party":
            return Name(doc, at, at + 1, ActorKind.ORGANIZATION, lookup(f"{doc[at].text} Party"))
    return None


def _composed(doc: Doc) -> Iterator[Name]:
    """Yield runs of capitalised words that end in "Committee", "Court" and the like, with what they are of."""
    heads = words("actors", "names", "organization_heads")
    for token in doc:
        if not capitalised(token) or token.lower_ not in heads or token.tag_ not in ("NNP", "NNPS", "NN"):
            continue
        begin = token.i
        while begin > 0 and _composes(doc[begin - 1]):
            begin -= 1
        if begin < token.i and doc[token.i - 1].whitespace_:
            yield Name(doc, begin, token.i + 1, ActorKind.ORGANIZATION)


def _composes(token: Token) -> bool:
    return (
        capitalised(token)
        and token.tag_ in ("NNP", "NNPS", "JJ")
        and not (token.is_sent_start and token.tag_ == "JJ" and not token.ent_type_)
        and token.ent_type_ != "PERSON"
        and token.lower_ not in words("actors", "names", "not_actors")
        and token.text not in words("actors", "names", "party_adjectives")
        and not (is_title(token) and actor_noun(token) is not None)
    )


def _is_name(token: Token, entry: Entry) -> bool:
    """Return whether a single word that the gazetteer knows is used as a name: "Time" may just begin a sentence."""
    if token.ent_type_ or (token.is_upper and len(token) > 1):
        return True
    if token.is_sent_start and entry.kind is ActorKind.NEWS_ORGANIZATION:
        return token.dep_ in SUBJECTS and token.tag_ == "NNP"
    return token.tag_ in ("NNP", "NNPS")


def _look_up(name: Name, lookup: Lookup) -> None:
    """Let the gazetteer tell what a tagged name is."""
    if (entry := lookup(name.text)) is not None:
        name.entry, name.kind = entry, entry.kind
    elif name.kind is not ActorKind.PERSON and name.words[-1].lower() in words("actors", "names", "organization_heads"):
        name.kind = ActorKind.ORGANIZATION
    elif name.kind is ActorKind.GROUP and (party := lookup(f"{name.text.removesuffix('s')} Party")) is not None:
        name.entry, name.kind = party, party.kind
    elif name.kind is ActorKind.GROUP:
        name.adjective = name.doc[name.end - 1].tag_ not in ("NNPS", "NNS")


def _without_overlaps(names: Iterable[Name], doc: Doc) -> list[Name]:
    """Keep the longest of overlapping names, of equal ones the first."""
    taken = [False] * len(doc)
    kept = []
    for name in sorted(names, key=lambda n: n.begin - n.end):
        if not any(taken[name.begin : name.end]):
            taken[name.begin : name.end] = [True] * (name.end - name.begin)
            kept.append(name)
    return kept


def _again(doc: Doc, names: list[Name]) -> Iterator[Name]:
    """Yield the places where a name stands again that the tagger missed or cut short."""
    forms: dict[tuple[str, ...], Name] = {}
    for name in names:
        if len(name.text) > 2 and capitalised(doc[name.begin]) and not name.adjective:
            forms.setdefault(name.words, name)
            if name.kind is ActorKind.PERSON and len(name.words) > 1 and len(name.words[-1]) > 2:
                forms.setdefault(name.words[-1:], name)
    firsts = {form[0] for form in forms}
    sizes = sorted({len(form) for form in forms}, reverse=True)
    for at in (token.i for token in doc if token.text in firsts):
        for size in sizes:
            span = doc[at : at + size]
            model = forms.get(tuple(token.text for token in span))
            if model is not None and (size > 1 or span[0].tag_ in ("NNP", "NNPS") or span[0].ent_type_):
                whole = size == len(model.words)
                yield Name(doc, at, at + size, model.kind, model.entry if whole else None)
                break


def _agree_on_kinds(names: list[Name]) -> None:
    """Give one name one class all over the article: the gazetteer's, a full name's last word is a person, else the majority's."""
    last_names = {name.words[-1] for name in names if name.kind is ActorKind.PERSON and len(name.words) > 1}
    votes: dict[tuple[str, ...], Counter[ActorKind]] = {}
    for name in names:
        votes.setdefault(tuple(word.lower() for word in name.words), Counter())[name.kind] += 1
    for name in names:
        if name.entry is None or (name.entry.kind is ActorKind.NEWS_ORGANIZATION and name.words[-1] in last_names):
            if len(name.words) == 1 and name.words[0] in last_names:
                name.kind, name.entry = ActorKind.PERSON, None
            elif not name.adjective:
                name.kind = max(votes[tuple(word.lower() for word in name.words)].items(), key=lambda item: (item[1], item[0].value))[0]


def _is_no_actor(name: Name) -> bool:
    """Return whether *name* names a law, a war, a street, a month: nothing that acts."""
    last = name.words[-1].lower()
    follows = name.doc[name.end] if name.end < len(name.doc) else None
    if follows is not None and name.kind is not ActorKind.PERSON and capitalised(follows) and follows.lower_ in ("constitution", "amendment", "act", "treaty", "open", "cup"):
        return True
    return last in words("actors", "names", "not_actors") and (name.entry is None or len(name.words) > 1) or not any(char.isalpha() for char in name.text) or not capitalised(name.doc[name.begin])
