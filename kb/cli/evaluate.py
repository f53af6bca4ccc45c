"""``kb evaluate``: a graph, or a second annotator, against annotated articles."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kb.cli.options import debug_option, rdf_format_option, warn, write_out

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kb.evaluate import Figures
    from kb.model import Extraction


@click.command()
@click.argument("gold", metavar="GOLD")
@click.argument("files", nargs=-1, required=True, metavar="GRAPH...")
@click.option("--format", "format", type=click.Choice(["table", "json"]), default="table", show_default=True, help="How to report.")
@click.option("--misses", is_flag=True, help="List what was missed, invented or partly wrong, one line each.")
@rdf_format_option
@debug_option
def command(gold: str, files: tuple[str, ...], format: str, misses: bool, from_format: str | None) -> int:
    """Measure graphs against the annotated articles in the folder GOLD.

    A GRAPH is any RDF file that uses the ontology's terms, or '-'; its articles are found by schema:identifier. One folder
    of annotations instead of it is a second annotator, and the figures are their agreement.

    An item is found when its place overlaps that of the annotation (half of all characters, or more); "full" asks for the
    sources and the act, or the due date, too. "facts" is the average over full communications, full deadlines, positions
    and affiliations.

    \b
    Exit code:
      0  done
      1  an article of GOLD is in no GRAPH; all its items count as missed
      2  a file cannot be read
    \b
    Examples:
      kb convert gold/ -o gold.trig
      kb evaluate gold/ gold.trig
      kb evaluate gold/ gold.trig --misses | grep position
    """  # noqa: D301
    # rdflib is too slow to import for --help
    from kb.evaluate import evaluate, read_annotations  # noqa: PLC0415

    figures = evaluate(read_annotations(gold), _facts(files, from_format))
    if format == "json":
        write_out(figures.as_json(with_misses=misses))
    else:
        _print(figures, misses)
    for article in figures.absent:
        warn(f"{article}: in no GRAPH, so all its items count as missed")
    return 1 if figures.absent else 0


def _facts(files: tuple[str, ...], from_format: str | None) -> Mapping[str, Extraction]:
    from kb.evaluate import read_annotations, read_facts  # noqa: PLC0415
    from kb.query import load_dataset  # noqa: PLC0415

    folders = [file for file in files if Path(file).is_dir()]
    if not folders:
        return read_facts(load_dataset(files, format=from_format))
    if len(files) > 1:
        raise click.UsageError("a folder of annotations is compared alone: give one folder, or RDF files")
    return {article.id: article.facts for article in read_annotations(folders[0])}


def _print(figures: Figures, misses: bool) -> None:
    from kb.cli.tables import print_table  # noqa: PLC0415

    print_table(["measure", "precision", "recall", "F1", "gold", "system"], figures.measure_rows())
    write_out("\n")
    print_table(["right among what was found", "share", "of"], figures.attribute_rows())
    if misses:
        write_out("\n" + "".join(f"{miss}\n" for miss in figures.misses))
