"""Time expressions: found in tokens, valued as TIMEX3 against the day of publication. The rules are data (``*.toml``)."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Span

from kb.annotate.times.finding import find_times, find_tokens
from kb.timex import as_due

__all__ = ["as_due", "find_times"]


@Language.component("kb_times", assigns=["doc.spans"])
def kb_times(doc: Doc) -> Doc:
    """Write ``doc.spans["times"]``: a span's label is the TIMEX3 type, its ``kb_id_`` the value."""
    found = find_tokens(doc, doc.user_data.get("published"))
    doc.spans["times"] = [Span(doc, time.begin, time.end, label=time.type, kb_id=time.value) for time in found]
    return doc
