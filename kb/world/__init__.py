"""One world over the articles of a store: what is told apart only because it stands in several articles is taken for one.

::

    actors   of one Wikidata id; persons of one full name and one office; organisations of one full name
    topics   of the same words, stop words and inflection aside
    copies   articles with nearly the same text within a few days (wire copy), found by MinHash

Nothing in an article's graph is changed. Each of the three is a named graph of its own, which holds who was merged into
whom (``kb:mergedInto``), what an article copies (``kb:copyOf``), by which rule (``kb:mergedBy``) and why (``kb:reason``).
Taking these graphs out undoes it all; merging again after a load makes them anew, the same bytes for the same articles.
"""

from kb.world.groups import Group
from kb.world.merging import KINDS, merge_store, recorded_merges, undo_merges

__all__ = ["KINDS", "Group", "merge_store", "recorded_merges", "undo_merges"]
