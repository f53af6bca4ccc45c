"""Affiliations: who holds which role where, as titles before names, appositions, copulas and party labels tell it.

What stands around a name is read word by word rather than by the tree, since titles are where trees err most.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc, Span as DocSpan, Token

from kb.extract.certainty import certainty_of
from kb.extract.lexicon import load_lexicon, words
from kb.extract.positions.holding import negative
from kb.extract.reading import Keys, Reading
from kb.extract.syntax import case_of, char_span, conjuncts, deps
from kb.model import ActorKind, Affiliation, Mention, Span

_ORGANIZATIONS = (ActorKind.ORGANIZATION, ActorKind.NEWS_ORGANIZATION, ActorKind.STATE, ActorKind.PLACE, ActorKind.GROUP, ActorKind.PERSON)
_PARTY_LABEL = re.compile(r"\s?[(,]\s?(?P<party>R|D|Republican|Democrat|Conservative|Labour|Labor|SNP|Green)(?:\s?[-–]\s?[A-Z][\w. ]*)?[),]")
_NAME_PARTS = ("PROPN", "NOUN", "ADJ", "DET", "NUM", "PART")
_JOINTS = ("of", "and", "'s", "’s", "-", "(", ")", "for", "&")
_MAX_ROLE = 6
_MAX_APPOSITION = 9


@dataclass
class _Office:
    """A role as read: its tokens [begin, end), its name, and what it belongs to."""

    begin: int
    end: int
    role: str
    organizations: tuple[Token, ...] = ()
    parties: tuple[Token, ...] = field(default=())


def find(reading: Reading) -> Iterator[Affiliation]:
    """Yield the affiliations of an article."""
    told: dict[tuple[str, str, str | None], Affiliation] = {}
    for affiliation in _all(reading):
        key = (affiliation.member, affiliation.role, affiliation.organization)
        known = told.get(key, affiliation)
        told[key] = replace(known, evidence=tuple(sorted({*known.evidence, *affiliation.evidence})), confidence=max(known.confidence, affiliation.confidence))
    placed = {(member, role) for member, role, organization in told if organization}
    for (member, role, organization), affiliation in told.items():
        if organization or (member, role) not in placed:
            yield affiliation


def _all(reading: Reading) -> Iterator[Affiliation]:
    for name in reading.doc.ents:
        if name.label_ == "PERSON" and not all(role_name(token) for token in name):
            members = _members(reading, name)
            if members:
                yield from _titled(reading, name, members)
                yield from _apposed(reading, name, members)
                yield from _labelled(reading, name, members)
    for token in reading.doc:
        if token.pos_ in ("NOUN", "PROPN") and role_name(token):
            yield from _predicated(reading, token)
            yield from _described(reading, token)


def _members(reading: Reading, name: DocSpan) -> Keys:
    """Return the person that *name* stands for."""
    for token in name:
        keys = tuple(key for key in reading.cast.refer(token) if reading.cast.actors[key].kind is ActorKind.PERSON)
        if keys:
            return keys[:1]
    return ()


def role_name(token: Token) -> str | None:
    """Return the role that *token* heads, singular and in lower case ("Sens." gives "senator"), or None."""
    titles: dict[str, str] = load_lexicon("affiliations")["titles"]
    if token.lower_ in titles and token.text[0].isupper():
        return titles[token.lower_]
    roles = words("affiliations", "roles")
    for form in (token.lower_, token.lemma_.lower(), _singular(token.lower_)):
        if form in roles:
            return form
    return None


def _singular(word: str) -> str:
    return word[:-3] + "man" if word.endswith("men") else word.removesuffix("s")


# ---------------------------------------------------------------- before the name


def _titled(reading: Reading, name: DocSpan, members: Keys) -> Iterator[Affiliation]:
    """Yield "White House spokesman X", "the mayor of Y, X" and what X is coordinated with ("Sens. X and Y")."""
    begin = name.start
    while begin < name.end - 1 and role_name(reading.doc[begin]):  # the tagger may take the title into the name
        begin += 1
    for office in _offices_before(reading.doc, begin):
        yield from _with_list(reading, name, members, office)


def _with_list(reading: Reading, name: DocSpan, members: Keys, office: _Office) -> Iterator[Affiliation]:
    """Yield *office* for *name* and, where it stands in the plural, for the names listed with it."""
    span = char_span(reading.doc, _left_edge(office), name.end)
    yield from _made(reading, office, members, span, "affiliation.title.v1", 0.85, seat=name)
    plural = reading.doc[office.end - 1].tag_ in ("NNS", "NNPS") or reading.doc[office.end - 1].lower_.rstrip(".").endswith("s")
    if plural:
        for other in _coordinated(reading.doc, name):
            yield from _made(reading, office, _members(reading, other), char_span(reading.doc, _left_edge(office), other.end), "affiliation.title.v1", 0.8, seat=other)


def _left_edge(office: _Office) -> int:
    named = [*office.organizations, *office.parties]
    return min([office.begin, *(ent.start for token in named for ent in token.doc.ents if ent.start <= token.i < min(ent.end, office.begin + 1)), *(token.i for token in named)])


def _coordinated(doc: Doc, name: DocSpan) -> Iterator[DocSpan]:
    """Yield the names in the list that *name* begins."""
    last = name
    for other in doc.ents:
        if other.label_ != "PERSON" or other.start <= last.start:
            continue
        between = doc[last.end : other.start]
        if len(between) > 5 or not any(token.lower_ in ("and", ",", "&") for token in between) or any(token.pos_ in ("VERB", "AUX") or role_name(token) for token in between):
            return
        yield other
        last = other


def _offices_before(doc: Doc, end: int) -> Iterator[_Office]:
    """Yield the offices whose words end right before token *end*, a comma or brackets left out ("chair of the House Committee Rep. X" has two)."""
    last = end - 1
    if last > 0 and doc[last].text == ",":
        last -= 1
    if doc[max(last, 0)].text == ")":
        last = next((place - 1 for place in range(last, max(last - _MAX_ROLE, 0), -1) if doc[place].text == "("), last)
    if last < 0 or (doc[last].is_sent_end and not doc[last].text.endswith(".")):
        return
    plain = _plain_office(doc, last)
    linked = _linked_office(doc, plain.begin - 1 if plain else last)
    if linked:
        yield linked
    if plain:
        yield replace(plain, organizations=() if linked else plain.organizations)


def _plain_office(doc: Doc, last: int) -> _Office | None:
    """Return the office whose head is the token *last* ("Senate Minority Leader")."""
    if role_name(doc[last]) is None or _in_organization(doc[last]):
        return None
    begin = last
    while begin > 0 and last - begin < _MAX_ROLE and _is_modifier(doc[begin - 1]):
        begin -= 1
    while begin < last and doc[begin].text == "-":
        begin += 1
    organizations, parties = _before_role(doc, begin)
    return _Office(begin, last + 1, _written(doc, begin, last), organizations, parties)


def _in_organization(token: Token) -> bool:
    return token.ent_type_ == "ORG" and token.lower_ not in ("prime", "vice") and token.lower_ not in load_lexicon("affiliations")["titles"]


def _is_modifier(token: Token) -> bool:
    if token.is_sent_end or _in_organization(token) or token.lower_ not in words("affiliations", "words", "modifiers"):
        return False
    return token.text != "-" or (token.i > 0 and token.nbor(-1).lower_ in words("affiliations", "words", "modifiers"))


def _linked_office(doc: Doc, last: int) -> _Office | None:
    """Return an office with what it is of between its head and the name ("Secretary of State X", "the mayor of London, X")."""
    for place in range(last - 1, max(last - _MAX_APPOSITION, 0), -1):
        token = doc[place]
        links = token.lower_ in words("affiliations", "words", "links")
        if token.pos_ not in _NAME_PARTS and token.lower_ not in _JOINTS and not links:
            return None
        if links and role_name(doc[place - 1]):
            if not _is_complement(doc, place + 1, last):
                return None
            whole = _written(doc, place - 1, last)
            office = _plain_office(doc, place - 1)
            if office is None:
                return None
            if whole in words("affiliations", "words", "whole"):
                return _Office(office.begin, last + 1, whole, office.organizations, office.parties)
            if token.lower_ == "to" and office.role in ("ambassador", "envoy", "high commissioner"):  # "US Ambassador to Germany": the place belongs to the role
                return _Office(office.begin, last + 1, f"{office.role} to {doc[place + 1 : last + 1].text}", office.organizations, office.parties)
            return _Office(office.begin, last + 1, office.role, _named_after(doc, place + 1, last + 1) or office.organizations, office.parties)
    return None


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
        elif token.lower_ in words("affiliations", "words", "times") or token.lower_ in words("affiliations", "words", "bodies") or token.lower_ in ("'s", "’s", "'", "’"):
            pass
        elif token.ent_type_ in ("ORG", "LOC", "NORP", "PERSON") and not organizations:
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


# ---------------------------------------------------------------- after the name


def _apposed(reading: Reading, name: DocSpan, members: Keys) -> Iterator[Affiliation]:
    """Yield "X, the foreign minister of Y," and "X, Y's director,"."""
    doc = reading.doc
    place = name.end
    if place >= len(doc) - 1 or doc[place].text not in (",", "(", "-", "–", "—"):
        return
    for last in range(place + 1, min(place + _MAX_APPOSITION, len(doc))):
        token = doc[last]
        if token.pos_ in ("VERB", "AUX", "PRON", "ADP", "SCONJ", "CCONJ") or (token.text == "," and last > place + 1) or token.is_sent_start:
            return
        following = doc[last + 1] if last + 1 < len(doc) else None
        if role_name(token) is None or (following is not None and (role_name(following) or (following.pos_ in ("NOUN", "PROPN") and following.dep_ != "appos"))):
            continue
        office = _with_complement(doc, _plain_office(doc, last))
        if office and not _names_another(doc, office.end):
            yield from _made(reading, office, members, char_span(doc, name.start, office.end), "affiliation.apposition.v1", 0.8)
        return


def _names_another(doc: Doc, end: int) -> bool:
    """Return whether a name follows at *end*, brackets left out: then the office is the next person's."""
    if end < len(doc) and doc[end].text == "(":
        end = next((place + 1 for place in range(end, min(end + _MAX_ROLE, len(doc))) if doc[place].text == ")"), end)
    return end < len(doc) and doc[end].ent_type_ == "PERSON"


