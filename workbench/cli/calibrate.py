"""`kedrovka calibrate`: what a score is worth on animals of one's own, outside any project."""

from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.frame import JsonOption, answer, progress_bar
from workbench.services.refusal import Stopped

TableArgument = Annotated[
    Path, typer.Argument(help="CSV of photos with individual_id and encounter_id.")
]
OutOption = Annotated[Path, typer.Option("--out", help="Calibration file to write; a new one.")]
NameOption = Annotated[str, typer.Option("--name", help="What it is called in answers.")]
SpeciesOption = Annotated[str, typer.Option("--species", help="Scientific name.")]
PopulationOption = Annotated[
    str,
    typer.Option("--population", help="Which animals these are, in words that a court reads."),
]
QueriesOption = Annotated[
    Path | None,
    typer.Option("--queries", help="CSV that asks the first.", show_default="drawn out of it"),
]
DomainOption = Annotated[
    str,
    typer.Option(
        "--domain",
        help="camera: living animals; pelt: skins against them; skin: skins against skins.",
    ),
]
SimulatedOption = Annotated[
    bool, typer.Option("--simulated", help="The photos are rendered: it never weighs a real skin.")
]
WeightsOption = Annotated[
    str,
    typer.Option(
        "--weights", help="Embedding network: name or folder.", show_default="the shipped one"
    ),
]
CosineOption = Annotated[
    bool, typer.Option("--cosine", help="Weigh the network's cosine too; it is then that one's.")
]
SkinsOption = Annotated[
    bool,
    typer.Option(
        "--for-skins",
        help="Of camera photos, to weigh skins by: without the stiff fit, as skins are stretched.",
    ),
]
MostOption = Annotated[
    int | None, typer.Option("--most-queries", min=1, help="At most so many queries.")
]
FewOption = Annotated[
    int | None,
    typer.Option("--per-encounter", min=1, help="At most so many photos of an encounter."),
]
CacheOption = Annotated[
    Path | None,
    typer.Option("--cache", help="Folder for features.", show_default="the user's cache"),
]
JobsOption = Annotated[
    int | None, typer.Option("--jobs", min=1, help="Processes.", show_default="the cores")
]


def calibrate(
    table: TableArgument,
    out: OutOption,
    name: NameOption,
    species: SpeciesOption,
    population: PopulationOption,
    queries: QueriesOption = None,
    domain: DomainOption = "camera",
    simulated: SimulatedOption = False,
    weights: WeightsOption = "",
    cosine: CosineOption = False,
    for_skins: SkinsOption = False,
    most_queries: MostOption = None,
    per_encounter: FewOption = None,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Of the draw and the fit.")] = 2026,
    cache: CacheOption = None,
    jobs: JobsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Fit a calibration on identified photos and say what it is worth on animals held out.

    Two photos an encounter of animals met in two or more encounters ask, one of animals met once;
    none ever meets its own encounter. Stopped or killed, the same command goes on where it was.
    """
    from workbench.services.calibrating import CalibrateOrder, calibrate_table
    from workbench.services.pace import cores
    from workbench.services.ranking import default_cache

    order = CalibrateOrder(
        table=table,
        out=out,
        name=name,
        species=species,
        population=population,
        queries=queries,
        domain=domain,
        simulated=simulated,
        weights=weights,
        cosine=cosine,
        for_skins=for_skins,
        most=most_queries,
        per_encounter=per_encounter,
        seed=seed,
        cache=cache or default_cache(),
        jobs=jobs or cores(),
    )
    try:
        with progress_bar() as progress:
            report = calibrate_table(order, progress=progress)
    except KeyboardInterrupt as stopped:
        raise Stopped(
            "stopped; no calibration was written, and what was described and looked up is kept",
            "give the same command again to go on",
        ) from stopped
    if report.rejected:
        typer.echo(
            f"{len(report.rejected):,} rows could not be used; all are in {report.rejects}.",
            err=True,
        )
    lines = [*report.sentences, f"{report.out} ({report.digest[:16]})."]
    answer(report, lines, as_json=as_json)
