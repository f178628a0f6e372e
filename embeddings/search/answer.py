"""What a search gives back."""

from collections.abc import Mapping
from dataclasses import dataclass

from embeddings.lead import Lead, Searched
from embeddings.strength import Evidence, Strength
from embeddings.verify import Comparison


@dataclass(frozen=True, slots=True)
class RankedCoat:
    """One comparable coat of the gallery (row in Gallery.entries), scored for this query.

    query: id of the query coat it was held against best. score: higher is likelier; it leads with
    the evidence for the coat's animal, so it orders coats within one answer only. comparison: None
    where the coat was only glanced at (embedding and votes).
    """

    entry: int
    coat: str
    individual: str
    query: str
    score: float
    comparison: Comparison | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """One named animal of the catalogue: its strength, its best coat, and its scores.

    evidence: what every query photo says about it, all that the strength was weighed from.
    """

    individual: str
    strength: Strength
    best: RankedCoat
    scores: Mapping[str, float]
    coats: int
    encounters: int
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """The whole answer about one skin: best first, ties in the order of names and ids.

    incomparable: named animals of which nothing could be compared. calibration: which one weighed,
    and why that one. fingerprint: SHA-256 over query, gallery, calibration and every step.
    """

    candidates: tuple[Candidate, ...]
    coats: tuple[RankedCoat, ...]
    incomparable: tuple[str, ...]
    lead: Lead
    not_in_catalogue_llr: float | None
    searched: Searched
    calibration: str
    fingerprint: str