def _with_complement(doc: Doc, office: _Office | None) -> _Office | None:
    """Return *office* with what follows its head as its organisation ("spokesman for Y")."""
    if office is None or office.end >= len(doc) or doc[office.end].lower_ not in words("affiliations", "words", "links"):
        return office
    end = office.end + 1
    while end < len(doc) and end - office.end < _MAX_APPOSITION and (doc[end].pos_ in ("DET", "PROPN", "ADJ", "NOUN", "NUM") or doc[end].lower_ in ("of", "'s", "for")):
        end += 1
    for whole_end in range(end, office.end + 1, -1):
        if (whole := _written(doc, office.begin, whole_end - 1)) in words("affiliations", "words", "whole"):
            return _Office(office.begin, whole_end, whole, office.organizations, office.parties)
    named = _named_after(doc, office.end + 1, end)
    last = max((token.i for token in named), default=office.end - 1)
    while last + 1 < end and doc[last + 1].ent_iob_ == "I":
        last += 1
    return _Office(office.begin, last + 1, office.role, named or office.organizations, office.parties)


def _named_after(doc: Doc, begin: int, end: int) -> tuple[Token, ...]:
    """Return the first tokens of the first name in [begin, end), or its first noun."""
    first = next((token for token in doc[begin:end] if token.ent_type_ in ("ORG", "LOC", "PERSON", "NORP")), None)
    if first is None:
        return tuple(token for token in doc[begin:end] if token.pos_ in ("NOUN", "PROPN"))[-1:]
    return (first,)


