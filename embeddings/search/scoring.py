"""From looks at coats to evidence about animals.

An animal's score is its best over its comparable coats (of votes the sum), then also told in
standard deviations above what the other animals of the gallery got from the same query, each less
what its number of coats gives by chance: a query that looks like everything is no evidence for
anything, nor is an animal with many photos that is found everywhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from embeddings.gallery import Gallery
from embeddings.photo import Array
from embeddings.search.looking import Look
from embeddings.strength import Cohort, Evidence

_KINDS = ("sift", "xfeat")
BEYOND = {"sift": 1.5, "stiff": 0.0}
"""Standard deviations from which on a score says more than chance, told as `<name>_beyond`.

Two strange coats often share a few marks that fit, so smaller bodies of marks are noise.
"""
BY_CHANCE = 4
"""So many marks one turn, scale and shift carries over between about any two coats."""
WITHIN = {"votes": 1.5}
"""Standard deviations up to which a score tells animals apart, told as `<name>_within`."""
_CLOSELY = (*_KINDS, "stiff", "coverage")
CLOSE_SCORES = (*_CLOSELY, "cosine", "votes")
GLANCE_SCORES = ("votes", "cosine")


@dataclass(frozen=True, slots=True)
class Scored:
    """Per entry (n,): each score by name, nan where not looked at; and a fused pair score."""

    scores: Mapping[str, Array]
    pair: Array

    def without_closeness(self) -> "Scored":
        """As if no coat had been looked at closely: what the cheap scores alone would say."""
        blind = np.full(len(self.pair), np.nan)
        close = dict.fromkeys(_CLOSELY, blind)
        return Scored({**self.scores, **close}, self.pair)


def score_coats(look: Look) -> Scored:
    """The scores of all coats of one look; the pair score orders coats of one animal.

    "sift" and "xfeat": ln(1 + eigenvalue of the body of marks); "stiff": ln(1 + the SIFT marks
    beyond `BY_CHANCE` that one turn, scale and shift carries over); "coverage", "cosine" as
    compared; "votes": as given, to be added up by animal.
    """
    count = len(look.cosine)
    scores = {name: np.full(count, np.nan) for name in _CLOSELY}
    for row, comparison in look.closely.items():
        for kind in _KINDS:
            scores[kind][row] = np.log1p(comparison.scores.get(f"{kind}_body", 0.0))
        carried = comparison.scores.get("sift_carried", 0.0)
        scores["stiff"][row] = np.log1p(max(carried - BY_CHANCE, 0.0))
        scores["coverage"][row] = comparison.scores["coverage"]
    # Weights by top-1 on the calibration animals; a coat that was only glanced at stays below.
    close = scores["sift"] + 0.1 * scores["xfeat"] + 2.0 * np.maximum(look.cosine, 0.0)
    cheap = np.minimum(look.cosine + 0.1 * np.log1p(np.nan_to_num(look.votes)), 1.0) - 2.0
    pair = np.where(np.isnan(close), cheap, close)
    return Scored(
        {**scores, "cosine": look.cosine, "votes": look.votes},
        np.where(look.allowed, pair, np.nan),
    )


def weigh_up(
    look: Look, scored: Scored, gallery: Gallery, cohorts: Mapping[str, Cohort]
) -> dict[str, Evidence]:
    """Evidence by group (an animal, or an unnamed encounter or coat) that could be compared.

    "votes" of an animal: ln(1 + the sum over its coats).
    """
    members = gallery.members(look.allowed)
    best = {
        name: _summed(values, members) if name == "votes" else _best(values, members)
        for name, values in scored.scores.items()
    }
    coats = np.array([len(rows) for rows in members.values()], dtype=np.float64)
    standard = {
        name: _standardised(cohorts[name].as_one_coat(best[name], coats), cohorts[name])
        for name in best
        if name in cohorts
    }
    coat, found = look.query.coat, {}
    asked = coat.id
    for place, (group, rows) in enumerate(members.items()):
        closely = not np.isnan(best["coverage"][place])
        names = CLOSE_SCORES if closely else GLANCE_SCORES
        scores = {name: float(best[name][place]) for name in names}
        for name in names:
            if name in standard:
                scores |= _told(name, float(standard[name][place]))
        encounters = {gallery.entries[row].encounter or gallery.entries[row].id for row in rows}
        found[group] = Evidence(
            individual=gallery.entries[int(rows[0])].individual or group,
            query=asked,
            flank=coat.flank.value,
            stratum=coat.quality.grade.value,
            scores=scores,
            coats=len(rows),
            encounters=len(encounters),
            looked_closely=closely,
        )
    return found


def _told(name: str, standard: float) -> dict[str, float]:
    """A standardised score under its names."""
    told = {f"{name}_z": standard}
    if name in BEYOND:
        told[f"{name}_beyond"] = max(standard - BEYOND[name], 0.0)
    if name in WITHIN:
        told[f"{name}_within"] = min(standard, WITHIN[name])
    return told


def _best(values: Array, members: Mapping[str, Array]) -> Array:
    """Best value of each group (g,), nan where none of its coats has one."""
    filled = np.where(np.isnan(values), -np.inf, values)
    best = np.array([filled[rows].max() for rows in members.values()], dtype=np.float64)
    return np.where(np.isfinite(best), best, np.nan)


def _summed(values: Array, members: Mapping[str, Array]) -> Array:
    """ln(1 + sum) of each group's values (g,)."""
    added = np.array([values[rows].sum() for rows in members.values()], dtype=np.float64)
    return np.asarray(np.log1p(added))


def _standardised(best: Array, cohort: Cohort) -> Array:
    """Each group's score in standard deviations above the other groups' (g,).

    The cohort joined with all others but oneself, as `Cohort.joined` does it for one, for all at
    once: of thousands of animals one after the other would take seconds.
    """
    standard = np.full(len(best), np.nan)
    known = ~np.isnan(best)
    scores = best[known]
    if not scores.size:
        return standard
    others = scores.size - 1
    centre = scores.mean()
    total = cohort.weight + others
    if others == 0 or not total:
        standard[known] = (scores - cohort.mean) / cohort.spread
        return standard
    # Sums about the common mean, not about zero, so that nothing is lost in the squares.
    apart = scores - centre
    rest, squares = -apart, (apart**2).sum() - apart**2
    mean = (cohort.weight * (cohort.mean - centre) + rest) / total
    around = squares - 2 * mean * rest + others * mean**2
    within = cohort.weight * (cohort.spread**2 + (cohort.mean - centre - mean) ** 2)
    spread = np.maximum(np.sqrt(np.maximum(within + around, 0.0) / total), cohort.narrowest)
    standard[known] = (apart - mean) / spread
    return standard
