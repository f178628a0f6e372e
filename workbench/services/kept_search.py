"""A search of a skin as each is made and kept: of the catalogue or of the other skins.

Weighed with the validation on record and the project's own scale, stored with the digests of
everything it stands on, and told candidate by candidate in the same words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from embeddings.coat import Coat
from embeddings.features import Features
from embeddings.gallery import Gallery
from embeddings.search import Answer, search_skin
from embeddings.strength import Calibration
from workbench.services.describing import Descriptions
from workbench.services.strengths import scale_of, told_beside
from workbench.services.validating import validation_for, weights_of
from workbench.store import Reader, SearchRecord

if TYPE_CHECKING:
    from workbench.project import Project


@dataclass(frozen=True, slots=True)
class Weighing:
    """What weighs a search: the calibration, why it was chosen, and what it is validated for."""

    calibration: Calibration
    because: str
    species: str
    domain: str


def weighed_search(
    project: "Project",
    reader: Reader,
    query: Sequence[Features],
    gallery: Gallery,
    weighing: Weighing,
    *,
    budget: int,
    without: frozenset[str] = frozenset(),
) -> Answer:
    """The answer for these features. without: encounters that are left out of the gallery."""
    return search_skin(
        query,
        gallery,
        weighing.calibration,
        budget=budget,
        exclude_encounters=without,
        validation=validation_for(
            project,
            reader,
            weighing.calibration,
            weights=weights_of(Descriptions.of(project).describer),
            species=weighing.species,
            domain=weighing.domain,
        ),
        chosen_because=weighing.because,
        scale=scale_of(project),
    )


def search_record(
    project: "Project",
    skin: str,
    coats: Sequence[Coat],
    gallery_digest: str,
    answer: Answer,
    told: dict[str, Any],
) -> SearchRecord:
    """The row of a search. told: the answer as plain values, `calibrated` false without a ratio."""
    first = answer.candidates[0].strength.calibration_digest if answer.candidates else ""
    return SearchRecord(
        skin=skin,
        coats=tuple(coat.id for coat in coats),
        fingerprint=answer.fingerprint,
        answer=told,
        gallery_digest=gallery_digest,
        network_digest=Descriptions.of(project).describer.network.digest,
        calibration_digest=first if told.get("calibrated", True) else "",
    )


@dataclass(frozen=True, slots=True)
class Kept:
    """One search of a skin as it was stored; names: of what the candidates are, by id."""

    search: str
    skin: str
    coats: tuple[str, ...]
    fingerprint: str
    answer: Mapping[str, Any]
    names: Mapping[str, str]

    def called(self, known: str) -> str:
        """A candidate's name and id."""
        name = self.names.get(known, known)
        return known if name == known else f"{name} ({known})"

    def candidate_lines(self, key: str, top: int) -> list[str]:
        """The first candidates, a line or two each: ratio with bounds, scores, what limits it.

        key: under which a candidate's id stands, individual or skin.
        """
        lines = []
        for place, one in enumerate(self.answer["candidates"][:top], start=1):
            scores = ", ".join(f"{name} {score:.2f}" for name, score in one["scores"].items())
            ratio = "no likelihood ratio"
            if one["log10_lr"] is not None:
                ratio = (
                    f"log10 LR {one['log10_lr']:+.2f} ({one['low']:+.2f} to {one['high']:+.2f}), "
                    f"{one['wording']}"
                )
            lines.append(f"  {place}. {self.called(one[key])}: {ratio}; {scores}")
            beside = " ".join(told_beside(one))
            lines += [f"     {beside}"] if beside else []
        return lines
