"""`kedrovka evaluate`: what matching is worth on a labelled data set, outside any project."""

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.frame import JsonOption, answer, progress_bar
from workbench.services.refusal import Refused

if TYPE_CHECKING:
    from embeddings.evaluation.preparing import Pelts
    from workbench.services.evaluating import EvaluationReport

Labelled = Annotated[
    Path, typer.Argument(help="CSV of labelled photos, or folder with photos.csv and images/.")
]
OutOption = Annotated[Path, typer.Option("--out", help="Folder for result, page and PDF.")]
SpeciesOption = Annotated[str, typer.Option("--species", help="Species of rows that name none.")]

# Who asks what.
ProtocolOption = Annotated[
    str, typer.Option("--protocol", help="encounters, one-per-encounter or open-set.")
]
MostOption = Annotated[
    int | None, typer.Option("--most-queries", min=1, help="At most so many queries.")
]
FewOption = Annotated[
    int | None,
    typer.Option("--per-encounter", min=1, help="At most so many photos of an encounter."),
]
SeedOption = Annotated[int, typer.Option("--seed", min=0, help="Of split and intervals.")]

# Simulated skins in place of the queries.
PeltsOption = Annotated[
    int | None,
    typer.Option("--pelts", help="Make simulated skins of the queries, with this seed."),
]
SeverityOption = Annotated[
    int | None,
    typer.Option("--severity", min=0, max=3, help="Of the skins.", show_default="1 to 3 drawn"),
]
PieceOption = Annotated[
    bool, typer.Option("--piece", help="Skins are cut pieces of a quarter of a flank.")
]

# By what, and beside what.
WeightsOption = Annotated[
    str,
    typer.Option(
        "--weights", help="Embedding network: name or folder.", show_default="the shipped one"
    ),
]
CalibrationOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--calibration",
        help="Calibration file; may be repeated, the best for a photo weighs it.",
        show_default="those that ship",
    ),
]
ControlsOption = Annotated[
    bool, typer.Option("--controls", help="Also run what must find nothing.")
]
PeersOption = Annotated[
    str,
    typer.Option("--peers", help="Also run all, or some: sift,lnbnn,imagenet,colour,network."),
]
CacheOption = Annotated[
    Path | None,
    typer.Option("--cache", help="Folder for features.", show_default="the user's cache"),
]
JobsOption = Annotated[
    int | None, typer.Option("--jobs", min=1, help="Processes.", show_default="the cores")
]


def evaluate(
    dataset: Labelled,
    out: OutOption,
    protocol: ProtocolOption = "encounters",
    weights: WeightsOption = "",
    calibration: CalibrationOption = None,
    species: SpeciesOption = "",
    controls: ControlsOption = False,
    peers: PeersOption = "",
    pelts: PeltsOption = None,
    severity: SeverityOption = None,
    piece: PieceOption = False,
    most_queries: MostOption = None,
    per_encounter: FewOption = None,
    seed: SeedOption = 2026,
    cache: CacheOption = None,
    jobs: JobsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Measure matching on labelled photos and write result.json, report.html and report.pdf.

    Columns as for `kedrovka rank`; individual_id is needed, encounter_id wherever it is known:
    queries never meet photos of their own encounter. The same command goes on where it was broken.
    """
    from embeddings.evaluation.preparing import Wanted
    from workbench.services.evaluating import evaluate_dataset
    from workbench.services.pace import cores
    from workbench.services.ranking import default_cache

    wanted = Wanted(
        folder=out,
        cache=cache or default_cache(),
        protocol=protocol,
        seed=seed,
        most=most_queries,
        per_encounter=per_encounter,
        weights=weights,
        calibrations=tuple(calibration or ()),
        pelts=_skins(pelts, severity, piece=piece),
        controls=controls,
        peers=_peers(peers),
        jobs=jobs or cores(),
    )
    command = shlex.join(["kedrovka", *sys.argv[1:]])
    with progress_bar() as progress:
        report = evaluate_dataset(
            dataset, wanted, species=species, command=command, progress=progress
        )
    _tell(report, as_json=as_json)


def _peers(written: str) -> tuple[str, ...]:
    """The plain methods that were named. Raises Refused for one that there is not."""
    from embeddings.evaluation.plain import PEERS, TITLES

    chosen = PEERS if written == "all" else tuple(name for name in written.split(",") if name)
    unknown = [name for name in chosen if name not in TITLES]
    if unknown:
        raise Refused(
            f"there is no peer {unknown[0]!r}", f"name all, or some of {', '.join(TITLES)}"
        )
    return chosen


def _skins(seed: int | None, severity: int | None, *, piece: bool) -> "Pelts | None":
    """What skins are made of the queries, if any. Raises Refused where the seed is missing."""
    from embeddings.evaluation.preparing import Pelts

    if seed is not None:
        return Pelts(seed, severity, piece)
    if piece or severity is not None:
        raise Refused("no skins are made without a seed", "add --pelts SEED")
    return None


def _tell(report: "EvaluationReport", *, as_json: bool) -> None:
    """Print the headlines and where everything lies."""
    lines = [f"{name}: {value}" for name, value in report.headlines.items()]
    lines.append(f"{report.queries:,} queries; read {report.page} or {report.pdf}.")
    if report.rejected:
        told = f"{len(report.rejected):,} rows could not be used; all are in {report.rejects}."
        typer.echo(told, err=True)
    answer(report, lines, as_json=as_json)
