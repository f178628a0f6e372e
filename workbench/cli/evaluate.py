"""`kedrovka evaluate`: what matching is worth on a labelled data set, outside any project."""

import shlex
import sys
from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.frame import JsonOption, answer, progress_bar


def evaluate(
    dataset: Annotated[
        Path,
        typer.Argument(help="CSV of labelled photos, or folder with photos.csv and images/."),
    ],
    out: Annotated[Path, typer.Option("--out", help="Folder for result, page and PDF.")],
    protocol: Annotated[
        str, typer.Option("--protocol", help="encounters, one-per-encounter or open-set.")
    ] = "encounters",
    weights: Annotated[
        str, typer.Option("--weights", help="Embedding network.", show_default="the shipped one")
    ] = "",
    calibration: Annotated[
        Path | None,
        typer.Option("--calibration", help="Calibration file.", show_default="the shipped one"),
    ] = None,
    species: Annotated[str, typer.Option("--species", help="Species of rows that name none.")] = "",
    controls: Annotated[
        bool, typer.Option("--controls", help="Also run what must find nothing.")
    ] = False,
    peers: Annotated[
        str,
        typer.Option("--peers", help="Also run all, or some: sift,lnbnn,imagenet,colour,network."),
    ] = "",
    pelts: Annotated[
        int | None,
        typer.Option("--pelts", help="Make simulated skins of the queries, with this seed."),
    ] = None,
    severity: Annotated[
        int | None,
        typer.Option("--severity", min=0, max=3, help="Of the skins.", show_default="1 to 3 drawn"),
    ] = None,
    piece: Annotated[
        bool, typer.Option("--piece", help="Skins are cut pieces of a quarter of a flank.")
    ] = False,
    most_queries: Annotated[
        int | None, typer.Option("--most-queries", min=1, help="At most so many queries.")
    ] = None,
    per_encounter: Annotated[
        int | None,
        typer.Option("--per-encounter", min=1, help="At most so many photos of an encounter."),
    ] = None,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Of split and intervals.")] = 2026,
    cache: Annotated[
        Path | None,
        typer.Option("--cache", help="Folder for features.", show_default="the user's cache"),
    ] = None,
    jobs: Annotated[
        int | None, typer.Option("--jobs", min=1, help="Processes.", show_default="the cores")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Measure matching on labelled photos and write result.json, report.html and report.pdf.

    Columns as for `kedrovka rank`; individual_id is needed, encounter_id wherever it is known:
    queries never meet photos of their own encounter. The same command goes on where it was broken.
    """
    from embeddings.evaluation.plain import PEERS, TITLES
    from embeddings.evaluation.preparing import Pelts, Wanted
    from workbench.services.evaluating import evaluate_dataset
    from workbench.services.pace import cores
    from workbench.services.ranking import default_cache
    from workbench.services.refusal import Refused

    chosen = PEERS if peers == "all" else tuple(name for name in peers.split(",") if name)
    unknown = [name for name in chosen if name not in TITLES]
    if unknown:
        raise Refused(
            f"there is no peer {unknown[0]!r}", f"name all, or some of {', '.join(TITLES)}"
        )
    if pelts is None and (piece or severity is not None):
        raise Refused("no skins are made without a seed", "add --pelts SEED")
    wanted = Wanted(
        folder=out,
        cache=cache or default_cache(),
        protocol=protocol,
        seed=seed,
        most=most_queries,
        per_encounter=per_encounter,
        weights=weights,
        calibration=calibration,
        pelts=None if pelts is None else Pelts(pelts, severity, piece),
        controls=controls,
        peers=chosen,
        jobs=jobs or cores(),
    )
    command = shlex.join(["kedrovka", *sys.argv[1:]])
    with progress_bar() as progress:
        report = evaluate_dataset(
            dataset, wanted, species=species, command=command, progress=progress
        )
    lines = [f"{name}: {value}" for name, value in report.headlines.items()]
    lines.append(f"{report.queries:,} queries; read {report.page} or {report.pdf}.")
    if report.rejected:
        told = f"{len(report.rejected):,} rows could not be used; all are in {report.rejects}."
        typer.echo(told, err=True)
    answer(report, lines, as_json=as_json)
