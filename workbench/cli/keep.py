"""`kedrovka audit`, `rebuild`, `backup`, `restore`: nothing was altered, nothing is lost."""

from pathlib import Path
from typing import Annotated

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


def verify_audit(
    anchor: Annotated[
        Path | None, typer.Option("--anchor", help="An anchor kept outside, to find a cut tail.")
    ] = None,
    folder: ProjectOption = HERE,
    as_json: JsonOption = False,
) -> None:
    """Check every row that may never change against the audit; name the first altered one."""
    from workbench.services.keeping import verify_audit as verify

    checked = verify(open_project(folder), anchor=anchor)
    answer(checked, checked.sentences, as_json=as_json)
    if not checked.intact:
        raise typer.Exit(1)


def anchor_audit(
    file: Annotated[Path, typer.Argument(help="File to write; keep it elsewhere.")],
    folder: ProjectOption = HERE,
    person: PersonOption = "",
    as_json: JsonOption = False,
) -> None:
    """Write down the head of the audit, so that a tail cut off later shows."""
    from workbench.services.keeping import anchor_audit as write_anchor

    anchored = write_anchor(open_project(folder), person, file)
    answer(anchored, anchored.sentence, as_json=as_json)


def rebuild(
    folder: ProjectOption = HERE,
    person: PersonOption = "",
    as_json: JsonOption = False,
) -> None:
    """Throw away all that is derived, compute it again, and compare."""
    from workbench.services.keeping import rebuild as build_again

    project = open_project(folder)
    with progress_bar(quiet=as_json) as progress:
        rebuilt = build_again(project, person, progress=progress)
    answer(rebuilt, rebuilt.sentences, as_json=as_json)
    if rebuilt.differ:
        raise typer.Exit(1)


def backup(
    target: Annotated[Path, typer.Argument(help="New folder for the copy.")],
    folder: ProjectOption = HERE,
    person: PersonOption = "",
    as_json: JsonOption = False,
) -> None:
    """Copy a project while it is in use; what is derived is left out."""
    from workbench.services.keeping import backup as copy_away

    kept = copy_away(open_project(folder), person, target)
    answer(kept, kept.sentence, as_json=as_json)


def restore(
    archive: Annotated[Path, typer.Argument(help="A folder that backup made.")],
    folder: Annotated[Path, typer.Argument(help="New folder for the project.")],
    as_json: JsonOption = False,
) -> None:
    """Bring a backup back into a new folder and check it."""
    from workbench.services.keeping import restore as bring_back

    back = bring_back(archive, folder)
    answer(back, back.sentence, as_json=as_json)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help="Show that nothing was altered.", no_args_is_help=True)
    group.command("verify")(verify_audit)
    group.command("anchor")(anchor_audit)
    app.add_typer(group, name="audit")
    app.command("rebuild")(rebuild)
    app.command("backup")(backup)
    app.command("restore")(restore)
