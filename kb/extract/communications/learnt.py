"""Attributions that the language pipeline learnt to see, joined with what the rules found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from spacy.tokens import Doc, Span, Token

from kb.extract.communications.entries import entry_of
from kb.extract.communications.telling import Telling
from kb.extract.positions.entries import entries_of as position_entries
from kb.extract.syntax import SUBJECTS, char_span, conjuncts, deps, subtree, text_of, trim
from kb.model import Act, Medium
from kb.model import Span as Range

#: score from which an attribution stands without a rule, and from which it backs one
ALONE, BACKING = 0.5, 0.1
#: how often an attribution of full score that no rule found is right
ALONE_RIGHT = 0.7
#: confidence from which a rule stands without the network
SURE = 0.9
#: what the confidence of a rule that the network backs moves halfway to
BACKED_RIGHT = 0.9
#: acts upon a thing rather than of words: what they are about is a topic
_OF_TOPICS = (Act.CRITICISING, Act.PRAISING)
#: acts that want something of somebody
_OF_OTHERS = (Act.REQUESTING, Act.DEMANDING)
_HOLLOW = ("be", "have", "do", "get")
#: behind a clause: what the speaker does meanwhile ("he won, claiming that")
_ASIDE = re.compile(r"['\"’”]*,['\"’”]*\s+\w+ing\b")
#: relations of words that are no phrase by themselves
_PARTS_OF_PHRASES = frozenset(("det", "amod", "compound", "nummod", "nmod:poss", "mark", "case", "aux", "aux:pass", "cop", "cc", "fixed", "flat"))
_STRAY = 1  # words
_LEAST_ON = 20  # characters of words that go on after others
_SAME = 0.5  # shared over united characters of two contents that are one


@dataclass(eq=False)
class Attribution:
    """One attribution as the pipeline left it on the Doc."""

    score: float = 0.0
    cue: list[Span] = field(default_factory=list)
    source: list[Span] = field(default_factory=list)
    content: list[Span] = field(default_factory=list)

    @cached_property
    def extent(self) -> Range:
        """The characters from the first of the content to the last; there must be some."""
        return Range(min(span.start_char for span in self.content), max(span.end_char for span in self.content))

    @cached_property
    def told(self) -> int:
        """The characters of the content, as :func:`_characters`."""
        return _characters([(span.start_char, span.end_char) for span in self.content])


#: attributions by the characters of their cues
ByCue = dict[int, list[Attribution]]


def attributions(doc: Doc) -> list[Attribution]:
    """Return what ``doc.spans["attributions"]`` holds; nothing where the pipeline has no such head."""
    found: dict[str, Attribution] = {}
    for span in doc.spans.get("attributions", ()):
        attribution = found.setdefault(span.id_, Attribution(float(span.kb_id_)))
        {"CUE": attribution.cue, "SOURCE": attribution.source, "CONTENT": attribution.content}[span.label_].append(span)
    return list(found.values())


def join_learnt(tellings: list[Telling], doc: Doc) -> list[Telling]:
    """Return *tellings* with contents as learnt, those that nothing backs left out, and what only the network saw added."""
    learnt = attributions(doc)
    if not learnt:
        return tellings
    certain = [attribution for attribution in learnt if attribution.cue and attribution.content]
    by_cue = _by_cue(learnt)
    twins = [_twin(telling, certain, by_cue) for telling in tellings]
    best = _closest(tellings, twins)
    kept: list[Telling] = []
    used: set[int] = set()
    for telling, twin in zip(tellings, twins, strict=True):
        if twin is not None and best[id(twin)] is telling:
            used.add(id(twin))
            _take_over(telling, twin, doc)
            if telling.act is Act.STATING and sum(other is twin for other in twins) == 1:
                telling.act = _act(twin.cue[0])[0]
            kept.append(telling)
        elif _backing(telling, by_cue) >= BACKING or _goes_with(telling, kept) or (twin is None and (not telling.content or telling.confidence >= SURE)):
            kept.append(telling)
    for telling in kept:
        if telling.confidence < BACKED_RIGHT and _backing(telling, by_cue) >= BACKING:
            telling.confidence = round((telling.confidence + BACKED_RIGHT) / 2, 2)
    _go_on(kept, twins, tellings, doc)
    alone = [a for a in certain if id(a) not in used and a.score >= ALONE and not _is_position(a) and not _is_hollow(a)]
    return sorted([*kept, *(_telling(attribution, doc) for attribution in alone)], key=lambda t: t.cue_span)


def _go_on(kept: list[Telling], twins: Sequence[Attribution | None], tellings: Sequence[Telling], doc: Doc) -> None:
    """Add to each of *kept* the later words, told by nobody else, that the network gives to it as well, in place."""
    told = [span for telling in kept for span in telling.content]
    for telling, twin in zip(tellings, twins, strict=True):
        if twin is None or telling not in kept or not telling.content:
            continue
        for span in twin.content:
            content = trim(Range(span.start_char, span.end_char), text_of(doc))
            later = content.begin > telling.content[-1].end and content.end - content.begin > _LEAST_ON
            if later and _begins(span) and not any(content.overlaps(other) for other in told):
                telling.content.append(content)
                told.append(content)


def _begins(span: Span) -> bool:
    """Return whether *span* begins a sentence or a quotation."""
    return span[0].is_sent_start or span[0].is_quote or (span.start > 0 and span.doc[span.start - 1].is_quote)


def _goes_with(telling: Telling, kept: Sequence[Telling]) -> bool:
    """Return whether the cue of *telling* is coordinated with one of *kept* ("neither confirming nor denying")."""
    return telling.cue.dep_ == "conj" and any(other.cue == telling.cue.head for other in kept)


def _closest(tellings: Sequence[Telling], twins: Sequence[Attribution | None]) -> dict[int, Telling]:
    """Return for each attribution, by its id(), the one of its tellings that shares most of its content, of equal ones the first."""
    best: dict[int, tuple[float, Telling]] = {}
    for telling, twin in zip(tellings, twins, strict=True):
        if twin is not None:
            shared = _shared(telling.content, twin)
            if id(twin) not in best or shared > best[id(twin)][0]:
                best[id(twin)] = shared, telling
    return {key: telling for key, (_, telling) in best.items()}


def _by_cue(learnt: Iterable[Attribution]) -> ByCue:
    """Return for each character of a cue the attributions that have it: to compare all with all takes long in long articles."""
    found: ByCue = {}
    for attribution in learnt:
        for span in attribution.cue:
            for place in range(span.start_char, span.end_char):
                found.setdefault(place, []).append(attribution)
    return found


def _same_cue(telling: Telling, by_cue: ByCue) -> list[Attribution]:
    places = range(telling.cue_span.begin, telling.cue_span.end)
    return list(dict.fromkeys(attribution for place in places for attribution in by_cue.get(place, ())))


def _backing(telling: Telling, by_cue: ByCue) -> float:
    """Return the probability in [0, 1] that the network gives to the cue of *telling*."""
    return max((a.score for a in _same_cue(telling, by_cue)), default=0.0)


def _twin(telling: Telling, certain: Sequence[Attribution], by_cue: ByCue) -> Attribution | None:
    """Return the attribution of the same cue, or else of the same content."""
    close = [a for a in _same_cue(telling, by_cue) if a.content]
    if close:
        return max(close, key=lambda a: a.score)
    own = _characters([(span.begin, span.end) for span in telling.content])
    near = [a for a in certain if any(span.overlaps(a.extent) for span in telling.content)]
    best = max(near, key=lambda a: _share(own, a.told), default=None)
    return best if best is not None and _share(own, best.told) >= _SAME else None


def _shared(content: list[Range], attribution: Attribution) -> float:
    return _share(_characters([(span.begin, span.end) for span in content]), attribution.told)


def _characters(spans: Iterable[tuple[int, int]]) -> int:
    """Return the characters of *spans* as the bits of one integer: many pairs of them are compared."""
    found = 0
    for begin, end in spans:
        found |= ((1 << (end - begin)) - 1) << begin
    return found


def _share(own: int, other: int) -> float:
    """Return the shared over the united characters of two contents, 0 where *own* has none."""
    return (own & other).bit_count() / (own | other).bit_count() if own else 0.0


def _take_over(telling: Telling, attribution: Attribution, doc: Doc) -> None:
    """Let *telling* have the content of *attribution*, and the source where it has none there."""
    # "discussed the plan", "sent a letter asking": a thing that is spoken of, or another act, is not what is said
    thing = (telling.topic is not None or telling.bare) and not any(_is_clause(span) for span in attribution.content)
    # where both see words, the tree's clause has the better bounds
    if _shared(telling.content, attribution):
        telling.content = _grown(telling, attribution)
    elif telling.content or not thing:
        telling.content = list(_contents(attribution, doc))
    _split_addressee(telling, attribution)
    sources = list(_sources(attribution))
    if sources and not {s.i for s in sources} & {s.i for s in telling.sources}:
        telling.sources = sources


def _grown(telling: Telling, attribution: Attribution) -> list[Range]:
    """Return the content of *telling*, each span grown over what the network sees around it in its sentences.

    Who is told, a cue that is coordinated with this one, and what follows a thing ("a letter to the king", "war so as to win") stay outside.
    """
    doc = telling.cue.doc
    outside = [telling.cue_span, *(char_span(doc, word.i, word.i + 1) for word in (*telling.recipients, *deps(telling.cue, "conj")))]
    grown: list[Range] = []
    for content in telling.content:
        around = [part for part in _parts(attribution) if part.overlaps(content)]
        end = max([content.end, *(p.end for p in around)])
        if around and _ASIDE.match(text_of(doc), max(p.end for p in around)):
            end = max(p.end for p in around)
        wide = trim(Range(min([content.begin, *(p.begin for p in around)]), end), text_of(doc))
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


def _is_clause(span: Span) -> bool:
    return span.root.pos_ in ("VERB", "AUX") and span.root.tag_ != "VBG"


def _split_addressee(telling: Telling, attribution: Attribution) -> None:
    """Part "the council to act", which somebody asks for, into who is asked and what for, in place."""
    if telling.act not in _OF_OTHERS or not telling.content:
        return
    content = attribution.content[0]
    if content.start and content.doc[content.start - 1].lower_ == "for":
        return  # "called for the bill to be dropped" asks nothing of the bill
    to = next((word for word in content if word.tag_ == "TO" or word.pos_ in ("VERB", "AUX")), None)
    if to is None or to.tag_ != "TO" or to.i == content.start:
        return
    asked = content.doc[content.start : to.i].root
    if asked.pos_ not in ("NOUN", "PROPN", "PRON"):
        return
    telling.recipients = telling.recipients or [head for head in conjuncts(asked) if head.i < to.i]
    first = next((i for i, span in enumerate(telling.content) if span.begin <= to.idx < span.end), None)
    if first is not None:
        telling.content[: first + 1] = [Range(to.idx, telling.content[first].end)]


def _telling(attribution: Attribution, doc: Doc) -> Telling:
    """Return the telling of an attribution that no rule found."""
    cue = attribution.cue[0]
    act, medium = _act(cue)
    telling = Telling(cue.root, char_span(doc, cue.start, cue.end), act, "communication.learnt.v1", round(ALONE_RIGHT * attribution.score, 2), medium)
    telling.content = list(_contents(attribution, doc))
    telling.sources = list(_sources(attribution))
    _split_addressee(telling, attribution)
    if act in _OF_TOPICS and len(attribution.content) == 1 and attribution.content[0].root.pos_ in ("NOUN", "PROPN", "PRON"):
        telling.topic, telling.content = telling.content[0] if telling.content else None, []
    return telling


def _is_hollow(attribution: Attribution) -> bool:
    """Return whether the cue is nothing but forms of "be", "have" and "do", which tell nothing by themselves."""
    return all(word.lemma_.lower() in _HOLLOW or word.pos_ in ("AUX", "PART", "ADV") for span in attribution.cue for word in span)


def _is_position(attribution: Attribution) -> bool:
    """Return whether somebody is for or against a thing ("supports the treaty"), which is a position and tells nothing."""
    verb = attribution.cue[0].root
    stands = bool(position_entries(verb, "verbs")) and entry_of(verb) is None
    return stands and not any(_is_clause(span) for span in attribution.content)


def _act(cue: Span) -> tuple[Act, Medium]:
    """Return act and medium by the lexicon for the words of a cue: what they do besides saying ("reiterated calls"), else stating."""
    # "wrote denying it": the participle is another act
    known = [entry for word in cue if (word.tag_ != "VBG" or word.i == cue.start) and (entry := entry_of(word)) is not None]
    telling = next((entry for entry in known if entry.act is not Act.STATING), known[0] if known else None)
    return (telling.act, telling.medium) if telling else (Act.STATING, Medium.UNSPECIFIED)


def _sources(attribution: Attribution) -> Iterator[Token]:
    """Yield the heads of the source: of one that runs over a sentence's end what stands nearest to the cue."""
    for span in attribution.source:
        parts = [span.doc[max(span.start, sentence.start) : min(span.end, sentence.end)] for sentence in span.sents]  # type: ignore[attr-defined]  # the stubs leave it out
        near = min(parts, key=lambda part: abs(part.start - attribution.cue[0].start))
        yield from (head for head in conjuncts(_speaker(near)) if near.start <= head.i < near.end and not head.is_punct)


