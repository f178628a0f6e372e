"""`kedrovka examine` and `kedrovka judge`: what a person says, and under which condition."""

from typing import Annotated

import typer

from workbench.cli.examinations import add_commands
from workbench.cli.frame import HERE, JsonOption, PersonOption, ProjectOption, answer, open_project

SkinArgument = Annotated[str, typer.Argument(help="The skin, e.g. SK-0001.")]
WhyOption = Annotated[str, typer.Option("--why", help="The features that decide it.")]


def open_(
    skin: SkinArgument,
    folder: ProjectOption = HERE,
    person: PersonOption = "",
    as_json: JsonOption = False,
) -> None:
    """Take a skin for examination; from then on it is on record what you have seen."""
    from workbench.services.examining import open_examination

    opened = open_examination(open_project(folder), person, skin)
    answer(opened, opened.sentence, as_json=as_json)


def lock(
    skin: SkinArgument,
    marks: Annotated[
        list[str], typer.Option("--mark", help="A feature you will look for; repeat the option.")
    ],
    folder: ProjectOption = HERE,
    person: PersonOption = "",
    as_json: JsonOption = False,
) -> None:
    """Fix what you will look for, before any candidate is shown."""
    from workbench.services.examining import lock_marks

    locked = lock_marks(open_project(folder), person, skin, marks)
    answer(locked, locked.sentence, as_json=as_json)


def judge(
    skin: SkinArgument,
    individual: Annotated[str, typer.Argument(help="The animal, e.g. IND-0042.")],
    verdict: Annotated[str, typer.Argument(help="same, different or cannot-tell.")],
    why: WhyOption,
    folder: ProjectOption = HERE,
    person: PersonOption = "",
    as_json: JsonOption = False,
) -> None:
    """Say whether the skin is that animal; a change of mind is a new answer beside the old one."""
    from workbench.services.examining import judge as say

    said = say(open_project(folder), person, skin, individual, verdict, why=why)
    answer(said, said.sentence, as_json=as_json)


def undo(
    judgement: Annotated[str, typer.Argument(help="The judgement, e.g. JDG-0001.")],
    why: Annotated[str, typer.Option("--why", help="Why it is taken back.")],
    folder: ProjectOption = HERE,
    person: PersonOption = "",
    as_json: JsonOption = False,
) -> None:
    """Take a judgement back by a new row; both stay on record."""
    from workbench.services.examining import undo as take_back

    undone = take_back(open_project(folder), person, judgement, why=why)
    answer(undone, undone.sentence, as_json=as_json)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help="Examine a skin before judging it.", no_args_is_help=True)
    group.command("open")(open_)
    group.command("lock")(lock)
    add_commands(group)
    app.add_typer(group, name="examine")
    app.command("judge")(judge)
    app.command("undo")(undo)
