"""What the article tells of a named actor beside its name: titles, appositions ("X, the foreign minister,") and predicates ("X is a senator")."""

from __future__ import annotations

from collections.abc import Container

from spacy.tokens import Doc, Token

from kb.extract.actors.name import Name
from kb.extract.actors.nouns import actor_noun, gender_of, kind_of
from kb.extract.lexicon import words
from kb.extract.reading import Cast
from kb.extract.syntax import SUBJECTS, char_span, core_phrase, deps, is_negated
from kb.model import ActorKind, Span

_LINKS = ("of", "to", "for")
_APOSTROPHES = "'’"
_REACH_BACK = 13  # tokens before a name where the noun may stand that it is in apposition to
_REACH = 9  # tokens between a name's comma and the noun of its apposition


def supplies_office(name: Name, doc: Doc) -> bool:
    """Return whether the adjective *name* tells where an office is held ("Syrian President", "German foreign minister")."""
    for token in doc[name.end : name.end + 3]:
        noun = actor_noun(token)
        if noun in words("actors", "offices", "words") and token.tag_ in ("NN", "NNP"):
            return True
        if token.pos_ not in ("ADJ", "NOUN", "PROPN") or (noun is not None and token.tag_ == "NNS"):
            return False
    return False


def learn_offices(cast: Cast, names: list[Name]) -> None:
    """Enter into the profiles of *cast* who holds which office where, with the appositions as mentions."""
    doc = cast.doc
    for name in names:
        key = cast.by_token[name.head.i][0]
        profile = cast.profiles[key]
        profile.organizations.update(_beside(cast, name.start, key) if name.titles else ())
        noun = _apposition_after(doc, cast.by_token, name) or _apposition_before(cast, name)
        if noun is not None and _agree(cast.actors[key].kind, noun):
            _enter(cast, key, noun)
        predicate = name.head.head if name.head.dep_ in SUBJECTS else None
        if predicate is not None and predicate.pos_ in ("NOUN", "PROPN") and deps(predicate, "cop") and not is_negated(predicate):
            office = actor_noun(predicate)
            if office is not None:
                profile.offices.add(office)
        if name.kind is not ActorKind.PERSON:
            _learn_kind(cast, key, name, doc)


def recognise_people(names: list[Name], doc: Doc) -> None:
    """Make persons, in place, of the names that the tagger took for places or bodies though an office says otherwise ("X Y, a security official,")."""
    taken = {i for name in names for i in range(name.begin, name.end)}
    people = set()
    for name in names:
        if name.entry is None and not name.adjective and name.kind in (ActorKind.PLACE, ActorKind.ORGANIZATION) and len(name.words) > 1:
            noun = _apposition_after(doc, taken, name)
            office = actor_noun(noun) if noun is not None and noun.tag_ in ("NN", "NNP") and doc[name.stop + 1].tag_ in ("DT", "PRP$", "NN", "JJ") else None
            if office in words("actors", "nouns", "person") and office not in words("actors", "names", "organization_roles"):
                people.add(name.words)
    for name in names:
        if name.words in people:
            name.kind = ActorKind.PERSON


def office_span(noun: Token, cast: Cast) -> Span:
    """Return the mention of an office: the noun with its modifiers but no name before it, and the name after "of"."""
    begin, end = core_phrase(noun)
    doc = noun.doc
    while begin > 0 and begin - 1 not in cast.by_token and doc[begin - 1].lower_ in words("actors", "titles", "modifiers", "words"):
        begin -= 1
    while begin < noun.i and (begin in cast.by_token or doc[begin].pos_ not in ("ADJ", "NOUN", "PROPN")):
        begin += 1
    if end < len(doc) - 1 and doc[end].lower_ in _LINKS:
        at = end + 1 + (doc[end + 1].lower_ == "the")
        stop = at
        while stop < len(doc) and stop in cast.by_token and cast.by_token[stop] == cast.by_token[at]:
            stop += 1
        end = stop if stop > at else end
    return char_span(doc, begin, end)


def organizations_of(noun: Token, cast: Cast) -> set[str]:
    """Return the actors where the office of *noun* is held: named before it, as its possessor, or after "of"."""
    found = set(_beside(cast, core_phrase(noun)[0], None))
    for token in noun.subtree:
        if token.i in cast.by_token and token.i != noun.i and token.dep_ in ("nmod", "nmod:poss", "compound", "amod") and token.head == noun:
            found.update(cast.by_token[token.i])
    end = core_phrase(noun)[1]
    if end < len(noun.doc) - 1 and noun.doc[end].lower_ in _LINKS:
        found.update(cast.by_token.get(end + 1 + (noun.doc[end + 1].lower_ == "the"), ()))
    return {key for key in found if cast.actors[key].kind is not ActorKind.PERSON}


def _beside(cast: Cast, begin: int, own: str | None) -> tuple[str, ...]:
    """Return the actors named right before the phrase that begins at *begin* ("US President", "Iran's leader")."""
    at = begin - 1
    while at > begin - 4 and at >= 0 and at not in cast.by_token and (cast.doc[at].tag_ == "POS" or cast.doc[at].pos_ == "ADJ"):
        at -= 1
    return tuple(key for key in cast.by_token.get(at, ()) if key != own and cast.actors[key].kind is not ActorKind.PERSON) if at >= 0 else ()


