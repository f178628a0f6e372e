"""All evidence about one animal into one strength.

Photos of one flank show the same pattern: they are averaged, never added, and a photo of lower
quality than the best of its flank adds nothing. Left and right flank are unrelated patterns, so
their log ratios add. A flank nobody could tell joins no other flank.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from embeddings.strength.bounds import Bounds
from embeddings.strength.calibration import Calibration
from embeddings.strength.evidence import Evidence
from embeddings.strength.words import INVESTIGATIVE, words_for

GRADES = ("sufficient", "limited", "not_suitable")


@dataclass(frozen=True, slots=True)
class Validation:
    """A record that the method was tried on such photos: species, domain, quality strata."""

    species: str
    domain: str
    strata: frozenset[str]
    reference: str


@dataclass(frozen=True, slots=True)
class Strength:
    """How strongly the photos speak for "this animal" against "another animal", in log10.

    log10_lr_raw is what the model says, log10_lr lies inside lower_bound..upper_bound;
    low..high is the 95 % interval over resampled animals, bounded alike. looked_closely: every
    photo was verified mark by mark against it.
    """

    individual: str
    log10_lr_raw: float
    log10_lr: float
    low: float
    high: float
    lower_bound: float
    upper_bound: float
    reference_population: str
    calibration_digest: str
    validated: bool
    wording: str
    simulated_calibration: bool = False
    looked_closely: bool = True

    @property
    def standing(self) -> str:
        """Whether a validation covers it."""
        return "validated" if self.validated else INVESTIGATIVE


def weigh(
    evidence: Sequence[Evidence],
    calibration: Calibration,
    *,
    validation: Validation | None = None,
) -> Strength:
    """One strength from the evidence of all query photos against one animal.

    Raises ValueError when there is none or it speaks of several animals.
    """
    if not evidence or len({piece.individual for piece in evidence}) != 1:
        raise ValueError("a strength needs evidence, and of one animal only")
    raw = 0.0
    refits = np.zeros(len(calibration.model_for(evidence[0]).resamples))
    lower = upper = 0.0
    for group in _by_flank(evidence):
        models = [calibration.model_for(piece) for piece in group]
        raw += float(np.mean([m.raw(p) for m, p in zip(models, group, strict=True)]))
        refits = refits + np.mean([m.spread(p) for m, p in zip(models, group, strict=True)], axis=0)
        # Bounds do not add: two flanks lean on the same calibration pairs.
        lower = min([lower, *(m.bounds.low for m in models)])
        upper = max([upper, *(m.bounds.high for m in models)])
    bounds = Bounds(lower, upper)
    low, high = np.percentile(refits, (2.5, 97.5)) if refits.size else (raw, raw)
    bounded = bounds.hold(raw)
    validated = _covers(validation, evidence, calibration)
    return Strength(
        individual=evidence[0].individual,
        log10_lr_raw=raw,
        log10_lr=bounded,
        low=bounds.hold(min(float(low), raw)),
        high=bounds.hold(max(float(high), raw)),
        lower_bound=bounds.low,
        upper_bound=bounds.high,
        reference_population=calibration.population,
        calibration_digest=calibration.digest,
        validated=validated,
        wording=words_for(bounded, validated=validated),
        simulated_calibration=calibration.simulated,
        looked_closely=all(piece.looked_closely for piece in evidence),
    )


def _by_flank(evidence: Sequence[Evidence]) -> list[list[Evidence]]:
    """Groups of one flank each, only the best quality of a flank; order of names."""
    groups = []
    for flank in sorted({piece.flank for piece in evidence}):
        pieces = [piece for piece in evidence if piece.flank == flank]
        best = min(_rank_of(piece.stratum) for piece in pieces)
        groups.append([piece for piece in pieces if _rank_of(piece.stratum) == best])
    return groups


def _rank_of(stratum: str) -> int:
    return GRADES.index(stratum) if stratum in GRADES else len(GRADES)


def _covers(
    validation: Validation | None, evidence: Sequence[Evidence], calibration: Calibration
) -> bool:
    # A calibration from rendered coats is never validated, whatever a record claims.
    return (
        validation is not None
        and not calibration.simulated
        and validation.species == calibration.species
        and validation.domain == calibration.domain
        and all(piece.stratum in validation.strata for piece in evidence)
    )
