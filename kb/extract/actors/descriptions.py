"""Descriptions of actors ("the president", "diplomatic sources"): whom one stands for, if not for an actor of its own."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from spacy.tokens import Token

from kb.extract.actors.discourse import Discourse
from kb.extract.actors.nouns import actor_noun, answers, gender_of, is_plural, kind_of
from kb.extract.actors.offices import organizations_of
from kb.extract.lexicon import load_lexicon, words
from kb.extract.reading import Keys
from kb.extract.syntax import char_span, core_phrase, deps, first_conjunct
from kb.model import ActorKind, Span

_NUMBERS = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5, "six": 6, "2": 2, "3": 3}
_DEFINITE = {"the", "this", "that", "these", "those", "both"}
_GENERIC = ("company", "firm", "group", "organization", "organisation", "airline", "agency", "bank", "newspaper", "network", "corporation")
_ORGANIZATIONS = (ActorKind.ORGANIZATION, ActorKind.NEWS_ORGANIZATION)


@dataclass(frozen=True)
class Description:
    """A noun phrase that describes actors."""

    token: Token
    noun: str
    plural: bool
    definite: bool
    number: int | None
    modifiers: frozenset[str]
    complement: str  # what it is of, or whose; "" when it stands alone
    phrase: str

    def may_repeat(self, other: Description) -> bool:
        """Return whether this one may speak again of those of the earlier *other*."""
        if self.noun == "people":
            return self.definite and self.phrase == other.phrase
        if self.plural != other.plural or (self.noun != other.noun and not (self.plural and answers(self.noun, other.noun))):
            return False
        if self.phrase == other.phrase and self.complement == other.complement and (self.plural or self.definite):
            return True
        if self.number is not None or "other" in self.modifiers or not (self.definite or self.plural):
            return False
        if not (self.modifiers <= other.modifiers or (not self.definite and other.modifiers <= self.modifiers)):
            return False
        return self.complement in ("", other.complement) and (self.definite or not other.complement or self.complement == other.complement)


def read_description(token: Token, people: Collection[int] = ()) -> Description | None:
    """Return *token*'s phrase as a description; None where it describes no actor, or is a part of another phrase or a predicate.

    Args:
        token: the head of the phrase.
        people: indices of the proper nouns that count people ("two Democrats").
    """
    noun = "member" if token.i in people else actor_noun(token)
    if noun is None or token.tag_ not in ("NN", "NNS", "NNP", "NNPS") or not is_phrase_head(token):
        return None
    begin, end = core_phrase(token)
    determiners = {child.lower_ for child in deps(token, "det", "det:predet", "nmod:poss") if child.i < token.i}
    possessors = [child for child in deps(token, "nmod:poss") if child.i < token.i]
    complements = [child for child in deps(token, "nmod") if child.i > token.i and any(c.lower_ in ("of", "from") for c in deps(child, "case"))]
    numbers = [child for child in deps(token, "nummod", "det") if child.lower_ in _NUMBERS]
    return Description(
        token,
        noun,
        is_plural(token),
        bool(determiners & _DEFINITE) or bool(possessors) or (not determiners and _is_definite_bare(token, noun)),
        _NUMBERS[numbers[0].lower_] if numbers else None,
        frozenset(t.lower_ for t in token.doc[begin : token.i] if t.pos_ in ("ADJ", "NOUN", "PROPN", "NUM") and t.lower_ not in noun.split()),
        " ".join(t.lower_ for t in [*possessors, *complements[:1]]),
        token.doc[begin:end].text.lower(),
    )


def _is_definite_bare(token: Token, noun: str) -> bool:
    """Return whether *token* without article means a certain one: a title used alone ("President"), or an institution."""
    return (token.text[0].isupper() and not is_plural(token) and not token.is_sent_start) or noun in ("parliament", "congress")


def is_phrase_head(token: Token) -> bool:
    """Return whether *token* heads a noun phrase that refers: no modifier of a noun, no predicate."""
    if token.dep_ in ("compound", "nmod:desc", "amod", "flat", "fixed", "goeswith", "nmod:unmarked", "obl:unmarked") and token.head != token:
        return False
    follows = token.nbor(1) if token.i + 1 < len(token.doc) else None
    if follows is not None and follows.tag_ in ("NN", "NNS") and token.tag_ == "NN" and token.head == follows:
        return False
    return not deps(token, "cop")


def antecedents(description: Description, discourse: Discourse) -> Keys:
    """Return the named actors that *description* stands for; none when it names nobody known."""
    if description.plural:
        return _several(description, discourse)
    if not description.definite or description.modifiers & words("actors", "offices", "others"):
        return ()
    kind = kind_of(description.noun, plural=False)
    if kind is ActorKind.PERSON:
        return _one(_holders(description, discourse, (ActorKind.PERSON,)), discourse)
    if kind is ActorKind.STATE:
        return _state(description, discourse)
    if kind is ActorKind.PLACE:
        return tuple(discourse.actors_of(ActorKind.PLACE, description.token, sentences=2)[:1])
    return _organization(description, discourse)


def _one(keys: set[str], discourse: Discourse) -> Keys:
    latest = discourse.latest(keys)
    return (latest,) if latest is not None else ()


def _holders(description: Description, discourse: Discourse, kinds: tuple[ActorKind, ...]) -> set[str]:
    """Return the actors whom the article gives the described office, none of another organisation."""
    cast = discourse.cast
    places = organizations_of(description.token, cast)
    deputising = description.modifiers & words("actors", "offices", "deputising")
    found = set()
    for key, profile in list(cast.profiles.items()):
        if cast.actors[key].kind not in kinds or not any(answers(description.noun, office, deputising) for office in profile.offices):
            continue
        if places and key not in places and not places & profile.organizations and (profile.organizations or cast.actors[key].kind is not ActorKind.PERSON):
            continue
        gender = gender_of(description.noun)
        if gender is None or profile.gender in (None, gender):
            found.add(key)
    return found


def _state(description: Description, discourse: Discourse) -> Keys:
    cast = discourse.cast
    states = discourse.actors_of(ActorKind.STATE, description.token, sentences=2)
    if discourse.quote_of(description.token) >= 0 or not states:
        states = [key for key, _ in discourse.counts.most_common() if cast.actors[key].kind is ActorKind.STATE] or states
    return tuple(states[:1])


def _organization(description: Description, discourse: Discourse) -> Keys:
    """Return the organisation whose name or description holds the noun, or the latest one for a noun that fits any."""
    cast = discourse.cast
    found = {key for key in _holders(description, discourse, (*_ORGANIZATIONS, ActorKind.GROUP)) if description.modifiers <= _words_of(key, discourse)}
    window = 3 if description.noun in ("government", "military", "army", "police") else 50
    near = {key for event in discourse.recent(description.token, sentences=window) for key in event.keys}
    if found & near:
        return _one(found & near, discourse)
    if description.noun not in _GENERIC or description.complement:
        return ()
    for event in discourse.recent(description.token, sentences=2):
        if len(event.keys) == 1 and cast.actors[event.keys[0]].kind in _ORGANIZATIONS and cast.actors[event.keys[0]].named:
            classes = cast.profiles[event.keys[0]].offices
            return event.keys if not classes or any(answers(description.noun, office) for office in classes) else ()
    return ()


def _words_of(key: str, discourse: Discourse) -> set[str]:
    """Return the words that an actor's names and descriptions are made of, lower case."""
    actor = discourse.cast.actors[key]
    return {word for text in (actor.label, *actor.aliases, *discourse.cast.profiles[key].offices) for word in text.lower().split()}


