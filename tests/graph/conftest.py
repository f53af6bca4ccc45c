from __future__ import annotations

import pytest
from rdflib import Graph
from story import VERSIONS, story_article, story_extraction

from kb.graph import Statements, build_graph
from kb.model import Article, Extraction


@pytest.fixture
def article() -> Article:
    return story_article()


@pytest.fixture
def extraction() -> Extraction:
    return story_extraction()


@pytest.fixture
def statements(article: Article, extraction: Extraction) -> Statements:
    return build_graph(article, extraction, versions=VERSIONS)


@pytest.fixture
def graph(statements: Statements) -> Graph:
    return statements.graph()
