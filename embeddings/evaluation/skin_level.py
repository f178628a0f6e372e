"""What several photos and both flanks together may name, exclude and claim, on held-out animals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from embeddings.evaluation.best_of import fit_best_of
from embeddings.evaluation.grouping import Grouped, taken_together
from embeddings.evaluation.metrics import judge_ratios
from embeddings.evaluation.mixing import Joined, join
from embeddings.evaluation.modelling import tail_by_animal
from embeddings.evaluation.thresholds import Weighed, choose_thresholds
from embeddings.evaluation.trials import Trial
from embeddings.strength import CLOSE, GLANCE, Basis, Combined, Thresholds, by_animals, elub
from embeddings.strength.measures import Floats

BASIS_ANIMALS = 20
"""Animals that must have been met again by photos taken together before anything stands on them."""


@dataclass(frozen=True, slots=True)
class Together:
    """Thresholds by basis, what ratios may claim ("<closeness>:<basis>"), and what was counted."""

    by_basis: dict[Basis, Thresholds]
    combined: dict[str, Combined]
    figures: dict[str, dict[str, Any]]


def fit_together(
    trials: Mapping[str, Sequence[Trial]],
    held_out: Mapping[str, Floats],
    rng: np.random.Generator,
    *,
    whole_skins: bool,
) -> Together:
    """Count photos taken together, on each basis that BASIS_ANIMALS animals carry.

    trials and held_out: by closeness, one photo each. A basis with fewer animals gets its number
    of animals into the figures and nothing else.
    """
    made = Together({}, {}, {})
    for basis in (Basis.SEVERAL_PHOTOS, Basis.BOTH_FLANKS, Basis.WHOLE_SKIN):
        groups = {
            key: taken_together(trials[key], held_out[key], basis, whole_skins=whole_skins)
            for key in (CLOSE, GLANCE)
        }
        found = {key: grouped.met_again for key, grouped in groups.items()}
        made.figures[str(basis)] = {"animals": found[CLOSE]}
        if min(found.values()) < BASIS_ANIMALS:
            continue
        joined = {key: join(grouped, rng) for key, grouped in groups.items()}
        weighed = {key: _weighed(groups[key], joined[key]) for key in groups}
        best_of = fit_best_of(groups[CLOSE].trials, joined[CLOSE].held_out, rng)
        made.by_basis[basis] = choose_thresholds(weighed[CLOSE], weighed[GLANCE], best_of, rng)
        made.figures[str(basis)] |= _told(groups[CLOSE], joined[CLOSE])
        for key, one in weighed.items():
            made.combined[f"{key}:{basis}"] = _claims(one, joined[key])
    return made


def _told(grouped: Grouped, joined: Joined) -> dict[str, Any]:
    return {
        **worth_of(grouped.trials, joined.held_out),
        "joined_by": "the mean" if joined.mix is None else "a line of best and mean",
        "held_out_cllr_of_mean": round(joined.cost_of_mean, 4),
        "held_out_cllr_of_line": round(joined.cost_of_line, 4),
    }


def worth_of(trials: Sequence[Trial], held_out: Floats) -> dict[str, float | int]:
    """Cost of held-out log10 LRs (n,), before and after the best monotone refit, and how many."""
    same = np.array([trial.same for trial in trials])
    worth = judge_ratios(held_out[same], held_out[~same])
    return {
        "pairs_same": worth.pairs_same,
        "pairs_different": worth.pairs_different,
        "held_out_cllr": round(worth.cllr, 4),
        "held_out_cllr_min": round(worth.cllr_min, 4),
    }


def _weighed(grouped: Grouped, joined: Joined) -> Weighed:
    same = np.array([trial.same for trial in grouped.trials])
    asked = len({trial.individual for trial in grouped.trials})
    bounds = elub(joined.held_out[same], joined.held_out[~same])
    held = bounds.tightest(by_animals(grouped.met_again, asked))
    return Weighed(grouped.trials, joined.held_out, held)


def _claims(weighed: Weighed, joined: Joined) -> Combined:
    same = np.array([trial.same for trial in weighed.trials])
    asked = np.array([trial.individual for trial in weighed.trials])
    tail = tail_by_animal(asked[~same], weighed.held_out[~same])
    return Combined(weighed.limits[0], tail, joined.mix)
