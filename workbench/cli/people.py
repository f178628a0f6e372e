"""`kedrovka people`: who works in the project and what they may do."""

from typing import Annotated

import typer

from workbench.cli.frame import HERE, JsonOption, PersonOption, ProjectOption, answer, open_project

RoleOption = Annotated[
    list[str],
    typer.Option(
        "--role", help="administrator, analyst, investigator or prosecutor; may be repeated."
    ),
]


def add(
    name: Annotated[str, typer.Argument(help="Name of the person.")],
    role: RoleOption,
    clearance: Annotated[
        int, typer.Option("--clearance", min=0, max=3, help="0 open to 3 secret.")
    ] = 0,
    compartment: Annotated[
        list[str] | None, typer.Option("--compartment", help="Need to know; may be repeated.")
    ] = None,
    folder: ProjectOption = HERE,
    person: PersonOption = "",
    as_json: JsonOption = False,
) -> None:
    """Add a person; the password is asked for, and may be left empty until they sign in."""
    from workbench.services.people import add_person

    secret = "" if as_json else _new_password(optional=True)
    added = add_person(
        open_project(folder),
        person,
        name,
        roles=role,
        clearance=clearance,
        compartments=compartment or (),
        password=secret,
    )
    answer(added, added.sentence, as_json=as_json)


def roles(
    name: Annotated[str, typer.Argument(help="Name of the person.")],
    role: RoleOption,
    folder: ProjectOption = HERE,
    person: PersonOption = "",
    as_json: JsonOption = False,
) -> None:
    """Say anew which roles a person has."""
    from workbench.services.people import set_roles

    changed = set_roles(open_project(folder), person, name, roles=role)
    answer(changed, changed.sentence, as_json=as_json)


def password(
    name: Annotated[str, typer.Argument(help="Name of the person.")],
    folder: ProjectOption = HERE,
    person: PersonOption = "",
    as_json: JsonOption = False,
) -> None:
    """Set a person's password; it is asked for and never shown or kept."""
    from workbench.services.people import set_password

    changed = set_password(open_project(folder), person, name, _new_password(optional=False))
    answer(changed, changed.sentence, as_json=as_json)


def list_(
    folder: ProjectOption = HERE,
    person: PersonOption = "",
    as_json: JsonOption = False,
) -> None:
    """List the people of the project."""
    from workbench.services.people import list_people

    everybody = list_people(open_project(folder), person)
    answer(everybody, [one.sentence for one in everybody], as_json=as_json)


def _new_password(*, optional: bool) -> str:
    if optional and not typer.confirm("Set a password now?", default=False):
        return ""
    return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help="Who may do what.", no_args_is_help=True)
    group.command("add")(add)
    group.command("roles")(roles)
    group.command("password")(password)
    group.command("list")(list_)
    app.add_typer(group, name="people")
