"""Where names stand: what the tagger marked, what the gazetteer knows, and what ends like the name of a body."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from spacy.tokens import Doc, Token

from kb.extract.actors.name import Name, capitalised, is_title
from kb.extract.actors.nouns import actor_noun
from kb.extract.index import entities_of, tokens_of, words_of
from kb.extract.lexicon import words
from kb.extract.linking import Entry, Gazetteer
from kb.extract.syntax import SUBJECTS, char_span, text_of
from kb.model import ActorKind

#: what finds the gazetteer's entry of a name
Lookup = Callable[[str], Entry | None]

_LABELS = {"PERSON": ActorKind.PERSON, "ORG": ActorKind.ORGANIZATION, "LOC": ActorKind.PLACE, "NORP": ActorKind.GROUP}
_AMERICAN = ("U.S.", "US")  # before a title, no part of the name
_LONGEST = 8  # tokens of a name that the gazetteer is asked for
_INSIDE = ("of", "the", "and", "for", "de", "al", "-", "'s", "’s", "'", "&", "in")


def tagged_names(doc: Doc) -> Iterator[Name]:
    """Yield the tagger's names, fragments of one joined, titles cut off."""
    joined: list[tuple[int, int, str]] = []
    for ent in entities_of(doc):
        if ent.label_ not in _LABELS:
            continue
        if joined and _goes_on(doc, joined[-1], ent.start, ent.label_):
            begin, _, label = joined.pop()
            joined.append((begin, ent.end, ent.label_ if label == "LOC" else label))
        else:
            joined.append((ent.start, ent.end, ent.label_))
    for begin, end, label in joined:
        if label in ("ORG", "LOC") and 1 < end - begin < 4 and is_addressed(doc, begin + 1):
            label = "PERSON"  # noqa: PLW2901
        begin, end = _trimmed(doc, begin, end, label)  # noqa: PLW2901
        if end - begin > 1 or not is_title(doc[begin]):
            yield Name(doc, begin, end, _LABELS[label])


def _trimmed(doc: Doc, begin: int, end: int, label: str) -> tuple[int, int]:
    """Return the bounds of a tagged name without titles, datelines and party adjectives, and with all of its words."""
    if label == "PERSON":
        end = next((at for at in range(begin + 1, end) if doc[at].text == "("), end)
        while begin < end - 1 and (is_title(doc[begin]) or (begin < end - 2 and is_title(doc[begin + 1]) and doc[begin].text in _AMERICAN)):
            begin += 1
    else:
        while end - 1 > begin and (_is_office(doc[end - 1]) or (doc[end - 1].is_upper and len(doc[end - 1]) > 4 and not doc[begin].is_upper)):
            end -= 1
        if end - begin > 2 and doc[begin].lower_ in words("actors", "titles", "ranks") and doc[begin + 1].lower_ == "of":
            begin += 2  # "Archbishop of Canterbury" describes a person
        if end - begin > 1 and doc[end - 1].text in words("actors", "names", "institutions") and _is_party_adjective(doc[begin]):
            begin += 1
    while end - 1 > begin and doc[end - 1].lower_ in ("of", "the", "and", "for"):
        end -= 1
    while end < len(doc) and _belongs(doc[end]) and begin <= doc[end].head.i < end:
        end += 1
    if end < len(doc) and doc[end].lower_ in words("actors", "titles", "suffixes"):
        end += 1
    return begin, end


def _is_office(token: Token) -> bool:
    abbreviated = token.text.endswith(".") and token.lower_.rstrip(".") in words("actors", "titles", "abbreviated")
    return abbreviated or token.lower_ in words("actors", "titles", "ranks") or token.lower_ in ("minority", "majority")


def _is_party_adjective(token: Token) -> bool:
    return token.text in words("actors", "names", "party_adjectives")


def _belongs(token: Token) -> bool:
    """Return whether *token* may be a word of the name before it that the tagger missed."""
    return token.tag_ in ("NNP", "NNPS") and capitalised(token) and not token.ent_type_ and not is_title(token)


def _goes_on(doc: Doc, before: tuple[int, int, str], begin: int, label: str) -> bool:
    """Return whether the name that begins at *begin* is a fragment of the one before it."""
    _, end, kind = before
    if begin - end == 1 and doc[end].text in ("-", "–") and not doc[end - 1].whitespace_ and not doc[begin - 1].whitespace_:
        return label != "NORP" and kind != "NORP" and len(doc[begin]) > 1
    if begin > end or "NORP" in (label, kind) or (label == "PERSON") != (kind == "PERSON") or is_title(doc[begin]):
        return False
    return (capitalised(doc[end - 1]) and doc[end - 1].head.i == begin) or doc[begin].head.i == end - 1


