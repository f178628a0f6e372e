"""From features to a probability: a logistic model whose weights are data, with their signs.

A sign is what a feature means (a differing father's name never speaks for one person), fixed
before fitting; only how much it says is learnt. tables/CARD.md tells on what and how well.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache

from cases.names.alignment import FEATURES
from cases.names.tables import rows

# +1: may only speak for one bearer; -1: only against; 0: may do either.
SIGNS: dict[str, int] = {
    "mean": 1, "worst": 1, "worst_below_85": -1, "worst_below_60": -1, "run_together": 1,
    "left_over_long": -1, "left_over_rare": -1, "same_share": 1, "two_known_names": -1,
    "initial_agrees": 1, "initial_differs": -1, "fathers_differ": -1, "fathers_agree": 1,
    "turned": -1, "numbers_differ": -1, "forms_differ": -1, "forms_agree": 1, "one_word": -1,
    "agreeing_words": 1, "agreeing_bits": 1, "first_letter_differs": -1, "scripts_differ": 0,
    "differing_words": -1, "thing": 0, "thing_left_over": -1, "thing_worst": 0, "acronym": 1,
    "heard_worst": 1, "sexes_differ": -1,
}  # fmt: skip


@cache
def weights() -> tuple[float, tuple[float, ...]]:
    """The start (log-odds of a pair without any feature) and one weight a feature."""
    read = {row["feature"]: float(row["weight"]) for row in rows("weights")}
    return read["start"], tuple(read[name] for name in FEATURES)


def probability(values: Sequence[float]) -> float:
    """That two names with these features are one bearer's, if as likely as not before."""
    start, each = weights()
    odds = start + sum(weight * value for weight, value in zip(each, values, strict=True))
    return 1.0 / (1.0 + math.exp(-max(min(odds, 30.0), -30.0)))
