"""Where the package's data files are, in a checkout as in an installed wheel. Returns paths; parses nothing."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _shared(name: str) -> Path:
    """Return the folder *name*, which the wheel carries inside the package and a checkout beside it."""
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def ontologies_dir() -> Path:
    """Return the folder of the ontology, its schemes and its alignments (``*.ttl``)."""
    return _shared("ontologies")


def shapes_dir() -> Path:
    """Return the folder of the SHACL shapes, one file a class (``*.ttl``)."""
    return _shared("shapes")


def lexicon_dir() -> Path:
    """Return the folder of the lexicons (``*.toml``)."""
    return _PACKAGE / "extract" / "lexicon"


def gazetteer_dir() -> Path:
    """Return the folder of the gazetteers (``*.tsv``)."""
    return _PACKAGE / "extract" / "gazetteer"


def questions_dir() -> Path:
    """Return the folder of the built-in questions (``*.rq``)."""
    return _PACKAGE / "query" / "questions"


def store_queries_dir(kind: str) -> Path:
    """Return the folder of the queries that ``kb info`` ("overview") or ``kb check`` ("checks") asks a store (``*.rq``)."""
    return _PACKAGE / "store" / kind


def topics_dir() -> Path:
    """Return the folder of what ``kb help`` explains (``*.md``)."""
    return _PACKAGE / "topics"


def samples_dir() -> Path:
    """Return the folder of the sample articles (``*.json``)."""
    return _PACKAGE / "samples"


def pipeline_dir() -> Path:
    """Return the folder of the shipped language pipeline."""
    return _PACKAGE / "annotate" / "pipeline"


def annotation_page() -> Path:
    """Return the page that shows annotated articles; ``{{articles}}`` stands for them."""
    return _PACKAGE / "annotate" / "page.html"
