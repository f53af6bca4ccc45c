"""``kb validate``: RDF files against the shapes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kb.cli.options import debug_option, engine_option, rdf_format_option, warn, write_out

if TYPE_CHECKING:
    from rdflib import Dataset

    from kb.validate import Report, Schema


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--format", "format", type=click.Choice(["text", "json", "turtle"]), default="text", show_default=True, help="How to report.")
@engine_option
@rdf_format_option
@debug_option
def command(files: tuple[str, ...], format: str, engine: str | None, from_format: str | None) -> int:
    """Check RDF files against the shapes, and quote the sentence where one is broken.

    A FILE is Turtle, TriG, N-Triples, N-Quads, JSON-LD or RDF/XML, or '-'. Each named graph is checked by itself.

    \b
    Exit code:
      0  all conform
      1  some graph breaks a shape
      2  a file cannot be read
    \b
    Examples:
      kb validate story.ttl
      kb validate stories.trig --format json
    """  # noqa: D301
    # rdflib and pyshacl are too slow to import for --help
    from kb.query import load_dataset  # noqa: PLC0415
    from kb.validate import Report, load_schema  # noqa: PLC0415

    schema = load_schema()
    datasets = {file: load_dataset([file], format=from_format) for file in files}
    reports = {file: _check(file, dataset, schema, engine) for file, dataset in datasets.items()}
    whole = Report(all(report.conforms for report in reports.values()), tuple(violation for report in reports.values() for violation in report.violations))
    if format == "json":
        write_out(whole.as_json())
    elif format == "turtle":
        write_out(whole.as_turtle())
    else:
        for file, report in reports.items():
            write_out(report.as_text())
            click.secho(f"{file}: {_verdict(report)}", fg="green" if report.conforms else "red")
    return 0 if whole.conforms else 1


def _check(file: str, dataset: Dataset, schema: Schema, engine: str | None) -> Report:
    from kb.query import graphs_of  # noqa: PLC0415
    from kb.validate import Engine, Report, validate  # noqa: PLC0415
    from kb.vocab import KB  # noqa: PLC0415

    graphs = graphs_of(dataset)
    if not any((None, None, KB.Article) in graph for graph in graphs):
        warn(f"{file}: holds no article (kb:Article), so there is little to check")
    reports = [validate(graph, schema, engine=Engine(engine) if engine else None) for graph in graphs]
    return Report(all(report.conforms for report in reports), tuple(violation for report in reports for violation in report.violations))


def _verdict(report: Report) -> str:
    count = len(report.violations)
    found = f"{count} finding{'' if count == 1 else 's'}"
    if report.conforms:
        return f"conforms, with {found}" if count else "conforms"
    return f"does not conform: {found}"
