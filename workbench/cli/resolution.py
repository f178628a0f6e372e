"""`kedrovka same`: which records may be one, why, what a merge would do; and what a person says."""

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
from workbench.services.refusal import Refused


def same(
    first: Annotated[str, typer.Argument(help="One entity, e.g. PER-0007.")] = "",
    second: Annotated[str, typer.Argument(help="The other.")] = "",
    verdict: Annotated[
        str, typer.Argument(help="same, different or cannot-tell; without it the pair is shown.")
    ] = "",
    why: Annotated[str, typer.Option("--why", help="What speaks for it.")] = "",
    undo: Annotated[
        str, typer.Option("--undo", help="Take this decision back, e.g. DEC-0003.")
    ] = "",
    dry: Annotated[
        bool, typer.Option("--dry", help="With --undo: only say what would go with it.")
    ] = False,
    history: Annotated[bool, typer.Option("--history", help="List what was decided.")] = False,
    text: Annotated[str, typer.Option("--text", help="Pairs with these letters only.")] = "",
    state: Annotated[
        str, typer.Option("--state", help="open, conflict, same, different, cannot_tell or all.")
    ] = "open",
    order: Annotated[str, typer.Option("--order", help="worth, weight or doubt.")] = "worth",
    weigh: Annotated[
        bool, typer.Option("--weigh", help="Weigh all pairs of a large project now.")
    ] = False,
    most: Annotated[int, typer.Option("--most", min=1, help="Pairs to list.")] = 20,
    folder: ProjectOption = HERE,
    person: PersonOption = "",
    as_json: JsonOption = False,
) -> None:
    """List pairs of records that may be one; show one pair; decide it; take a decision back."""
    from workbench.services.acting import READING_RECORDS, acting
    from workbench.services.pace import utc_now
    from workbench.services.resolving import decide, take_back

    project = open_project(folder)
    reader = acting(project, person, *READING_RECORDS)
    if weigh:
        from workbench.services.weighing import weigh_records

        with progress_bar(quiet=as_json) as progress:
            outcome = weigh_records(project, person, progress=progress)
        answer(outcome, str(outcome["sentence"]), as_json=as_json)
    elif undo and dry:
        from workbench.views.decided import undoing

        going = undoing(project, reader, undo, now=utc_now())
        if going is None:
            raise Refused(f"there is no decision {undo}", "list them with --history")
        answer(going, going.sentences, as_json=as_json)
    elif undo:
        taken = take_back(project, person, undo, why=why)
        answer(taken, taken.sentences, as_json=as_json)
    elif history:
        from workbench.views.decided import history as decisions

        said = decisions(project, reader)
        lines = [one.sentence for one in said] or ["Nothing has been decided."]
        answer(said, lines, as_json=as_json)
    elif verdict:
        decided = decide(project, person, first, second, verdict, why=why)
        answer(decided, decided.sentences, as_json=as_json)
    elif first or second:
        from workbench.views.judging import judging

        shown = judging(project, reader, first, second, now=utc_now())
        if shown is None:
            raise Refused(
                f"there are no two records {first} and {second}", "check both ids; name two"
            )
        answer(shown, shown.sentences, as_json=as_json)
    else:
        from workbench.views.resolution import ORDERS, STATES, Wanted, queue

        _known("--state", state, STATES)
        _known("--order", order, ORDERS)
        listed = queue(project, reader, Wanted(text, "", state, order), limit=most)
        answer(listed, listed.sentences, as_json=as_json)


def _known(option: str, word: str, words: tuple[str, ...]) -> None:
    if word not in words:
        raise Refused(f"{option} {word!r} is none", f"say one of {', '.join(words)}")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("same")(same)