def _several(description: Description, discourse: Discourse) -> Keys:
    """Return the listed actors that a plural stands for: all of an office ("the senators"), or the last ones joined ("both countries")."""
    cast = discourse.cast
    listed = _listed_after(description, discourse) or _listed_before(description, discourse)
    if listed or not description.definite:
        return listed
    militants = _holders(description, discourse, _ORGANIZATIONS) if description.noun in load_lexicon("actors")["synonyms"]["militant"] else set()
    if militants:
        return _one(militants, discourse)
    near = {key for event in discourse.recent(description.token, sentences=6) for key in event.keys}
    holders = {key for key in _holders(description, discourse, (ActorKind.PERSON,)) & near if description.noun in cast.profiles[key].offices}
    if len(holders) > 1 and description.number in (None, len(holders)) and not description.complement:
        return tuple(sorted(holders, key=lambda key: int(key[1:])))
    if joint := _joint_holders(description, discourse):
        return joint
    for kind in (ActorKind.STATE, ActorKind.PERSON, ActorKind.ORGANIZATION):
        if description.noun in words("actors", "plural_anaphors", kind.value) and not description.complement:
            found = discourse.last_joint(description.token, kind, description.number, sentences=2)
            if not found and description.number is not None:
                found = _last_apart(description, discourse, kind)
            if found:
                return found
    return ()


