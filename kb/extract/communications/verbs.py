"""Tellings by a verb: the frames of the lexicon matched against the verb's dependants."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kb.extract.communications.entries import Entry, entries, noun_media, verb_lemma
from kb.extract.communications.telling import Telling, subtract
from kb.extract.index import children, tokens_of
from kb.extract.lexicon import words
from kb.extract.syntax import (
    agents,
    ancestors,
    case_of,
    char_span,
    conjuncts,
    deps,
    first_conjunct,
    is_infinitive,
    is_passive,
    is_time,
    subjects,
    subtree,
    subtree_span,
    text_of,
    trim,
)
from kb.model import Act, Medium, Span

#: subjects that nobody is: "there is", the "us" of "let's"
_NO_SPEAKERS = ("there", "'s", "’s", "s")
_CLAUSES = ("ccomp", "csubj", "csubj:pass")


def verbal_tellings(doc: Doc) -> Iterator[Telling]:
    """Yield what each verb of the lexicon tells, and bare cues that a quotation may yet complete."""
    for verb in tokens_of(doc):
        if (verb.pos_ not in ("VERB", "AUX") and not verb.tag_.startswith("VB")) or verb.dep_ == "amod":
            continue
        if (light := light_telling(verb)) is not None:
            yield light
            continue
        found = [telling for entry in lookup(verb) if (telling := match(verb, entry)) is not None]
        if found:
            yield max(found, key=lambda t: (bool(t.content), t.complete))


def lookup(verb: Token) -> tuple[Entry, ...]:
    """Return the lexicon's entries for *verb*, with its particle where it has one ("rule out")."""
    lemma = verb_lemma(verb)
    known = entries("verbs")
    for particle in deps(verb, "compound:prt", "advmod"):
        if (phrase := f"{lemma} {particle.lower_}") in known:
            return known[phrase]
    if lemma == "make" and any(child.lower_ == "clear" for child in children(verb)):
        return known["make clear"]
    found = known.get(lemma, ())
    # "called for talks" names nothing
    after = verb.nbor().lower_ if verb.i + 1 < len(verb.doc) else ""
    taking = tuple(entry for entry in found if "predicate" not in entry.frames)
    return taking if any(entry.slot(after) for entry in taking) else found


def match(verb: Token, entry: Entry) -> Telling | None:
    """Return what *verb* tells by the frames of *entry*, or None when it can tell nothing."""
    doc, passive = verb.doc, is_passive(verb)
    telling = Telling(verb, cue_span(verb), entry.act, "communication.clause.v1", entry.confidence, entry.medium, bare=entry.bare, takes_quote=entry.quote)
    telling.sources = agents(verb) if passive else _speakers(verb)
    if "predicate" in entry.frames and verb.dep_ == "acl" and not telling.sources:
        return None  # "sequences called plasmids" names, it does not tell
    for fill in (_fill_clause, _fill_infinitive, _fill_object, _fill_prepositions):
        fill(verb, entry, telling, passive)
    if entry.together is not Medium.UNSPECIFIED and any(_is_person(party) for party in telling.recipients):
        telling.medium, telling.bare = entry.together, True
    if entry.quote and not passive:
        telling.sources = telling.sources or beside(verb)
    if not telling.content and "clause" in entry.frames and not passive:
        telling.content = surrounding_clause(verb)
    if not telling.sources and not passive:
        return None
    if passive and not telling.content and not (telling.sources and telling.complete):
        return None
    telling.content = sorted({trim(span, text_of(doc)) for span in telling.content})
    return telling


def _is_person(party: Token) -> bool:
    """Return whether *party* is a person's name or the title before one."""
    names = (party, *children(party), *(sister for sister in children(party.head) if sister.i == party.i + 1))
    return any(token.ent_type_ == "PERSON" for token in names)


def cue_span(verb: Token) -> Span:
    """Return the characters of *verb* with its particle."""
    last = max([verb, *(p for p in deps(verb, "compound:prt") if p.i == verb.i + 1)], key=lambda t: t.i)
    if verb.lemma_.lower() == "make" and (clear := next((c for c in children(verb) if c.lower_ == "clear"), None)) is not None and clear.i > verb.i:
        last = clear
    return char_span(verb.doc, verb.i, last.i + 1)


def _speakers(verb: Token) -> list[Token]:
    return [
        s
        for s in with_joint_persons(verb, subjects(verb))
        if s.tag_ not in ("EX", "WDT", "WP", "WRB") and s.pos_ not in ("VERB", "ADV") and s.lower_ not in _NO_SPEAKERS
    ]


