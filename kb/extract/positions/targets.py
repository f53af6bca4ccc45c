"""What a position is about: the phrase of its target, seen through words that turn a stance round ("an end to the ban")."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kb.extract.index import arcs, children
from kb.extract.lexicon import words
from kb.extract.positions.entries import Entry, entries_of, lemma_of, opposite
from kb.extract.positions.holding import passive
from kb.extract.syntax import case_of, char_span, conjuncts, core_phrase, deps, is_infinitive, is_negated, is_time, subtree, text_of, trim
from kb.model import Span, Stance

_CLAUSES = ("xcomp", "ccomp", "advcl", "csubj", "acl")
_PREPOSITIONAL = ("obl", "nmod", "obl:agent", "advcl", "acl", "xcomp", "ccomp")
_STOPS = (",", ";", ":", "(", "–", "—")
#: within how many tokens behind a verb its object may end
_REACH = 6
_PRONOUNS = {"it": "NN", "them": "NNS"}
_NOMINAL = ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "X", "SYM")


def targets_of(verb: Token, entry: Entry) -> list[Token]:
    """Return the heads of what *verb* is for or against by *entry*'s slot, coordinated ones apart."""
    if entry.slot == "object":
        kept = _kept_from(verb) if entry.group != "SANCTION" else []  # whom it bans is what it is against
        found = [part for head in kept or _objects(verb) for part in parts(head)]
        if entry.group == "WANT":
            return [target for target in found if lemma_of(target) not in words("positions", "own_ends")]
        return [target for target in found if not entry.only or lemma_of(target) in entry.only]
    if entry.slot == "clause":
        return [child for child in deps(verb, *_CLAUSES) if child.i > verb.i and _is_infinitive_or_finite(child)]
    if entry.slot == "from" and any(child.pos_ != "PRON" and not child.ent_type_ for child in deps(verb, "obj")):
        return []  # "withdrew its troops from the border"
    return prepositional(verb, entry.slot)


def antecedent(target: Token) -> Token:
    """Return what the pronoun *target* stands for beside the same in a clause before: "Iceland backs the treaty, but Norway opposes it"; else *target*."""
    number = _PRONOUNS.get(target.lower_)
    verb = target.head
    while number and target.dep_ == "obj" and verb.dep_ == "conj":
        verb = verb.head
        if alike := [child for child in deps(verb, "obj") if child.tag_ == number]:
            return alike[0]
    return target


def _kept_from(verb: Token) -> list[Token]:
    """Return the deed that *verb* keeps unnamed people or things from ("prevents workers from falling ill"): it is against that, not them."""
    kept = deps(verb, "obj")
    deeds = [child for child in deps(verb, "advcl", "xcomp", "obl", "acl") if child.tag_ == "VBG" and _marker(child) == "from"]
    return deeds[:1] if kept and deeds and not any(token.ent_type_ for token in kept[0].subtree if token.i < deeds[0].i) else []


def prepositional(word: Token, preposition: str) -> list[Token]:
    """Return the nouns and gerunds that hang on *word* by *preposition*, coordinated ones apart."""
    found = [child for child, relation in arcs(word) if relation in _PREPOSITIONAL and child.i > word.i and _marker(child) == preposition]
    return [part for head in found for part in parts(head) if part.lemma_.lower() not in words("positions", "not_targets")]


def parts(head: Token) -> list[Token]:
    """Return *head* and what is coordinated with it, save what shares its possessor ("its sovereignty and integrity" is one thing)."""
    return [part for part in conjuncts(head) if part is head or not _is_shared(part, head)]


def _is_shared(part: Token, head: Token) -> bool:
    """Return whether *part* has its possessor from *head*, with which "and" alone joins it."""
    plain = part.pos_ == "NOUN" and not deps(part, "det", "nmod:poss", "nummod", "case", "punct")
    return plain and part.head == head and head.pos_ == "NOUN" and bool(deps(head, "nmod:poss"))


def _marker(token: Token) -> str:
    return case_of(token) or next((child.lower_ for child in children(token) if child.dep_ == "mark"), "")


