"""News articles in, a knowledge base out: who told whom what, which deadlines loom, who is for and against what.

::

    >>> import kb
    >>> story = kb.convert("Norway supports the treaty. Iceland must sign it by Friday, its minister said.", published="2024-05-06")
    >>> story.conforms
    True
    >>> [(row["due"], row["obliged"]) for row in kb.ask(story, "deadlines")]
    [('2024-05-10', 'Iceland')]
    >>> print(story.serialise("turtle").splitlines()[0])
    @base <https://w3id.org/newskb/id/article/caecb8217bb64082> .

All names of ``__all__`` are the public interface, which ``kb help python`` tells of; the rest may change with any version.
"""

from typing import TYPE_CHECKING

__version__ = "0.1.0"

__all__ = [
    "Article",
    "Conversion",
    "Failure",
    "KbError",
    "Rejected",
    "Skipped",
    "ask",
    "convert",
    "convert_articles",
    "open_store",
    "questions",
    "read_actors",
    "read_articles",
]

if TYPE_CHECKING:
    from kb.api import (
        Article,
        Conversion,
        Failure,
        KbError,
        Rejected,
        Skipped,
        ask,
        convert,
        convert_articles,
        open_store,
        questions,
        read_actors,
        read_articles,
    )
else:

    def __getattr__(name: str) -> object:
        """Return the public name, loaded when it is used first: spaCy and rdflib would make ``kb --help`` slow."""
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module  # noqa: PLC0415

        return getattr(import_module("kb.api"), name)

    def __dir__() -> list[str]:
        """Return the public names, loaded or not."""
        return sorted({*globals(), *__all__})