def with_joint_persons(verb: Token, found: list[Token]) -> list[Token]:
    """Return *found* with the person that "and" adds before *verb*, where the parser left the coordination out ("Lund and Minister Berg said")."""
    if len(found) != 1 or not 0 < verb.i - found[0].i < 14:
        return found
    between = list(verb.doc[found[0].i + 1 : verb.i])
    joint = next((i for i, token in enumerate(between) if token.lower_ == "and"), None)
    if joint is None or found[0].ent_type_ != "PERSON" or any(token.pos_ in ("VERB", "AUX") for token in between):
        return found
    persons = [ent.root for ent in verb.doc[between[joint].i : verb.i].ents if ent.label_ == "PERSON"]
    return [*found, *(person for person in persons if person not in found)]


def clause_content(head: Token, cue: Token | None = None) -> Span:
    """Return the characters of the clause of *head*, "that" left out, and what stands before a *cue* that precedes the clause."""
    begin, end = subtree(head)
    end = _before_concession(head, end)
    if cue is not None and begin <= cue.i < head.i:
        begin = cue.i + 1
    if head.doc[begin].lower_ == "that" and head.doc[begin].dep_ == "mark":
        begin += 1
    return trim(char_span(head.doc, begin, end), text_of(head.doc)) if begin < end else Span(head.idx, head.idx + len(head))


def _before_concession(head: Token, end: int) -> int:
    """Return where the clause of *head* ends without a trailing ", though ...": there the article speaks again."""
    for clause in deps(head, "advcl"):
        first = clause.left_edge
        if (
            clause.i > head.i
            and first.lower_ in ("though", "although", "while")
            and clause.right_edge.i + 1 >= end
            and first.i > head.i + 1
            and head.doc[first.i - 1].text == ","
        ):
            return first.i - 1
    return end


def _fill_clause(verb: Token, entry: Entry, telling: Telling, passive: bool) -> None:  # noqa: ARG001 - one signature for all fillers
    wants = entry.frames & {"clause", "question"}
    if not wants:
        return
    clauses = [clause for clause in deps(verb, *_CLAUSES) if clause.dep_ != "csubj" and not (clause.i < verb.i and verb.dep_ == "ccomp")]
    # "said, referring to the vote": what the speaker does, not what is said
    clauses = [clause for clause in clauses if clause.tag_ != "VBG" or deps(clause, "nsubj", "nsubj:pass", "aux", "expl", "csubj")]
    # a verb has one complement: of two behind it the parser cut one in pieces, one before it besides is the quotation's other half
    behind = [clause for clause in clauses if clause.i > verb.i]
    for clause in behind or clauses[-1:]:
        asked = any(child.lower_ in ("whether", "if") for child in deps(clause, "mark")) or clause.doc[subtree(clause)[0]].tag_ in ("WP", "WRB", "WDT")
        if "clause" in wants or asked:
            telling.content.append(clause_content(clause, verb))
    if not clauses and "clause" in wants:
        # the parser hangs "that ..." on the noun before it: "told the union in a letter that"
        strays = [
            clause for noun in children(verb) if noun.i > verb.i and noun.dep_ in ("obl", "obj", "iobj") for clause in deps(noun, "acl", "ccomp", "acl:relcl")
        ]
        telling.content += [clause_content(clause) for clause in strays if any(m.lower_ == "that" for m in deps(clause, "mark"))][:1]
    for clause in deps(verb, "xcomp"):
        # "said to be" aside, a finite xcomp is a clause whose subject the parser lost
        if "clause" in wants and clause.tag_ in ("VBD", "VBZ", "VBP", "MD"):
            telling.content.append(clause_content(clause))


def _fill_infinitive(verb: Token, entry: Entry, telling: Telling, passive: bool) -> None:  # noqa: ARG001
    if "infinitive" not in entry.frames and "gerund" not in entry.frames and "object_clause" not in entry.frames:
        return
    objects = deps(verb, "obj", "iobj")
    candidates = deps(verb, "xcomp", "ccomp", "advcl") + [clause for obj in objects for clause in deps(obj, "acl")]
    for clause in candidates:
        to = any(child.lower_ == "to" and child.tag_ == "TO" for child in children(clause))
        gerund = "gerund" in entry.frames and clause.tag_ == "VBG" and clause.dep_ != "advcl"
        if (to and (clause.dep_ != "advcl" or "addressee" in entry.frames) and "infinitive" in entry.frames) or gerund:
            begin, end = subtree(clause)
            telling.content.append(trim(char_span(verb.doc, begin, end), text_of(verb.doc)))
            if objects and "addressee" not in entry.frames and entry.act is Act.BELIEVING:
                # "wants Congress to act": the object belongs to what is wanted
                telling.content[-1] = Span(subtree_span(objects[0], "acl").begin, telling.content[-1].end)


