"""What a person states of an animal of the catalogue: its name, its death, that it moved away.

Each is a statement with its author and reason, so it can be taken back; which numbers are one
animal is a decision and no statement.
"""

from datetime import datetime
from typing import TYPE_CHECKING

from cases.dates import DateRefused, read_date
from cases.statement import Claim, Source
from workbench.services.acting import READING_RECORDS, acting
from workbench.services.joining import handling_of_pair
from workbench.services.pace import Clock, utc_now
from workbench.services.refusal import Refused
from workbench.views.catalogue import closed

if TYPE_CHECKING:
    from workbench.project import Project

__all__ = ["CHANGES", "change"]

# What a person may state of an animal here, and the property that says it.
CHANGES = {"name": "name", "dead": "deathDate", "moved": "moved"}


def change(
    project: "Project",
    by: str,
    animal: str,
    what: str,
    value: str,
    *,
    why: str,
    clock: Clock = utc_now,
) -> tuple[str, ...]:
    """State a new name (`name`), a death (`dead`, a date) or a move away (`moved`, a date).

    A new name takes the place of the old one, which stays as an alias; nothing is deleted. The ids
    of the statements. Raises Refused without a reason, for an unknown animal, and for no date.
    """
    reader = acting(project, by, *READING_RECORDS)
    property_ = CHANGES.get(what)
    if property_ is None:
        raise Refused(f"{what!r} is nothing that is changed here", f"say {', '.join(CHANGES)}")
    if not why.strip() or not value.strip():
        raise Refused("what is stated or why is empty", "write both")
    with project.store.read(reader) as queries:
        said = queries.statements.statements_of([animal])
    if not any(one.schema == "IndividualAnimal" for one in said) or closed(project, reader):
        raise Refused(f"there is no animal {animal}", "look it up in the catalogue")
    handling, simulated = handling_of_pair(project, animal, animal)
    source = Source(
        "", "person", f"{reader.person}: {why.strip()}", handling=handling, simulated=simulated
    )
    now = clock()
    written = value.strip() if what == "name" else _day(value, now)
    claims = [Claim(animal, "IndividualAnimal", property_, written)]
    old = [one for one in said if one.property == "name"] if what == "name" else []
    claims += [
        Claim(animal, "IndividualAnimal", "alias", one.value, derived_from=(one.id,))
        for one in old
        if one.value != written
    ]
    with project.store.transaction(reader.person, f"catalogue: {what}", now) as work:
        made = work.statements.add(claims, source)
        for one in old:
            # Whoever may read the old name and not the new one keeps the old.
            if one.value != written and handling.with_strictest(one.handling) == one.handling:
                work.statements.retract(one.id, f"named {written}: {why.strip()}")
    return made.statements


def _day(written: str, now: datetime) -> str:
    try:
        when = read_date(written)
    except DateRefused as wrong:
        raise Refused(wrong.reason, wrong.remedy) from wrong
    if when.utc_bounds()[0] > now:
        raise Refused(f"{when} has not come yet", "state what has happened")
    return str(when)
