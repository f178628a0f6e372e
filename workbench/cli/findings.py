"""`kedrovka findings`: what the records say."""

from typing import Annotated, Any

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
from workbench.services.refusal import Refused

AsOfOption = Annotated[
    str, typer.Option("--as-of", help="As things stood at this date, e.g. 2026-03-01.")
]


def findings(
    as_of: AsOfOption = "",
    path: Annotated[
        tuple[str, str] | None,
        typer.Option("--path", help="The strongest ways between two entities instead."),
    ] = None,
    k: Annotated[int, typer.Option("-k", help="How many ways.")] = 5,
    case: Annotated[str, typer.Option("--case", help="Only around a case.")] = "",
    about: Annotated[
        list[str] | None, typer.Option("--about", help="Only around an entity; repeatable.")
    ] = None,
    kind: Annotated[
        list[str] | None, typer.Option("--kind", help="Only of a kind; repeatable.")
    ] = None,
    folder: ProjectOption = HERE,
    person: PersonOption = "",
    as_json: JsonOption = False,
) -> None:
    """Say what stands out in the records, with what else would explain it."""
    project = open_project(folder)
    if path is not None:
        from workbench.services.finding import ways_between

        ways = ways_between(project, person, *path, k=k, as_of=as_of or None)
        lines = [one.sentence for one in ways] or [f"No way leads from {path[0]} to {path[1]}."]
        answer(ways, lines, as_json=as_json)
        return
    from workbench.services.finding_answers import look_for_findings

    with progress_bar(quiet=as_json) as progress:
        found = look_for_findings(
            project, person, case=case, about=about or (), as_of=as_of, progress=progress
        )
    if kind:
        found["findings"] = [one for one in found["findings"] if one["kind"] in kind]
    lines = [line for one in found["findings"] for line in _lines(one)]
    answer(found, lines or ["Nothing stands out."], as_json=as_json)


def _lines(one: dict[str, Any]) -> list[str]:
    """One finding at a terminal: sentence, what else, what would change it, weakest, caveat."""
    weakest = [f"    Weakest statement: {one['weakest']}."] if one["weakest"] else []
    return [
        one["sentence"],
        f"    Or: {'; '.join(one['competing'])}.",
        f"    Would change it: {one['would_change']}.",
        *weakest,
        f"    {one['caveat']}",
    ]


def finding(
    word: Annotated[str, typer.Argument(help="accept, reject or undo.")],
    key: Annotated[str, typer.Argument(help="The finding's key, from kedrovka findings --json.")],
    why: Annotated[str, typer.Option("--why", help="What speaks for it.")],
    case: Annotated[str, typer.Option("--case", help="Into which case, or out of which.")] = "",
    folder: ProjectOption = HERE,
    person: PersonOption = "",
    as_json: JsonOption = False,
) -> None:
    """Accept a finding into a case, reject it, or take that back; each word is kept."""
    from workbench.services.finding_answers import accept, finding_by_key, reject, undo

    project = open_project(folder)
    one = finding_by_key(project, person, key)
    if word == "accept":
        fresh = accept(project, person, one, case, why=why)
        told = f"Accepted into {case}; new members: {', '.join(fresh) or 'none'}."
    elif word == "reject":
        told = f"Rejected ({reject(project, person, one, why=why)})."
    elif word == "undo":
        undo(project, person, one, case=case, why=why)
        told = "Taken back; what was said stays on record."
    else:
        raise Refused(f"{word!r} is no word on a finding", "say accept, reject or undo")
    answer({"key": key, "word": word, "case": case, "sentence": told}, told, as_json=as_json)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("findings")(findings)
    app.command("finding")(finding)
