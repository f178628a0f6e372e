"""`kedrovka init`: a new project and its first person."""

from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.frame import JsonOption, answer


def init(
    folder: Annotated[Path, typer.Argument(help="Folder to make the project in.")],
    person: Annotated[str, typer.Option("--person", help="Name of the first person.")] = "",
    name: Annotated[str, typer.Option("--name", help="Name of the project.")] = "",
    database: Annotated[
        str, typer.Option("--database", help="A PostgreSQL URL; without it a SQLite file.")
    ] = "",
    password: Annotated[
        bool, typer.Option("--password", help="Ask for a password for the dashboard.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Make a new project; its first person may do everything."""
    from workbench.services.founding import found

    secret = typer.prompt("Password", hide_input=True, confirmation_prompt=True) if password else ""
    made = found(folder, name=name, person=person, password=secret, database_url=database or None)
    lines = [f"Project {made.name} is in {folder}."]
    if not made.person:
        lines.append(f"Open it once to make its administrator: kedrovka serve --project {folder}")
    else:
        lines.append(f"{made.person} ({made.account}) may do everything in it.")
        if not made.can_sign_in:
            lines.append(
                "No password is set, so nobody can sign in to the dashboard yet: "
                f'kedrovka people password "{made.person}" --project {folder}'
            )
    answer(made, lines, as_json=as_json)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("init")(init)
