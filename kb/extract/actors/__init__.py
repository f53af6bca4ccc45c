"""The cast of an article: who acts in it, and which words stand for whom."""

from __future__ import annotations

from spacy.tokens import Doc

from kb.extract.reading import Cast
from kb.extract.syntax import char_span
from kb.model import ActorKind, Article

_KINDS = {"PERSON": ActorKind.PERSON, "ORG": ActorKind.ORGANIZATION, "LOC": ActorKind.PLACE}


def find_cast(article: Article, doc: Doc) -> Cast:  # noqa: ARG001
    """Return the actors of *article* and the words that stand for them."""
    cast = Cast(doc)
    keys: dict[str, str] = {}
    for ent in doc.ents:
        if ent.label_ in _KINDS:
            if ent.text not in keys:
                keys[ent.text] = cast.add(ent.text, _KINDS[ent.label_], named=True)
            cast.mention(keys[ent.text], char_span(doc, ent.start, ent.end), ent.root)
    return cast