def _fill_object(verb: Token, entry: Entry, telling: Telling, passive: bool) -> None:
    objects = deps(verb, "nsubj:pass") if passive else deps(verb, "obj", "iobj")
    if not objects and verb.dep_ == "conj":
        # "neither confirming nor denying the report": the first verb holds the object of both
        objects = [obj for obj in deps(verb.head, "obj") if obj.i > verb.i]
    if not objects and not passive:
        # the parser gives the clause before the verb the object behind it: "..., Lund told reporters"
        objects = [obj for clause in deps(verb, "ccomp") if clause.i < verb.i for obj in deps(clause, "obj", "iobj") if obj.i > verb.i]
    if "predicate" in entry.frames and not objects:
        objects = deps(verb, "expl")  # "called it a shame that"
    if passive and not objects and verb.dep_ == "acl":
        objects = [verb.head]
    for obj in objects:
        if entry.objects and obj.lemma_.lower() not in entry.objects:
            continue
        span = subtree_span(obj)
        if "predicate" in entry.frames:
            _fill_predicate(verb, obj, telling)
            if telling.content:
                continue
        if "addressee" in entry.frames:
            telling.recipients += conjuncts(obj)
        elif "object" in entry.frames and not telling.content and obj.pos_ != "PRON":
            telling.content.append(_without_recipient(obj, span, entry, telling))
        elif "topic" in entry.frames:
            telling.topic = telling.topic or subtree_span(obj, "acl:relcl")


def _without_recipient(obj: Token, span: Span, entry: Entry, telling: Telling) -> Span:
    """Return *span* of *obj* without a trailing "to the Post", which the parser hangs on the nearest noun; the Post becomes a recipient."""
    last = obj.doc[subtree(obj)[1] - 1]
    for noun in [last, *ancestors(last)]:
        if noun == obj:
            return span
        if case_of(noun) == "to" and noun.ent_type_ in ("ORG", "PERSON") and entry.slot("to") == "recipient":
            telling.recipients += conjuncts(noun)
            marker = next(child for child in children(noun) if child.dep_ == "case")
            return trim(Span(span.begin, marker.idx), text_of(obj.doc))
    return span


def _fill_predicate(verb: Token, obj: Token, telling: Telling) -> None:
    """Fill "called it a shame", "described it as a shame": content is the thing and what it is called."""
    # "called for them to go" names nothing
    what = [clause for clause in deps(verb, "xcomp") if not is_infinitive(clause)]
    what += [c for c in children(verb) if c.dep_ in ("obl", "advcl", "xcomp") and any(m.lower_ == "as" for m in deps(c, "case", "mark"))]
    what += [c for c in children(verb) if c.dep_ == "ccomp" and c.i > obj.i]
    if what and what[-1].right_edge.i > obj.i:
        telling.content.append(Span(subtree_span(obj).begin, max(subtree_span(w).end for w in what)))
        telling.naming = True


def _fill_prepositions(verb: Token, entry: Entry, telling: Telling, passive: bool) -> None:  # noqa: ARG001
    # "accused Lund of misleading them": the parser may hang the gerund on Lund
    gerunds = [clause for obj in deps(verb, "obj") for clause in deps(obj, "acl") if clause.tag_ == "VBG"]
    for noun in [*children(verb), *gerunds]:
        if noun.dep_ not in ("obl", "obl:agent", "advcl", "nmod", "obl:arg", "acl") and not (noun.dep_ == "xcomp" and noun.tag_ == "VBG"):
            continue
        preposition = case_of(noun) or next((m.lower_ for m in deps(noun, "mark", "case")), "") or _stray_case(noun)
        slot = entry.slot(preposition)
        if slot == "content" and not telling.content:
            begin, end = subtree(noun)
            begin += len(preposition.split()) if noun.doc[begin].lower_ == preposition.split()[0] else 0
            # "called for the council to act": the infinitive belongs to what is called for
            for clause in [*deps(verb, "xcomp", "advcl"), *deps(noun, "acl")]:
                if clause.i > noun.i and any(m.lower_ == "to" for m in deps(clause, "mark")):
                    end = max(end, subtree(clause)[1])
            if begin < end:
                telling.content.append(trim(char_span(verb.doc, begin, end), text_of(verb.doc)))
        elif slot == "topic":
            telling.topic = telling.topic or subtree_span(noun)
        elif slot == "recipient" and noun.pos_ in ("NOUN", "PROPN", "PRON"):
            telling.recipients += conjuncts(noun)


