"""Animals of two catalogues that may be one: their coats held against all others, as skins are.

The machine proposes and decides nothing: whether two numbers are one animal is a person's decision
(`resolving.decide`), undone by another one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from embeddings.lead import Verdict
from embeddings.search import search_skin
from workbench.services.acting import MATCHING, acting
from workbench.services.describing import Descriptions
from workbench.services.gallery import Catalogued, catalogued, gallery_of
from workbench.services.pace import Progress, Step, silent
from workbench.views.calibrations import at_hand

if TYPE_CHECKING:
    from workbench.project import Project

__all__ = ["Double", "doubles"]

# Coats looked at closely for each photo: a double in the catalogue stands among the first.
_BUDGET = 6


@dataclass(frozen=True, slots=True)
class Double:
    """Two catalogued animals that may be one. verdict: the machine's lead about the first, where it
    is firm, else cannot_tell; log10_lr: strength for the second; wording: the same in words."""

    left: str
    right: str
    verdict: str
    log10_lr: float
    wording: str


def doubles(
    project: "Project",
    by: str,
    animals: Iterable[str],
    *,
    species: str,
    simulated: bool = False,
    progress: Progress = silent,
) -> tuple[Double, ...]:
    """For each of `animals` the other catalogued animal that it is most like, strongest first.

    One coat of each flank is searched, in everything that is not the animal itself. Animals with
    no coat, or nothing comparable to it, are left out. Raises Refused for whoever may not match.
    """
    reader = acting(project, by, *MATCHING)
    entries = catalogued(project, reader, species)
    descriptions = Descriptions.of(project)
    gallery = gallery_of(project, entries, descriptions)
    calibration, because = at_hand(project, reader).chosen(
        species=species,
        domain="camera",
        simulated=simulated,
        network=descriptions.describer.network.digest,
    )
    wanted = list(animals)
    found = []
    for done, animal in enumerate(wanted):
        progress(Step(done, len(wanted), "animals under two numbers"))
        own = [one for one in entries if one.individual == animal]
        if not own:
            continue
        answer = search_skin(
            [descriptions.of_coat(one.coat) for one in _one_a_flank(own)],
            gallery,
            calibration,
            budget=_BUDGET,
            exclude_photos=frozenset(one.coat.photo for one in own),
            chosen_because=because,
        )
        best = answer.candidates[0] if answer.candidates else None
        if best is not None and best.strength.log10_lr is not None:
            found.append(
                Double(
                    animal,
                    best.individual,
                    answer.lead.verdict.value if answer.lead.firm else Verdict.CANNOT_TELL.value,
                    best.strength.log10_lr,
                    best.strength.wording,
                )
            )
    progress(Step(len(wanted), len(wanted), "animals under two numbers"))
    return tuple(sorted(found, key=lambda one: (-one.log10_lr, one.left)))


def _one_a_flank(own: Iterable[Catalogued]) -> list[Catalogued]:
    """The coat with most pixels of each flank, in a fixed order."""
    largest = sorted(own, key=lambda one: (-one.coat.quality.usable_px, one.coat.id))
    return list({one.coat.flank: one for one in reversed(largest)}.values())
