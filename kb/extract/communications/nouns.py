"""Tellings by a noun ("her claim that ...") or by "according to"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kb.extract.communications.entries import entries
from kb.extract.communications.telling import Telling, subtract
from kb.extract.communications.verbs import clause_content
from kb.extract.index import tokens_of, words_of
from kb.extract.lexicon import load_lexicon, words
from kb.extract.syntax import agents, case_of, char_span, conjuncts, deps, is_passive, subjects, subtree, text_of, trim
from kb.model import Act, Medium, Span


def nominal_tellings(doc: Doc) -> Iterator[Telling]:
    """Yield what each noun of the lexicon tells, where its content or its maker is told."""
    for noun in tokens_of(doc):
        if noun.pos_ != "NOUN":
            continue
        for entry in entries("nouns").get(noun.lemma_.lower(), ()):
            telling = Telling(noun, char_span(doc, noun.i, noun.i + 1), entry.act, "communication.noun.v1", entry.confidence, entry.medium)
            telling.content = list(_contents(noun, entry.frames))
            telling.sources = makers(noun)
            for child in deps(noun, "nmod", "obl"):
                if entry.slot(case_of(child)) == "recipient":
                    telling.recipients += conjuncts(child)
            if telling.content:
                yield telling
                break


def _contents(noun: Token, frames: frozenset[str]) -> Iterator[Span]:
    for clause in deps(noun, "acl", "ccomp", "acl:relcl", "csubj"):
        marks = {m.lower_ for m in deps(clause, "mark")}
        if ("clause" in frames and "that" in marks) or (clause.dep_ == "ccomp" and "clause" in frames and "to" not in marks):
            yield clause_content(clause)
            return
        if "infinitive" in frames and "to" in marks and clause.tag_ == "VB":
            yield trim(char_span(noun.doc, *subtree(clause)), text_of(noun.doc))
            return
    for child in deps(noun, "nmod", "acl"):
        preposition = case_of(child) or next((m.lower_ for m in deps(child, "mark")), "")
        if f"{preposition}=content" in frames:
            begin, end = subtree(child)
            yield trim(char_span(noun.doc, begin + 1, end), text_of(noun.doc))
            return


def adjectival_tellings(doc: Doc) -> Iterator[Telling]:
    """Yield what an attribute says of its noun: "the alleged plot", "her proposed tax"; the noun phrase is the content."""
    known = entries("adjectives")
    for word in tokens_of(doc):
        if word.lower_ not in known or word.dep_ != "amod" or word.head.i < word.i:
            continue
        noun, entry = word.head, known[word.lower_][0]
        telling = Telling(word, char_span(doc, word.i, word.i + 1), entry.act, "communication.attribute.v1", entry.confidence)
        end = subtree(noun, "acl:relcl", "appos", "conj", "cc")[1]
        telling.content = [trim(char_span(doc, word.i + 1, max(end, noun.i + 1)), text_of(doc))]
        owners = deps(noun, "nmod:poss")
        telling.sources = conjuncts(owners[0]) if owners else []
        yield telling


def makers(noun: Token) -> list[Token]:
    """Return who makes what *noun* names: its possessor, "by", "from", or the subject of the verb that it is the object of."""
    if owner := deps(noun, "nmod:poss"):
        return conjuncts(owner[0])
    for child in deps(noun, "nmod"):
        if case_of(child) in ("by", "from", "among") or (case_of(child) == "of" and child.ent_type_ in ("PERSON", "ORG")):
            return conjuncts(child)
    verb = noun.head
    # "according to reports, they left" makes no reporters of them
    if verb.pos_ == "VERB" and (noun.dep_ == "obj" or (noun.dep_ == "obl" and case_of(noun) not in words("communications", "according", "prepositions"))):
        return agents(verb) if is_passive(verb) else [s for s in subjects(verb) if s.tag_ not in ("EX", "WDT", "WP")]
    return []


def according_tellings(doc: Doc) -> Iterator[Telling]:
    """Yield the clauses that "according to", "per" or "in the words of" lays upon somebody."""
    prepositions = words("communications", "according", "prepositions")
    first_words = {preposition.split()[0] for preposition in prepositions}
    for marker in (token for token, word in zip(tokens_of(doc), words_of(doc), strict=True) if word.lower() in first_words):
        noun = marker.head
        if marker.dep_ != "case" or noun.pos_ not in ("NOUN", "PROPN", "PRON", "X", "ADJ") or (preposition := case_of(noun)) not in prepositions:
            continue
        host = noun.head
        if preposition == "per" and (noun.ent_type_ == "" or noun.like_num):
            continue
        begin, end = subtree(noun)
        own = char_span(doc, min(begin, marker.i), end)
        clause = char_span(doc, *subtree(host))
        cue = char_span(doc, marker.i, marker.i + len(preposition.split()))
        telling = Telling(noun, cue, Act.STATING, "communication.according.v1", 0.85, Medium.UNSPECIFIED, takes_quote=True)
        telling.content = [part for span in subtract(clause, own) if (part := trim(span, text_of(doc))).end - part.begin > 2]
        if len(telling.content) > 1:
            # one side is the clause, the other what the parser hung on it
            telling.content = [max(telling.content, key=lambda s: s.end - s.begin)] if _parenthetical(doc, own) is False else telling.content
        telling.sources = conjuncts(noun)
        if noun.lemma_.lower() in load_lexicon("communications")["according"]["reports"]:
            telling.medium = Medium.REPORT
        if telling.content:
            yield telling


def _parenthetical(doc: Doc, span: Span) -> bool:
    return text_of(doc)[max(0, span.begin - 2) : span.begin].strip() in (",", "(", "—", "–") and text_of(doc)[span.end : span.end + 1] in (
        ",",
        ")",
        "—",
        "–",
        " ",
    )
