"""`kedrovka between`: who stands between most others in the whole graph."""

from dataclasses import asdict
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

_HUBS_SHOWN = 10


def between(
    top: Annotated[int, typer.Option("--top", min=1, help="How many are named.")] = 20,
    pivots: Annotated[
        int, typer.Option("--pivots", min=0, help="Searches made; 0 for all, which is exact.")
    ] = 400,
    kind: Annotated[str, typer.Option("--kind", help="The kind that is ranked.")] = "Person",
    as_of: Annotated[
        str, typer.Option("--as-of", help="As things stood at this date, e.g. 2026-03-01.")
    ] = "",
    folder: ProjectOption = HERE,
    person: PersonOption = "",
    as_json: JsonOption = False,
) -> None:
    """Rank who lies between most pairs of entities, with how far each figure may be off."""
    from workbench.services.acting import READING_RECORDS, acting
    from workbench.services.watching import moment_of
    from workbench.views.between import stand_between

    project = open_project(folder)
    reader = acting(project, person, *READING_RECORDS)
    found = stand_between(
        project, reader, kind=kind, top=top, pivots=pivots or None, as_of=moment_of(as_of or None)
    )
    lines = [
        f"{place}. {row.caption} ({row.id}): {row.share:.3%}"
        + ("" if found.exact else f" ± {row.error:.3%}")
        for place, row in enumerate(found.rows, start=1)
    ]
    how = (
        "exact"
        if found.exact
        else f"from {found.pivots} searches; any share is off by at most {found.bound:.1%} (95 %)"
    )
    lines.append(f"Shares of the pairs of {found.entities} entities ({found.links} links), {how}.")
    for hub in sorted(found.hubs, key=lambda one: -one.neighbours)[:_HUBS_SHOWN]:
        lines.append(f"Left out as a hub: {hub.caption} ({hub.id}), {hub.neighbours} links.")
    if len(found.hubs) > _HUBS_SHOWN:
        lines.append(f"And {len(found.hubs) - _HUBS_SHOWN} more hubs (--json lists all).")
    lines.append("Centrality describes our records, not a person's guilt.")
    answer(asdict(found), lines, as_json=as_json)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("between")(between)
