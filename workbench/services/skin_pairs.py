"""A person's answer about two skins: one skin (or pieces of one), two, or cannot tell.

Kept like every judgement, by the same rules of who sees it, and translated into the case graph by
the same one service. The pair is always kept under the skin that came later, so that two people who
begin at either end speak of one pair.
"""

from typing import TYPE_CHECKING

from workbench.services.acting import EXAMINING, acting
from workbench.services.examining import (
    CANNOT_TELL,
    MACHINE,
    VERDICTS,
    Judged,
    begin,
    could_have_seen,
    holds_open,
    keep,
    prepare,
)
from workbench.services.flanks import refuse_incomparable
from workbench.services.pace import Clock, utc_now
from workbench.services.refusal import Refused
from workbench.services.skin_photos import must_be_skin
from workbench.store import Reader
from workbench.views.skin_pairs import in_order

if TYPE_CHECKING:
    from workbench.project import Project

__all__ = ["judge_skins"]


def judge_skins(
    project: "Project",
    by: str,
    skin: str,
    other: str,
    verdict: str,
    *,
    why: str,
    clock: Clock = utc_now,
) -> Judged:
    """Keep a person's answer about two skins, and what follows from it.

    verdict: same (one skin, or pieces of one), different or cannot_tell. An answer of the same
    person about the same pair is superseded and its statements are retracted. Raises Refused for
    an unknown skin or verdict, an empty reason, one skin with itself, and left against right.
    """
    reader = acting(project, by, *EXAMINING)
    verdict = verdict.strip().lower().replace("-", "_").replace(" ", "_")
    if verdict not in VERDICTS:
        raise Refused(f"{verdict!r} is no answer", "answer same, different or cannot-tell")
    for one in (skin, other):
        must_be_skin(project, reader, one)
    if skin == other:
        raise Refused(f"{skin} is one skin already", "name another skin to compare it with")
    if verdict != CANNOT_TELL:
        refuse_incomparable(project, skin, other)
    later, earlier = in_order(skin, other)
    # Whoever was shown what the machine found for the skin they began at answers informed.
    seen = _could_have_seen(project, reader, skin, later)
    about = prepare(project, reader, later, earlier)
    at_work = holds_open(project, reader, later)
    detail = {"skin": later, "other": earlier}
    with project.store.transaction(reader.person, "judge skins", clock(), detail) as work:
        examination = begin(work, later, seen)
        kept = keep(project, work, about, examination.id, verdict, why)
        if not at_work:
            # An examination opened only for this answer must not close the catalogue from now on.
            work.examinations.close(examination.id)
    return kept


def _could_have_seen(project: "Project", reader: Reader, skin: str, later: str) -> list[str]:
    """What this person was shown, or could read unrecorded, before they answered."""
    queries = project.store.read(reader)
    shown = queries.examining.condition(skin, reader.person) == "informed"
    unrecorded = not reader.examines and any(queries.skins.searched(one) for one in (skin, later))
    seen = [MACHINE] if shown or unrecorded else []
    return [*seen, *could_have_seen(project, reader, later)]
