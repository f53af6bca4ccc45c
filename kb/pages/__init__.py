"""A store as pages to read: an article with its evidence, an actor, a timeline. Returns HTML; serves nothing."""

from kb.pages.knowledge import Knowledge
from kb.pages.report import report

__all__ = ["Knowledge", "report"]
