"""What a person's given name tells of the gender, where no title, apposition or pronoun tells more."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from kb.extract.actors.name import Name
from kb.extract.actors.pronouns import pronouns_of
from kb.extract.linking import normalise, read_rows
from kb.extract.reading import Cast
from kb.model import ActorKind
from kb.resources import gazetteer_dir


def presume_genders(cast: Cast, names: Sequence[Name]) -> None:
    """Enter into the profiles of *cast* the genders that the given names of people without one tell.

    Where an article tells of one person only, and always by pronouns of the other gender, the pronouns are right.
    """
    told = {"male", "female"} & set(pronouns_of(cast.doc).values())
    people = {cast.by_token[name.head.i][0] for name in names if name.kind is ActorKind.PERSON}
    for name in names:
        profile = cast.profiles[cast.by_token[name.head.i][0]]
        if name.kind is not ActorKind.PERSON or profile.gender is not None:
            continue
        gender = gender_of_name(name.words)
        if len(people) > 1 or not told or gender in told:
            profile.gender = gender


def gender_of_name(words: Sequence[str]) -> str | None:
    """Return "male" or "female" where the given name in a full name tells, else None; a lone word may be a family name."""
    given = [word for word in words[:-1] if len(word.rstrip(".")) > 1]
    return _genders().get(normalise(given[0])) if given else None


@cache
def _genders() -> dict[str, str]:
    return {row["name"]: row["gender"] for row in read_rows(gazetteer_dir() / "given_names.tsv")}
