"""`kedrovka watch`, `findings` and `same`: what the records say, and who is whom."""

from typing import Annotated

import typer

from workbench.cli.frame import HERE, JsonOption, PersonOption, ProjectOption, answer, open_project

AsOfOption = Annotated[
    str, typer.Option("--as-of", help="As things stood at this date, e.g. 2026-03-01.")
]


def watch(
    as_of: AsOfOption = "",
    folder: ProjectOption = HERE,
    person: PersonOption = "",
    as_json: JsonOption = False,
) -> None:
    """Say what is overdue, what recurs, what falls into a window."""
    from workbench.services.watching import run_watches

    seen = run_watches(open_project(folder), person, as_of=as_of or None)
    lines = [one.sentence for one in seen] or ["Nothing is overdue."]
    answer(seen, lines, as_json=as_json)


def findings(
    as_of: AsOfOption = "",
    folder: ProjectOption = HERE,
    person: PersonOption = "",
    as_json: JsonOption = False,
) -> None:
    """Say what stands out in the records, with what else would explain it."""
    from workbench.services.finding import run_findings

    found = run_findings(open_project(folder), person, as_of=as_of or None)
    lines = [one.sentence for one in found] or ["Nothing stands out."]
    answer(found, lines, as_json=as_json)


def same(
    first: Annotated[str, typer.Argument(help="One entity, e.g. PER-0007.")],
    second: Annotated[str, typer.Argument(help="The other.")],
    verdict: Annotated[str, typer.Argument(help="same, different or cannot-tell.")],
    why: Annotated[str, typer.Option("--why", help="What speaks for it.")],
    folder: ProjectOption = HERE,
    person: PersonOption = "",
    as_json: JsonOption = False,
) -> None:
    """Decide whether two records are one person, phone or animal; a later decision outweighs it."""
    from workbench.services.resolving import decide

    decided = decide(open_project(folder), person, first, second, verdict, why=why)
    answer(decided, decided.sentences, as_json=as_json)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("watch")(watch)
    app.command("findings")(findings)
    app.command("same")(same)
