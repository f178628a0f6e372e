"""Who had an exhibit, from whom, when and where: one row a step, never changed."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cases.dates import read_date
from cases.statement import Handling
from workbench.services.acting import CASEWORK, acting
from workbench.services.pace import Clock, utc_now
from workbench.services.refusal import Refused
from workbench.store import CustodyRecord

if TYPE_CHECKING:
    from workbench.project import Project

_DEVICE = "device: "
_NOTED = re.compile(rf"(?:^|; ){_DEVICE}(.+)$")


@dataclass(frozen=True, slots=True)
class HandedOver:
    """One step of custody as it was kept."""

    id: str
    exhibit: str
    giver: str
    taker: str
    place: str
    when: str

    @property
    def sentence(self) -> str:
        """The step in one sentence."""
        return (
            f"{self.id}: {self.exhibit} from {self.giver} to {self.taker}, "
            f"{self.place}, {self.when}."
        )


def device_in(note: str) -> str:
    """The device that a step's note ends with as this program writes it; never a person's words."""
    found = _NOTED.search(note)
    return found[1] if found else ""


def hand_over(
    project: "Project",
    by: str,
    exhibit: str,
    *,
    giver: str,
    taker: str,
    place: str,
    when: str,
    action: str = "handed over",
    seal: str = "",
    device: str = "",
    digest: str | None = None,
    original: bool = True,
    note: str = "",
    handling: Handling | None = None,
    clock: Clock = utc_now,
) -> HandedOver:
    """Record that an exhibit changed hands.

    when: a date or time as written, kept with its precision. Raises Refused for an unknown exhibit,
    a missing giver, taker or place, and a time to come, DateRefused for a time that is none.
    """
    reader = acting(project, by, *CASEWORK)
    for word, value in (("who gave it", giver), ("who took it", taker), ("where", place)):
        if not value.strip():
            raise Refused(f"it is not said {word}", "a chain of custody has no gaps: say it")
    if exhibit not in project.store.read(reader).entities.refs_of([exhibit]):
        raise Refused(f"there is no {exhibit}", "check its id")
    at, now = read_date(when), clock()
    if at.utc_bounds()[0] > now:
        raise Refused(f"{at} has not come yet", "no step is taken back: look at the year")
    said = [note.strip()] if note.strip() else []
    if device_in(note):
        raise Refused("the note names a device", "say it as the device")
    if device.strip():
        said.append(f"{_DEVICE}{device.strip()}")
    step = CustodyRecord(
        exhibit=exhibit,
        action=action,
        from_whom=giver,
        to_whom=taker,
        place=place,
        when=at,
        seal=seal,
        digest=digest,
        form="original" if original else "copy",
        note="; ".join(said),
        handling=handling or Handling(),
    )
    with project.store.transaction(reader.person, "custody", now, {"exhibit": exhibit}) as work:
        known = work.custody.add(step)
    return HandedOver(known, exhibit, giver, taker, place, when)