def _stray_case(noun: Token) -> str:
    """Return the preposition right before the phrase of *noun* that the parser hung on its verb instead, or ""."""
    before = noun.doc[noun.left_edge.i - 1] if noun.left_edge.i else noun
    return before.lower_ if before.pos_ == "ADP" and before.head == noun.head else ""


def surrounding_clause(verb: Token) -> list[Span]:
    """Return the clause that a parenthetical *verb* ("..., he said, ...") or "as he said" reports; empty when it is none."""
    if verb.dep_ == "parataxis" or (verb.dep_ == "advcl" and any(m.lower_ == "as" for m in deps(verb, "mark")) and deps(verb, "nsubj")):
        host = verb.head
    else:
        return []
    own = char_span(verb.doc, verb.left_edge.i, verb.right_edge.i + 1)
    if host.pos_ not in ("VERB", "AUX", "NOUN", "ADJ", "PROPN", "PRON") or verb.doc[verb.left_edge.i].sent != host.sent:
        return []
    parts = [trim(part, text_of(verb.doc)) for part in subtract(char_span(verb.doc, *subtree(host)), own)]
    if len(parts) > 1 and text_of(verb.doc)[own.end : own.end + 1] not in (",", ".", ";", "—"):
        # without a comma behind the cue, what follows belongs to the cue ("said in a statement")
        return parts[:1]
    return parts


def beside(verb: Token) -> list[Token]:
    """Return the speaker that stands right beside a verb of saying, where the parser hung it elsewhere ("..." said the mayor of X)."""
    doc = verb.doc
    if verb.tag_ not in ("VBD", "VBZ", "VBP"):
        return []
    after = verb.i + 1
    inverted = verb.i > 0 and (doc[verb.i - 1].is_punct or doc[verb.i - 1].is_quote)
    if (
        inverted
        and after < len(doc)
        and doc[after].sent == verb.sent
        and doc[after].pos_ in ("DET", "PROPN", "NOUN", "PRON", "ADJ", "NUM")
        and doc[after].tag_ not in ("WP", "WDT")
    ):
        head = doc[after]
        while head.head.i > verb.i and head.head != head and head.head.i - verb.i < 12 and head.head.pos_ in ("NOUN", "PROPN", "PRON"):
            head = head.head
        if head.pos_ in ("NOUN", "PROPN", "PRON"):
            return conjuncts(first_conjunct(head)) if head.dep_ != "conj" else [head]
    before = verb.i - 1
    while before > 0 and doc[before].pos_ in ("ADV", "AUX"):
        before -= 1
    if before >= 0 and doc[before].sent == verb.sent and doc[before].pos_ in ("PROPN", "NOUN", "PRON") and doc[before].tag_ not in ("WP", "WDT"):
        return [doc[before]]
    return []


def light_telling(verb: Token) -> Telling | None:
    """Return the telling of a light verb and its noun ("sent a letter"), or None."""
    if verb.lemma_.lower() not in words("communications", "light", "verbs"):
        return None
    passive = is_passive(verb)
    nouns = deps(verb, "nsubj:pass") if passive else deps(verb, "obj")
    noun = next((n for n in nouns if n.lemma_.lower() in noun_media("light")), None)
    if noun is None or (verb.lemma_.lower() == "receive" and not passive):
        return None
    begin, end = min(verb.i, noun.i), max(verb.i, noun.i) + 1
    act = next((e.act for e in entries("nouns").get(noun.lemma_.lower(), ())), Act.STATING)
    joint = any(child.lower_ == "joint" for child in children(noun))
    medium = noun_media("media").get(f"joint {noun.lemma_.lower()}" if joint else "", noun_media("light")[noun.lemma_.lower()])
    if medium is Medium.LEGAL:
        act = Act.ACCUSING
    cue = char_span(verb.doc, begin, end) if end - begin < 8 else char_span(verb.doc, noun.i, noun.i + 1)
    telling = Telling(verb, cue, act, "communication.light.v1", 0.5, medium, bare=True, takes_quote=True)
    telling.sources = agents(verb) if passive else _speakers(verb) or beside(verb)
    for head in (verb, noun):
        for child in children(head):
            preposition = case_of(child)
            if preposition in ("to", "with") and child.pos_ in ("PROPN", "NOUN", "PRON"):
                telling.recipients += conjuncts(child)
            elif (
                preposition in ("about", "on", "over", "regarding", "against")
                and child.dep_ in ("obl", "nmod")
                and telling.topic is None
                and not is_time(child)
            ):
                telling.topic = subtree_span(child)
    telling.recipients += deps(verb, "iobj")
    for clause in deps(noun, "acl", "ccomp", "acl:relcl"):
        if any(m.lower_ == "that" for m in deps(clause, "mark")):
            telling.content.append(clause_content(clause))
    return telling if telling.sources or passive else None
