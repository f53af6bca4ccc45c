"""Tables for people, in colour on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

#: Width in characters where no terminal tells it.
_WIDTH = 160
#: Longest cell in characters: a table is to be looked over, the programs' formats hold the whole.
_LONGEST = 90


def print_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print *rows* under *columns* to standard output, wrapped to the width of the terminal; long cells are cut."""
    rows = [[cell if len(cell) <= _LONGEST else cell[: _LONGEST - 1].rstrip() + "…" for cell in row] for row in rows]
    console = Console() if sys.stdout.isatty() else Console(width=_WIDTH, no_color=True)
    # a blank line tells rows apart where their cells run over several lines
    wraps = any(sum(map(len, row)) + 3 * len(columns) > console.width for row in rows)
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold", leading=int(wraps))
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        # Text, since brackets in a quote are no markup
        table.add_row(*(Text(cell) for cell in row))
    console.print(table)
    if not rows:
        console.print("nothing found")
