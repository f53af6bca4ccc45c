"""``kb evaluate``: a graph, or a second annotator, against annotated articles."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kb.cli.options import debug_option, rdf_format_option, warn, write_out

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.evaluate import Figures

#: Articles named in one warning.
_SHOWN = 3
#: The head of the reliability table.
CALIBRATION = ["kind", "confidence", "found", "of"]


@click.command()
@click.argument("gold", metavar="GOLD")
@click.argument("files", nargs=-1, required=True, metavar="GRAPH...")
@click.option("--format", "format", type=click.Choice(["table", "json"]), default="table", show_default=True, help="How to report.")
@click.option("--misses", is_flag=True, help="List what was missed, invented or partly wrong, one line each.")
@click.option("--calibration", is_flag=True, help="Show what confidences are worth: the share found of what is told at each.")
@rdf_format_option
@debug_option
def command(gold: str, files: tuple[str, ...], format: str, misses: bool, calibration: bool, from_format: str | None) -> int:
    """Measure graphs against the annotated articles in the folder GOLD.

    A GRAPH is any RDF file that uses the ontology's terms, or '-'; its articles are found by schema:identifier. One folder
    of annotations instead of it is a second annotator, and the figures are the agreement on what both have read.

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
    from kb.evaluate import evaluate, read_annotations, read_facts  # noqa: PLC0415
    from kb.query import load_dataset  # noqa: PLC0415

    articles = read_annotations(gold)
    if Path(files[0]).is_dir():
        if len(files) > 1:
            raise click.UsageError("a folder of annotations is compared alone: give one folder, or RDF files")
        second = {article.id: article.facts for article in read_annotations(files[0])}
        figures = evaluate((article for article in articles if article.id in second), second)
    else:
        figures = evaluate(articles, read_facts(load_dataset(files, format=from_format)))
    if format == "json":
        write_out(figures.as_json(with_misses=misses))
    else:
        _print(figures, misses, calibration)
    if figures.absent:
        warn(f"{_listed(figures.absent)}: in no GRAPH, so all that is annotated there counts as missed")
    return 1 if figures.absent else 0


def _listed(articles: Sequence[str]) -> str:
    first = ", ".join(articles[:_SHOWN])
    return f"{first} and {len(articles) - _SHOWN} more" if len(articles) > _SHOWN else first


def _print(figures: Figures, misses: bool, calibration: bool) -> None:
    from kb.cli.tables import print_table  # noqa: PLC0415

    print_table(["measure", "precision", "recall", "F1", "gold", "system"], figures.measure_rows())
    write_out("\n")
    print_table(["right among what was found", "share", "of"], figures.attribute_rows())
    if calibration:
        write_out("\n")
        print_table(CALIBRATION, figures.calibration_rows())
    if misses:
        write_out("\n" + "".join(f"{miss}\n" for miss in figures.misses))
