"""What is due or ends, who is bound, and who set it."""

from __future__ import annotations

from spacy.tokens import Token

from kb.extract.deadlines.frames import Frame
from kb.extract.deadlines.moments import Moment
from kb.extract.lexicon import words
from kb.extract.reading import Cast, Keys
from kb.extract.syntax import agents, char_span, deps, is_passive, subjects, subtree, trim
from kb.model import Bound, Span

_LEFT_OUT = ("mark", "aux", "cc", "punct", "advcl", "parataxis", "discourse", "nsubj", "csubj", "nsubj:outer", "conj")


def matter_of(frame: Frame, moment: Moment) -> Span | None:
    """Return the words of what is due or ends, without the time; None when only the deadline is told."""
    head = frame.head
    if head.lemma_.lower() in words("deadlines", "nouns", "deadline") | words("deadlines", "nouns", "expiry"):
        return _of_noun(head, moment)
    if head.lemma_.lower() in words("deadlines", "verbs", "expiry") | words("deadlines", "verbs", "ending") and frame.bound is Bound.UNTIL:
        return _phrase(subjects(head), moment)
    if frame.bound is Bound.UNTIL and head.lemma_.lower() in words("deadlines", "verbs", "lasting"):
        return _phrase(deps(head, "obj", "nsubj:pass") or subjects(head), moment)
    if head.pos_ in ("NOUN", "PROPN") and not deps(head, "cop"):
        return _cut(*subtree(head, "det", "acl:relcl", "conj", "cc"), moment)
    subject = [t for t in deps(head, "nsubj:pass", "nsubj") if is_passive(head) or head.pos_ == "ADJ"]
    begin = subject[0].left_edge.i if subject else min(t.i for t in (head, *deps(head, "cop")))
    return _cut(begin, subtree(head, *_LEFT_OUT)[1], moment)


def _of_noun(noun: Token, moment: Moment) -> Span | None:
    """Return what "deadline" or "expiry" is for: its infinitive, or its noun after "for", "of" or "on", or the one before it."""
    for child in noun.children:
        if child.dep_ in ("acl", "xcomp") and child.i > noun.i and child.pos_ == "VERB":
            return _cut(child.i, subtree(child, "mark", "conj")[1], moment)
    for child in (*noun.children, *noun.head.children):
        if child.dep_ in ("nmod", "obl") and child.i > noun.i and {"for", "of", "on", "in"} & {c.lower_ for c in deps(child, "case")} and child != moment.top:
            return _phrase([child], moment)
    if (task := next((t for t in noun.doc[noun.i + 1 : noun.i + 9] if t.tag_ == "TO" and t.head.tag_ == "VB" and t.sent == noun.sent), None)) is not None:
        return _cut(task.head.i, subtree(task.head, "mark", "conj")[1], moment)
    left = [t for t in deps(noun, "compound", "nmod:poss") if not moment.begin <= t.i < moment.end]
    return _phrase(left[-1:], moment)


def _phrase(tokens: list[Token], moment: Moment) -> Span | None:
    return _cut(*subtree(tokens[0], "case", "det", "acl:relcl"), moment) if tokens else None


def _cut(begin: int, end: int, moment: Moment) -> Span | None:
    """Return the tokens [begin, end) up to the time, or behind it where it stands first."""
    if begin < moment.begin < end:
        end = moment.begin
    elif moment.begin <= begin < moment.end:
        begin = moment.end
    if begin >= end:
        return None
    span = trim(char_span(moment.doc, begin, end), moment.doc.text)
    return span if span.begin < span.end else None


def parties_of(frame: Frame, cast: Cast) -> tuple[Keys, Keys]:
    """Return who is bound and who set the deadline, as far as they are known actors."""
    head = frame.head
    if head.pos_ in ("NOUN", "PROPN") and not deps(head, "cop"):
        return _of_deadline_noun(head, cast)
    obliged = _keys(agents(head) if is_passive(head) else subjects(head), cast)
    above = head.head
    if frame.bound is Bound.UNTIL or above == head:
        return obliged, ()
    lemma = above.lemma_.lower()
    if above.pos_ in ("VERB", "AUX") and head.dep_ in ("xcomp", "ccomp", "advcl", "acl", "obj"):
        bound = _keys([*deps(above, "iobj"), *deps(above, "obj")], cast) or (_keys(deps(above, "nsubj:pass"), cast))
        if lemma in words("deadlines", "verbs", "order") and (bound or deps(head, "nsubj") or lemma not in words("deadlines", "verbs", "commitment")):
            return bound or _keys(deps(head, "nsubj", "nsubj:pass"), cast) or obliged, _keys(agents(above) if is_passive(above) else subjects(above), cast)
        if lemma in words("deadlines", "verbs", "commitment"):
            return obliged or _keys(subjects(above), cast), _keys(subjects(above), cast)
    return obliged, ()


def _of_deadline_noun(noun: Token, cast: Cast) -> tuple[Keys, Keys]:
    """Read "Congress's deadline" and "set the companies a deadline"."""
    owner = _keys(deps(noun, "nmod:poss"), cast)
    verb = noun.head
    if verb.lemma_.lower() in words("deadlines", "verbs", "setting") and verb.pos_ == "VERB" and noun.dep_ in ("obj", "nsubj:pass"):
        given = _keys(deps(verb, "iobj"), cast)
        return given or owner, _keys(agents(verb) if is_passive(verb) else subjects(verb), cast) if verb.lemma_ not in ("face", "meet", "miss", "have") else ()
    return owner, ()


def _keys(tokens: list[Token], cast: Cast) -> Keys:
    return tuple(dict.fromkeys(key for token in tokens for key in cast.refer(token)))
