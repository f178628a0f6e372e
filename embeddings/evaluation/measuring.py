"""All figures of one run of judged answers, each headline with its interval over animals."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from embeddings.evaluation.answering import Judged
from embeddings.evaluation.metrics import Interval
from embeddings.evaluation.openness import ROWS, OpenSet, dir_at, open_sets
from embeddings.evaluation.ratios import Ratios, measure_ratios
from embeddings.evaluation.resampling import Draws
from embeddings.lead import Verdict
from embeddings.strength.measures import EmptySet

FARS = (0.01, 0.05, 0.10)
RANKS = (1, 2, 3, 5, 10, 20)


@dataclass(frozen=True, slots=True)
class Measures:
    """What a run is worth.

    retrieval: name -> figure over known queries. chance: share of right photos among those ranked,
    and of one animal among those weighed: what guessing finds first. cmc: rank -> share of known
    queries whose flank is found within it, ranking flanks by their best photo. dir_at: false alarm
    rate -> detection and identification rate. open_set: BAKS, BAUS and the root of their product by
    four rules. leads: shares of known and unknown queries by what the lead said, leanings counted,
    and by firm leads alone. speed_s: median
    and 95th percentile of one search.
    """

    queries: int
    known: int
    unknown: int
    animals: int
    retrieval: Mapping[str, Interval]
    chance: Mapping[str, float]
    cmc: Mapping[int, Interval]
    dir_at: Mapping[float, Interval]
    open_set: Mapping[str, OpenSet]
    ratios: Ratios | None
    leads: Mapping[str, Interval]
    speed_s: Mapping[str, float]


def measure(judged: Sequence[Judged], rng: np.random.Generator) -> Measures:
    """All figures. Raises EmptySet where no query is known: then nothing can be measured."""
    known = [one for one in judged if one.known]
    unknown = [one for one in judged if not one.known]
    if not known:
        raise EmptySet("no query has a photo of its animal in the gallery: nothing can be found")
    draws = Draws.over([one.animal for one in known], rng)
    absent = Draws.over([one.animal for one in unknown], rng) if unknown else None
    weighed = [one for one in judged if one.animals]
    return Measures(
        queries=len(judged),
        known=len(known),
        unknown=len(unknown),
        animals=len({one.animal for one in judged}),
        retrieval=retrieval(known, draws),
        chance={
            "photo": float(np.mean([len(one.hits) / one.photos for one in known])),
            "animal": float(np.mean([1.0 / max(one.animals, 1) for one in known])),
        },
        cmc={rank: draws.mean([0 < one.place <= rank for one in known]) for rank in RANKS},
        dir_at=(
            {far: dir_at(known, unknown, far, (draws, absent)) for far in FARS} if absent else {}
        ),
        open_set=open_sets(known, unknown, (draws, absent), rng) if absent else {},
        ratios=measure_ratios(weighed, rng),
        leads=_leads(known, draws) | (_refusals(unknown, absent) if absent else {}),
        speed_s={
            "median": float(np.median([one.seconds for one in judged])),
            "95 %": float(np.quantile([one.seconds for one in judged], 0.95)),
        },
    )


def retrieval(known: Sequence[Judged], draws: Draws) -> dict[str, Interval]:
    """Headlines of the ranking of photos and of animals, over queries and over flanks."""
    precision = [precision_at_hits(one.hits) for one in known]
    first = [float(one.hits[0] == 1) for one in known]
    flanks = [one.flank for one in known]
    return {
        "mAP": draws.mean(precision),
        "mAP over flanks": draws.mean_by(flanks, precision),
        "top-1 photo": draws.mean(first),
        "top-1 photo over flanks": draws.mean_by(flanks, first),
        "top-5 photos": draws.mean([one.hits[0] <= 5 for one in known]),
        "top-1 animal": draws.mean([one.place == 1 for one in known]),
    }


def precision_at_hits(hits: Sequence[int]) -> float:
    """Average precision from the ranks (from 1, ascending) of the right photos."""
    ranks = np.asarray(hits, dtype=np.float64)
    return float(np.mean(np.arange(1, ranks.size + 1) / ranks))


def _leads(known: Sequence[Judged], draws: Draws) -> dict[str, Interval]:
    named, absent = Verdict.THIS_ANIMAL.value, Verdict.NOT_IN_CATALOGUE.value
    says: dict[str, Callable[[Judged], bool]] = {
        "named rightly": lambda one: one.decision == named and one.place == 1,
        "named wrongly": lambda one: one.decision == named and one.place != 1,
        "told not in the catalogue": lambda one: one.decision == absent,
    }
    return _by_firmness("known", says, known, draws)


def _refusals(unknown: Sequence[Judged], draws: Draws) -> dict[str, Interval]:
    says: dict[str, Callable[[Judged], bool]] = {
        "given an animal": lambda one: one.decision == Verdict.THIS_ANIMAL.value,
        "told not in the catalogue": lambda one: one.decision == Verdict.NOT_IN_CATALOGUE.value,
    }
    return _by_firmness("unknown", says, unknown, draws)


def _by_firmness(
    side: str,
    says: Mapping[str, Callable[[Judged], bool]],
    queries: Sequence[Judged],
    draws: Draws,
) -> dict[str, Interval]:
    """Share of the queries that each holds of, by all leads and by firm ones alone."""
    told = {f"{side}: {what}": draws.mean([is_so(one) for one in queries])
            for what, is_so in says.items()}  # fmt: skip
    for what, is_so in says.items():
        firm = [one.firm and is_so(one) for one in queries]
        told[f"{side}, firm: {what}"] = draws.mean(firm)
    return told


__all__ = ["FARS", "RANKS", "ROWS", "Measures", "measure", "precision_at_hits", "retrieval"]
