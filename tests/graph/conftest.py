from __future__ import annotations

import pytest
from rdflib import Graph
from story import VERSIONS, story_article, story_extraction

from kb.graph import build_graph
from kb.model import Article, Extraction


@pytest.fixture
def article() -> Article:
    return story_article()


@pytest.fixture
def extraction() -> Extraction:
    return story_extraction()


@pytest.fixture
def graph(article: Article, extraction: Extraction) -> Graph:
    return build_graph(article, extraction, versions=VERSIONS)