def _speaker(phrase: Span) -> Token:
    """Return the head of *phrase*, of several a subject: in "Today Rep. Lund" she speaks, not the day."""
    tops = [token for token in phrase if token.head == token or not phrase.start <= token.head.i < phrase.end]
    return next((token for token in tops if token.dep_ in SUBJECTS), phrase.root)


def _contents(attribution: Attribution, doc: Doc) -> Iterator[Range]:
    """Yield the characters of the content, each run of words with the whole phrases that they stand in."""
    for begin, end in _phrases(attribution, doc):
        first = begin + (doc[begin].lower_ == "that" and end - begin > 1)
        content = trim(char_span(doc, first, end), text_of(doc))
        if content.begin < content.end:
            yield content


def _phrases(attribution: Attribution, doc: Doc) -> list[tuple[int, int]]:
    """Return the token ranges of the content, in order: of "the", which the network saw of "the rules that he made", all of it."""
    spans = _without_strays(attribution)
    own = {word.i for span in spans for word in span}
    others = {word.i for span in (*attribution.cue, *attribution.source) for word in span}
    ranges = [(span.start, span.end) for span in spans]
    for top in (doc[i] for i in sorted(own)):
        if top.head.i in own and top.head != top:
            continue
        word = top
        while word.dep_ in _PARTS_OF_PHRASES and word.head != word and word.head.i not in others:
            word = word.head
        begin, end = subtree(word, "case", "obl:agent")
        last = max((i for i in own if i < end), default=end)
        if last + 1 < end and doc[last + 1].lower_ in (",", "by"):
            end = last + 1
        while begin < word.i and begin in others:
            begin += 1
        if others.isdisjoint(range(begin, end)):
            ranges.append((begin, end))
    return _joined(sorted(set(ranges)))


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
