"""``kb merge``: one world over the articles of a store."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kb.cli.options import debug_option, store_option, write_out

if TYPE_CHECKING:
    from kb.store import ArticleStore


@click.command()
@store_option
@click.option("--undo", is_flag=True, help="Take all merges out again.")
@click.option("--list", "listing", is_flag=True, help="Show what is merged, by which rule and why, and change nothing.")
@debug_option
def command(store: str, undo: bool, listing: bool) -> int:
    """Take for one: actors with one Wikidata id, persons of one name and office, organisations of one full name; topics of
    the same words; articles that copy one another within a week.

    Merges stand in graphs of their own, and no article's graph changes. Questions see through them. Merge again after a
    load: what was merged is made anew.

    \b
    Example:
      kb merge --store news.db
      kb merge --store news.db --list
      kb merge --store news.db --undo
    """  # noqa: D205, D301
    from kb.store import open_store  # noqa: PLC0415 - too slow to import for --help

    if undo and listing:
        raise click.UsageError("give either --undo or --list")
    # opened to be read first, since opening to write would make a store that is not there
    with open_store(store) as opened:
        if listing:
            _list(opened)
            return 0
    with open_store(store, read_only=False) as opened:
        _undo(opened) if undo else _merge(opened)
    return 0


def _merge(store: ArticleStore) -> None:
    from kb.world import merge_store  # noqa: PLC0415

    for kind, groups in merge_store(store).items():
        others = sum(len(group.others) for group in groups)
        write_out(f"{kind}: {others + len(groups)} are {len(groups)}\n" if groups else f"{kind}: none\n")


def _undo(store: ArticleStore) -> None:
    from kb.world import undo_merges  # noqa: PLC0415

    write_out("merges taken out\n" if undo_merges(store) else "there were no merges\n")


def _list(store: ArticleStore) -> None:
    from kb.cli.tables import print_table  # noqa: PLC0415
    from kb.world import recorded_merges  # noqa: PLC0415

    print_table(["merged", "rule", "reason"], [list(row) for row in recorded_merges(store)])
