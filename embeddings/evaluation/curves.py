"""The plots of an evaluation as numbers: what is drawn is kept, so that it can be drawn again."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from embeddings.evaluation.answering import Judged
from embeddings.evaluation.metrics import cllr, ece, refit_monotone, tippett
from embeddings.strength.measures import Floats

CMC_RANKS = tuple(range(1, 21))
_PRIORS = np.linspace(-3, 3, 49)
_PERCENTILES = (2.5, 25, 50, 75, 97.5)
_BIN = 0.25

Points = list[tuple[float, float]]


def curves(judged: Sequence[Judged]) -> dict[str, Any]:
    """Every curve as lists of points; those that need ratios are absent without any."""
    known = [one for one in judged if one.known]
    drawn: dict[str, Any] = {"cmc": cmc([one.place for one in known])}
    unknown = [one for one in judged if not one.known]
    if known and unknown:
        drawn["dir"] = dir_curve(known, unknown)
    same = np.array([llr for one in judged for llr in one.same])
    different = np.array([llr for one in judged for llr in one.different])
    if same.size and different.size:
        drawn["tippett"] = tippett_curves(same, different)
        drawn["ece"] = ece_curves(same, different)
        drawn["reliability"] = reliability(same, different)
        drawn["quality"] = by_quality(judged)
    return drawn


def cmc(places: Sequence[int]) -> Points:
    """Share of known queries found within each rank; place 0 is never found."""
    ranks = np.asarray(places)
    return [(float(k), float(np.mean((ranks > 0) & (ranks <= k)))) for k in CMC_RANKS]


def dir_curve(known: Sequence[Judged], unknown: Sequence[Judged]) -> Points:
    """False alarm rate against detection and identification rate, from strict to lax."""
    alarms = np.sort([-np.inf if one.best is None else one.best for one in unknown])[::-1]
    right = [one.best if one.place == 1 and one.best is not None else -np.inf for one in known]
    points = []
    for count in range(alarms.size + 1):
        at = alarms[count] if count < alarms.size else -np.inf
        points.append((count / alarms.size, float(np.mean(np.asarray(right) > at))))
    return points


def tippett_curves(same: Floats, different: Floats) -> dict[str, Points]:
    """Share of the ratios above each value, under either proposition."""
    at = np.linspace(min(same.min(), different.min()), max(same.max(), different.max()), 121)
    return {
        name: [(float(x), float(y)) for x, y in zip(at, tippett(side, at), strict=True)]
        for name, side in (("same animal", same), ("another animal", different))
    }


def ece_curves(same: Floats, different: Floats) -> dict[str, Points]:
    """Empirical cross-entropy over prior log10 odds: the ratios, their refit, and LR 1."""
    refit = tuple(np.clip(side, -30, 30) for side in refit_monotone(same, different))
    nothing = np.zeros(1), np.zeros(1)
    sets = (("as given", (same, different)), ("after refit", refit), ("LR = 1", nothing))
    return {
        name: [(float(prior), ece(hp, hd, float(prior))) for prior in _PRIORS]
        for name, (hp, hd) in sets
    }


def reliability(same: Floats, different: Floats) -> list[dict[str, float]]:
    """In bins of log10 LR: what was said on average, and what was observed.

    Observed is log10 of the share of same-animal ratios in the bin over the share of the others, so
    that a calibrated method lies on the diagonal. Bins without one of either side are left out.
    """
    edges = np.arange(np.floor(min(same.min(), different.min()) / _BIN), 40) * _BIN
    rows = []
    for low, high in pairwise(edges.tolist()):
        hp, hd = (side[(side >= low) & (side < high)] for side in (same, different))
        if hp.size and hd.size:
            seen = np.log10(hp.size / same.size) - np.log10(hd.size / different.size)
            told = float(np.mean(np.concatenate([hp, hd])))
            rows.append({"said": told, "seen": float(seen), "same": hp.size, "other": hd.size})
    return rows


def by_quality(judged: Sequence[Judged]) -> list[dict[str, Any]]:
    """Ratios by the quality of the query: percentiles of both sides, and the cost."""
    rows = []
    for grade in sorted({one.quality for one in judged}):
        group = [one for one in judged if one.quality == grade]
        same = [llr for one in group for llr in one.same]
        different = [llr for one in group for llr in one.different]
        rows.append(
            {
                "quality": grade,
                "queries": len(group),
                "same": _spread(same),
                "other": _spread(different),
                "cllr": cllr(same, different) if same and different else None,
            }
        )
    return rows


def _spread(llrs: Sequence[float]) -> list[float]:
    return [float(at) for at in np.percentile(llrs, _PERCENTILES)] if llrs else []
