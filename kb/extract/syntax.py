"""Reading a Universal Dependencies tree: who does it, to whom, with which words. Pure functions over spaCy tokens."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from spacy.tokens import Doc, Token

from kb.extract.index import arcs, arcs_of, bounds_of, tokens_of
from kb.model import Span

SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer", "csubj", "csubj:pass")
#: verbs whose object does not do what their infinitive says
_SUBJECT_CONTROL = frozenset(("promise", "threaten", "vow", "pledge", "offer"))
#: "criticised X for saying", "kept X from leaving": it is the object that does it
_OBJECT_LINKS = ("for", "from", "of", "as", "into")
_NEGATIONS = frozenset(("not", "n't", "n’t", "never", "no", "neither", "nor", "hardly", "nobody", "cannot"))
_ADDING = frozenset(("just", "only", "merely", "simply", "solely"))
_DEEPEST = 6  # steps up the tree in search of a subject; sentences are not deeper, broken parses may be
_QUOTES = "\"'“”‘’«»„`"
_TRIM_LEFT = _QUOTES + " \t\n\r,;:.-–—)"
_TRIM_RIGHT = _QUOTES + " \t\n\r,;:.!?-–—("


@lru_cache(maxsize=4)
def text_of(doc: Doc) -> str:
    """Return ``doc.text``, which spaCy puts together anew at each call, from memory."""
    return doc.text


def deps(token: Token, *relations: str) -> list[Token]:
    """Return the children of *token* whose relation is one of *relations*."""
    below = arcs_of(token.doc)[token.i]
    return [child for child, relation in below if relation in relations] if below else []


def char_span(doc: Doc, begin: int, end: int) -> Span:
    """Return the characters of the tokens [begin, end)."""
    begins, ends = bounds_of(doc)
    return Span(begins[begin], ends[end - 1])


def trim(span: Span, text: str) -> Span:
    """Return *span* without blanks, quotation marks and punctuation at its edges; an abbreviation keeps its full stop."""
    begin, end = span.begin, span.end
    while begin < end and text[begin] in _TRIM_LEFT:
        begin += 1
    while begin < end and text[end - 1] in _TRIM_RIGHT and not _is_abbreviation(text[begin:end]):
        end -= 1
    return Span(begin, end)


def _is_abbreviation(words: str) -> bool:
    last = words.rsplit(None, 1)[-1].strip(_QUOTES + "(")
    return last.endswith(".") and (last.count(".") > 1 or last in ("Inc.", "Corp.", "Co.", "Ltd.", "Jr.", "Sr."))


def subtree(token: Token, *without: str) -> tuple[int, int]:
    """Return the token range [begin, end) of *token* and all below it, save its children related by *without*."""
    begin, end = token.i, token.i + 1
    for child, relation in arcs(token):
        if relation in without or child.is_space:
            continue
        if child.i < token.i:
            begin = min(begin, child.left_edge.i)
        else:
            end = max(end, child.right_edge.i + 1)
    doc = token.doc
    while end - 1 > token.i and (doc[end - 1].is_space or doc[end - 1].dep_ == "punct"):
        end -= 1
    while begin < token.i and (doc[begin].is_space or doc[begin].dep_ == "punct"):
        begin += 1
    return begin, end


def subtree_span(token: Token, *without: str) -> Span:
    """Return the trimmed characters of :func:`subtree`."""
    return trim(char_span(token.doc, *subtree(token, *without)), text_of(token.doc))


def core_phrase(token: Token) -> tuple[int, int]:
    """Return the token range of the noun phrase that *token* heads: no article, no possessor, nothing that follows but names.

    >>> # "the five other world powers in Vienna" gives "five other world powers"
    """
    begin, end = token.i, token.i + 1
    doc = token.doc
    parts = {child.i for child, relation in arcs(token) if relation in ("compound", "amod", "nummod", "nmod:desc", "flat", "goeswith", "nmod:unmarked")}
    below = {t.i for i in parts for t in doc[i].subtree if t.dep_ != "punct" or t.text in "-–'’\"“”."}
    while begin > 0 and (begin - 1 in below or (doc[begin - 1].text in "-–" and begin - 2 in below)):
        begin -= 1
    after = {t.i for child in deps(token, "flat", "compound", "goeswith") if child.i > token.i for t in child.subtree}
    while end < len(doc) and end in after:
        end += 1
    return begin, end


def conjuncts(token: Token) -> list[Token]:
    """Return *token* and what is coordinated with it, in order; *token* must be the first conjunct."""
    found = [token]
    for child in deps(token, "conj"):
        found += conjuncts(child)
    return sorted(found, key=lambda t: t.i)


def first_conjunct(token: Token) -> Token:
    """Return the conjunct that the coordination of *token* hangs on."""
    while token.dep_ == "conj":
        token = token.head
    return token


def subjects(verb: Token) -> list[Token]:
    """Return the heads of the phrases that act as subject of *verb*, coordinated ones apart.

    A verb without a subject of its own takes the one of the verb that it is coordinated with, complements or modifies,
    or the object of that verb ("asked X to go", "blamed X for going");
    a participle takes the noun that it modifies, a relative clause its antecedent.
    """
    return _subjects(verb, 0)


def _subjects(verb: Token, depth: int) -> list[Token]:
    if depth > _DEEPEST:
        return []
    if own := deps(verb, *SUBJECTS):
        clause = _relative_clause(verb) if own[0].tag_ in ("WDT", "WP") else None
        return conjuncts(clause.head if clause is not None else own[0])
    # the parser gives a clause behind the verb the subject before it: "officials said there were"
    if strays := [s for clause in deps(verb, "ccomp") if clause.i > verb.i for s in deps(clause, *SUBJECTS) if s.i < verb.i]:
        return conjuncts(strays[0])
    return _inherited(verb, depth)


def _inherited(verb: Token, depth: int) -> list[Token]:
    """Return the subject that a *verb* without one of its own has from the word it hangs on."""
    head = verb.head
    predicate = head.pos_ in ("VERB", "AUX", "ADJ")
    linked = verb.dep_ == "advcl" and verb.tag_ == "VBG" and any(child.lower_ in _OBJECT_LINKS for child in deps(verb, "mark", "case"))
    if linked and (objects := deps(head, "obj")):
        return conjuncts(objects[0])
    if (verb.dep_ == "conj" and (predicate or head.pos_ == "NOUN")) or (verb.dep_ == "advcl" and predicate):
        return _subjects(head, depth + 1)
    if verb.dep_ == "xcomp":
        controller = [] if head.lemma_.lower() in _SUBJECT_CONTROL else deps(head, "obj", "iobj")
        return conjuncts(controller[0]) if controller else _subjects(head, depth + 1)
    if verb.dep_ in ("acl", "acl:relcl") and verb.tag_ in ("VBG", "VBN"):
        return conjuncts(head)
    return []


def _relative_clause(verb: Token) -> Token | None:
    while verb.dep_ in ("conj", "xcomp"):
        verb = verb.head
    return verb if verb.dep_ == "acl:relcl" else None


@lru_cache(maxsize=4)
def predicates_of(doc: Doc) -> frozenset[int]:
    """Return the indices of the words of *doc* that have a copula ("is a *friend*")."""
    return frozenset(token.i for token, below in zip(tokens_of(doc), arcs_of(doc), strict=True) if below and any(relation == "cop" for _, relation in below))


def is_passive(verb: Token) -> bool:
    """Return whether *verb* is a passive participle."""
    return bool(deps(verb, "aux:pass", "nsubj:pass")) or (verb.tag_ == "VBN" and verb.dep_ == "acl")


def is_infinitive(verb: Token) -> bool:
    """Return whether *verb* is an infinitive with "to"."""
    return verb.tag_ == "VB" and any(mark.lower_ == "to" for mark in deps(verb, "mark"))


def agents(verb: Token) -> list[Token]:
    """Return who does a passive *verb* ("by the court"), coordinated ones apart."""
    found = [child for child, relation in arcs(verb) if relation == "obl:agent" or (relation == "obl" and case_of(child) == "by" and is_passive(verb))]
    return conjuncts(found[0]) if found else []


def case_of(token: Token) -> str:
    """Return the preposition of *token*'s phrase in lower case ("according to" whole), or ""."""
    marker = next((child for child in deps(token, "case") if child.i < token.i), None)
    if marker is None:
        return ""
    return " ".join([marker.lower_, *(part.lower_ for part in deps(marker, "fixed"))])


