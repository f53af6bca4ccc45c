"""Score the shipped pipeline on development sets: ``python -m kb.annotate.training.evaluate DATA`` prints the model card's table.

Attachment counts punctuation, as the CoNLL shared tasks do. Sentences are the pipeline's own, unless it is given one at a time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import Doc
from spacy.training import Example
from spacy.training.converters.conllu_to_docs import conllu_to_docs

from kb.annotate import load_pipeline
from kb.annotate.training.corpora import UNKNOWN_ENTITY, Sentence
from kb.annotate.training.names import spans
from kb.annotate.training.sets import read_development

SETS = {"EWT dev": "ud_ewt/en_ewt-ud-dev.conllu", "GUM open dev": "ud_gum/en_gum-dev.open.conllu"}
GIVEN = ("gold words and sentences", "gold words", "raw text")
NAMES = ("PERSON", "ORG", "LOC")


def parse_scores(nlp: Language, path: Path, given: str) -> dict[str, float]:
    """Return tag, lemma, attachment and sentence scores (in [0, 1]) on a CoNLL-U file; *given* is one of GIVEN."""
    examples = []
    for gold in _pieces(path, single=given == "gold words and sentences"):
        words = Doc(nlp.vocab, words=[t.text for t in gold], spaces=[bool(t.whitespace_) for t in gold])
        examples.append(Example(nlp(gold.text if given == "raw text" else words), gold))
    scorer = Scorer
    found: dict[str, Any] = scorer.score_token_attr(examples, "tag") | scorer.score_token_attr(examples, "pos") | scorer.score_token_attr(examples, "lemma")
    found |= scorer.score_deps(examples, "dep", ignore_labels=())
    found |= scorer.score_spans(examples, "sents", has_annotation=lambda doc: doc.has_annotation("SENT_START"), getter=lambda doc, _: doc.sents)
    return {
        "XPOS": found["tag_acc"],
        "UPOS": found["pos_acc"],
        "lemma": found["lemma_acc"],
        "UAS": found["dep_uas"],
        "LAS": found["dep_las"],
        "sentences": found["sents_f"],
    }


def _pieces(path: Path, *, single: bool) -> Iterator[Doc]:
    """Yield the gold Doc of each sentence, or else of each paragraph: where one ends, the pipeline is told so by the text's line breaks."""
    for block in re.split(r"(?m)^(?=# newpar(?: |$))", path.read_text(encoding="utf-8")):
        sentences = [part for part in block.strip().split("\n\n") if re.search(r"(?m)^1\t", part)]
        for piece in sentences if single else filter(None, ["\n\n".join(sentences)]):
            yield from conllu_to_docs(piece + "\n\n", n_sents=1000, no_print=True)


def name_scores(nlp: Language, documents: list[list[Sentence]]) -> dict[str, float]:
    """Return precision, recall and F1 of PERSON, ORG and LOC on gold words, sentence by sentence."""
    hits = found = wanted = 0
    for sentence in (s for document in documents for s in document):
        doc = nlp(Doc(nlp.vocab, words=sentence.words))
        unknown = {i for i, tag in enumerate(sentence.entities) if tag == UNKNOWN_ENTITY}
        gold = {s for s in spans([("O" if t == UNKNOWN_ENTITY else t) for t in sentence.entities]) if s[2] in NAMES}
        system = {(e.start, e.end, e.label_) for e in doc.ents if e.label_ in NAMES and not unknown & set(range(e.start, e.end))}
        hits, found, wanted = hits + len(gold & system), found + len(system), wanted + len(gold)
    precision, recall = hits / max(1, found), hits / max(1, wanted)
    return {"P": precision, "R": recall, "F1": 2 * precision * recall / max(1e-9, precision + recall)}


def rows(data: Path) -> Iterator[tuple[str, dict[str, float]]]:
    """Yield each line of the table: what was scored, and its figures."""
    nlp = load_pipeline()
    for name, path in SETS.items():
        for given in GIVEN:
            yield f"{name}, {given}", parse_scores(nlp, data / path, given)
    development = read_development(data)
    for title, key in (("UNER EWT dev", "ewt"), ("Worldwide newswire dev", "worldwide")):
        yield f"{title}, names", name_scores(nlp, development[key])


@click.command()
@click.argument("data", type=click.Path(path_type=Path, exists=True))
def main(data: Path) -> None:
    """Print the scores on the corpora at DATA as a Markdown list."""
    for title, figures in rows(data):
        click.echo(f"- {title}: " + ", ".join(f"{name} {value:.3f}" for name, value in figures.items()))


if __name__ == "__main__":
    main()
