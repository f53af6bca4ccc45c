"""Affiliations: who holds which role where, as titles before names, appositions, copulas and party labels tell it.

What stands around a name is read word by word rather than by the tree, since titles are where trees err most.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from kb.extract.affiliations.offices import MAX_APPOSITION, Office, names_another, offices_before, plain_office, role_name, with_complement
from kb.extract.certainty import certainty_of, polarity_of
from kb.extract.index import entities_of, tokens_of
from kb.extract.lexicon import load_lexicon, words
from kb.extract.reading import Keys, Reading
from kb.extract.syntax import case_of, char_span, conjuncts, deps, text_of
from kb.model import ActorKind, Affiliation, Certainty, Mention, Polarity, Span

#: an office without a name tells nothing unless it says of what
_DESCRIBED = "affiliation.described.v1"
_ORGANIZATIONS = (ActorKind.ORGANIZATION, ActorKind.NEWS_ORGANIZATION, ActorKind.STATE, ActorKind.PLACE, ActorKind.GROUP, ActorKind.PERSON)
_PARTY_LABEL = re.compile(r"\s?[(,]\s?(?P<party>R|D|Republican|Democrat|Conservative|Labour|Labor|SNP|Green)(?:\s?[-–]\s?[A-Z][\w. ]*)?[),]")


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
    for name in entities_of(reading.doc):
        if name.label_ == "PERSON" and not all(role_name(token) for token in name):
            members = _members(reading, name)
            if members:
                yield from _titled(reading, name, members)
                yield from _apposed(reading, name, members)
                yield from _labelled(reading, name, members)
    for token in tokens_of(reading.doc):
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


# ---------------------------------------------------------------- before the name


def _titled(reading: Reading, name: DocSpan, members: Keys) -> Iterator[Affiliation]:
    """Yield "White House spokesman X", "the mayor of Y, X" and what X is coordinated with ("Sens. X and Y")."""
    begin = name.start
    while begin < name.end - 1 and role_name(reading.doc[begin]):  # the tagger may take the title into the name
        begin += 1
    for office in offices_before(reading.doc, begin):
        if reading.doc[begin - 1].text == "," and _is_anothers(reading, reading.doc[office.end - 1], members):
            continue
        yield from _with_list(reading, name, members, office)


def _is_anothers(reading: Reading, noun: Token, members: Keys) -> bool:
    """Return whether the singular role *noun* before a comma is somebody else's ("a spokesman for the president, X,")."""
    held = reading.cast.refer(noun)
    return noun.tag_ not in ("NNS", "NNPS") and bool(held) and role_name(noun) is not None and not set(members) & set(held)


def _with_list(reading: Reading, name: DocSpan, members: Keys, office: Office) -> Iterator[Affiliation]:
    """Yield *office* for *name* and, where it stands in the plural, for the names listed with it."""
    span = char_span(reading.doc, _left_edge(office), name.end)
    yield from _made(reading, office, members, span, "affiliation.title.v1", 0.85, seat=name)
    plural = reading.doc[office.end - 1].tag_ in ("NNS", "NNPS") or reading.doc[office.end - 1].lower_.rstrip(".").endswith("s")
    if plural:
        for other in _coordinated(reading.doc, name):
            yield from _made(
                reading, office, _members(reading, other), char_span(reading.doc, _left_edge(office), other.end), "affiliation.title.v1", 0.8, seat=other
            )


def _left_edge(office: Office) -> int:
    named = [*office.organizations, *office.parties]
    return min(
        [
            office.begin,
            *(ent.start for token in named for ent in entities_of(token.doc) if ent.start <= token.i < min(ent.end, office.begin + 1)),
            *(token.i for token in named),
        ]
    )


def _coordinated(doc: Doc, name: DocSpan) -> Iterator[DocSpan]:
    """Yield the names in the list that *name* begins."""
    last = name
    for other in entities_of(doc):
        if other.label_ != "PERSON" or other.start <= last.start:
            continue
        between = doc[last.end : other.start]
        if (
            len(between) > 5
            or not any(token.lower_ in ("and", ",", "&") for token in between)
            or any(token.pos_ in ("VERB", "AUX") or role_name(token) for token in between)
        ):
            return
        yield other
        last = other


# ---------------------------------------------------------------- after the name


