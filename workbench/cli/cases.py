"""`kedrovka case` and `custody`: what belongs together, and who had an exhibit."""

from typing import Annotated

import typer

from workbench.cli.frame import (
    HERE,
    JsonOption,
    PersonOption,
    ProjectOption,
    answer,
    open_project,
)

CaseArgument = Annotated[str, typer.Argument(help="The case, e.g. CASE-2026-001.")]


def open_(
    title: Annotated[str, typer.Argument(help="What the case is about.")],
    member: Annotated[
        list[str] | None, typer.Option("--member", help="What belongs to it, e.g. SZ-2026-003.")
    ] = None,
    why: Annotated[str, typer.Option("--why", help="Why it is opened.")] = "",
    folder: ProjectOption = HERE,
    person: PersonOption = "",
    as_json: JsonOption = False,
) -> None:
    """Open a case."""
    from workbench.services.casework import open_case

    opened = open_case(open_project(folder), person, title, members=member or (), why=why)
    answer(opened, opened.sentence, as_json=as_json)


def add(
    case: CaseArgument,
    member: Annotated[list[str], typer.Argument(help="Skins, seizures, people, animals ...")],
    why: Annotated[str, typer.Option("--why", help="Why it belongs there.")] = "",
    folder: ProjectOption = HERE,
    person: PersonOption = "",
    as_json: JsonOption = False,
) -> None:
    """Add members to a case."""
    from workbench.services.casework import add_members

    added = add_members(open_project(folder), person, case, member, why=why)
    answer(added, added.sentence, as_json=as_json)


def list_(
    folder: ProjectOption = HERE,
    person: PersonOption = "",
    as_json: JsonOption = False,
) -> None:
    """List the cases that you may see."""
    from workbench.services.casework import list_cases

    cases = list_cases(open_project(folder), person)
    answer(cases, [case.sentence for case in cases] or ["No case is open."], as_json=as_json)


def custody(
    exhibit: Annotated[str, typer.Argument(help="The exhibit or skin, e.g. SK-0001.")],
    giver: Annotated[str, typer.Option("--from", help="Who hands it over.")],
    taker: Annotated[str, typer.Option("--to", help="Who takes it.")],
    place: Annotated[str, typer.Option("--place", help="Where.")],
    when: Annotated[str, typer.Option("--when", help="When, e.g. 2026-03-14 16:20+10:00.")],
    seal: Annotated[str, typer.Option("--seal", help="Number of the seal.")] = "",
    device: Annotated[str, typer.Option("--device", help="What took the photo.")] = "",
    copy: Annotated[
        bool, typer.Option("--copy/--original", help="Whether this is a copy of the original.")
    ] = False,
    folder: ProjectOption = HERE,
    person: PersonOption = "",
    as_json: JsonOption = False,
) -> None:
    """Record that an exhibit changed hands."""
    from workbench.services.custody import hand_over

    handed = hand_over(
        open_project(folder),
        person,
        exhibit,
        giver=giver,
        taker=taker,
        place=place,
        when=when,
        seal=seal,
        device=device,
        original=not copy,
    )
    answer(handed, handed.sentence, as_json=as_json)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help="What belongs together.", no_args_is_help=True)
    group.command("open")(open_)
    group.command("add")(add)
    group.command("list")(list_)
    app.add_typer(group, name="case")
    app.command("custody")(custody)
