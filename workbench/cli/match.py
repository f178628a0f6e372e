"""`kedrovka match`: which catalogued animal a skin may be, as a lead for a person to judge."""

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


def match(
    photos: Annotated[
        list[Path] | None, typer.Argument(help="Photos of one skin; none with --skin: search it.")
    ] = None,
    skin: Annotated[
        str, typer.Option("--skin", help="The skin to search, or to join the photos to.")
    ] = "",
    species: Annotated[str, typer.Option("--species", help="Scientific name.")] = "",
    flank: Annotated[str, typer.Option("--flank", help="left, right, both or unknown.")] = (
        "unknown"
    ),
    box: Annotated[
        str, typer.Option("--box", help="Where the coat is: x,y,width,height in pixels.")
    ] = "",
    budget: Annotated[
        int, typer.Option("--budget", min=1, help="Coats compared mark by mark.")
    ] = 200,
    top: Annotated[int, typer.Option("--top", min=1, help="Candidates to print.")] = 5,
    folder: ProjectOption = HERE,
    person: PersonOption = "",
    as_json: JsonOption = False,
) -> None:
    """Find the coat, search the catalogue, compare mark by mark, and say what that leads to."""
    from workbench.services.matching import match_photos, match_skin
    from workbench.services.refusal import Refused
    from workbench.services.skins import read_box

    if not photos and not skin:
        raise Refused("there is nothing to match", "name photos, or a skin with --skin SK-0001")
    project = open_project(folder)
    with progress_bar(quiet=as_json) as progress:
        if photos:
            found = match_photos(
                project,
                person,
                photos,
                skin=skin or None,
                species=species,
                flank=flank,
                box=read_box(box),
                budget=budget,
                progress=progress,
            )
        else:
            found = match_skin(project, person, skin, budget=budget, progress=progress)
    answer(found, found.sentences(top), as_json=as_json)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("match")(match)
