"""Attributions that the language pipeline learnt to see, joined with what the rules found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Doc, Span, Token

from kb.extract.communications.attributions import Attribution, attributions, characters_of, share
from kb.extract.communications.bounds import contents, grown_content
from kb.extract.communications.entries import entry_of
from kb.extract.communications.telling import Telling
from kb.extract.positions.entries import entries_of as position_entries
from kb.extract.syntax import SUBJECTS, char_span, conjuncts, text_of, trim
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
_LEAST_ON = 20  # characters of words that go on after others
_SAME = 0.5  # shared over united characters of two contents that are one


#: attributions by the characters of their cues
ByCue = dict[int, list[Attribution]]


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
    own = characters_of([(span.begin, span.end) for span in telling.content])
    near = [a for a in certain if any(span.overlaps(a.extent) for span in telling.content)]
    best = max(near, key=lambda a: share(own, a.told), default=None)
    return best if best is not None and share(own, best.told) >= _SAME else None


def _shared(content: list[Range], attribution: Attribution) -> float:
    return share(characters_of([(span.begin, span.end) for span in content]), attribution.told)


def _take_over(telling: Telling, attribution: Attribution, doc: Doc) -> None:
    """Let *telling* have the content of *attribution*, and the source where it has none there."""
    # "discussed the plan", "sent a letter asking": a thing that is spoken of, or another act, is not what is said
    thing = (telling.topic is not None or telling.bare) and not any(_is_clause(span) for span in attribution.content)
    # where both see words, the tree's clause has the better bounds
    if _shared(telling.content, attribution):
        telling.content = grown_content(telling, attribution)
    elif telling.content or not thing:
        telling.content = list(contents(attribution, doc))
    _split_addressee(telling, attribution)
    sources = list(_sources(attribution))
    if sources and not {s.i for s in sources} & {s.i for s in telling.sources}:
        telling.sources = sources


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
    telling.content = list(contents(attribution, doc))
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
    named = next((token for token in tops if token.pos_ not in ("ADP", "PUNCT")), phrase.root)
    return next((token for token in tops if token.dep_ in SUBJECTS), named)