def _labelled(reading: Reading, name: DocSpan, members: Keys) -> Iterator[Affiliation]:
    """Yield membership by a party label behind the name ("X (R-KY)", "X of the Labour Party")."""
    match = _PARTY_LABEL.match(reading.doc.text, name.end_char)
    if match:
        begin, end = match.span("party")
        party = _party(reading, match["party"].lower(), Span(begin, end))
        yield _affiliation(members[0], "member", party, Span(name.start_char, match.end()), "affiliation.label.v1", 0.85)
    following = next((ent for ent in reading.doc.ents if name.end < ent.start <= name.end + 2), None)
    if following is not None and reading.doc[name.end].lower_ == "of" and reading.doc[min(following.end, len(reading.doc)) - 1].lower_ == "party":
        keys = _organization_keys(reading, following[0])
        yield _affiliation(members[0], "member", keys[0] if keys else None, Span(name.start_char, following.end_char), "affiliation.label.v1", 0.8)


def _party(reading: Reading, word: str, span: Span) -> str:
    """Return the key of the party that *word*, at *span*, stands for; it becomes an actor of the article where it is none yet."""
    name: str = load_lexicon("affiliations")["parties"][word]
    stems = {name.lower(), name.lower().removesuffix(" party"), name.lower().removesuffix("ic party") + "s", name.lower().removesuffix(" party") + "s"}
    for actor in reading.cast.actors.values():
        if actor.label.lower() in stems and actor.kind in (ActorKind.ORGANIZATION, ActorKind.GROUP):
            return actor.key
    key = reading.cast.add(name, ActorKind.ORGANIZATION, named=True)
    reading.cast.mentions.add(Mention(span, key))
    return key


# ---------------------------------------------------------------- by the tree


def _predicated(reading: Reading, noun: Token) -> Iterator[Affiliation]:
    """Yield "X is the head of Y", "X was elected president", "X serves as chairman"."""
    subjects = _subjects_of_role(noun)
    if not subjects:
        return
    office = _with_complement(reading.doc, _plain_office(reading.doc, noun.i))
    if office is None:
        return
    for subject in subjects:
        keys = tuple(key for key in reading.cast.refer(subject) if reading.cast.actors[key].kind is ActorKind.PERSON and reading.cast.actors[key].named)
        if len(keys) == 1:
            span = char_span(reading.doc, min(subject.i, office.begin), max(office.end, subject.i + 1))
            yield from _made(reading, office, keys, span, "affiliation.copula.v1", 0.7, predicate=noun)


