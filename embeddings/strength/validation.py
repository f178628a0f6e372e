"""Inside which envelope a ratio counts as evidence: what a recorded validation covers.

A person records that a calibration was tested: on which species, kind of photo and quality, with
how many animals, with which weights. A ratio outside any of these is investigative.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Validation:
    """A record that a method was tested on such photos; reference names the record.

    calibration: digest of the calibration that was tested; weights: digests of the networks that
    described the photos; animals: how many the test had. Without these three it covers nothing.
    Whoever hands a validation in has compared the weights with those in use.
    """

    species: str
    domain: str
    strata: frozenset[str]
    reference: str
    calibration: str = ""
    weights: frozenset[str] = frozenset()
    animals: int = 0

    @property
    def furthest(self) -> float:
        """log10 LR, for or against, that a test with so many animals can vouch for."""
        return float(np.log10(self.animals + 1))

    def outside(
        self,
        *,
        species: str,
        domain: str,
        strata: Iterable[str],
        calibration: str,
        network: str,
        log10_lr: float,
    ) -> tuple[str, ...]:
        """In what respects a ratio lies outside, in words; empty where it is covered."""
        untested = sorted(set(strata) - self.strata)
        found = (
            (self.species != species, f"validated for {self.species or 'no species'}"),
            (self.domain != domain, f"validated for {self.domain or 'no kind of photo'}"),
            (bool(untested), f"quality {', '.join(untested)} was not tested"),
            (self.calibration != calibration, "another calibration was tested"),
            (
                not self.weights or bool(network and network not in self.weights),
                "other network weights were tested",
            ),
            (
                abs(log10_lr) > self.furthest + 1e-9,
                f"a test with {self.animals} animals vouches for no such ratio",
            ),
        )
        return tuple(words for is_so, words in found if is_so)