def _objects(verb: Token) -> list[Token]:
    if passive(verb):
        subjects = deps(verb, "nsubj:pass")
        if verb.dep_ == "xcomp" and not subjects and lemma_of(verb.head) in words("positions", "asking"):  # "called for the bill to be dropped"
            between = [token for token in verb.doc[verb.head.i + 1 : verb.i] if case_of(token) == "for"]
            return between[:1] or deps(verb.head, "obj")[:1]
        if subjects and subjects[0].tag_ not in ("WDT", "WP"):
            return subjects[:1]
        modified = verb
        while modified.dep_ in ("conj", "xcomp"):
            modified = modified.head
            inherited = deps(modified, "nsubj:pass", "nsubj")
            if inherited and inherited[0].tag_ not in ("WDT", "WP"):
                return inherited[:1]
        return [modified.head] if modified.dep_ in ("acl", "acl:relcl", "appos") else []
    relative = any(child.tag_ in ("WDT", "WP") for child in deps(verb, "obj"))
    found = [child for child in deps(verb, "obj") or deps(verb, "iobj", "nsubj") if child.i > verb.i] or _gerunds(verb)
    if (relative or not found) and verb.dep_ == "acl:relcl" and not deps(verb, "ccomp"):
        doers = deps(verb, "nsubj")
        if doers and doers[0].tag_ not in ("WDT", "WP"):
            return [verb.head]
    if not found and verb.dep_ != "conj":  # "backed and praised the deal": the last verb has the object of all
        found = [obj for other in deps(verb, "conj") if other.pos_ == "VERB" and other.i - verb.i <= 3 for obj in deps(other, "obj")]
    return found or _next_phrase(verb)


def _gerunds(verb: Token) -> list[Token]:
    """Return the gerunds that are what *verb* is about, not those that tell how it is done ("refused, citing the law")."""
    following = [child for child in deps(verb, "xcomp", "ccomp", "advcl") if child.tag_ == "VBG" and child.i > verb.i and not _marker(child)]
    return [child for child in following if child.dep_ != "advcl" or child.i - verb.i <= 2]


def _next_phrase(verb: Token) -> list[Token]:
    """Return the noun phrase that begins right behind *verb*, whatever the tree hangs it on: parsers often miss an object."""
    begin = verb.i + 1
    for token in verb.doc[begin : begin + _REACH]:
        if token.pos_ in ("NOUN", "PROPN", "PRON") and token.left_edge.i == begin and token.head.i <= verb.i + _REACH * 2:
            outside = token.dep_ not in ("nmod:poss", "compound", "nmod:desc", "nsubj", "nsubj:pass", "obl:unmarked") and token.tag_ not in ("WP", "WDT")
            return [token] if outside and not _marker(token) else []
    return []


def _is_infinitive_or_finite(clause: Token) -> bool:
    return any(child.dep_ == "mark" and child.lower_ in ("to", "that", "for") for child in children(clause)) or clause.dep_ == "ccomp"


def turned(target: Token, stance: Stance) -> Iterator[tuple[Token, Stance]]:
    """Yield what *target* comes down to and the stance towards it: who opposes "ending the ban" supports "the ban"."""
    if target.pos_ in ("VERB", "AUX"):
        if is_negated(target):
            stance = opposite(stance)
        inner = _acted_on(target)
        if inner:
            for token in inner:
                yield from turned(token, opposite(stance))
            return
        if aim := _worked_for(target):
            yield from turned(aim, stance)
            return
    elif weighed := _weighed(target):
        yield from turned(weighed, stance)
        return
    elif lemma_of(target) in words("positions", "ending_nouns") or (stance is Stance.SUPPORTS and lemma_of(target) in words("positions", "undoing_nouns")):
        inner = prepositional(target, "to") + prepositional(target, "of") or [child for child in deps(target, "nmod:poss") if child.ent_type_]
        if inner:
            for token in inner:
                yield token, opposite(stance)
            return
    yield target, stance


def _worked_for(verb: Token) -> Token | None:
    """Return what a verb of mere effort is to bring about ("working together to advance democracy")."""
    if lemma_of(verb) not in words("positions", "effort_verbs"):
        return None
    return next((child for child in deps(verb, "advcl", "xcomp") if child.i > verb.i and is_infinitive(child)), None)


