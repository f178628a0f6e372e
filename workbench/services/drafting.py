"""Keeping what somebody has begun to enter, and throwing it away; neither is a record of anything.

It lies in the project and not in the browser, because a machine is shared. It is never said to be
saved: only the form's own button saves.
"""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from workbench.services.acting import acting
from workbench.services.pace import Clock, utc_now
from workbench.services.refusal import Refused
from workbench.store.drafting import DraftRows

if TYPE_CHECKING:
    from workbench.project import Project

__all__ = ["NAME", "close_draft", "keep_draft"]

# A name is part of a class on the page: nothing in it may be read otherwise there.
NAME = re.compile(r"[A-Za-z0-9_-]{1,120}")
MOST_FIELDS, LONGEST = 100, 60_000


def keep_draft(
    project: "Project",
    by: str,
    name: str,
    turn: int,
    fields: Mapping[str, str],
    *,
    address: str = "",
    clock: Clock = utc_now,
) -> bool:
    """Keep what the form `name` holds, for `by` alone; False where that turn of it is over.

    fields: what differs from the blank form. address: the page with its parameters, for the way
    back. Raises Refused for a name that is none, and for more than a person types.
    """
    reader = acting(project, by)
    if not NAME.fullmatch(name):
        raise Refused(f"{name[:40]!r} is no name of a form", "use letters, digits, _ and -")
    long = sum(len(part) for item in fields.items() for part in item) + len(address)
    if len(fields) > MOST_FIELDS or long > LONGEST:
        raise Refused(
            f"what was begun is longer than {LONGEST} letters", "enter it, or make it shorter"
        )
    return DraftRows(project.store).keep(reader, name, turn, fields, address, clock())


def close_draft(
    project: "Project", by: str, name: str, turn: int, *, clock: Clock = utc_now
) -> None:
    """Forget what was begun in the form `name`: it was kept as a record, or thrown away."""
    reader = acting(project, by)
    DraftRows(project.store).close(reader, name, turn, clock())