def _enter(cast: Cast, key: str, noun: Token) -> None:
    profile = cast.profiles[key]
    office = actor_noun(noun) or noun.lower_
    begin, end = core_phrase(noun)
    phrase = [token.lower_ for token in cast.doc[begin:end] if token.pos_ in ("ADJ", "NOUN", "PROPN") and token.i not in cast.by_token]
    profile.offices.update((office, " ".join(phrase[-2:])))
    profile.organizations.update(organizations_of(noun, cast) - {key})
    profile.gender = profile.gender or gender_of(office)
    cast.mention(key, office_span(noun, cast), noun)


def _agree(kind: ActorKind, noun: Token) -> bool:
    office = actor_noun(noun)
    if office is None or noun.tag_ in ("NNS", "NNPS"):
        return False
    named = kind_of(office, plural=False)
    organizations = (ActorKind.ORGANIZATION, ActorKind.NEWS_ORGANIZATION)
    if kind in (*organizations, ActorKind.STATE) and office in words("actors", "names", "organization_roles"):
        return True
    return named is kind or (kind in organizations and named in (*organizations, ActorKind.GROUP))


def _apposition_after(doc: Doc, named: Container[int], name: Name) -> Token | None:
    """Return the noun of "NAME, the NOUN of ...", or None; *named* are the tokens that belong to names."""
    if name.stop >= len(doc) or doc[name.stop].text != ",":
        return None
    for at in range(name.stop + 1, min(name.stop + _REACH, len(doc))):
        token = doc[at]
        if token.pos_ in ("VERB", "AUX", "ADP", "SCONJ", "CCONJ", "PUNCT", "PRON") and token.tag_ != "PRP$":
            return None
        follows = doc[at + 1] if at + 1 < len(doc) else None
        if actor_noun(token) is not None and at not in named and (follows is None or follows.tag_ not in ("NN", "NNP", "NNS", "NNPS", "POS")):
            closed = follows is not None and (follows.text in ",.;:)" or follows.lower_ in (*_LINKS, "in", "at", "from", "who", "and"))
            return token if closed and _bounded(doc, at, name) else None
    return None


def _bounded(doc: Doc, at: int, name: Name) -> bool:
    """Return whether the phrase of the noun at *at* is an apposition, not the next member of a list."""
    first, noun = doc[name.stop + 1], doc[at]
    if first.tag_ not in ("DT", "PRP$", "JJ", "NN", "NNP") or any(token.lower_ == "and" for token in doc[name.stop : at]):
        return False
    # "On Monday in Geneva, the minister said": the noun begins a clause of its own
    own_subject = noun.dep_ in SUBJECTS and noun.head.i > at and name.head.dep_ not in SUBJECTS
    return not (own_subject and doc[min(noun.right_edge.i + 1, len(doc) - 1)].text != ",")


def _apposition_before(cast: Cast, name: Name) -> Token | None:
    """Return the noun of "the NOUN, NAME," or "the NOUN of the committee, NAME,", or None.

    Of two that fit ("a spokesman for the president, NAME,") it is the outer one, unless the inner office is known to be the name's.
    """
    doc = cast.doc
    if name.start < 2 or doc[name.start - 1].text != "," or name.stop >= len(doc) or doc[name.stop].text not in (",", ".", ";", ":", ")"):
        return None
    key = cast.by_token[name.head.i][0]
    found: Token | None = None
    for at in range(name.start - 2, max(name.start - _REACH_BACK, -1), -1):
        token = doc[at]
        if at in cast.by_token or token.tag_ == "POS" or token.text in _APOSTROPHES:
            continue
        if _agree(cast.actors[key].kind, token):
            if _is_introduced(cast, token, name):
                found = token
            if found is None or actor_noun(found) in cast.profiles[key].offices:
                return found
        elif token.pos_ in ("VERB", "AUX", "PUNCT", "SCONJ", "CCONJ"):
            break
    return found


def _is_introduced(cast: Cast, noun: Token, name: Name) -> bool:
    """Return whether *noun* has an article or possessor before it, and after it *name* or its complement."""
    doc, begin = cast.doc, core_phrase(noun)[0]
    before = doc[begin - 1] if begin else None
    settled = noun.i == name.start - 2 or doc[noun.i + 1].lower_ in _LINKS
    return settled and before is not None and (before.tag_ in ("DT", "PRP$", "POS") or before.i in cast.by_token or begin in cast.by_token)


def _learn_kind(cast: Cast, key: str, name: Name, doc: Doc) -> None:
    """Enter the common nouns that stand right before or after the name of an organisation ("the airline Mahan", "Islamic State militants")."""
    offices = cast.profiles[key].offices
    for at in (*range(name.end, name.stop), name.end, name.begin - 1):
        if 0 <= at < len(doc) and (at not in cast.by_token or at < name.stop) and not name.own:
            noun = actor_noun(doc[at])
            if noun is not None and doc[at].tag_ != "NNPS" and (at < name.stop or doc[at].head in doc[name.start : name.stop]):
                offices.add(noun)
    if not name.own and (noun := actor_noun(doc[name.end - 1])) is not None and doc[name.end - 1].tag_ not in ("NNS", "NNPS"):
        offices.add(noun)
    elif name.own:
        offices.add(doc[name.stop - 1].lower_ if name.stop > name.end else doc[name.start].lower_)
