"""Offices as they are written: the role, what it belongs to and the party beside it, read word by word.

Titles are where parsers err most, so the words around a role are read in order and the tree is not asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from spacy.tokens import Doc, Token

from kb.extract.lexicon import load_lexicon, words

_NAME_PARTS = ("PROPN", "NOUN", "ADJ", "DET", "NUM", "PART")
_JOINTS = ("of", "and", "'s", "’s", "-", "(", ")", "for", "&")
_ENTITIES = ("ORG", "LOC", "NORP", "PERSON")
#: the most tokens of a role, and of what stands between it and the name
MAX_ROLE = 6
MAX_APPOSITION = 9


@dataclass(frozen=True)
class Office:
    """A role as read: its tokens [begin, end), its name, and what it belongs to."""

    begin: int
    end: int
    role: str
    organizations: tuple[Token, ...] = ()
    parties: tuple[Token, ...] = ()


def role_name(token: Token) -> str | None:
    """Return the role that *token* heads, singular and in lower case ("Sens." gives "senator"), or None."""
    return _role(token.lower_, token.lemma_.lower(), capital=token.text[0].isupper())


@lru_cache(maxsize=1 << 14)
def _role(lower: str, lemma: str, *, capital: bool) -> str | None:
    titles: dict[str, str] = load_lexicon("affiliations")["titles"]
    if capital and lower in titles:
        return titles[lower]
    roles = words("affiliations", "roles")
    return next((form for form in (lower, lemma, _singular(lower)) if form in roles), None)


def _singular(word: str) -> str:
    return word[:-3] + "man" if word.endswith("men") else word.removesuffix("s")


def offices_before(doc: Doc, end: int) -> Iterator[Office]:
    """Yield the offices whose words end right before token *end*, a comma or brackets left out ("chair of the House Committee Rep. X" has two)."""
    last = end - 1
    if last > 0 and doc[last].text == ",":
        last -= 1
    if doc[max(last, 0)].text == ")":
        last = next((place - 1 for place in range(last, max(last - MAX_ROLE, 0), -1) if doc[place].text == "("), last)
    if last < 0 or (doc[last].is_sent_end and not doc[last].text.endswith(".")):
        return
    plain = plain_office(doc, last)
    linked = _linked_office(doc, plain.begin - 1 if plain else last)
    if linked:
        yield linked
    if plain:
        yield replace(plain, organizations=() if linked else plain.organizations)


def plain_office(doc: Doc, last: int) -> Office | None:
    """Return the office whose head is the token *last* ("Senate Minority Leader")."""
    if role_name(doc[last]) is None or _in_organization(doc[last]):
        return None
    begin = last
    while begin > 0 and last - begin < MAX_ROLE and _is_modifier(doc[begin - 1]):
        begin -= 1
    while begin < last and doc[begin].text == "-":
        begin += 1
    organizations, parties = _before_role(doc, begin)
    return Office(begin, last + 1, _written(doc, begin, last), organizations, parties)


def _in_organization(token: Token) -> bool:
    return token.ent_type_ == "ORG" and token.lower_ not in ("prime", "vice") and token.lower_ not in load_lexicon("affiliations")["titles"]


def _is_modifier(token: Token) -> bool:
    if token.is_sent_end or _in_organization(token) or token.lower_ not in words("affiliations", "words", "modifiers"):
        return False
    return token.text != "-" or (token.i > 0 and token.nbor(-1).lower_ in words("affiliations", "words", "modifiers"))


def _linked_office(doc: Doc, last: int) -> Office | None:
    """Return an office with what it is of between its head and the name ("Secretary of State X", "the mayor of London, X")."""
    for place in range(last - 1, max(last - MAX_APPOSITION, 0), -1):
        links = doc[place].lower_ in words("affiliations", "words", "links")
        if links and role_name(doc[place - 1]):
            office = plain_office(doc, place - 1)
            return _completed(doc, office, place, last) if office and _is_complement(doc, place + 1, last) else None
        if doc[place].pos_ not in _NAME_PARTS and doc[place].lower_ not in _JOINTS and not links:
            return None
    return None


def _completed(doc: Doc, office: Office, link: int, last: int) -> Office:
    """Return *office* with the words behind its preposition at *link*: part of the role ("Secretary of State") or what it belongs to."""
    whole = _written(doc, office.end - 1, last)
    if whole in words("affiliations", "words", "whole"):
        return replace(office, end=last + 1, role=whole)
    if doc[link].lower_ == "to" and office.role in words("affiliations", "words", "sent"):  # "US Ambassador to Germany": the place belongs to the role
        return replace(office, end=last + 1, role=f"{office.role} to {doc[link + 1 : last + 1].text}")
    return replace(office, end=last + 1, organizations=_named_after(doc, link + 1, last + 1) or office.organizations)


def _is_complement(doc: Doc, begin: int, last: int) -> bool:
    """Return whether [begin, last] can be what a role is of: no second preposition but "of", not another clause."""
    return all(token.pos_ in _NAME_PARTS or token.lower_ in _JOINTS for token in doc[begin : last + 1])


def _before_role(doc: Doc, begin: int) -> tuple[tuple[Token, ...], tuple[Token, ...]]:
    """Return the organisation and the party that stand before a role."""
    place = begin - 1
    organizations: list[Token] = []
    parties: list[Token] = []
    while place >= 0 and begin - place < 12 and not doc[place].is_sent_end and len(organizations) + len(parties) < 3:
        token = doc[place]
        if token.lower_ == "party" and place > 0 and not organizations:
            organizations.append(doc[place - 1])
            break
        if token.lower_ in load_lexicon("affiliations")["parties"] and token.text[0].isupper():
            parties.append(token)
        elif (
            token.lower_ in words("affiliations", "words", "times")
            or token.lower_ in words("affiliations", "words", "bodies")
            or token.lower_ in ("'s", "’s", "'", "’")
        ):
            pass
        elif token.ent_type_ in _ENTITIES and not organizations:
            organizations.append(token)
        elif not (token.ent_type_ and organizations and token.ent_iob_ and doc[place + 1].ent_iob_ == "I"):
            break
        place -= 1
    return tuple(organizations), tuple(parties)


def _written(doc: Doc, begin: int, last: int) -> str:
    """Return the tokens [begin, last] as a role: lower case, its head singular, abbreviations written out."""
    text = doc[begin : last + 1].text.lower()
    head = role_name(doc[last]) or doc[last].lower_
    role = text[: len(text) - len(doc[last])] + head
    return role if role in words("affiliations", "roles") else role.replace("-", " ").replace("  ", " ")


def names_another(doc: Doc, end: int) -> bool:
    """Return whether a name follows at *end*, brackets left out: then the office is the next person's."""
    if end < len(doc) and doc[end].text == "(":
        end = next((place + 1 for place in range(end, min(end + MAX_ROLE, len(doc))) if doc[place].text == ")"), end)
    return end < len(doc) and doc[end].ent_type_ == "PERSON"


