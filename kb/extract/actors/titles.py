"""What stands around a name and belongs to its mention: titles before it, and nouns after it ("Islamic State militants", "Obama administration")."""

from __future__ import annotations

from spacy.tokens import Doc

from kb.extract.actors.name import Name, capitalised, is_title
from kb.extract.actors.nouns import actor_noun, singular
from kb.extract.lexicon import load_lexicon, words
from kb.model import ActorKind

_ORGANIZATIONS = (ActorKind.ORGANIZATION, ActorKind.NEWS_ORGANIZATION)
_LINKS = ("of", "to", "for")


def add_titles(names: list[Name], doc: Doc) -> None:
    """Extend persons by the titles before them, in place; a plural title ("Sens.") holds for those coordinated as well."""
    taken = {i: name for name in names for i in range(name.begin, name.end)}
    shared: tuple[str, ...] = ()
    for before, name in zip([None, *names], names, strict=False):
        if name.kind is not ActorKind.PERSON:
            continue
        name.start = _title_start(name, doc, taken)
        if name.start < name.begin:
            name.titles = (title_of(doc, name.start, name.begin),)
            last = doc[name.begin - 1]
            shared = name.titles if last.lower_.rstrip(".") in ("sens", "reps", "govs") or last.tag_ == "NNPS" else ()
        elif shared and before is not None and name.begin - before.end < 4 and any(token.text in ("and", ",") for token in doc[before.end : name.begin]):
            name.titles = shared
        else:
            shared = ()


def title_of(doc: Doc, begin: int, end: int) -> str:
    """Return the office of the title tokens [begin, end): lower case, abbreviations written out, no "former"."""
    meaning = load_lexicon("actors")["titles"]["meaning"]
    parts = [token.lower_.rstrip(".") for token in doc[begin:end] if token.text != "-"]
    for link in _LINKS:
        if link in parts and not (link == "of" and parts[-1] == "state"):
            parts = parts[: parts.index(link)]
    parts = [meaning.get(part, part) for part in parts if part not in words("actors", "offices", "temporal")]
    return " ".join([*parts[:-1], singular(parts[-1]) if parts and parts[-1].endswith("s") and parts[-1] != "affairs" else parts[-1]]) if parts else ""


def _title_start(name: Name, doc: Doc, taken: dict[int, Name]) -> int:
    """Return the first token of the title before *name*, or the name's own first token."""
    start = at = name.begin
    while at > 0:
        token = doc[at - 1]
        other = taken.get(at - 1)
        if other is not None:
            # "First Minister of Scotland Nicola Sturgeon": only a title that stands right before the name takes a complement
            noun = other.begin - 2 - (doc[other.begin - 1].lower_ == "the")
            complement = at == name.begin and noun >= 0 and doc[noun + 1].lower_ in _LINKS and other.kind is not ActorKind.PERSON
            if not complement or not capitalised(doc[noun]) or actor_noun(doc[noun]) is None:
                break
            start = at = noun
        elif token.lower_ == "state" and at > 2 and doc[at - 2].lower_ == "of" and doc[at - 3].lower_ in ("secretary", "minister"):
            start = at = at - 3
        elif _is_role(doc, at - 1):
            start = at = at - 1
        elif at < name.begin and (token.text == "-" or _is_modifier(doc, at - 1)):
            at -= 1
            start = at if token.text != "-" else start
        else:
            break
    return start


def _is_role(doc: Doc, at: int) -> bool:
    token = doc[at]
    word = token.lower_.rstrip(".")
    if word in words("actors", "titles", "abbreviated") or word in load_lexicon("actors")["titles"]["meaning"]:
        return capitalised(token)
    noun = actor_noun(token)
    if noun is None or (token.text.isupper() and len(token) > 3):
        return False
    return noun in words("actors", "nouns", "person") and (token.tag_ in ("NN", "NNP", "JJ") or capitalised(token))


def _is_modifier(doc: Doc, at: int) -> bool:
    return doc[at].lower_.rstrip(".") in words("actors", "titles", "modifiers", "words") and is_title(doc[at])


def add_tails(names: list[Name], doc: Doc) -> None:
    """Extend names by the nouns after them, in place: the same organisation, or one of its own."""
    taken = {i for name in names for i in range(name.begin, name.end)}
    for name in names:
        _own_before(name, doc)
        if name.own or name.end >= len(doc) or name.end in taken or not doc[name.end - 1].whitespace_:
            continue
        tail = doc[name.end]
        goes_on = name.end + 1 < len(doc) and doc[name.end + 1].tag_ in ("NN", "NNS") and doc[name.end].whitespace_ != ""
        if tail.lower_ in words("actors", "names", "own_organization") and not goes_on:
            name.stop, name.own, name.kind = name.end + 1, True, ActorKind.ORGANIZATION
        elif tail.lower_ in words("actors", "names", "same_organization") and name.kind in _ORGANIZATIONS and not name.adjective and not goes_on:
            name.stop = name.end + 1


def _own_before(name: Name, doc: Doc) -> None:
    """Turn "government of Samoa" into an organisation of its own."""
    at = name.begin - 1
    if at > 0 and doc[at].lower_ == "the":
        at -= 1
    if at > 0 and doc[at].lower_ == "of" and doc[at - 1].lower_ in ("government", "parliament") and name.kind in (ActorKind.STATE, ActorKind.PLACE):
        name.start, name.own, name.kind = at - 1, True, ActorKind.ORGANIZATION