def _joint_holders(description: Description, discourse: Discourse) -> Keys:
    """Return the last persons named together, if one has the described office and none has another ("the Congressmen", "the two officials")."""
    lexicon = load_lexicon("actors")
    synonyms = any(description.noun in line for line in lexicon["synonyms"].values())
    members = description.noun == "member" and description.token.text[0].isupper()
    if description.complement or not (description.number is not None or synonyms or members):
        return ()
    holders = _holders(description, discourse, (ActorKind.PERSON,))
    others = {key for key, actor in discourse.cast.actors.items() if actor.kind is not ActorKind.PERSON or discourse.cast.profiles[key].offices} - holders
    joint = (set(event.keys) for event in discourse.recent(description.token, sentences=12) if len(event.keys) > 1)
    fitting = (keys for keys in joint if keys & holders and not keys & others and description.number in (None, len(keys)))
    return tuple(sorted(next(fitting, ()), key=lambda key: int(key[1:])))


def _last_apart(description: Description, discourse: Discourse, kind: ActorKind) -> Keys:
    """Return the last actors of *kind* that were spoken of, as many as the description counts."""
    found: list[str] = []
    for event in discourse.recent(description.token, sentences=1):
        found += [key for key in event.keys if discourse.cast.actors[key].kind is kind and discourse.cast.actors[key].named and key not in found]
    return tuple(reversed(found[: description.number])) if description.number is not None and len(found) >= description.number else ()


def _listed_after(description: Description, discourse: Discourse) -> Keys:
    """Return the persons named after a counted description ("two critics, Senators A and B")."""
    if description.number is None:
        return ()
    doc, by_token = description.token.doc, discourse.cast.by_token
    stop = description.token.sent.end
    at = description.token.i + 1
    while at < stop and doc[at].text not in (",", ":", "—", "–"):
        at += 1
    found: list[str] = []
    first = at
    for i in range(at + 1, stop):
        if i in by_token and discourse.cast.actors[by_token[i][0]].kind is ActorKind.PERSON:
            found += [key for key in by_token[i] if key not in found]
        elif doc[i].pos_ in ("VERB", "AUX", "PRON", "SCONJ") or (not found and i > first + 4):
            break
        if len(found) == description.number and i + 1 not in by_token:
            return tuple(found)
    return ()


def _listed_before(description: Description, discourse: Discourse) -> Keys:
    """Return the coordinated persons whom a plural apposition describes ("A and B, co-chairs of the caucus,")."""
    token = description.token
    if token.dep_ != "appos":
        return ()
    first = first_conjunct(token.head)
    persons = (event.keys for event in discourse.recent(token, sentences=0) if len(event.keys) > 1 and first_conjunct(event.token) == first)
    return next((keys for keys in persons if all(discourse.cast.actors[key].kind is ActorKind.PERSON for key in keys)), ())


def label_of(description: Description) -> str:
    """Return the shortest phrase that tells who is meant."""
    begin, end = core_phrase(description.token)
    return description.token.doc[begin:end].text


def span_of(description: Description) -> Span:
    """Return the characters of the description's mention: no article, but "both" counts."""
    begin, end = core_phrase(description.token)
    doc = description.token.doc
    return char_span(doc, begin - 1 if begin > 0 and doc[begin - 1].lower_ == "both" else begin, end)
