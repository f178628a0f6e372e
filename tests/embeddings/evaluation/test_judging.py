"""Answers as `rank` writes them, judged by hand."""

import numpy as np
import pytest

from embeddings.evaluation.judging import judge
from embeddings.evaluation.measuring import measure

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
    return measure(judge(ANSWERS, QUERIES, PHOTOS), np.random.default_rng(1))


def test_ranks_of_the_right_photos_and_animals():
    first, second, third, _ = judge(ANSWERS, QUERIES, PHOTOS)
    assert (first.hits, first.place, first.best) == ((1, 3), 1, 2.0)
    assert (second.hits, second.place, second.best) == ((2,), 2, 0.5)
    assert (third.hits, third.place, third.known) == ((), 0, False)


def test_what_could_not_be_compared_is_no_ratio():
    first = judge(ANSWERS, QUERIES, PHOTOS)[0]
    assert (first.same, first.different, first.animals) == ((2.0,), (-1.0,), 2)


def test_retrieval_and_open_set_by_hand(told):
    assert told.retrieval["mAP"].value == pytest.approx(((1 + 2 / 3) / 2 + 1 / 2) / 2)
    assert told.retrieval["top-1 photo"].value == 0.5
    # Thresholds above 1.5 keep every unknown out at 1 %: only q1 (2.0) is above.
    assert told.dir_at[0.01].value == 0.5
    assert (told.open_set["lead"].baks.value, told.open_set["lead"].baus.value) == (0.5, 0.5)


def test_leanings_count_as_leads_and_not_as_firm_ones():
    leaning = [{**one, "firm": one["query"] in ("q1", "q2")} for one in ANSWERS]
    told = measure(judge(leaning, QUERIES, PHOTOS), np.random.default_rng(1))
    lead, firm = told.open_set["lead"], told.open_set["firm"]
    assert (lead.baks.value, lead.baus.value) == (0.5, 0.5)
    assert (firm.baks.value, firm.baus.value, firm.root.value) == (0.5, 0.0, 0.0)
    assert told.leads["unknown: told not in the catalogue"].value == 0.5
    assert told.leads["unknown, firm: told not in the catalogue"].value == 0.0
    assert told.leads["known, firm: named rightly"].value == 0.5


def test_answers_without_a_word_on_firmness_are_firm(told):
    assert told.open_set["firm"] == told.open_set["lead"]


def test_ratios_of_what_was_compared_are_judged(told):
    assert (told.ratios.pairs_same, told.ratios.pairs_different) == (2, 4)
    assert told.ratios.figures["other animal, LR above 1"].value == 0.5


def test_a_refused_query_is_left_out():
    bad = {**answer("q1", "cannot_tell", [], []), "error": "no picture"}
    assert len(judge([bad, *ANSWERS], QUERIES, PHOTOS)) == 4
