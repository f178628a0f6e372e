"""What stands beside a stored number, and which verbal scale a project uses."""

import json
from dataclasses import replace

import pytest

from embeddings.lead import Lead, Searched, Verdict
from embeddings.strength import FOR_DEMONSTRATION, Basis, InCatalogue, Strength, Thresholds
from workbench.services.refusal import Refused
from workbench.services.strengths import (
    SCALE_FILE,
    beside_strength,
    catalogue_record,
    is_for_demonstration,
    scale_of,
    told_beside,
)

STRENGTH = Strength(
    "IND-0001", 2.4, 1.7, 1.2, 1.7, -0.9, 1.7, "48 leopards", "abc", False, "LR 50 (...)",
    basis=Basis.BOTH_FLANKS, bound_reason="only 48 animals carry the calibration", chance=0.01,
    chance_counted=True, quality="fitted on sufficient photos",
    outside=("no validation is on record",),
)  # fmt: skip


def told(**changes):
    strength = replace(STRENGTH, **changes)
    kept = json.loads(json.dumps(beside_strength(strength, 40)))
    numbers = {"log10_lr_raw": strength.log10_lr_raw, "log10_lr": strength.log10_lr}
    return told_beside({**numbers, **kept})


def test_everything_that_limits_a_number_is_told_beside_it():
    assert told() == [
        "Raw log10 LR +2.40, bounded +1.70, because only 48 animals carry the calibration.",
        "Among 40 other animals compared 0.4 are expected to reach log10 LR +2.40 by chance.",
        "Weighed on both flanks; fitted on sufficient photos.",
        "Not validated, because: no validation is on record.",
    ]


def test_a_covered_number_names_its_validation():
    sentences = told(outside=(), validation="VAL-0007", bound_reason="")
    assert sentences[-1] == "Inside validation VAL-0007."
    assert sentences[0] == "Raw log10 LR +2.40, bounded +1.70."
    assert not any("Not validated" in one for one in sentences)


def test_a_number_from_rendered_coats_says_so():
    assert "for demonstration only" in told(simulated_calibration=True)[1]
    assert not any("demonstration" in one for one in told())


def test_answers_from_before_say_nothing_they_did_not_keep():
    assert told_beside({"log10_lr": 1.0, "log10_lr_raw": 2.0, "wording": "LR 10"}) == []


def test_the_other_animal_is_named():
    assert beside_strength(STRENGTH, 40)["hd"].endswith("named population: 48 leopards")


def test_the_catalogues_question_is_stored_with_its_sentence():
    searched = Searched(("Panthera pardus",), ("left",), 40, 90, "d")
    lead = Lead(Verdict.CANNOT_TELL, None, "Cannot tell.", Thresholds(1.0), searched)
    assert catalogue_record(lead) is None
    found = InCatalogue(0.7, 0.9, -0.5, 0.7, "few asked", 40)
    kept = catalogue_record(replace(lead, in_catalogue=found))
    assert kept["log10_lr"] == 0.7
    assert kept["sentence"] == found.sentence()


@pytest.mark.parametrize(
    ("answer", "simulated"),
    [
        ({"candidates": [{"simulated_calibration": True}]}, True),
        ({"candidates": [], "calibration": f"calibration x; {FOR_DEMONSTRATION}"}, True),
        ({"candidates": [{"simulated_calibration": False}], "calibration": "c"}, False),
        ({}, False),
    ],
)
def test_an_answer_says_whether_rendered_coats_weighed_it(answer, simulated):
    assert is_for_demonstration(answer) is simulated


def test_a_project_may_bring_its_own_verbal_scale(project):
    assert scale_of(project) is None
    table = {
        "source": "our court",
        "steps": [{"below": 3, "words": "neutral"}, {"below": None, "words": "in favour"}],
        "for": "of it",
        "against": "against it",
    }
    path = project.folder / SCALE_FILE
    path.write_text(json.dumps(table), encoding="utf-8")
    assert scale_of(project).phrase(1.0) == "in favour of it"
    path.write_text("{}", encoding="utf-8")
    with pytest.raises(Refused, match=r"strength_words\.json is no verbal scale"):
        scale_of(project)
