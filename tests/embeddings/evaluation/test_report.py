"""Figures of a ranking whose truth is known, worked by hand."""

import numpy as np
import pytest

from embeddings.evaluation.report import figures, judge

QUERIES = {"q1": "A", "q2": "B", "q3": "Z", "q4": "Z"}
PHOTOS = {"a1": "A", "a2": "A", "b1": "B", "c1": "C"}


def answer(query, decision, individuals, images):
    return {
        "query": query,
        "decision": decision,
        "not_in_catalogue_llr": 0.0,
        "individuals": [
            {"individual_id": name, "llr": llr, "score": llr, "best_file": None}
            for name, llr in individuals
        ],
        "images": [{"file": file, "score": 0.0} for file in images],
    }


ANSWERS = [
    answer("q1", "this_animal", [("A", 2.0), ("B", -1.0), ("C", None)], ["a1", "b1", "a2"]),
    answer("q2", "cannot_tell", [("C", 0.5), ("B", 0.2)], ["c1", "b1"]),
    answer("q3", "not_in_catalogue", [("A", -0.8)], ["a1", "b1"]),
    answer("q4", "this_animal", [("C", 1.5)], ["c1"]),
]


@pytest.fixture(scope="module")
def told():
    return figures(judge(ANSWERS, QUERIES, PHOTOS), np.random.default_rng(1))


def test_retrieval_by_hand(told):
    assert told.mean_average_precision.value == pytest.approx(((1 + 2 / 3) / 2 + 1 / 2) / 2)
    assert told.top_1.value == 0.5
    assert told.top_5.value == 1.0
    assert told.top_1_animals.value == 0.5


def test_open_set_by_hand(told):
    # Thresholds above 1.5 keep every unknown out at 1 %: only q1 (2.0) is above.
    assert told.dir_at[0.01] == 0.5
    assert (told.queries, told.unknown) == (4, 2)
    assert (told.baks, told.baus) == (0.5, 0.5)


def test_decisions_by_hand(told):
    assert (told.named_right, told.named_wrong) == (0.5, 0.0)
    assert (told.refused, told.alarmed) == (0.5, 0.5)
    assert told.excluded_known == 0.0


def test_ratios_of_what_was_compared_are_judged(told):
    assert told.ratios.pairs_same == 2
    assert told.ratios.pairs_different == 4
    assert told.ratios.misled_different == 0.5


def test_a_refused_query_is_left_out():
    bad = {**answer("q1", "cannot_tell", [], []), "error": "no picture"}
    assert len(judge([bad, *ANSWERS], QUERIES, PHOTOS)) == 4
