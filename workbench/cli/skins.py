"""`kedrovka skin`: one specimen and its photos, before anything is searched."""

from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.frame import HERE, JsonOption, PersonOption, ProjectOption, answer, open_project


def add(
    photos: Annotated[list[Path], typer.Argument(help="Photos of one skin.")],
    skin: Annotated[str, typer.Option("--skin", help="Join them to this skin, e.g. SK-0001.")] = "",
    species: Annotated[str, typer.Option("--species", help="Scientific name.")] = "",
    flank: Annotated[str, typer.Option("--flank", help="left, right, both or unknown.")] = (
        "unknown"
    ),
    box: Annotated[
        str, typer.Option("--box", help="Where the coat is: x,y,width,height in pixels.")
    ] = "",
    exhibit: Annotated[str, typer.Option("--exhibit", help="Exhibit number.")] = "",
    seizure: Annotated[str, typer.Option("--seizure", help="The seizure it comes from.")] = "",
    folder: ProjectOption = HERE,
    person: PersonOption = "",
    as_json: JsonOption = False,
) -> None:
    """Keep the photos of one skin, find the coat in each, and say how good it is."""
    from workbench.services.skins import add_skin, read_box

    project = open_project(folder)
    added = add_skin(
        project,
        person,
        photos,
        skin=skin or None,
        species=species,
        flank=flank,
        box=read_box(box),
        exhibit=exhibit,
        seizure=seizure or None,
    )
    answer(added, added.sentences, as_json=as_json)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help="One skin and its photos.", no_args_is_help=True)
    group.command("add")(add)
    app.add_typer(group, name="skin")
