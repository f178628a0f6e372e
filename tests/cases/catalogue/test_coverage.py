"""How many animals were never photographed: against a published estimate and against simulation."""

import math
import random

import pytest

from cases.catalogue.coverage import coverage, interval_of_unseen
from cases.catalogue.sightings import Sighting
from cases.dates import read_date

WHEN = read_date("2025-02-01T20:00+10:00")


def met(*times: int, flank: str = "left") -> list[Sighting]:
    """One animal for each number, met so often."""
    return [
        Sighting(
            f"IND-{animal}", "STN-1", "DEP-1", WHEN, frozenset({flank}), (f"P{animal}.{n}",), ()
        )
        for animal, often in enumerate(times)
        for n in range(often)
    ]


def test_the_estimate_is_the_one_that_is_published_for_barro_colorado() -> None:
    """Plot 1 of Barro Colorado Island in the manual of R's vegan: 93 species seen, 31 of them once
    and 18 twice, bias-corrected Chao1 117.4737."""
    found = coverage(met(*[1] * 31, *[2] * 18, *[5] * 44))
    assert found.seen == 93
    assert found.estimated == pytest.approx(117.473684, abs=1e-6)
    assert found.probability == pytest.approx(93 / 117.473684, abs=1e-6)


@pytest.mark.parametrize(
    ("times", "estimated"),
    [
        # By hand: seen + once (once - 1) / (2 (twice + 1)).
        ([1, 1, 1, 1, 2, 2, 5], 7 + 4 * 3 / 6), ([1, 1, 2, 3, 4, 5], 6 + 2 / 4), ([2] * 6, 6),
        ([1, 5, 5], 3), ([1] * 10, 10 + 90 / 2), ([4, 4, 4], 3),
    ],
)  # fmt: skip
def test_the_unseen_follow_from_those_met_once_and_twice(
    times: list[int], estimated: float
) -> None:
    found = coverage(met(*times))
    assert found.estimated == pytest.approx(estimated)
    assert found.low is not None
    assert found.high is not None
    assert len(times) <= found.low <= estimated <= found.high
    assert found.probability_low is not None
    assert 0 < found.probability_low <= (found.probability or 0) <= 1


@pytest.mark.parametrize("times", [[], [1] * 9, [9], [5, 5], [3, 3, 3]])
def test_from_too_few_meetings_nothing_is_estimated_and_the_sentence_says_so(
    times: list[int],
) -> None:
    found = coverage(met(*times))
    assert (found.estimated, found.probability, found.high) == (None, None, None)
    assert "too few to say" in found.sentence
    assert (found.seen, found.meetings) == (len(times), sum(times))


def test_a_side_that_was_not_shown_counts_for_nothing() -> None:
    both = [*met(3, 3, 3, 3), *(s for s in met(2, 2, 2, 2, 2, 2, 2, flank="right"))]
    assert coverage(both, flank="left").seen == 4
    assert coverage(both, flank="right").seen == 7
    assert coverage(met(3, 3, 3, 3, flank="both"), flank="left").seen == 4


def test_a_catalogue_that_saw_nobody_once_still_leaves_room_for_a_few() -> None:
    assert interval_of_unseen(20, 0.0, 0.0) == (20.0, 23.0)


def test_the_interval_never_falls_below_those_seen_and_widens_with_doubt() -> None:
    narrow, wide = interval_of_unseen(20, 5.0, 4.0), interval_of_unseen(20, 5.0, 400.0)
    assert 20 < wide[0] < narrow[0] < 25 < narrow[1] < wide[1]
    # By hand: exp(1.96 sqrt(ln(1 + 4/25))) is 2.1274.
    spread = math.exp(1.96 * math.sqrt(math.log(1.16)))
    assert narrow == pytest.approx((20 + 5 / spread, 20 + 5 * spread))


def test_an_interval_of_animals_is_of_whole_animals() -> None:
    """Ends between two numbers would leave out the truth that all were met."""
    found = coverage(met(*[1] * 4, *[2] * 6, *[4] * 30))
    low, high = interval_of_unseen(40, 4 * 3 / (2 * 7), 1.947)
    assert 40 < low < 41
    assert high > int(high)
    assert (found.low, found.high) == (40.0, float(math.ceil(high)))
    assert found.probability_high == 1.0


@pytest.mark.parametrize("meetings", [90, 150, 240])
def test_in_populations_of_known_size_the_interval_holds_the_truth_as_often_as_it_claims(
    meetings: int,
) -> None:
    """Sixty animals as easy to meet as each other: 95 of 100 intervals, but for chance."""
    draw, held = random.Random(1), 0
    for _ in range(200):
        times = [0] * 60
        for _ in range(meetings):
            times[draw.randrange(60)] += 1
        found = coverage(met(*(n for n in times if n)))
        held += found.low is not None and found.high is not None and found.low <= 60 <= found.high
    assert held >= 183
