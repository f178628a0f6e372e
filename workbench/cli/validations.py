"""`kedrovka validation`: which calibration was tested, on what, and by whose word."""

from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.frame import HERE, JsonOption, PersonOption, ProjectOption, answer, open_project


def add(
    report: Annotated[
        Path,
        typer.Argument(help="result.json of `kedrovka evaluate`, on animals kept from fitting."),
    ],
    why: Annotated[str, typer.Option("--why", help="Who tested it, and why that suffices.")],
    calibration: Annotated[
        Path | None,
        typer.Option("--calibration", help="Its file; without it the shipped one is found."),
    ] = None,
    quality: Annotated[
        list[str] | None,
        typer.Option("--quality", help="sufficient or limited; may be repeated."),
    ] = None,
    folder: ProjectOption = HERE,
    person: PersonOption = "",
    as_json: JsonOption = False,
) -> None:
    """Put on record that a calibration was tested; inside it ratios count as evidence."""
    from workbench.services.validating import add_validation

    made = add_validation(
        open_project(folder),
        person,
        report,
        why=why,
        calibration=calibration,
        qualities=quality or (),
    )
    answer(made, made.sentence, as_json=as_json)


def listed(
    folder: ProjectOption = HERE, person: PersonOption = "", as_json: JsonOption = False
) -> None:
    """List the validations, withdrawn ones too."""
    from workbench.services.validating import list_validations

    found = list_validations(open_project(folder), person)
    lines = [one.sentence for one in found] or [
        "No validation is on record: every ratio is investigative, not validated."
    ]
    answer(found, lines, as_json=as_json)


def withdraw(
    validation: Annotated[str, typer.Argument(help="Its number, e.g. VAL-0001.")],
    why: Annotated[str, typer.Option("--why", help="What was found.")],
    folder: ProjectOption = HERE,
    person: PersonOption = "",
    as_json: JsonOption = False,
) -> None:
    """Put on record that a validation no longer stands; it stays to be read."""
    from workbench.services.validating import withdraw_validation

    gone = withdraw_validation(open_project(folder), person, validation, why=why)
    answer(gone, gone.sentence, as_json=as_json)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(
        help="Which calibrations were tested, and count as evidence.", no_args_is_help=True
    )
    group.command("add")(add)
    group.command("list")(listed)
    group.command("withdraw")(withdraw)
    app.add_typer(group, name="validation")
