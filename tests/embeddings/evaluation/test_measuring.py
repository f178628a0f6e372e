"""Figures of judged answers, worked by hand, and costs held against the lir package."""

import numpy as np
import pytest
from lir.data.models import LLRData
from lir.metrics import cllr as lir_cllr
from lir.metrics import cllr_min as lir_cllr_min

from embeddings.evaluation.answering import Judged
from embeddings.evaluation.measuring import measure, precision_at_hits
from embeddings.evaluation.metrics import average_precision
from embeddings.evaluation.openness import dir_at, open_sets
from embeddings.evaluation.ratios import measure_ratios
from embeddings.evaluation.resampling import Draws
from embeddings.strength import EmptySet


def judged(animal, *, hits=(), place=0, best=0.0, decision="cannot_tell", **more):
    """One answer about one animal among ten photos of five animals."""
    plain = {
        "query": f"{animal}.jpg",
        "animal": animal,
        "flank": f"{animal}/left",
        "quality": "sufficient",
        "decision": decision,
        "photos": 10,
        "hits": hits,
        "animals": 5,
        "place": place,
        "best": best,
        "none_llr": -best,
        "same": (best,) if place == 1 else (),
        "different": (-1.0,),
        "seconds": 0.5,
    }
    return Judged(**{**plain, **more})


KNOWN = [
    judged("A", hits=(1, 3), place=1, best=2.0, decision="this_animal"),
    judged("A", hits=(2,), place=2, best=0.5),
    judged("B", hits=(4,), place=3, best=0.2, decision="not_in_catalogue"),
]
UNKNOWN = [
    judged("X", best=1.0, decision="this_animal"),
    judged("Y", best=-0.5, decision="not_in_catalogue"),
]


@pytest.fixture(scope="module")
def told():
    return measure([*KNOWN, *UNKNOWN], np.random.default_rng(1))


def test_retrieval_by_hand(told):
    means = ((1 + 2 / 3) / 2, 1 / 2, 1 / 4)
    assert told.retrieval["mAP"].value == pytest.approx(np.mean(means))
    flanks = ((means[0] + means[1]) / 2 + means[2]) / 2
    assert told.retrieval["mAP over flanks"].value == pytest.approx(flanks)
    assert told.retrieval["top-1 photo"].value == pytest.approx(1 / 3)
    assert told.retrieval["top-1 photo over flanks"].value == pytest.approx(1 / 4)
    assert told.retrieval["top-5 photos"].value == 1.0


@pytest.mark.parametrize(("rank", "share"), [(1, 1 / 3), (2, 2 / 3), (3, 1.0), (20, 1.0)])
def test_animals_within_a_rank_by_hand(told, rank, share):
    assert told.cmc[rank].value == pytest.approx(share)


def test_counts_and_chance_by_hand(told):
    assert (told.queries, told.known, told.unknown, told.animals) == (5, 3, 2, 4)
    assert told.chance["photo"] == pytest.approx((0.2 + 0.1 + 0.1) / 3)
    assert told.chance["animal"] == pytest.approx(0.2)


def test_identified_at_a_false_alarm_rate_by_hand(told):
    # No alarm allowed: the score must be above 1.0, which only the first query has.
    assert told.dir_at[0.01].value == pytest.approx(1 / 3)


@pytest.mark.parametrize(("far", "share"), [(0.0, 0.25), (0.25, 0.5), (0.75, 0.75), (1.0, 0.75)])
def test_more_false_alarms_let_more_be_identified_by_hand(far, share):
    known = [
        judged(f"K{n}", hits=(1,), place=place, best=best)
        for n, (place, best) in enumerate([(1, 0.9), (1, 0.6), (2, 0.8), (1, 0.2)])
    ]
    unknown = [judged(f"U{n}", best=best) for n, best in enumerate([0.7, 0.4, 0.3, 0.1])]
    draws = tuple(
        Draws.over([one.animal for one in side], np.random.default_rng(2))
        for side in (known, unknown)
    )
    assert dir_at(known, unknown, far, draws).value == pytest.approx(share)