def _apposed(reading: Reading, name: DocSpan, members: Keys) -> Iterator[Affiliation]:
    """Yield "X, the foreign minister of Y," and "X, Y's director,"."""
    doc = reading.doc
    place = name.end
    if place >= len(doc) - 1 or doc[place].text not in (",", "(", "-", "–", "—"):
        return
    for last in range(place + 1, min(place + MAX_APPOSITION, len(doc))):
        token = doc[last]
        if token.pos_ in ("VERB", "AUX", "PRON", "ADP", "SCONJ", "CCONJ") or (token.text == "," and last > place + 1) or token.is_sent_start:
            return
        following = doc[last + 1] if last + 1 < len(doc) else None
        if role_name(token) is None or (
            following is not None and (role_name(following) or (following.pos_ in ("NOUN", "PROPN") and following.dep_ != "appos"))
        ):
            continue
        office = with_complement(doc, plain_office(doc, last))
        if office and not names_another(doc, office.end):
            yield from _made(reading, office, members, char_span(doc, name.start, office.end), "affiliation.apposition.v1", 0.8)
        return


def _labelled(reading: Reading, name: DocSpan, members: Keys) -> Iterator[Affiliation]:
    """Yield membership by a party label behind the name ("X (R-KY)", "X of the Labour Party")."""
    match = _PARTY_LABEL.match(text_of(reading.doc), name.end_char)
    if match:
        begin, end = match.span("party")
        party = _party(reading, match["party"].lower(), Span(begin, end))
        yield _affiliation(members[0], "member", party, Span(name.start_char, match.end()), "affiliation.label.v1", 0.85)
    if name.end == len(reading.doc) or reading.doc[name.end].lower_ != "of":
        return
    following = next((ent for ent in entities_of(reading.doc) if name.end < ent.start <= name.end + 2), None)
    if following is not None and reading.doc[min(following.end, len(reading.doc)) - 1].lower_ == "party":
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
    office = with_complement(reading.doc, plain_office(reading.doc, noun.i))
    if office is None:
        return
    for subject in subjects:
        keys = tuple(key for key in reading.cast.refer(subject) if reading.cast.actors[key].kind is ActorKind.PERSON and reading.cast.actors[key].named)
        if len(keys) == 1:
            span = char_span(reading.doc, min(subject.i, office.begin), max(office.end, subject.i + 1))
            yield from _made(reading, office, keys, span, "affiliation.copula.v1", 0.7, certainty=certainty_of(noun))


def _subjects_of_role(noun: Token) -> list[Token]:
    verb = noun.head
    by_copula = bool(deps(noun, "cop"))
    if not by_copula:
        given = noun.dep_ in ("xcomp", "obj") or (noun.dep_ == "obl" and case_of(noun) == "as")
        if not given or verb.lemma_.lower() not in words("affiliations", "words", "holding"):
            return []
    bearer = noun if by_copula else verb
    if polarity_of(bearer) is Polarity.NEGATIVE or any(child.dep_ == "aux" and child.tag_ == "MD" for child in bearer.children):
        return []
    objects = [] if by_copula else deps(verb, "obj")
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
    office = with_complement(reading.doc, plain_office(reading.doc, noun.i))
    if office and (office.organizations or office.parties):
        named = replace(office, role=reading.doc[office.begin : noun.i + 1].text.lower() if plural else office.role)
        span = char_span(reading.doc, _left_edge(office), max(office.end, noun.i + 1))
        yield from _made(reading, named, keys, span, _DESCRIBED, 0.6)


# ---------------------------------------------------------------- making


def _made(
    reading: Reading,
    office: Office,
    members: Keys,
    span: Span,
    rule: str,
    confidence: float,
    *,
    seat: DocSpan | None = None,
    certainty: Certainty = Certainty.CERTAIN,
) -> Iterator[Affiliation]:
    """Yield the office and the party membership that it tells of; a senator's or mayor's place follows the name."""
    if not members:
        return
    keys = [key for token in office.organizations for key in _organization_keys(reading, token) if key not in members]
    if not keys and seat is not None and office.role.split()[-1] in words("affiliations", "words", "seated"):
        keys = _seat(reading, seat)
    full = f"{office.role} of {office.organizations[0].lower_}" if office.organizations else office.role
    role = load_lexicon("affiliations")["renamed"].get(full, office.role)
    if keys or rule != _DESCRIBED:
        yield replace(_affiliation(members[0], role, keys[0] if keys else None, span, rule, confidence), certainty=certainty)
    for token in office.parties:
        party = _party(reading, token.lower_, Span(token.idx, token.idx + len(token)))
        if party not in members:
            yield _affiliation(members[0], "member", party, span, "affiliation.party.v1", 0.8)


def _affiliation(member: str, role: str, organization: str | None, span: Span, rule: str, confidence: float) -> Affiliation:
    return Affiliation(member=member, role=role, organization=organization, evidence=(span,), rule=rule, confidence=confidence)


def _organization_keys(reading: Reading, token: Token) -> list[str]:
    """Return the actors of the name that *token* lies in."""
    name = next((ent for ent in entities_of(reading.doc) if ent.start <= token.i < ent.end), None)
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
