"""All evidence about one animal into one strength.

How photos and flanks become one number is told in `basis`. Bounds never add: where photos weighed
together were counted on held-out animals, what was counted there is the bound; where they were not,
two flanks may claim no more than the stronger of them alone, because both lean on the same animals.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce

import numpy as np

from embeddings.strength.basis import Basis, Groups, basis_of, counted, shares_of
from embeddings.strength.bounds import Bounds
from embeddings.strength.calibration import Calibration
from embeddings.strength.evidence import Evidence
from embeddings.strength.measures import Floats
from embeddings.strength.model import Combined, Model
from embeddings.strength.tail import at_most
from embeddings.strength.validation import Validation
from embeddings.strength.words import INVESTIGATIVE, Scale, words_for

_NOT_COUNTED = (
    "both flanks together were not counted on held-out animals, and may claim no more than one"
)


@dataclass(frozen=True, slots=True)
class Strength:
    """How strongly the photos speak for "this animal" against "another animal", in log10.

    log10_lr_raw is what the model says, log10_lr lies inside lower_bound..upper_bound;
    low..high is the 95 % interval over resampled animals, bounded alike. looked_closely: every
    photo was verified mark by mark against it. bound_reason: why the value was held back, "" where
    it was not. chance: P(such a ratio or more | another animal), counted where `chance_counted`,
    else what a calibrated ratio allows at most. quality: on photos of which quality it was fitted.
    validation: the record that covers it, outside: in what respects the record does not. held:
    scores beyond what was seen in fitting, in words: they were weighed as the end of that range.
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
    basis: Basis = Basis.ONE_PHOTO
    bound_reason: str = ""
    chance: float = 1.0
    chance_counted: bool = False
    quality: str = ""
    validation: str = ""
    outside: tuple[str, ...] = ()
    held: tuple[str, ...] = ()

    @property
    def standing(self) -> str:
        """Whether a validation covers it."""
        return "validated" if self.validated else INVESTIGATIVE

    @property
    def hd(self) -> str:
        """What it was weighed against, by name."""
        return f"the skin is of another animal of the named population: {self.reference_population}"

    def chance_hits(self, animals: int) -> float:
        """How many other animals of so many compared are expected to reach this ratio by chance."""
        return animals * self.chance


def weigh(
    evidence: Sequence[Evidence],
    calibration: Calibration,
    *,
    validation: Validation | None = None,
    scale: Scale | None = None,
) -> Strength:
    """One strength from the evidence of all query photos against one animal.

    scale: the verbal scale; the shipped one without it. Raises ValueError when there is no evidence
    or it speaks of several animals.
    """
    if not evidence or len({piece.individual for piece in evidence}) != 1:
        raise ValueError("a strength needs evidence, and of one animal only")
    groups = counted(evidence)
    pieces = [piece for group in groups for piece in group]
    basis = basis_of(groups)
    raw = float(calibration.shares(groups).total(groups, calibration.raw))
    refits = _refits(groups, calibration)
    bounds, chance = _limits(groups, raw, calibration)
    low, high = np.percentile(refits, (2.5, 97.5)) if refits.size else (raw, raw)
    bounded = bounds.hold(raw)
    outside = _outside(validation, pieces, calibration, bounded)
    strata = sorted({piece.stratum for piece in pieces})
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
        validated=not outside,
        wording=words_for(bounded, validated=not outside, scale=scale),
        simulated_calibration=calibration.simulated,
        looked_closely=all(piece.looked_closely for piece in evidence),
        basis=basis,
        bound_reason=bounds.reason(raw),
        chance=at_most(bounded) if chance is None else chance,
        chance_counted=chance is not None,
        quality="; ".join(filter(None, map(calibration.quality_words, strata))),
        validation=validation.reference if validation is not None and not outside else "",
        outside=outside,
        held=_held(pieces, calibration),
    )


def _refits(groups: Groups, calibration: Calibration) -> Floats:
    """The log10 LR by each refit (r,), of the models and of the line that joins the photos."""
    together = calibration.combined_of(groups)
    mix = together.mix if together is not None else None
    shares = shares_of(groups, calibration.raw, mix.refits if mix is not None else None)
    return shares.total(groups, lambda piece: calibration.model_for(piece).spread(piece))


def _held(pieces: Sequence[Evidence], calibration: Calibration) -> tuple[str, ...]:
    """Scores of these photos that lay beyond what was seen in fitting, one sentence a score."""
    found: dict[str, tuple[float, float]] = {}
    for piece in pieces:
        found |= calibration.model_for(piece).beyond(piece)
    return tuple(
        f"{name} {was:.1f} lies beyond all that the calibration saw and is weighed as {at:.1f}"
        for name, (was, at) in sorted(found.items())
    )


def _limits(groups: Groups, raw: float, calibration: Calibration) -> tuple[Bounds, float | None]:
    """Bounds of what counts, and the chance of such a ratio where it was counted."""
    models = [calibration.model_for(piece) for group in groups for piece in group]
    basis = basis_of(groups)
    held: Model | Combined | None = calibration.combined_of(groups)
    if basis is Basis.ONE_PHOTO:
        held = models[0]
    if held is not None:
        return held.bounds, None if held.tail is None else held.tail.beyond(raw)
    widest = reduce(Bounds.widest, (model.bounds for model in models))
    if basis in (Basis.BOTH_FLANKS, Basis.WHOLE_SKIN):
        widest = replace(widest, low_by=_NOT_COUNTED, high_by=_NOT_COUNTED)
    return widest, None


def _outside(
    validation: Validation | None,
    pieces: Sequence[Evidence],
    calibration: Calibration,
    log10_lr: float,
) -> tuple[str, ...]:
    # A calibration from rendered coats is never validated, whatever a record claims.
    if calibration.simulated:
        return ("fitted on simulated coats",)
    if validation is None:
        return ("no validation is on record",)
    return validation.outside(
        species=calibration.species,
        domain=calibration.domain,
        strata=(piece.stratum for piece in pieces),
        calibration=calibration.digest,
        network=calibration.network,
        log10_lr=log10_lr,
    )