def _subjects_of_role(noun: Token) -> list[Token]:
    verb = noun.head
    by_copula = bool(deps(noun, "cop"))
    if not by_copula:
        given = noun.dep_ in ("xcomp", "obj") or (noun.dep_ == "obl" and case_of(noun) == "as")
        if not given or verb.lemma_.lower() not in words("affiliations", "words", "holding"):
            return []
    bearer = noun if by_copula else verb
    if negative(bearer) or any(child.dep_ == "aux" and child.tag_ == "MD" for child in bearer.children):
        return []
    objects = [] if by_copula else [child for child in deps(verb, "obj") if child is not noun]
    found = objects or deps(bearer, "nsubj", "nsubj:pass")
    if found and found[0].tag_ in ("WDT", "WP"):
        return conjuncts(bearer.head) if bearer.dep_ == "acl:relcl" else []
    return conjuncts(found[0]) if found else []


def _described(reading: Reading, noun: Token) -> Iterator[Affiliation]:
    """Yield the office by which a person or group is mentioned without a name ("members of the committee", "Iran's Supreme Leader")."""
    plural = noun.tag_ in ("NNS", "NNPS")
    kinds = (ActorKind.GROUP,) if plural else (ActorKind.PERSON,)
    keys = tuple(key for key in reading.cast.refer(noun) if reading.cast.actors[key].kind in kinds and (plural or reading.cast.actors[key].named))
    if len(keys) != 1 or noun.ent_type_ == "PERSON" or (plural and role_name(noun) not in words("affiliations", "words", "groups")):
        return
    if noun.i + 1 < len(reading.doc) and (noun.nbor().ent_type_ == "PERSON" or role_name(noun.nbor())):
        return
    office = _with_complement(reading.doc, _plain_office(reading.doc, noun.i))
    if office and (office.organizations or office.parties):
        named = replace(office, role=reading.doc[office.begin : noun.i + 1].text.lower() if plural else office.role)
        span = char_span(reading.doc, _left_edge(office), max(office.end, noun.i + 1))
        yield from _made(reading, named, keys, span, "affiliation.described.v1", 0.6, needs_organization=True)


# ---------------------------------------------------------------- making


def _made(reading: Reading, office: _Office, members: Keys, span: Span, rule: str, confidence: float, *, seat: DocSpan | None = None, predicate: Token | None = None, needs_organization: bool = False) -> Iterator[Affiliation]:
    """Yield the office and the party membership that it tells of; a senator's or mayor's place follows the name."""
    if not members:
        return
    keys = [key for token in office.organizations for key in _organization_keys(reading, token) if key not in members]
    if not keys and seat is not None and office.role.split()[-1] in words("affiliations", "words", "seated"):
        keys = _seat(reading, seat)
    role = load_lexicon("affiliations")["renamed"].get(f"{office.role} of {office.organizations[0].lower_}", office.role) if office.organizations else office.role
    if keys or not needs_organization:
        affiliation = _affiliation(members[0], role, keys[0] if keys else None, span, rule, confidence)
        yield affiliation if predicate is None else replace(affiliation, certainty=certainty_of(predicate))
    for token in office.parties:
        party = _party(reading, token.lower_, Span(token.idx, token.idx + len(token)))
        if party not in members:
            yield _affiliation(members[0], "member", party, span, "affiliation.party.v1", 0.8)


def _affiliation(member: str, role: str, organization: str | None, span: Span, rule: str, confidence: float) -> Affiliation:
    return Affiliation(member=member, role=role, organization=organization, evidence=(span,), rule=rule, confidence=confidence)


def _organization_keys(reading: Reading, token: Token) -> list[str]:
    """Return the actors of the name that *token* lies in."""
    name = next((ent for ent in reading.doc.ents if ent.start <= token.i < ent.end), None)
    for part in [token, *(name or ())]:
        keys = [key for key in reading.cast.refer(part) if reading.cast.actors[key].kind in _ORGANIZATIONS]
        if keys:
            return keys
    return []


def _seat(reading: Reading, name: DocSpan) -> list[str]:
    """Return the place that follows a name ("Sen. X of Arizona")."""
    doc = reading.doc
    if name.end + 1 < len(doc) and doc[name.end].lower_ == "of" and doc[name.end + 1].ent_type_ == "LOC":
        return _organization_keys(reading, doc[name.end + 1])
    return []
