"""`kedrovka import`: camera-trap packages, photos and tables; what was refused comes as a table."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.frame import (
    HERE,
    JsonOption,
    PersonOption,
    ProjectOption,
    answer,
    open_project,
    progress_bar,
)

if TYPE_CHECKING:
    from workbench.project import Project
    from workbench.services.importing import ImportReport
    from workbench.services.pace import Progress

RejectsOption = Annotated[
    Path | None,
    typer.Option("--rejects", help="Write what was refused to this CSV file."),
]
CatalogueOption = Annotated[
    str,
    typer.Option(
        "--catalogue",
        help="Under which name its animals are known; the same name, the same animals. "
        "Without it they are the source's own.",
    ),
]
FeaturesOption = Annotated[
    bool,
    typer.Option(
        "--features/--no-features",
        help="Describe the coats now; without, the first match does it.",
    ),
]
SHOWN = 10


def _run(
    work: "Callable[[Project, Progress], ImportReport]",
    folder: Path,
    rejects: Path | None,
    as_json: bool,
) -> None:
    from workbench.services.rejects import rejects_of_run, write_rejects
    from workbench.store import Reader

    project = open_project(folder)
    with progress_bar(quiet=as_json) as progress:
        report = work(project, progress)
    lines = [report.sentence]
    if report.rejects:
        lines += [f"  refused: {reject}" for reject in report.rejects[:SHOWN]]
        if report.refused > SHOWN:
            lines.append(f"  and {report.refused - SHOWN:,} more")
        if rejects is None:
            lines.append("  --rejects FILE writes all of them as a table")
    if rejects is not None:
        whole = report.rejects
        if report.refused > len(whole):
            # Who ran the import may read what it refused.
            whole = tuple(
                rejects_of_run(project, Reader.whole("the rejects of an import"), report.run)
            )
        write_rejects(whole, rejects)
        lines.append(f"The table of {len(whole)} rejects is {rejects}.")
    answer(report, lines, as_json=as_json)


def camtrap_dp(
    package: Annotated[Path, typer.Argument(help="Folder or datapackage.json of Camtrap DP 1.0.")],
    catalogue: CatalogueOption = "",
    rejects: RejectsOption = None,
    features: FeaturesOption = True,
    folder: ProjectOption = HERE,
    person: PersonOption = "",
    as_json: JsonOption = False,
) -> None:
    """Import a Camtrap DP package: deployments, media, observations, individuals, photo files."""
    from workbench.services.importing import import_camtrap_dp

    _run(
        lambda project, progress: import_camtrap_dp(
            project, person, package, catalogue=catalogue, features=features, progress=progress
        ),
        folder,
        rejects,
        as_json,
    )


def photos(
    source: Annotated[Path, typer.Argument(help="A folder of photos or a CSV that lists them.")],
    images: Annotated[
        Path | None, typer.Option("--images", help="Folder that the CSV's file names start from.")
    ] = None,
    boxes: Annotated[
        Path | None, typer.Option("--boxes", help="MegaDetector's JSON with boxes.")
    ] = None,
    species: Annotated[
        str, typer.Option("--species", help="Scientific name where the CSV has none.")
    ] = "",
    catalogue: CatalogueOption = "",
    rejects: RejectsOption = None,
    features: FeaturesOption = True,
    folder: ProjectOption = HERE,
    person: PersonOption = "",
    as_json: JsonOption = False,
) -> None:
    """Import photos of known or unknown animals, with boxes where they are at hand."""
    from workbench.services.importing import import_photos

    _run(
        lambda project, progress: import_photos(
            project,
            person,
            source,
            images=images,
            boxes=boxes,
            species=species,
            catalogue=catalogue,
            features=features,
            progress=progress,
        ),
        folder,
        rejects,
        as_json,
    )


def records(
    table: Annotated[
        Path, typer.Argument(help="A file of records, or the folder of SMART Profiles' tables.")
    ],
    mapping: Annotated[
        str, typer.Option("--mapping", help="A mapping file, or the name of one that is known.")
    ] = "",
    format_: Annotated[
        str, typer.Option("--format", help="A published format, where it is not recognised.")
    ] = "",
    preview: Annotated[
        bool, typer.Option("--preview", help="Show what would come in; write nothing.")
    ] = False,
    save_mapping: Annotated[
        str,
        typer.Option(
            "--save-mapping", help="Keep the proposed mapping under this name, and use it."
        ),
    ] = "",
    simulated: Annotated[
        bool, typer.Option("--simulated", help="What the file says is invented.")
    ] = False,
    corrects: Annotated[
        str, typer.Option("--corrects", help="The run whose rejected rows this file brings again.")
    ] = "",
    rejects: RejectsOption = None,
    folder: ProjectOption = HERE,
    person: PersonOption = "",
    as_json: JsonOption = False,
) -> None:
    """Import records: a format of another system, or any table through a column mapping.

    Without a mapping or format the file says itself what it is; what nothing known fits is answered
    with a proposed mapping.
    """
    from workbench.cli.import_preview import kept_mapping, show_preview
    from workbench.services.importing import import_records

    if save_mapping:
        mapping = kept_mapping(folder, person, table, save_mapping)
    if preview:
        show_preview(folder, person, table, mapping, format_, as_json=as_json)
        return
    _run(
        lambda project, progress: import_records(
            project,
            person,
            table,
            mapping,
            format=format_,
            simulated=simulated,
            corrects=corrects,
            progress=progress,
        ),
        folder,
        rejects,
        as_json,
    )


def doubles(
    folder: ProjectOption = HERE, person: PersonOption = "", as_json: JsonOption = False
) -> None:
    """Link seizures and shipments that two reports may both tell of; nothing is joined."""
    from workbench.services.double_reports import link_double_reports

    project = open_project(folder)
    with progress_bar(quiet=as_json) as progress:
        new = link_double_reports(project, person, progress=progress)
    answer({"new": new}, [f"{new:,} new links between possible double reports."], as_json=as_json)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help="Bring photos and records in.", no_args_is_help=True)
    group.command("camtrap-dp")(camtrap_dp)
    group.command("photos")(photos)
    group.command("records")(records)
    group.command("doubles")(doubles)
    app.add_typer(group, name="import")
