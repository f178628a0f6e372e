"""Keeping a view of the graph under a name, for oneself or for a case.

What is kept is the address: where the picture begins, what was opened, hidden and pinned, as of
when. Whoever opens it sees what their own clearance shows at that address.
"""

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from cases.statement import Handling
from workbench.services.acting import READING_RECORDS, acting
from workbench.services.pace import Clock, utc_now
from workbench.services.refusal import NotAllowed, Refused
from workbench.views.kept_views import PARTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.project import Project

LONGEST_NAME, LONGEST_ADDRESS = 120, 60_000


def keep_view(
    project: "Project",
    by: str,
    name: str,
    address: "Mapping[str, str]",
    *,
    case: str = "",
    clock: Clock = utc_now,
) -> str:
    """Keep an address of the graph under a name; returns its id.

    case: whose readers find it in their list as well. Raises Refused for an address that begins
    nowhere, a name that is none, or a case that is not there for this person.
    """
    reader = acting(project, by, *READING_RECORDS)
    kept = {part: address[part] for part in PARTS if address.get(part)}
    if not (kept.get("focus") or kept.get("case")):
        raise Refused("this view begins nowhere", "open a case or an entity in the graph first")
    written = urlencode(kept)
    if len(written) > LONGEST_ADDRESS:
        raise Refused(
            f"this view takes {len(written):,} letters to say, and {LONGEST_ADDRESS:,} are kept",
            "begin at a case instead of at many entities",
        )
    handling = None if not case else _handling_of(project, reader.person, case)
    with project.store.transaction(reader.person, "keep a view", clock()) as work:
        return work.kept_views.keep(_short(name), written, case=case or None, handling=handling)


def rename_view(
    project: "Project", by: str, view: str, name: str, *, clock: Clock = utc_now
) -> None:
    """Give a view of one's own another name. Raises NotAllowed for somebody else's."""
    person = _own(project, by, view)
    with project.store.transaction(person, "rename a view", clock()) as work:
        work.kept_views.rename(view, _short(name))


def remove_view(project: "Project", by: str, view: str, *, clock: Clock = utc_now) -> None:
    """Take a view of one's own out of every list. Raises NotAllowed for somebody else's."""
    person = _own(project, by, view)
    with project.store.transaction(person, "remove a view", clock()) as work:
        work.kept_views.remove(view)


def _own(project: "Project", by: str, view: str) -> str:
    reader = acting(project, by, *READING_RECORDS)
    known = project.store.read(reader).kept_views.one(view)
    if known is None:
        raise Refused(f"there is no view {view}", "choose one of the list")
    if known.by != reader.person:
        raise NotAllowed(f"{view} is not yours", "keep it under a name of your own instead")
    return reader.person


def _handling_of(project: "Project", person: str, case: str) -> Handling:
    reader = acting(project, person)
    known = project.store.read(reader).cases.one(case)
    if known is None:
        raise Refused(f"there is no case {case}", "choose one of your cases")
    return known.handling


def _short(name: str) -> str:
    if len(name.strip()) > LONGEST_NAME:
        raise Refused(
            f"a name of {len(name.strip())} letters", f"use at most {LONGEST_NAME} letters"
        )
    return name
