"""What people of the house decide in the story: an examiner on skins, an analyst on names.

Both are simulated and lean on nothing but what the program shows them: the machine's lead, and the
proposals with their reasons. The truth is not at hand here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cases.resolution import Proposal, Verdict, proposals
from workbench.demo.intake import Skin
from workbench.project import Project
from workbench.services.acting import acting
from workbench.services.examining import Judged, judge
from workbench.services.matching import Match
from workbench.services.pace import Clock
from workbench.services.resolving import decide
from workbench.services.worlds import world_of
from workbench.views.finding import find

__all__ = ["ANALYST_BITS", "Names", "answer_of_examiner", "decide_names", "suspected", "told_of"]

# From here the simulated analyst takes two records for one, if nothing speaks of two people.
ANALYST_BITS = 9.0
_ALIKE = 0.9
_WHY = "simulated examiner of the demo"


@dataclass(frozen=True, slots=True)
class Names:
    """How many pairs of records were judged the same person, and how many kept apart."""

    same: int
    different: int


def suspected(project: Project, by: str, name: str) -> str:
    """The id of a catalogued animal by its name, empty where there is none."""
    hits = find(project, acting(project, by), name)
    wanted = (hit.id for hit in hits if hit.schema == "IndividualAnimal" and hit.caption == name)
    return next(wanted, "")


def answer_of_examiner(
    project: Project, by: str, skin: Skin, match: Match, suspicion: str, *, clock: Clock
) -> list[Judged]:
    """The examiner's answers about the animal that the lead names, and about who was suspected.

    "Same" only where the lead firmly says so; "different" of a suspected animal only where the
    machine firmly excludes all or names another, or its ratio for the suspected animal speaks
    against it; else nothing is answered.
    """
    answers = []
    if match.firmly == "this_animal":
        why = f"{_WHY}: the marks shown agree"
        answers.append(judge(project, by, skin.id, match.individual, "same", why=why, clock=clock))
    named_other = match.firmly == "this_animal" and match.individual != suspicion
    if suspicion and (
        named_other or match.firmly == "not_in_catalogue" or _speaks_against(match, suspicion)
    ):
        why = f"{_WHY}: the marks shown differ"
        answers.append(judge(project, by, skin.id, suspicion, "different", why=why, clock=clock))
    return answers


def told_of(match: Match, animal: str) -> Mapping[str, Any] | None:
    """What the stored answer says of one animal, None where it was not compared."""
    return next((one for one in match.answer["candidates"] if one["individual"] == animal), None)


def _speaks_against(match: Match, animal: str) -> bool:
    told = told_of(match, animal)
    return told is not None and told["log10_lr"] < 0


def decide_names(project: Project, by: str, *, clock: Clock) -> Names:
    """Go through the proposals, strongest first, as an analyst would; conflicts are kept apart."""
    same = different = 0
    world = world_of(project, acting(project, by), clock())
    for proposal in proposals(world.entities, world.decisions).proposals:
        if proposal.decided is not None or proposal.schema != "Person":
            continue
        if not proposal.conflicts and proposal.weight_bits >= ANALYST_BITS:
            _decide(project, by, proposal, Verdict.SAME, clock)
            same += 1
        elif proposal.conflicts and proposal.name_score >= _ALIKE:
            _decide(project, by, proposal, Verdict.DIFFERENT, clock)
            different += 1
    return Names(same, different)


def _decide(project: Project, by: str, proposal: Proposal, verdict: Verdict, clock: Clock) -> None:
    texts = tuple(f"{reason.bits:+.1f} bits: {reason.text}" for reason in proposal.reasons)
    decide(
        project,
        by,
        proposal.left,
        proposal.right,
        verdict.value,
        why="; ".join(proposal.conflicts) or f"{proposal.weight_bits:.0f} bits (simulated analyst)",
        weight_bits=proposal.weight_bits,
        reasons=texts,
        clock=clock,
    )
