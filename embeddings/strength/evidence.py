"""What was seen of one query photo and one animal, as numbers: the input of every ratio.

One `Evidence` stands for one query photo against all comparable coats of one animal, because the
best of many coats looks more alike by chance than the only one: the number of coats and encounters
goes into the ratio, so that "not found" after two photos says less than after fifty.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from embeddings.strength.measures import Floats

NARROWEST = 0.8
"""Share of the calibration's spread below which no catalogue brings it.

A few animals, or many with one photo each, often lie close together by luck: what then stands out
of them stands out of too little.
"""
_LEAST = 1e-6


@dataclass(frozen=True, slots=True)
class Cohort:
    """How a score is spread over other animals: mean and standard deviation, over how many.

    mean: of an animal with one coat; `slope` is added to it for each ln of its number of coats,
    because the best of many, or their sum, is higher by chance. spread is about that line.
    """

    mean: float
    spread: float
    weight: float = 10.0
    slope: float = 0.0

    def __post_init__(self) -> None:
        if not self.spread > 0.0 or not self.weight >= 0.0:
            raise ValueError(f"a cohort needs a spread above zero, not {self.spread}")

    def joined(self, others: Sequence[float] | Floats) -> "Cohort":
        """This cohort, moved towards the scores that other animals got against the same query.

        others: as if each had one coat (`as_one_coat`). Few others move it little: `weight` counts
        as so many animals seen before. The spread never falls below `narrowest`.
        """
        seen = np.asarray(others, dtype=np.float64)
        if not seen.size:
            return self
        total = self.weight + seen.size
        mean = (self.weight * self.mean + float(seen.sum())) / total
        within = self.weight * (self.spread**2 + (self.mean - mean) ** 2)
        around = float(((seen - mean) ** 2).sum())
        spread = max(float(np.sqrt((within + around) / total)), self.narrowest)
        return Cohort(mean, spread, total, self.slope)

    @property
    def narrowest(self) -> float:
        """The least spread that other animals may give it, above zero."""
        return max(NARROWEST * self.spread, _LEAST)

    def as_one_coat(self, score: Floats, coats: Floats) -> Floats:
        """Scores (g,) less what their numbers of coats (g,) give by chance."""
        return np.asarray(score - self.slope * np.log(np.maximum(coats, 1.0)))

    def standard(self, score: float) -> float:
        """The score, as of one coat, in standard deviations above other animals."""
        return (score - self.mean) / self.spread


@dataclass(frozen=True, slots=True)
class Evidence:
    """Scores of one query photo against the comparable coats of one animal.

    scores: name -> value, already with the cohort-standardised ones (`<name>_z`). coats and
    encounters: how many comparable ones the animal has. stratum: quality of the query photo.
    looked_closely: at least one coat was verified mark by mark.
    """

    individual: str
    query: str
    flank: str
    stratum: str
    scores: Mapping[str, float]
    coats: int
    encounters: int
    looked_closely: bool = True

    def row(self, names: Sequence[str]) -> Floats:
        """The named scores (d,); `coats_log` and `encounters_log` are natural logarithms.

        Raises KeyError for a score that is missing, ValueError for one that is no finite number.
        """
        known = {
            "coats_log": float(np.log(max(self.coats, 1))),
            "encounters_log": float(np.log(max(self.encounters, 1))),
            **self.scores,
        }
        missing = [name for name in names if name not in known]
        if missing:
            raise KeyError(
                f"the calibration asks for {', '.join(missing)}; this comparison has "
                f"{', '.join(sorted(known))}: fit the calibration anew for these features"
            )
        row = np.array([known[name] for name in names], dtype=np.float64)
        if not np.isfinite(row).all():
            odd = ", ".join(
                f"{name} {known[name]}"
                for name, value in zip(names, row, strict=True)
                if not np.isfinite(value)
            )
            raise ValueError(
                f"{self.query} against {self.individual} has no number for {odd}: describe the "
                "photos anew; nothing is weighed that was not measured"
            )
        return row
