"""First persons in quotations: "I" is whoever speaks, "we" the body that speaks or is spoken for."""

from __future__ import annotations

from collections.abc import Sequence

from kb.extract.actors.pronouns import pronouns_of
from kb.extract.index import tokens_of
from kb.extract.lexicon import load_lexicon
from kb.extract.reading import Cast, Keys
from kb.extract.syntax import char_span
from kb.model import ActorKind, Span

#: labels of unnamed actors that are pronouns: a further pronoun gains nothing by them
_PERSONS = ("i", "we", "you")


def bind_first_persons(cast: Cast, speeches: Sequence[tuple[Keys, tuple[Span, ...]]]) -> None:
    """Let the first persons of *cast*'s article stand for those who speak, in place.

    Args:
        cast: the actors of the article.
        speeches: who speaks, and the spans of the words that are theirs; of nested ones the shortest counts.
    """
    tokens = tokens_of(cast.doc)
    for i, kind in pronouns_of(cast.doc).items():
        if i in cast.by_token or not kind.startswith("first"):
            continue
        token = tokens[i]
        around = [(span.end - span.begin, keys) for keys, spans in speeches for span in spans if span.begin <= token.idx < span.end]
        if around:
            speakers = min(around, key=lambda item: item[0])[1]
            for key in _first_persons(cast, speakers, kind):
                cast.mention(key, char_span(cast.doc, i, i + 1), token)


def _first_persons(cast: Cast, speakers: Keys, kind: str) -> Keys:
    """Return whom a first person of *speakers* stands for; none where it cannot be told."""
    speakers = tuple(key for key in speakers if key in cast.actors and cast.actors[key].label.lower() not in _PERSONS)
    kinds = {cast.actors[key].kind for key in speakers}
    if kind == "first_singular":
        return speakers if len(speakers) == 1 and kinds == {ActorKind.PERSON} else ()
    if len(speakers) > 1 or (kinds and ActorKind.PERSON not in kinds):
        return speakers
    return _spoken_for(cast, speakers[0]) if speakers else ()


def _spoken_for(cast: Cast, speaker: str) -> Keys:
    """Return the one organisation that a spokesperson speaks for."""
    profile = cast.profiles[speaker]
    spokespersons = load_lexicon("actors")["synonyms"]["spokesperson"]
    speaks = any(office.split()[-1] in spokespersons for office in profile.offices if office)
    return tuple(profile.organizations) if speaks and len(profile.organizations) == 1 else ()
