"""Which program checks the shapes: pyshacl, which tells what is wrong, or a fast one in Rust that tells whether anything is."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from types import ModuleType
from typing import Any

from rdflib import Graph

from kb.errors import SchemaError


class Engine(StrEnum):
    """An engine by name."""

    RUST = "rust"  # the package ``shacl``; what it objects to is left to pyshacl, so that the findings read the same
    PYSHACL = "pyshacl"


def choose(engine: Engine | None, *, proven: bool) -> Engine:
    """Return *engine*, or by default the fast one where it is installed and *proven* says that its verdicts on these shapes are tested.

    Raises:
        SchemaError: *engine* is not installed.
    """
    if engine is None:
        return Engine.RUST if proven and _rust() is not None else Engine.PYSHACL
    if engine is Engine.RUST and _rust() is None:
        raise SchemaError("the engine rust is not installed: pip install shacl, or choose --engine pyshacl")
    return engine


def compiled(shapes: Graph) -> Any:
    """Return *shapes* as the Rust engine wants them.

    Raises:
        SchemaError: It cannot use them.
    """
    rust = _rust()
    try:
        return rust.Shapes.from_text(shapes.serialize(format="nt"), "ntriples") if rust else None
    except ValueError as error:
        raise SchemaError(f"shapes: {' '.join(str(error).split())}") from error


def finds_nothing(compiled_shapes: Any, ntriples: str) -> bool:
    """Return whether the Rust engine has nothing at all to say against the graph *ntriples*; False when it cannot read it."""
    try:
        return not len(compiled_shapes.validate_text(ntriples, "ntriples"))
    except ValueError:
        return False


@cache
def _rust() -> ModuleType | None:
    """Return the Rust engine; None on machines that its author builds no wheels for."""
    try:
        import shacl  # noqa: PLC0415
    except ImportError:
        return None
    return shacl
