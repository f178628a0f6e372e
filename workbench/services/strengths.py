"""A strength as it is stored and told: what stands beside each number, wherever it is printed.

Raw and bounded with the reason of the bound, the named other animal, how many would reach it by
chance, on what it was fitted and why it is, or is not, evidence.
"""

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from embeddings.lead import Lead
from embeddings.strength import FOR_DEMONSTRATION, Scale, Strength, chance_words, read_scale
from workbench.services.refusal import Refused

if TYPE_CHECKING:
    from workbench.project import Project

SCALE_FILE = "strength_words.json"
RAW_AND_BOUNDED = "Raw log10 LR"
"""How the sentence begins that a page with its own figures leaves out."""


def beside_strength(strength: Strength, animals: int) -> dict[str, Any]:
    """What is stored beside a candidate's number; animals: how many were compared."""
    return {
        "basis": strength.basis.value,
        "hd": strength.hd,
        "bound_reason": strength.bound_reason,
        "chance_hits": strength.chance_hits(animals),
        "chance": chance_words(strength, animals),
        "fitted_on": strength.quality,
        "simulated_calibration": strength.simulated_calibration,
        "validation": strength.validation,
        "outside": list(strength.outside),
        "held": list(strength.held),
    }


def catalogue_record(lead: Lead) -> dict[str, Any] | None:
    """The other question, whether its animal is catalogued at all, with its sentence."""
    found = lead.in_catalogue
    return None if found is None else {**asdict(found), "sentence": found.sentence()}


def leaning_record(lead: Lead) -> dict[str, Any] | None:
    """Where the search leaned that no firm rule decides; None where one did or none was counted.

    wrong: share, low and high of such leanings that were wrong, None where it leans neither way.
    """
    return None if lead.leaning is None else asdict(lead.leaning)


def scale_of(project: "Project") -> Scale | None:
    """The project's own verbal scale, `strength_words.json` in its folder; None without one.

    Raises Refused where the file is broken.
    """
    path = project.folder / SCALE_FILE
    if not path.exists():
        return None
    try:
        return read_scale(path)
    except ValueError as broken:
        raise Refused(str(broken), f"mend {SCALE_FILE}, or take it out of the folder") from broken


def told_beside(candidate: Mapping[str, Any]) -> list[str]:
    """Sentences that belong beside a stored candidate's number; empty for answers of old.

    The first tells raw and bounded and why, or is left out where the candidate has no basis.
    """
    told = []
    if "basis" in candidate:
        raw, bounded = float(candidate["log10_lr_raw"]), float(candidate["log10_lr"])
        why = f", because {candidate['bound_reason']}" if candidate.get("bound_reason") else ""
        told.append(f"{RAW_AND_BOUNDED} {raw:+.2f}, bounded {bounded:+.2f}{why}.")
    if candidate.get("simulated_calibration"):
        told.append(f"{FOR_DEMONSTRATION[0].upper()}{FOR_DEMONSTRATION[1:]}.")
    if candidate.get("chance"):
        told.append(str(candidate["chance"]))
    where = [str(candidate[name]) for name in ("basis", "fitted_on") if candidate.get(name)]
    if where:
        told.append(f"Weighed on {'; '.join(where)}.")
    told += [f"Held: {one}." for one in candidate.get("held") or ()]
    outside = candidate.get("outside")
    if outside:
        told.append(f"Not validated, because: {'; '.join(map(str, outside))}.")
    if candidate.get("validation"):
        told.append(f"Inside validation {candidate['validation']}.")
    return told


def is_for_demonstration(answer: Mapping[str, Any]) -> bool:
    """Whether a stored answer was weighed with a calibration fitted on simulated coats."""
    listed = answer.get("candidates")
    flagged = isinstance(listed, list) and any(
        isinstance(one, Mapping) and one.get("simulated_calibration") for one in listed
    )
    return flagged or FOR_DEMONSTRATION in str(answer.get("calibration", ""))
