"""Articles to spaCy Docs: tokens, sentences, tags, trees, names and times, all as ordinary Doc attributes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kb.errors import ModelError
from kb.resources import pipeline_dir

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from kb.model import Article

#: what extraction reads off a Doc; a foreign pipeline must assign these
REQUIRED = ("token.tag", "token.pos", "token.lemma", "token.dep", "doc.ents")


def load_pipeline(model: str | Path | None = None, *, threads: int = 0) -> Language:
    """Return the shipped pipeline, or the spaCy pipeline *model* (a package's name or a folder) with our times added.

    Args:
        model: A package's name or a folder; None for the shipped pipeline.
        threads: Threads that the shipped network runs on; 0 for one a core.

    Raises:
        ModelError: the pipeline is missing, broken, or its labels are not Universal Dependencies'.
    """
    from kb.annotate import encoder, times  # noqa: F401, PLC0415 - registers the components; spaCy is slow to import
    from kb.annotate.tokenizer import blank_english  # noqa: PLC0415

    if model is None:
        nlp = blank_english()
        pipe = nlp.add_pipe("kb_encoder", config={"path": str(pipeline_dir()), "threads": threads})
        nlp.meta["name"], nlp.meta["version"] = pipe.meta["name"], pipe.meta["version"]  # type: ignore[attr-defined]
    else:
        nlp = _load_foreign(model)
    nlp.add_pipe("kb_times")
    return nlp


def _load_foreign(model: str | Path) -> Language:
    import spacy  # noqa: PLC0415

    try:
        nlp = spacy.load(model)
    except (OSError, ValueError, ImportError) as error:
        raise ModelError(f"{model}: no such spaCy pipeline; install it with pip, or give the path of its folder ({str(error).splitlines()[0]})") from error
    assigned = {attribute for name in nlp.pipe_names for attribute in nlp.get_pipe_meta(name).assigns}
    if missing := [name for name in REQUIRED if name not in assigned]:
        raise ModelError(f"{model}: the pipeline does not set {', '.join(missing)}; use one with a tagger, lemmatizer, parser and entity recogniser")
    relations = {label for name in nlp.pipe_names for label in nlp.pipe_labels.get(name, [])}
    if "parser" in nlp.pipe_names and not {"nsubj", "obl", "ccomp"} <= relations:
        raise ModelError(f"{model}: its parser's labels are not Universal Dependencies' (no 'obl'); use a pipeline trained on UD")
    return nlp


def annotate(articles: Iterable[Article], nlp: Language) -> Iterator[tuple[Article, Doc]]:
    """Yield each article with its Doc; ``doc.user_data["published"]`` carries the date (ISO) to the times component."""

    def docs() -> Iterator[tuple[Doc, Article]]:
        for article in articles:
            doc = nlp.make_doc(article.text)
            doc.user_data["published"] = article.published.isoformat() if article.published else None
            yield doc, article

    for doc, article in nlp.pipe(docs(), as_tuples=True, batch_size=8):
        yield article, doc
