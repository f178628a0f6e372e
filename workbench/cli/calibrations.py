"""`kedrovka calibration`: which calibrations a project uses beside those that ship."""

from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.frame import HERE, JsonOption, PersonOption, ProjectOption, answer, open_project


def add(
    file: Annotated[Path, typer.Argument(help="File that `kedrovka calibrate` wrote.")],
    why: Annotated[str, typer.Option("--why", help="On whose word, and for which animals.")],
    folder: ProjectOption = HERE,
    person: PersonOption = "",
    as_json: JsonOption = False,
) -> None:
    """Put a calibration in use: it goes before one that ships for the same species."""
    from workbench.services.own_calibrations import add_calibration

    made = add_calibration(open_project(folder), person, file, why=why)
    answer(made.record, made.sentence, as_json=as_json)


def listed(
    folder: ProjectOption = HERE, person: PersonOption = "", as_json: JsonOption = False
) -> None:
    """List the project's own calibrations, withdrawn ones too."""
    from workbench.services.own_calibrations import list_calibrations

    found = list_calibrations(open_project(folder), person)
    lines = [one.sentence for one in found] or [
        "This project has no calibration of its own: those that come with the program weigh."
    ]
    answer([one.record for one in found], lines, as_json=as_json)


def withdraw(
    calibration: Annotated[str, typer.Argument(help="Its number, e.g. CAL-0001.")],
    why: Annotated[str, typer.Option("--why", help="What was found.")],
    folder: ProjectOption = HERE,
    person: PersonOption = "",
    as_json: JsonOption = False,
) -> None:
    """Take a calibration out of use; what it weighed still names it."""
    from workbench.services.own_calibrations import withdraw_calibration

    gone = withdraw_calibration(open_project(folder), person, calibration, why=why)
    answer(gone.record, gone.sentence, as_json=as_json)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help="Calibrations of the project's own.", no_args_is_help=True)
    group.command("add")(add)
    group.command("list")(listed)
    group.command("withdraw")(withdraw)
    app.add_typer(group, name="calibration")
