"""`kedrovka rank`: queries against a gallery of photos, outside any project, for evaluation."""

from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.evaluate import CalibrationOption
from workbench.cli.frame import JsonOption, answer, progress_bar


def rank(
    gallery: Annotated[Path, typer.Option("--gallery", help="CSV of catalogued photos.")],
    queries: Annotated[Path, typer.Option("--queries", help="CSV of query photos.")],
    out: Annotated[Path, typer.Option("--out", help="JSON lines to write, one a query.")],
    weights: Annotated[
        str,
        typer.Option(
            "--weights", help="Embedding network: name or folder.", show_default="the shipped one"
        ),
    ] = "",
    calibration: CalibrationOption = None,
    top: Annotated[
        int | None,
        typer.Option("--top", min=1, help="At most so many individuals and images a query."),
    ] = None,
    cache: Annotated[
        Path | None,
        typer.Option("--cache", help="Folder for features.", show_default="the user's cache"),
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", min=1, help="Processes.", show_default="the cores"),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Rank every query photo against the gallery; rows that cannot be used are listed beside OUT.

    Both tables have the column file (relative to the table); the gallery also individual_id. Read
    where present: encounter_id, flank (left, right), species, kind (camera, pelt), bbox_x, bbox_y,
    bbox_w, bbox_h. The queries' individual_id is never read.
    """
    from workbench.services.ranking import rank_tables

    with progress_bar() as progress:
        report = rank_tables(
            gallery,
            queries,
            out,
            weights=weights,
            calibrations=tuple(calibration or ()),
            top=top,
            cache=cache,
            jobs=jobs,
            progress=progress,
        )
    lines = [f"{report.answers:,} answers in {report.out}."]
    for reject in report.rejected[:10]:
        typer.echo(
            f"{reject.table}, line {reject.row}, {reject.field or 'row'} {reject.value!r}: "
            f"{reject.reason}; {reject.remedy}.",
            err=True,
        )
    if report.rejected:
        typer.echo(
            f"{len(report.rejected):,} rows could not be used; all are in {report.rejects}.",
            err=True,
        )
    answer(report, lines, as_json=as_json)
