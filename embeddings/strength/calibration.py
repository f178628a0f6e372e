"""A calibration: everything that turns scores into a ratio, with where it comes from.

It names the population it was fitted on, its species and domain, and whether that was simulated;
its digest goes into every strength, so a report says by which numbers it was weighed.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from embeddings.strength.bounds import Bounds
from embeddings.strength.evidence import Cohort, Evidence
from embeddings.strength.logistic import Line
from embeddings.strength.measures import Floats

CLOSE = "close"
GLANCE = "glance"
FOR_DEMONSTRATION = "weighed with a calibration fitted on simulated coats: for demonstration only"


@dataclass(frozen=True, slots=True)
class Exclusion:
    """When an animal is excluded, and how often that was wrong of animals that were there.

    at: highest bounded log10 LR that excludes, always below zero. wrongly: share of enrolled
    animals that it excluded on held-out folds; low, high: its 95 % interval over `animals`.
    """

    at: float
    wrongly: float
    low: float
    high: float
    animals: int

    def __post_init__(self) -> None:
        if not self.at < 0.0:
            raise ValueError(f"log10 LR {self.at} does not speak against an animal: upside down")


@dataclass(frozen=True, slots=True)
class Thresholds:
    """log10 LRs that the words of a lead stand on, chosen on calibration folds.

    this_animal: at or above, for a catalogue of `animals` comparable ones. excluded: for animals
    looked at closely; excluded_at_a_glance: for the others; None where nothing may be excluded,
    because too many animals that are there look as if they were not.
    """

    this_animal: float
    animals: int = 1
    excluded: Exclusion | None = None
    excluded_at_a_glance: Exclusion | None = None

    def __post_init__(self) -> None:
        if not self.this_animal > 0.0:
            raise ValueError(f"log10 LR {self.this_animal} speaks for no animal: upside down")


@dataclass(frozen=True, slots=True)
class Model:
    """One line from named scores to a log10 LR, and its refits on resampled animals."""

    names: tuple[str, ...]
    line: Line
    resamples: tuple[Line, ...]
    bounds: Bounds
    _slopes: Floats = field(init=False, repr=False, compare=False)
    _levels: Floats = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Every animal of a gallery is weighed by every refit: one product instead of sixty.
        lines = self.resamples
        slopes = np.array([np.divide(one.weights, one.scale) for one in lines], dtype=np.float64)
        slopes = slopes.reshape(len(lines), len(self.names))
        at = np.array([one.centre for one in lines], dtype=np.float64).reshape(slopes.shape)
        levels = np.array([one.offset for one in lines], dtype=np.float64) - (slopes * at).sum(1)
        object.__setattr__(self, "_slopes", slopes)
        object.__setattr__(self, "_levels", levels)

    def raw(self, evidence: Evidence) -> float:
        """log10 LR without bounds."""
        return float(self.line.log10_lr(evidence.row(self.names)[None, :])[0])

    def spread(self, evidence: Evidence) -> Floats:
        """The log10 LR by each refit (r,), without bounds."""
        return np.asarray(self._levels + self._slopes @ evidence.row(self.names))


@dataclass(frozen=True, slots=True)
class Calibration:
    """Models by closeness and quality stratum, with population, thresholds and digest.

    models: keys "close" (marks verified) and "glance" (cheap scores only), each perhaps with
    ":<stratum>" for one quality of the query; the general key serves where a stratum has none.
    digest: SHA-256 over its canonical text.
    """

    name: str
    species: str
    domain: str
    population: str
    simulated: bool
    cohorts: Mapping[str, Cohort]
    models: Mapping[str, Model]
    thresholds: Thresholds
    figures: Mapping[str, Any] = field(default_factory=dict)
    digest: str = field(init=False, default="")

    def __post_init__(self) -> None:
        digest = sha256(self.text().encode("utf-8")).hexdigest()
        object.__setattr__(self, "digest", digest)

    def model_for(self, evidence: Evidence) -> Model:
        """The model of this closeness and stratum; raises KeyError when it was never fitted."""
        key = CLOSE if evidence.looked_closely else GLANCE
        return self.models.get(f"{key}:{evidence.stratum}") or self.models[key]

    def text(self) -> str:
        """Canonical JSON: sorted keys, one digest for one content."""
        content = {
            "name": self.name,
            "species": self.species,
            "domain": self.domain,
            "population": self.population,
            "simulated": self.simulated,
            "cohorts": {name: [c.mean, c.spread, c.weight] for name, c in self.cohorts.items()},
            "models": {key: _model_to_json(model) for key, model in self.models.items()},
            "thresholds": asdict(self.thresholds),
            "figures": dict(self.figures),
        }
        return json.dumps(content, sort_keys=True, ensure_ascii=False, indent=1) + "\n"

    def save(self, path: Path) -> None:
        """Write the canonical text."""
        path.write_text(self.text(), encoding="utf-8")


def load(path: Path) -> Calibration:
    """Read a calibration; raises ValueError naming the file and what is missing in it."""
    try:
        content = json.loads(path.read_text("utf-8"))
        return Calibration(
            name=content["name"],
            species=content["species"],
            domain=content["domain"],
            population=content["population"],
            simulated=bool(content["simulated"]),
            cohorts={name: Cohort(*parts) for name, parts in content["cohorts"].items()},
            models={key: _model_from_json(part) for key, part in content["models"].items()},
            thresholds=_thresholds_from_json(content["thresholds"]),
            figures=content["figures"],
        )
    except (KeyError, TypeError, json.JSONDecodeError) as error:
        raise ValueError(
            f"{path.name} is no calibration ({error!s}): fit one with embeddings.evaluation.fitting"
        ) from error


def _line_to_json(line: Line) -> dict[str, Any]:
    return {
        "centre": list(line.centre),
        "scale": list(line.scale),
        "weights": list(line.weights),
        "offset": line.offset,
    }


def _line_from_json(content: Mapping[str, Any]) -> Line:
    return Line(
        tuple(content["centre"]),
        tuple(content["scale"]),
        tuple(content["weights"]),
        float(content["offset"]),
    )


def _model_to_json(model: Model) -> dict[str, Any]:
    return {
        "names": list(model.names),
        "line": _line_to_json(model.line),
        "resamples": [_line_to_json(line) for line in model.resamples],
        "bounds": [model.bounds.low, model.bounds.high],
    }


def _model_from_json(content: Mapping[str, Any]) -> Model:
    return Model(
        tuple(content["names"]),
        _line_from_json(content["line"]),
        tuple(_line_from_json(line) for line in content["resamples"]),
        Bounds(*content["bounds"]),
    )


def _thresholds_from_json(content: Mapping[str, Any]) -> Thresholds:
    close, glance = content["excluded"], content["excluded_at_a_glance"]
    return Thresholds(
        this_animal=float(content["this_animal"]),
        animals=int(content["animals"]),
        excluded=None if close is None else Exclusion(**close),
        excluded_at_a_glance=None if glance is None else Exclusion(**glance),
    )


def shipped() -> tuple[Calibration, ...]:
    """The calibrations that come with the program, in order of name."""
    folder = Path(__file__).parent.parent / "calibrations"
    return tuple(load(path) for path in sorted(folder.glob("*.json")))


def choose(
    calibrations: Sequence[Calibration], *, species: str, domain: str, simulated: bool = False
) -> tuple[Calibration, str]:
    """The calibration for a species and domain ("camera" or "pelt"), and why it was chosen.

    Same species and domain first, then same species, then same domain, then any. simulated: the
    query itself is simulated, by its source; only such a query is ever weighed with a calibration
    fitted on simulated coats. Raises ValueError when there is none for it.
    """
    allowed = [one for one in calibrations if simulated or not one.simulated]
    if not allowed:
        raise ValueError("no calibration is at hand: reinstall the program or fit one")

    def fitness(calibration: Calibration) -> tuple[bool, bool, bool, str]:
        return (
            calibration.species != species,
            calibration.domain != domain,
            calibration.simulated != simulated,
            calibration.name,
        )

    best = min(allowed, key=fitness)
    fits = []
    fits.append("its species" if best.species == species else f"another species ({best.species})")
    fits.append("its kind of photo" if best.domain == domain else f"{best.domain} photos")
    only = f"; {FOR_DEMONSTRATION}" if best.simulated else ""
    return best, f"calibration {best.name}: fitted on {' and '.join(fits)}{only}"
