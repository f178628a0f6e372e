"""`kedrovka watch`: what is overdue or recurs and why; left aside, taken up, made a case."""

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.frame import HERE, JsonOption, PersonOption, ProjectOption, answer, open_project
from workbench.services.refusal import Refused

if TYPE_CHECKING:
    from workbench.views.watches import WatchRow

AsOfOption = Annotated[
    str, typer.Option("--as-of", help="As things stood at this date, e.g. 2026-03-01.")
]
Kind = Annotated[str, typer.Argument(help="The kind of watch, e.g. overdue.")]
Subject = Annotated[
    str, typer.Argument(help="What it is about: IND-0007, or with its topic 'SK-0002 shot'.")
]
WhyOption = Annotated[str, typer.Option("--why", help="The reason; it is kept.")]

group = typer.Typer(
    name="watch",
    help="Say what is overdue, what recurs, what falls into a window.",
    invoke_without_command=True,
)


@group.callback()
def watch(
    context: typer.Context,
    as_of: AsOfOption = "",
    reach: Annotated[
        list[str] | None,
        typer.Option("--reach", help="How far a kind of incident reaches: shot=3km,2d. Repeat."),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Also what is current, dead, shared or left aside.")
    ] = False,
    folder: ProjectOption = HERE,
    person: PersonOption = "",
    as_json: JsonOption = False,
) -> None:
    """Say what is overdue, what recurs, what falls into a window."""
    if context.invoked_subcommand is not None:
        return
    from cases.watches import with_reach
    from workbench.services.watching import look
    from workbench.views.watches import plain_watch

    try:
        kernels = with_reach(dict(_reach(one) for one in reach or ()))
    except ValueError as wrong:
        raise Refused(str(wrong), "write it as shot=3km,2d") from wrong
    seen = look(open_project(folder), person, as_of=as_of or None, kernels=kernels)
    told = [row for row in seen if everything or row.open]
    lines = [_line(row) for row in told]
    quiet = len(seen) - len(told)
    if told and quiet:
        lines.append(f"{quiet} more are quiet or left aside: --all tells them.")
    answer(
        [plain_watch(row.watch) for row in seen if row.dismissal is None or everything],
        lines or ["Nothing is overdue."],
        as_json=as_json,
    )


@group.command()
def dismiss(
    kind: Kind,
    subject: Subject,
    why: WhyOption,
    until: Annotated[
        str, typer.Option("--until", help="A day on which it opens again; without it for good.")
    ] = "",
    folder: ProjectOption = HERE,
    person: PersonOption = "",
    as_json: JsonOption = False,
) -> None:
    """Leave a watch aside with a reason, until a day or for good."""
    from workbench.services.watching import dismiss as leave

    made = leave(open_project(folder), person, kind, subject, why=why, until=_day(until))
    ends = f"until {until}" if until else "for good"
    answer({"id": made}, f"{made}: {kind} {subject} is left aside {ends}.", as_json=as_json)


@group.command()
def undo(
    kind: Kind,
    subject: Subject,
    why: WhyOption,
    folder: ProjectOption = HERE,
    person: PersonOption = "",
    as_json: JsonOption = False,
) -> None:
    """Take a watch up again that was left aside."""
    from workbench.services.watching import take_up

    made = take_up(open_project(folder), person, kind, subject, why=why)
    answer({"id": made}, f"{made}: {kind} {subject} is watched again.", as_json=as_json)


@group.command("case")
def to_case(
    kind: Kind,
    subject: Subject,
    into: Annotated[
        str, typer.Option("--into", help="A case to extend; without it one is opened.")
    ] = "",
    title: Annotated[str, typer.Option("--title", help="Of a new case.")] = "",
    folder: ProjectOption = HERE,
    person: PersonOption = "",
    as_json: JsonOption = False,
) -> None:
    """Open a case out of a watch, or extend one, with why."""
    from workbench.services.watching import extend_case, open_watch_case

    project = open_project(folder)
    case = (
        extend_case(project, person, kind, subject, into)
        if into
        else open_watch_case(project, person, kind, subject, title=title)
    )
    answer(case, case.sentence, as_json=as_json)


@group.command()
def settle(
    subject: Subject,
    folder: ProjectOption = HERE,
    person: PersonOption = "",
    as_json: JsonOption = False,
) -> None:
    """Close the cases of an animal that was seen again, and open those of its seizures again."""
    from workbench.services.watching import settle as follow

    told = follow(open_project(folder), person, "overdue", subject)
    answer(told, [f"{one}." for one in told] or ["No case follows it."], as_json=as_json)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(group)


def _line(row: "WatchRow") -> str:
    """What one calls it by, its sentence, the codes of it, and why it was left aside."""
    watch = row.watch
    aside = f" [left aside: {row.dismissal.why}]" if row.dismissal else ""
    codes = " ".join(watch.sentence.codes)
    return f"{watch.kind} {watch.key}: {watch.sentence} [{codes}]{aside}"


def _reach(written: str) -> tuple[str, tuple[float, int]]:
    """shot=3km,2d as kind, kilometres and days. Raises ValueError."""
    kind, equals, told = written.partition("=")
    km, comma, days = told.partition(",")
    if not (equals and comma):
        raise ValueError(f"{written!r} is no reach")
    return kind.strip(), (float(km.strip().removesuffix("km")), int(days.strip().removesuffix("d")))


def _day(written: str) -> datetime | None:
    """The beginning of a day, UTC; None for an empty text. Refuses anything else."""
    if not written:
        return None
    try:
        day = datetime.strptime(written, "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no zone
    except ValueError as wrong:
        raise Refused(f"{written!r} is no day", "write year-month-day, e.g. 2026-03-01") from wrong
    return datetime.combine(day, time(), UTC)
