"""Where the content of an attribution begins and ends: the network's words, made whole by the tree, and the tree's by the network."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from spacy.tokens import Doc, Span, Token

from kb.extract.communications.attributions import Attribution
from kb.extract.communications.telling import Telling
from kb.extract.syntax import char_span, deps, subtree, text_of, trim
from kb.model import Span as Range

#: behind a clause: what the speaker does meanwhile ("he won, claiming that")
_ASIDE = re.compile(r"['\"’”]*,['\"’”]*\s+\w+ing\b")
#: relations of words that are no phrase by themselves
_PARTS_OF_PHRASES = frozenset(("det", "amod", "compound", "nummod", "nmod:poss", "mark", "case", "aux", "aux:pass", "cop", "cc", "fixed", "flat"))
_STRAY = 1  # words


def contents(attribution: Attribution, doc: Doc) -> Iterator[Range]:
    """Yield the characters of the content, each run of words with the whole phrases that they stand in."""
    for begin, end in _phrases(attribution):
        first = begin + (doc[begin].lower_ == "that" and end - begin > 1)
        content = trim(char_span(doc, first, end), text_of(doc))
        if content.begin < content.end:
            yield content


def _phrases(attribution: Attribution) -> list[tuple[int, int]]:
    """Return the token ranges of the content, in order: of "the", which the network saw of "the rules that he made", all of it."""
    spans = _without_strays(attribution)
    own = {word.i for span in spans for word in span}
    others = {word.i for span in (*attribution.cue, *attribution.source) for word in span}
    tops = (word for span in spans for word in span if word.head.i not in own or word.head == word)
    whole = (_phrase(_noun_of(top, others), own, others) for top in tops)
    return _joined(sorted({*((span.start, span.end) for span in spans), *(phrase for phrase in whole if others.isdisjoint(range(*phrase)))}))


def _noun_of(word: Token, others: Set[int]) -> Token:
    """Return what the article, adjective or the like *word* belongs to; *word* itself where that is in *others* or it is none of these."""
    while word.dep_ in _PARTS_OF_PHRASES and word.head != word and word.head.i not in others:
        word = word.head
    return word


def _phrase(head: Token, own: Set[int], others: Set[int]) -> tuple[int, int]:
    """Return the token range of the phrase of *head*: where the words in *own* end at a comma or an agent it ends, too."""
    begin, end = subtree(head, "case", "obl:agent")
    last = max((i for i in own if i < end), default=end)
    if last + 1 < end and head.doc[last + 1].lower_ in (",", "by"):
        end = last + 1
    while begin < head.i and begin in others:
        begin += 1
    return begin, end


def _without_strays(attribution: Attribution) -> list[Span]:
    """Return the content without single words on the other side of the cue than most of it."""
    cue = attribution.cue[0].start
    before, behind = ([s for s in attribution.content if (s.start < cue) is side] for side in (True, False))
    fewer, more = sorted((before, behind), key=lambda spans: sum(map(len, spans)))
    return more if max(map(len, fewer), default=0) <= _STRAY else attribution.content


def _joined(ranges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return *ranges*, sorted, with those joined that touch or have but one word between them."""
    found: list[tuple[int, int]] = []
    for begin, end in ranges:
        if found and begin <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((begin, end))
    return found


def grown_content(telling: Telling, attribution: Attribution) -> list[Range]:
    """Return the content of *telling*, each span grown over what the network sees around it in its sentences.

    Who is told, a cue that is coordinated with this one, and what follows a thing ("a letter to the king", "war so as to win") stay outside.
    """
    doc = telling.cue.doc
    outside = [telling.cue_span, *(char_span(doc, word.i, word.i + 1) for word in (*telling.recipients, *deps(telling.cue, "conj")))]
    grown: list[Range] = []
    for content in telling.content:
        around = [part for part in _parts(attribution) if part.overlaps(content)]
        begin, end = min([content.begin, *(part.begin for part in around)]), max((part.end for part in around), default=content.end)
        if not _ASIDE.match(text_of(doc), end):
            end = max(content.end, end)
        wide = trim(Range(begin, end), text_of(doc))
        others = [*outside, *grown, *(other for other in telling.content if other != content)]
        grown.append(content if any(wide.overlaps(other) for other in others) or _is_whole_thing(content, doc) else wide)
    return grown


def _is_whole_thing(content: Range, doc: Doc) -> bool:
    """Return whether *content* is a noun phrase behind which a purpose or an addressee begins."""
    words = doc.char_span(content.begin, content.end, alignment_mode="expand")
    behind = words is not None and words.end < len(doc) and doc[words.end].lower_ in ("to", "so")
    return behind and all(word.pos_ not in ("VERB", "AUX") for word in words or ())


def _parts(attribution: Attribution) -> Iterator[Range]:
    """Yield the content of *attribution* cut at the ends of sentences."""
    for span in attribution.content:
        first = span.start + (span[0].lower_ == "that" and len(span) > 1)
        for sentence in span.sents:  # type: ignore[attr-defined]  # the stubs leave it out
            yield char_span(span.doc, max(first, sentence.start), min(span.end, sentence.end))