def with_complement(doc: Doc, office: Office | None) -> Office | None:
    """Return *office* with what follows its head as its organisation ("spokesman for Y")."""
    if office is None or office.end >= len(doc) or doc[office.end].lower_ not in words("affiliations", "words", "links"):
        return office
    end = office.end + 1
    while (
        end < len(doc)
        and end - office.end < MAX_APPOSITION
        and (doc[end].pos_ in ("DET", "PROPN", "ADJ", "NOUN", "NUM") or doc[end].lower_ in ("of", "'s", "for"))
    ):
        end += 1
    for whole_end in range(end, office.end + 1, -1):
        if (whole := _written(doc, office.begin, whole_end - 1)) in words("affiliations", "words", "whole"):
            return Office(office.begin, whole_end, whole, office.organizations, office.parties)
    named = _named_after(doc, office.end + 1, end)
    last = max((token.i for token in named), default=office.end - 1)
    while last + 1 < end and doc[last + 1].ent_iob_ == "I":
        last += 1
    return Office(office.begin, last + 1, office.role, named or office.organizations, office.parties)


def _named_after(doc: Doc, begin: int, end: int) -> tuple[Token, ...]:
    """Return the first tokens of the first name in [begin, end), or its first noun."""
    named = [token for token in doc[begin:end] if token.ent_type_ in _ENTITIES]
    first = named[0] if named else None
    # "the Dutch Dock Workers' Union": the adjective before a name is not the organisation
    if first is not None and first.tag_ == "JJ" and len(named) > 1 and named[1].i == first.i + 1 and named[1].ent_type_ == "ORG":
        first = named[1]
    if first is None:
        return tuple(token for token in doc[begin:end] if token.pos_ in ("NOUN", "PROPN"))[-1:]
    return (first,)
