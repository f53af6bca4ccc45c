"""An annotated Doc as text that programs and people read: CoNLL-U, JSON, and a page with displaCy's drawings."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from html import escape
from typing import TYPE_CHECKING

from kb.resources import annotation_page

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from kb.model import Article


def words_of(sentence: Span) -> list[Token]:
    """Return the tokens of *sentence* without line breaks and other blanks."""
    return [token for token in sentence if not token.is_space]


def names_and_times(doc: Doc) -> list[Span]:
    """Return the names and the time expressions in the order of the text; of two that overlap the time."""
    times = list(doc.spans.get("times", ()))
    timed = {i for span in times for i in range(span.start, span.end)}
    names = [span for span in doc.ents if not timed & set(range(span.start, span.end))]
    return sorted([*times, *names], key=lambda span: span.start)


def as_json(article: Article, doc: Doc) -> str:
    """Return the annotation as one line of JSON; offsets are half-open and count code points, heads are numbers of words in the sentence (0: root)."""
    named = [{"begin": span.start_char, "end": span.end_char, "label": span.label_, "text": span.text} for span in doc.ents]
    timed = [
        {"begin": span.start_char, "end": span.end_char, "type": span.label_, "value": span.kb_id_, "text": span.text} for span in doc.spans.get("times", ())
    ]
    sentences = [{"begin": sentence.start_char, "end": sentence.end_char, "words": list(map(_word, *_numbered(sentence)))} for sentence in doc.sents]
    return json.dumps({"id": article.id, "sentences": sentences, "names": named, "times": timed}, ensure_ascii=False) + "\n"


def _numbered(sentence: Span) -> tuple[list[Token], list[int], list[int]]:
    """Return the words of *sentence*, their numbers, and the numbers of their heads."""
    words = words_of(sentence)
    numbers = {token.i: number for number, token in enumerate(words, 1)}
    heads = [0 if token.head.i == token.i else numbers.get(token.head.i, 0) for token in words]
    return words, list(numbers.values()), heads


def _word(token: Token, number: int, head: int) -> dict[str, str | int]:
    return {
        "number": number,
        "begin": token.idx,
        "end": token.idx + len(token),
        "text": token.text,
        "lemma": token.lemma_,
        "upos": token.pos_,
        "xpos": token.tag_,
        "feats": str(token.morph),
        "head": head,
        "deprel": _relation(token),
    }


def _relation(token: Token) -> str:
    return "root" if token.head.i == token.i else token.dep_


def as_conllu(article: Article, doc: Doc) -> str:
    """Return the annotation in CoNLL-U (https://universaldependencies.org/format.html); MISC holds offsets, names (BIO) and times."""
    times = {span.start: f"Timex={span.label_}:{span.kb_id_}" for span in doc.spans.get("times", ())}
    blocks = []
    for number, sentence in enumerate(doc.sents, 1):
        head = ["# newdoc id = " + _one_line(article.id)] if number == 1 else []
        head += [f"# sent_id = {number}", "# text = " + _one_line(sentence.text)]
        lines = ["\t".join(_columns(token, place, above, times.get(token.i))) for token, place, above in zip(*_numbered(sentence), strict=True)]
        if lines:
            blocks.append("\n".join([*head, *lines]) + "\n\n")
    return "".join(blocks)


def _columns(token: Token, number: int, head: int, time: str | None) -> tuple[str, ...]:
    name = f"Name={token.ent_iob_}-{token.ent_type_}" if token.ent_type_ else None
    misc = "|".join(filter(None, [name, None if token.whitespace_ else "SpaceAfter=No", time, f"TokenRange={token.idx}:{token.idx + len(token)}"]))
    cells = (str(number), token.text, token.lemma_, token.pos_, token.tag_, str(token.morph), str(head), _relation(token), "", misc)
    return tuple("_".join(cell.split()) or "_" for cell in cells)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def as_page(annotated: Iterable[tuple[Article, Doc]]) -> str:
    """Return one HTML page, which loads nothing else, with the names, times and trees of each article."""
    parts = [part for number, (article, doc) in enumerate(annotated, 1) for part in _drawn(number, article, doc)]
    return annotation_page().read_text(encoding="utf-8").replace("{{articles}}", "\n".join(parts))


def _drawn(number: int, article: Article, doc: Doc) -> Iterator[str]:
    from spacy.displacy import parse_deps, render  # noqa: PLC0415 - spaCy is slow to import
    from spacy.displacy.render import DependencyRenderer  # noqa: PLC0415

    yield f"<h2>{escape(article.title or article.id)}</h2>"
    marked = [{"start": span.start_char, "end": span.end_char, "label": " ".join(filter(None, (span.label_, span.kb_id_)))} for span in names_and_times(doc)]
    yield render({"text": doc.text, "ents": marked, "title": None}, style="ent", manual=True, jupyter=False)
    renderer = DependencyRenderer({"compact": True, "distance": 110})
    for place, sentence in enumerate(doc.sents, 1):
        parsed = parse_deps(sentence.as_doc(), {"collapse_punct": False})
        yield f"<figure><figcaption>{place}. {escape(sentence.text)}</figcaption>"
        # displaCy's own numbers are random; the same input gives the same bytes
        yield renderer.render_svg(f"a{number}s{place}", parsed["words"], parsed["arcs"]) + "</figure>"