def obliques(verb: Token, *prepositions: str) -> list[Token]:
    """Return the nouns that hang on *verb* by one of *prepositions*."""
    return [child for child in deps(verb, "obl", "nmod", "obl:agent", "advcl") if case_of(child) in prepositions]


def is_time(token: Token) -> bool:
    """Return whether *token* stands in a time expression."""
    return any(span.start <= token.i < span.end for span in token.doc.spans.get("times", ()))


def is_negated(token: Token) -> bool:
    """Return whether "not", "never", "no", "neither" or "nor" negates *token* itself, its auxiliary or its subject ("nobody").

    "Did not just say" does not: it was said, and more.
    """
    return any(child.lower_ in _NEGATIONS and not _adds(child) for child in deps(token, "advmod", "det", "cc", "cc:preconj", "aux", *SUBJECTS))


def _adds(negation: Token) -> bool:
    """Return whether "just" or the like right after *negation* makes an addition of it."""
    return negation.i + 1 < len(negation.doc) and negation.nbor().lower_ in _ADDING


def ancestors(token: Token) -> Iterator[Token]:
    """Yield the heads above *token*, nearest first."""
    while token.head != token:
        token = token.head
        yield token


def clause_span(verb: Token) -> Span:
    """Return the trimmed characters of *verb*'s clause with its coordinated predicates left out."""
    return subtree_span(verb, "conj", "parataxis", "cc")
