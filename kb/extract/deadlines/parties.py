"""What is due or ends, who is bound, and who set it."""

from __future__ import annotations

from spacy.tokens import Token

from kb.extract.deadlines.frames import Frame, belongs, is_noun
from kb.extract.deadlines.moments import Moment
from kb.extract.reading import Cast, Keys
from kb.extract.syntax import agents, char_span, core_phrase, deps, is_passive, is_time, obliques, subjects, subtree, text_of, trim
from kb.model import Bound, Span

_NOT_VERB = ("mark", "aux", "cc", "punct", "advcl", "parataxis", "discourse", "nsubj", "csubj", "nsubj:outer", "conj")
_NOT_NOUN = ("det", "case", "acl:relcl", "conj", "cc")
_LONG = 15  # tokens


def matter_of(frame: Frame, moment: Moment) -> Span | None:
    """Return the words of what is due or ends; None when only the deadline is told."""
    head = frame.head
    if is_noun(head):
        return _of_noun(head, moment) if belongs(head, "nouns", "deadline") or belongs(head, "nouns", "expiry") else _cut(*subtree(head, *_NOT_NOUN), moment)
    if head.lower_ == "due" or belongs(head, "verbs", "expiry") or (belongs(head, "verbs", "ending") and frame.bound is Bound.UNTIL):
        return _phrase(subjects(head), moment)
    if frame.bound is Bound.UNTIL and belongs(head, "verbs", "lasting"):
        return _phrase(deps(head, "obj", "nsubj:pass"), moment) or _cut(head.i + 1, moment.begin, moment) or _phrase(subjects(head), moment)
    subject = [t for t in deps(head, "nsubj:pass", "nsubj") if is_passive(head) or head.pos_ == "ADJ"]
    begin = subject[0].left_edge.i if subject else min(t.i for t in (head, *deps(head, "cop")))
    return _cut(begin, subtree(head, *_NOT_VERB)[1], moment)


def _of_noun(noun: Token, moment: Moment) -> Span | None:
    """Return what "deadline" or "expiry" is for: its infinitive, or its noun after "for", "of" or "on", or the one before it."""
    for child in noun.children:
        if child.dep_ in ("acl", "xcomp") and child.i > noun.i and child.pos_ == "VERB" and child.tag_ != "VBN":
            return _cut(child.i, subtree(child, "mark", "conj")[1], moment)
    for child in (*noun.children, *noun.head.children):
        if child.dep_ in ("nmod", "obl") and child.i > noun.i and {"for", "of", "on", "in"} & {c.lower_ for c in deps(child, "case")} and child != moment.top:
            return _phrase([child], moment)
    if (task := next((t for t in noun.doc[noun.i + 1 : noun.i + 9] if t.tag_ == "TO" and t.head.tag_ == "VB" and t.sent == noun.sent), None)) is not None:
        return _cut(task.head.i, subtree(task.head, "mark", "conj")[1], moment)
    left = [t for t in deps(noun, "compound", "nmod:poss") if not moment.begin <= t.i < moment.end and t.pos_ != "PRON" and not is_time(t)]
    left = [t for t in left if t.dep_ == "compound" or t.pos_ == "NOUN"]  # "the President's deadline" is not for the President
    return _phrase(left[-1:], moment)


def _phrase(tokens: list[Token], moment: Moment) -> Span | None:
    """Return the words of the first of *tokens*; of a phrase that is too long to be rightly read, its core alone."""
    if not tokens or tokens[0].pos_ == "PRON":
        return None
    begin, end = subtree(tokens[0], "case", "det", "acl:relcl", "acl", "appos")
    return _cut(begin, end, moment) if end - begin <= _LONG else _cut(*core_phrase(tokens[0]), moment)


def _cut(begin: int, end: int, moment: Moment) -> Span | None:
    """Return the tokens [begin, end) up to the time or behind it; whole, where one word and its "on" or "to" enclose the time."""
    if begin < moment.begin:
        enclosed = moment.begin - begin == 1 and moment.end < end and moment.doc[moment.end].tag_ in ("IN", "TO")
        end = end if enclosed else min(end, moment.begin)
    elif begin < moment.end:
        begin = moment.end
    if begin >= end:
        return None
    span = trim(char_span(moment.doc, begin, end), text_of(moment.doc))
    return span if span.begin < span.end else None


def parties_of(frame: Frame, cast: Cast) -> tuple[Keys, Keys]:
    """Return who is bound and who set the deadline, as far as they are known actors."""
    head = frame.head
    if is_noun(head):
        return _of_deadline_noun(head, cast)
    obliged = _keys(agents(head) if is_passive(head) else subjects(head), cast)
    above = head.head
    if frame.bound is Bound.UNTIL or above == head:
        return obliged, ()
    if is_noun(above) and head.dep_ in ("acl", "xcomp"):
        given, setters = _of_deadline_noun(above, cast)
        return obliged or given, setters
    if above.pos_ in ("VERB", "AUX") and head.dep_ in ("xcomp", "ccomp", "advcl", "acl", "obj"):
        return _of_complement(head, above, obliged, cast)
    return obliged, ()


def _of_complement(head: Token, above: Token, subject: Keys, cast: Cast) -> tuple[Keys, Keys]:
    """Read "the court ordered the firm to pay", where one binds another, and "the firm plans to pay", where one binds oneself."""
    bound = _keys([*deps(above, "iobj", "obj", "nsubj:pass"), *deps(head, "nsubj", "nsubj:pass"), *obliques(above, "on", "upon")], cast)
    binders = _keys(agents(above) if is_passive(above) else subjects(above), cast)
    if belongs(above, "verbs", "order") and (bound or not belongs(above, "verbs", "commitment")):
        return bound or subject, binders
    if belongs(above, "verbs", "commitment"):
        return subject or binders, binders
    return subject, ()


def _of_deadline_noun(noun: Token, cast: Cast) -> tuple[Keys, Keys]:
    """Read "Congress's deadline", "the deadline in talks between the two", "set the companies a deadline"."""
    verb = noun.head
    owner = _keys([*deps(noun, "nmod:poss"), *obliques(noun, "for")], cast)
    shared = [party for topic in obliques(noun, "in", "for", "of", "on") for party in obliques(topic, "between", "among")]
    obliged = owner or tuple(dict.fromkeys(key for party in shared for key in cast.refer_all(party)))
    if verb.pos_ != "VERB" or noun.dep_ not in ("obj", "nsubj:pass"):
        return obliged, ()
    if belongs(verb, "verbs", "observing"):
        return obliged or _keys(subjects(verb), cast), ()
    if not belongs(verb, "verbs", "setting"):
        return obliged, ()
    given = _keys([*deps(verb, "iobj"), *obliques(verb, "for", "on")], cast)
    return given or obliged, _keys(agents(verb) if is_passive(verb) else subjects(verb), cast)


def _keys(tokens: list[Token], cast: Cast) -> Keys:
    return tuple(dict.fromkeys(key for token in tokens for key in cast.refer(token)))