def test_open_set_by_three_rules_by_hand(told):
    lead = told.open_set["lead"]
    assert (lead.baks.value, lead.baus.value) == (0.25, 0.5)
    assert lead.root.value == pytest.approx(np.sqrt(0.125))
    # The ratio for none of these is above 1 only where the best score is below zero.
    ratio = told.open_set["ratio"]
    assert (ratio.baks.value, ratio.baus.value) == (0.25, 0.5)


def test_the_fitted_rule_never_sees_the_animals_it_judges():
    known = [judged(f"K{n}", hits=(1,), place=1, best=3.0) for n in range(12)]
    unknown = [judged(f"U{n}", best=1.0) for n in range(12)]
    draws = tuple(
        Draws.over([one.animal for one in side], np.random.default_rng(2))
        for side in (known, unknown)
    )
    fitted = open_sets(known, unknown, draws, np.random.default_rng(3))["fitted"]
    assert fitted.root.value == 1.0
    by_ratio = open_sets(known, unknown, draws, np.random.default_rng(3))["ratio"]
    assert by_ratio.baus.value == 0.0


def test_leads_by_hand(told):
    assert told.leads["known: named rightly"].value == pytest.approx(1 / 3)
    assert told.leads["known: told not in the catalogue"].value == pytest.approx(1 / 3)
    assert told.leads["unknown: given an animal"].value == 0.5


def test_average_precision_from_hits_agrees_with_the_whole_list():
    rng = np.random.default_rng(4)
    for _ in range(50):
        relevant = rng.random(30) < 0.2
        if relevant.any():
            hits = (np.flatnonzero(relevant) + 1).tolist()
            assert precision_at_hits(hits) == pytest.approx(average_precision(relevant))


def test_costs_agree_with_the_lir_package():
    rng = np.random.default_rng(5)
    group = [
        judged(f"A{n}", same=tuple(rng.normal(1, 1, 2)), different=tuple(rng.normal(-1, 1, 6)))
        for n in range(20)
    ]
    same = [llr for one in group for llr in one.same]
    different = [llr for one in group for llr in one.different]
    llrs = LLRData(
        features=np.array([*same, *different]).reshape(-1, 1),
        labels=np.array([1] * len(same) + [0] * len(different)),
    )
    told = measure_ratios(group, np.random.default_rng(6)).figures
    assert told["Cllr"].value == pytest.approx(lir_cllr(llrs), abs=1e-9)
    assert told["Cllr after monotone refit"].value == pytest.approx(lir_cllr_min(llrs), abs=1e-6)
    assert told["Cllr"].low < told["Cllr"].value < told["Cllr"].high
    loss = told["Cllr"].value - told["Cllr after monotone refit"].value
    assert told["calibration loss"].value == pytest.approx(loss)


@pytest.mark.parametrize(
    ("name", "share"),
    [
        ("same animal, LR below 1", 0.5),
        ("other animal, LR above 1", 0.75),
        ("other animal, LR above 10", 0.5),
        ("other animal, LR above 100", 0.25),
    ],
)
def test_misleading_shares_by_hand(name, share):
    group = [judged("A", same=(-0.2, 0.2), different=(-1.0, 0.5, 1.5, 2.5))]
    assert measure_ratios(group, np.random.default_rng(1)).figures[name].value == share


def test_without_ratios_nothing_is_said_of_them():
    assert (
        measure_ratios([judged("A", same=(), different=(1.0,))], np.random.default_rng(1)) is None
    )


def test_a_run_that_can_find_nothing_is_refused():
    with pytest.raises(EmptySet, match="nothing can be found"):
        measure(UNKNOWN, np.random.default_rng(1))


def test_without_strangers_the_open_set_is_left_out():
    alone = measure(KNOWN, np.random.default_rng(1))
    assert alone.open_set == {}
    assert alone.dir_at == {}
