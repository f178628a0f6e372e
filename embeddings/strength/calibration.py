"""A calibration: everything that turns scores into a ratio, with where it comes from.

It names the population it was fitted on, its species and domain, the network whose cosine it
weighs, and whether that was simulated; its digest goes into every strength, so a report says by
which numbers it was weighed.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from embeddings.strength.basis import Basis, Groups, Shares, basis_of, shares_of
from embeddings.strength.evidence import Cohort, Evidence
from embeddings.strength.file_format import (
    combined_as_json,
    combined_from_json,
    model_as_json,
    model_from_json,
    thresholds_as_json,
    thresholds_from_json,
)
from embeddings.strength.model import CLOSE, GLANCE, Combined, Model
from embeddings.strength.thresholds import Thresholds

FIRST_NETWORK = "62e629609688e2208f8308174916cde3113c0d21b7fca27448a91f0bfb9e28cf"
"""Digest of lite0-imagenet, with which calibrations were fitted before they named a network."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """Models by closeness and quality stratum, with population, thresholds and digest.

    models: keys "close" (marks verified) and "glance" (cheap scores only), each perhaps with
    ":<stratum>" for one quality of the query; the general key serves where a stratum has none.
    combined: keys "<closeness>:<basis>" for several photos and both flanks. network: digest of the
    embedding network whose cosine it weighs, "" where it weighs marks alone and so fits any
    network; a file that does not say was fitted with the first network that shipped. digest:
    SHA-256 over its canonical text.
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
    combined: Mapping[str, Combined] = field(default_factory=dict)
    network: str = FIRST_NETWORK
    digest: str = field(init=False, default="")

    def __post_init__(self) -> None:
        digest = sha256(self.text().encode("utf-8")).hexdigest()
        object.__setattr__(self, "digest", digest)

    def model_for(self, evidence: Evidence) -> Model:
        """The model of this closeness and stratum; raises KeyError when it was never fitted."""
        key = CLOSE if evidence.looked_closely else GLANCE
        return self.models.get(f"{key}:{evidence.stratum}") or self.models[key]

    def combined_for(self, basis: Basis, *, looked_closely: bool) -> Combined | None:
        """What was counted of photos weighed together on this basis; None where nothing was."""
        return self.combined.get(f"{CLOSE if looked_closely else GLANCE}:{basis}")

    def combined_of(self, groups: Groups) -> Combined | None:
        """What was counted of such photos; None for one, and where close looks meet glances."""
        closely = {piece.looked_closely for group in groups for piece in group}
        if len(closely) != 1:
            return None
        return self.combined_for(basis_of(groups), looked_closely=closely == {True})

    def shares(self, groups: Groups) -> Shares:
        """How much each of these photos counts, as `weigh` weighs them."""
        together = self.combined_of(groups)
        mix = together.mix if together is not None else None
        return shares_of(groups, self.raw, mix.slopes if mix is not None else None)

    def raw(self, evidence: Evidence) -> float:
        """log10 LR of one photo by the model for it, without bounds."""
        return self.model_for(evidence).raw(evidence)

    def quality_words(self, stratum: str) -> str:
        """On photos of which quality its ratios for this one were fitted, in words; may be ""."""
        told = self.figures.get("strata", {})
        return str(told.get(stratum, {}).get("fitted", "")) if isinstance(told, Mapping) else ""

    def text(self) -> str:
        """Canonical JSON: sorted keys, one digest for one content."""
        content: dict[str, Any] = {
            "name": self.name,
            "species": self.species,
            "domain": self.domain,
            "population": self.population,
            "simulated": self.simulated,
            "cohorts": {name: _cohort_as_json(one) for name, one in self.cohorts.items()},
            "models": {key: model_as_json(model) for key, model in self.models.items()},
            "thresholds": thresholds_as_json(self.thresholds),
            "figures": dict(self.figures),
        }
        if self.combined:
            content["combined"] = {key: combined_as_json(one) for key, one in self.combined.items()}
        if self.network != FIRST_NETWORK:
            content["network"] = self.network
        return json.dumps(content, sort_keys=True, ensure_ascii=False, indent=1) + "\n"

    def save(self, path: Path) -> None:
        """Write the canonical text."""
        path.write_text(self.text(), encoding="utf-8")


def _cohort_as_json(cohort: Cohort) -> list[float]:
    """Without a slope as calibrations were written before there was one: their digests stay."""
    parts = [cohort.mean, cohort.spread, cohort.weight]
    return [*parts, cohort.slope] if cohort.slope else parts


def load(path: Path) -> Calibration:
    """Read a calibration; raises ValueError naming the file and what is missing in it."""
    return from_text(path.read_text("utf-8"), path.name)


def from_text(text: str, name: str) -> Calibration:
    """A calibration from its text; raises ValueError naming the file and what is missing in it."""
    try:
        content = json.loads(text)
        return Calibration(
            name=content["name"],
            species=content["species"],
            domain=content["domain"],
            population=content["population"],
            simulated=bool(content["simulated"]),
            cohorts={name: Cohort(*parts) for name, parts in content["cohorts"].items()},
            models={key: model_from_json(part) for key, part in content["models"].items()},
            thresholds=thresholds_from_json(content["thresholds"]),
            figures=content["figures"],
            combined={
                key: combined_from_json(part) for key, part in content.get("combined", {}).items()
            },
            network=str(content.get("network", FIRST_NETWORK)),
        )
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError) as error:
        raise ValueError(
            f"{name} is no calibration ({error!s}): fit one with kedrovka calibrate"
        ) from error
