"""The curves of ratios against the Dutch institute's package: ECE, its refit, Tippett."""

import numpy as np
import pytest
from lir.algorithms.isotonic_regression import IsotonicCalibrator
from lir.data.models import LLRData
from lir.plotting import tippett as draw_tippett
from lir.plotting.expected_calibration_error import calculate_ece

from embeddings.evaluation.metrics import ece, refit_monotone, tippett


def drawn(seed: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    return rng.normal(0.9, 0.8, 35), rng.normal(-0.7, 0.8, 260)


def peer_ece(same: np.ndarray, different: np.ndarray, odds: float) -> float:
    labels = np.concatenate([np.ones(same.size), np.zeros(different.size)])
    prior = 10**odds / (1 + 10**odds)
    ratios = 10 ** np.concatenate([same, different])
    return float(calculate_ece(ratios, labels, np.array([prior]))[0])


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("odds", [-3.0, -1.0, 0.0, 0.5, 2.5])
def test_cross_entropy_agrees_with_the_peer_at_every_prior(seed, odds):
    same, different = drawn(seed)
    assert ece(same, different, odds) == pytest.approx(peer_ece(same, different, odds), rel=1e-9)


@pytest.mark.parametrize("odds", [-1.5, 0.0, 1.5])
def test_cross_entropy_after_the_monotone_refit_agrees_too(odds):
    same, different = drawn(5)
    refit = IsotonicCalibrator().fit_transform(
        np.concatenate([same, different]), np.concatenate([np.ones(35), np.zeros(260)])
    )
    theirs = peer_ece(np.clip(refit[:35], -300, 300), np.clip(refit[35:], -300, 300), odds)
    ours = ece(*(np.clip(side, -300, 300) for side in refit_monotone(same, different)), odds)
    assert ours == pytest.approx(theirs, rel=1e-9)


class Paper:
    """Keeps what the peer draws: (x, y) of each line."""

    def __init__(self) -> None:
        self.lines: list[tuple[np.ndarray, np.ndarray]] = []

    def plot(self, x, y, **_: object) -> None:
        self.lines.append((np.asarray(x), np.asarray(y)))

    def __getattr__(self, name: str):
        return lambda *_, **__: None


def test_shares_above_agree_with_the_peers_drawing():
    same, different = drawn(7)
    labels = np.concatenate([np.ones(same.size), np.zeros(different.size)])
    paper = Paper()
    rows = np.concatenate([same, different]).reshape(-1, 1)
    draw_tippett(LLRData(features=rows, labels=labels), ax=paper)
    assert len(paper.lines) >= 2
    for side, (at, shares) in zip((same, different), paper.lines[:2], strict=True):
        drawn_as = shares / 100 if shares.max() > 1.0 else shares
        # The peer counts a ratio as above itself, ours strictly: look just below each.
        assert tippett(side, at - 1e-9) == pytest.approx(drawn_as, abs=1e-9)