def known_names(doc: Doc, gazetteer: Gazetteer, lookup: Lookup) -> Iterator[Name]:
    """Yield the longest names that the gazetteer knows, left to right."""
    written = words_of(doc)
    at = 0
    while at < len(doc):
        found = _known_at(doc, at, gazetteer, lookup) if written[at][0].isupper() and written[at] != "The" else None
        if found is not None:
            yield found
        at = found.end if found is not None else at + 1


def _known_at(doc: Doc, at: int, gazetteer: Gazetteer, lookup: Lookup) -> Name | None:
    written = words_of(doc)
    run = at + 1
    while run < min(at + _LONGEST, len(doc)) and (written[run][0].isupper() or written[run] in _INSIDE):
        run += 1
    for end in range(run, at, -1):
        if end > at + 1 and not written[end - 1][0].isupper():
            continue
        text = char_span(doc, at, end).of(text_of(doc))
        entry = lookup(text) if not _is_part(doc, at, end) else None
        if entry is not None and end == at + 1 and entry.kind is not ActorKind.PERSON and is_addressed(doc, at):
            return Name(doc, at, end, ActorKind.PERSON)
        if entry is not None and (end > at + 1 or _is_name(doc[at], entry)):
            return Name(doc, at, end, entry.kind, entry)
        if entry is None and (state := gazetteer.demonym(text)) is not None:
            people = doc[end - 1].tag_ in ("NNS", "NNPS")
            return Name(doc, at, end, ActorKind.GROUP if people else state.kind, None if people else state, adjective=not people)
    return _institution(doc, at) or _party_adjective(doc, at, lookup)


def _is_part(doc: Doc, at: int, end: int) -> bool:
    """Return whether a longer name holds the tokens: "bin Salman of Saudi Arabia", "ISIS-K"."""
    written = words_of(doc)
    suffixed = end + 1 < len(doc) and written[end] == "-" and not doc[end].whitespace_ and doc[end + 1].is_upper and len(written[end + 1]) == 1
    return suffixed or (at > 0 and written[at - 1] in words("actors", "names", "patronymics"))


def is_addressed(doc: Doc, at: int) -> bool:
    """Return whether a person's title stands right before the token ("Rep. Jordan", "Mr. Chad")."""
    before = doc[at - 1] if at else None
    return before is not None and capitalised(before) and before.lower_.rstrip(".") in words("actors", "titles", "addressing")


def _institution(doc: Doc, at: int) -> Name | None:
    """Return "the House", "the Senate" and the like."""
    token = doc[at]
    if token.text in words("actors", "names", "institutions") and token.tag_ == "NNP":
        return Name(doc, at, at + 1, ActorKind.ORGANIZATION)
    return None


def _party_adjective(doc: Doc, at: int, lookup: Lookup) -> Name | None:
    """Return the party that "Republican" supplies before a role or a person's name."""
    if not _is_party_adjective(doc[at]) or at + 1 >= len(doc) or doc[at + 1].lower_ == "party":
        return None
    describes = any(actor_noun(token) is not None for token in doc[at + 1 : at + 3])
    if describes or is_title(doc[at + 1]) or capitalised(doc[at + 1]):
        return Name(doc, at, at + 1, ActorKind.ORGANIZATION, lookup(f"{doc[at].text} Party"))
    return None


def composed_names(doc: Doc) -> Iterator[Name]:
    """Yield runs of capitalised words that end in "Committee", "Court" and the like, with what they are of."""
    heads = words("actors", "names", "organization_heads")
    for token, word in zip(tokens_of(doc), words_of(doc), strict=True):
        if not word[0].isupper() or word.lower() not in heads or token.tag_ not in ("NNP", "NNPS", "NN"):
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
        and not _is_party_adjective(token)
        and not (is_title(token) and actor_noun(token) is not None)
    )


def _is_name(token: Token, entry: Entry) -> bool:
    """Return whether a single word that the gazetteer knows is used as a name: "Time" may just begin a sentence."""
    if token.ent_type_ or (token.is_upper and len(token) > 1):
        return True
    if token.is_sent_start and entry.kind is ActorKind.NEWS_ORGANIZATION:
        return token.dep_ in SUBJECTS and token.tag_ == "NNP"
    return token.tag_ in ("NNP", "NNPS")
