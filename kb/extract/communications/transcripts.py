"""Tellings by a colon: a paragraph of a transcript opens with its speaker, a name stands before a quotation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from kb.extract.communications.quotes import quoted_runs
from kb.extract.communications.telling import Telling
from kb.extract.index import entities_of, tokens_of
from kb.extract.lexicon import load_lexicon, words
from kb.extract.syntax import char_span, text_of, trim
from kb.model import Act, Span

_DASHES = ("—", "–", "―", "--", "-")


def transcript_tellings(doc: Doc) -> Iterator[Telling]:
    """Yield what is said in each paragraph of the form "NAME: words", the words being the content."""
    longest = load_lexicon("communications")["transcripts"]["longest"]
    for begin, end in _paragraphs(doc):
        colon = next((i for i in range(begin + 1, min(begin + longest + 1, end)) if doc[i].text == ":"), None)
        if colon is None or end - colon < 4 or not _names_speaker(list(doc[begin:colon])):
            continue
        content = trim(char_span(doc, colon + 1, end), text_of(doc))
        telling = Telling(doc[colon], char_span(doc, colon, colon + 1), Act.STATING, "communication.transcript.v1", 0.85, takes_quote=True)
        telling.sources = [_head(list(doc[begin:colon]))]
        telling.content = [content] if content.begin < content.end else []
        yield telling


def turns(tellings: Sequence[Telling], doc: Doc) -> Iterator[tuple[Telling, Span]]:
    """Yield what each speaker of a transcript says until the next one speaks, whatever the paragraphs; an article with one such line is none."""
    opening = [telling for telling in tellings if telling.rule == "communication.transcript.v1"]
    ends = [telling.cue.i for telling in opening[1:]] + [len(doc)]
    if len(opening) > 1:
        for telling, end in zip(opening, ends, strict=True):
            yield telling, char_span(doc, telling.cue.i + 1, end)


def colon_tellings(doc: Doc) -> Iterator[Telling]:
    """Yield the cue of each quotation that a person's name and a colon announce ("writes Ada Lund: “We ...")."""
    for ent in entities_of(doc):
        if ent.label_ == "PERSON" and ent.end + 1 < len(doc) and doc[ent.end].text == ":" and doc[ent.end + 1].is_quote:
            colon = char_span(doc, ent.end, ent.end + 1)
            yield Telling(doc[ent.end], colon, Act.STATING, "communication.colon.v1", 0.8, takes_quote=True, sources=[ent.root])


def signed_tellings(doc: Doc) -> Iterator[Telling]:
    """Yield the dash of each quotation that is signed: “We will not go.” — Ada Lund."""
    runs = {run.end: run for run in quoted_runs(text_of(doc))}
    for ent in doc.ents:
        if ent.label_ != "PERSON" or (dash := _before(doc, ent.start)) is None or doc[dash].text not in _DASHES:
            continue
        mark = _before(doc, dash)
        # what goes on in lower case behind the name has a verb of its own: "..." — Lund said
        end = next((i for i in range(ent.end, len(doc)) if not doc[i].text[:1].isupper()), len(doc))
        closed = end + (end < len(doc) and doc[end].text == ".")
        ends = closed == len(doc) or "\n" in doc[closed].text or doc[end].text in (",", "(")
        run = runs.get(doc[mark].idx) if mark is not None else None
        if run is not None and ends:
            content = [trim(run, text_of(doc))]
            yield Telling(doc[dash], char_span(doc, dash, dash + 1), Act.STATING, "communication.signed.v1", 0.9, sources=[ent.root], content=content)


def _before(doc: Doc, i: int) -> int | None:
    """Return the index of the last token before *i* that is no blank."""
    return next((j for j in range(i - 1, -1, -1) if not doc[j].is_space), None)


def _paragraphs(doc: Doc) -> Iterator[tuple[int, int]]:
    """Yield the token ranges between line breaks."""
    begin = 0
    for i, token in enumerate(tokens_of(doc)):
        if token.is_space and "\n" in token.text:
            if begin < i:
                yield begin, i
            begin = i + 1
    if begin < len(doc):
        yield begin, len(doc)


def _names_speaker(tokens: Sequence[Token]) -> bool:
    """Return whether the words before the colon are a person's name or a role, all capitalised."""
    spoken = [token for token in tokens if not token.is_punct and not token.is_space]
    if not spoken or not all(token.text[:1].isupper() for token in spoken):
        return False
    roles = words("communications", "transcripts", "roles")
    return any(token.ent_type_ == "PERSON" or token.lower_.rstrip(".") in roles for token in spoken)


def _head(tokens: list[Token]) -> Token:
    """Return the token of a speaker's name that a mention would hang on: an entity's root, else the last capitalised word."""
    named = [token for token in tokens if token.ent_type_ == "PERSON"]
    if named:
        inside = {token.i for token in named}
        return next((token for token in named if token.head.i not in inside), named[-1])
    return [token for token in tokens if token.text[:1].isupper()][-1]