def _weighed(noun: Token) -> Token | None:
    """Return what a noun of weight is about: "the importance of a ceasefire" stands for the ceasefire."""
    if lemma_of(noun) not in words("positions", "weight_nouns"):
        return None
    inner = prepositional(noun, "of") + prepositional(noun, "for") or [child for child in deps(noun, "acl") if _is_infinitive_or_finite(child)]
    return inner[0] if inner else None


def _acted_on(verb: Token) -> list[Token]:
    """Return what a verb of ending acts on."""
    if lemma_of(verb) in words("positions", "ending_verbs"):
        return [conjunct for head in _objects(verb) for conjunct in conjuncts(head)]
    return []


def is_stance_verb(token: Token) -> bool:
    """Return whether *token* shows a position by itself, so that what governs it adds none."""
    return token.pos_ == "VERB" and any(entry.slot != "clause" and targets_of(token, entry) for entry in entries_of(token, "verbs"))


def target_span(target: Token) -> Span:
    """Return the words of a topic: no article, no "to", no afterthought; a denied deed stands without its doer and its "not"."""
    doc = target.doc
    if target.pos_ in ("VERB", "AUX"):
        aim = next((child for child in deps(target, "advcl") if child.i > target.i and is_infinitive(child)), None)
        aims = aim is not None and not deps(target, "obj", "obl", "ccomp", "xcomp")  # "move swiftly to end it" is nothing without its end
        _, end = subtree(target, *(() if aims else ("advcl",)), "parataxis", "discourse", "conj", "cc")
        doers = deps(target, "nsubj", "nsubj:pass")
        told = doers and doers[0].i < target.i and not is_negated(target) and not (is_infinitive(target) and _marker(target) == "to")
        begin = doers[0].left_edge.i if told else _begin_of_deed(target)
        end = next((place for place in range(target.i + 1, end - 1) if doc[place].text in ("–", "—", ";", "given")), end)
        end = min([end, *(child.left_edge.i for child in deps(target, "obl") if child.left_edge.i > target.i + 1 and is_time(child))])
    else:
        begin, end = subtree(target, "case", "appos", "parataxis", "conj", "cc", "mark", "cop", "nsubj", "advcl", "aux", "ccomp", "obl", "punct")
        end = next((place for place in range(target.i + 1, end - 1) if _is_stop(doc[place], target)), end)
        end = max([end, *(subtree(part, "appos", "parataxis", "advcl", "ccomp")[1] for part in deps(target, "conj") if _is_shared(part, target))])
    while begin < target.i and (doc[begin].lower_ in ("a", "an", "the", "this", "to", "that") or doc[begin].is_space):
        begin += 1
    return trim(char_span(doc, begin, end), text_of(doc))


def _begin_of_deed(verb: Token) -> int:
    """Return where a deed without its doer begins: behind "to", with the adverbs before the verb ("urgently resolve it")."""
    begin = verb.i
    for child in sorted(deps(verb, "advmod"), key=lambda adverb: -adverb.i):
        if child.i < verb.i and child.right_edge.i == begin - 1 and child.tag_ == "RB" and not is_negated(verb):
            begin = child.left_edge.i
    return begin


def _is_stop(token: Token, target: Token) -> bool:
    """Return whether the phrase of *target* ends before *token*: an afterthought, or a quotation that begins."""
    if token.text == "," and token.i + 1 < len(token.doc) and token.nbor().like_num and is_time(token.nbor(-1)):  # "December 31, 2011"
        return False
    if token.text in _STOPS:
        return token.nbor().tag_ not in ("JJ", "NN", "NNS")
    return token.tag_ == "``" and not any(other.text in ('"', "“") for other in token.doc[target.left_edge.i : target.i])


def actor_span(target: Token) -> Span:
    """Return the name or core phrase that *target* heads."""
    return trim(char_span(target.doc, *core_phrase(target)), text_of(target.doc))


def is_nominal(token: Token) -> bool:
    """Return whether *token* can head a noun phrase."""
    return token.pos_ in _NOMINAL
