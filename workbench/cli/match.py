"""`kedrovka match`: which catalogued animal a skin may be, as a lead for a person to judge."""

import sys
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
    genuine: Annotated[
        str,
        typer.Option(
            "--genuine",
            help="What speaks for a genuine coat; asked for where nobody has looked.",
        ),
    ] = "",
    budget: Annotated[
        int, typer.Option("--budget", min=1, help="Coats compared mark by mark.")
    ] = 200,
    top: Annotated[int, typer.Option("--top", min=1, help="Candidates to print.")] = 5,
    folder: ProjectOption = HERE,
    person: PersonOption = "",
    as_json: JsonOption = False,
) -> None:
    """Search the catalogue and all other skins, compare mark by mark, say what that leads to."""
    from workbench.services.authenticity import look
    from workbench.services.refusal import Refused
    from workbench.services.skin_against_skin import search_everywhere
    from workbench.services.skins import add_skin, read_box

    if not photos and not skin:
        raise Refused("there is nothing to match", "name photos, or a skin with --skin SK-0001")
    project = open_project(folder)
    if photos:
        skin = add_skin(
            project,
            person,
            photos,
            skin=skin or None,
            species=species,
            flank=flank,
            box=read_box(box),
        ).skin
    if not genuine and photos and sys.stdin.isatty():
        genuine = _asked(skin)
    if genuine:
        look(project, person, skin, "genuine", speaks_for=[genuine])
    with progress_bar(quiet=as_json) as progress:
        found = search_everywhere(project, person, skin, budget=budget, progress=progress)
    answer(found, found.sentences(top), as_json=as_json)


def _asked(skin: str) -> str:
    """What speaks for a genuine coat, from the keyboard; empty: `kedrovka skin look` says it."""
    told: str = typer.prompt(
        f"Is {skin} a genuine coat? If so, what speaks for it (empty: not answered here)",
        default="",
        show_default=False,
        err=True,
    )
    return told


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("match")(match)
