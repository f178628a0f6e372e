"""Validations: what a person may put on record, what it covers, and how it is taken back."""

import json
from dataclasses import replace
from hashlib import sha256

import pytest

from embeddings.strength import shipped
from workbench.services.acting import acting
from workbench.services.bagging import validations_behind
from workbench.services.casework import open_case
from workbench.services.describing import Descriptions
from workbench.services.exporting import contents_of
from workbench.services.refusal import NotAllowed, Refused
from workbench.services.validating import (
    add_validation,
    list_validations,
    validation_for,
    weights_of,
    withdraw_validation,
)
from workbench.store import Reader, StoreRefused

TIGERS = next(one for one in shipped() if one.domain == "camera" and not one.simulated)
RENDERED = next(one for one in shipped() if one.simulated)


@pytest.fixture
def weights(project):
    return weights_of(Descriptions.of(project).describer)


@pytest.fixture
def report(tmp_path, project):
    """report(...): an evaluation's result.json with these parts changed."""

    def write(
        *, calibration=TIGERS.digest, network="", animals=28, misled=0.001, pelts="", limited=True
    ):
        def told(value):
            return {"value": value, "low": value, "high": value, "animals": 75}

        used = network or Descriptions.of(project).describer.network.digest
        tested = {
            "form": "kedrovka-evaluation-1",
            "run": {
                "calibration": [{"name": "c", "digest": calibration}],
                "weights_digest": used,
                "pelts": pelts,
            },
            "figures": {
                "retrieval": {"top-1": {**told(0.7), "animals": animals}},
                "ratios": {
                    "figures": {"Cllr": told(0.45), "other animal, LR above 100": told(misled)}
                },
            },
            "curves": {
                "quality": [
                    {"quality": "sufficient", "same": [1.0], "other": [-1.0]},
                    {"quality": "limited", "same": [1.0] if limited else [], "other": [-1.0]},
                ]
            },
        }
        path = tmp_path / "result.json"
        path.write_text(json.dumps(tested), encoding="utf-8")
        return path

    return write


def covered(project, weights, calibration=TIGERS, **query):
    asked = {"species": calibration.species, "domain": calibration.domain, **query}
    reader = acting(project, "Anna")
    return validation_for(project, reader, calibration, weights=weights, **asked)


def test_a_validation_says_who_when_on_what_and_keeps_its_report(project, report, clock):
    path = report()
    made = add_validation(project, "Anna", path, why="blind test of 2026", clock=clock)
    record = made.record
    assert (record.id, record.species, record.domain) == ("VAL-0001", TIGERS.species, "camera")
    assert (record.animals, record.qualities) == (28, ("limited", "sufficient"))
    assert record.report == sha256(path.read_bytes()).hexdigest()
    assert project.store.originals.read(record.report) == path.read_bytes()
    assert "tested with 28 animals, Cllr 0.45" in made.sentence
    assert "blind test of 2026" in made.sentence
    assert "2026-04-20" in made.sentence
    assert [one.record for one in list_validations(project, "Boris")] == [record]


def test_it_covers_this_calibration_with_these_weights_and_nothing_else(
    project, report, weights, clock
):
    add_validation(project, "Anna", report(), why="tested", clock=clock)
    found = covered(project, weights)
    assert found.reference == "VAL-0001"
    assert found.strata == {"limited", "sufficient"}
    assert (found.calibration, found.animals) == (TIGERS.digest, 28)
    assert covered(project, frozenset({"another"})) is None
    assert covered(project, weights, replace(TIGERS, population="others")) is None


@pytest.mark.parametrize("query", [{"species": "Panthera pardus"}, {"domain": "pelt"}])
def test_a_calibration_that_stands_in_for_another_kind_of_photo_is_not_covered(
    project, report, weights, clock, query
):
    add_validation(project, "Anna", report(), why="tested", clock=clock)
    assert covered(project, weights, **query) is None


def test_only_the_qualities_that_were_tested_are_covered(project, report, clock):
    alone = add_validation(project, "Anna", report(limited=False), why="tested", clock=clock)
    assert alone.record.qualities == ("sufficient",)
    chosen = add_validation(
        project, "Anna", report(), why="tested", qualities=["limited"], clock=clock
    )
    assert chosen.record.qualities == ("limited",)
    with pytest.raises(Refused, match="no ratios of quality limited"):
        add_validation(
            project, "Anna", report(limited=False), why="x", qualities=["limited"], clock=clock
        )


def test_a_withdrawn_validation_covers_nothing_and_stays_to_be_read(
    project, report, weights, clock
):
    add_validation(project, "Anna", report(), why="tested", clock=clock)
    gone = withdraw_validation(project, "Anna", "VAL-0001", why="two labels swapped", clock=clock)
    assert "WITHDRAWN (VAL-0002): two labels swapped" in gone.sentence
    assert covered(project, weights) is None
    assert [one.record.id for one in list_validations(project, "Anna")] == ["VAL-0001"]
    with pytest.raises(Refused, match="no standing validation is called VAL-0001"):
        withdraw_validation(project, "Anna", "VAL-0001", why="again", clock=clock)
    add_validation(project, "Anna", report(), why="tested anew", clock=clock)
    assert covered(project, weights).reference == "VAL-0003"


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"pelts": "pelts-1"}, "simulated coats validate nothing"),
        ({"calibration": RENDERED.digest}, "simulated coats validate nothing"),
        ({"calibration": "0" * 64}, "weighed with calibration 0000000000000000"),
        ({"network": "f" * 64}, "made with network ffffffffffffffff"),
        ({"animals": 19}, "19 animals, and 20 are needed"),
        ({"misled": 0.02}, "2.0% of other animals got an LR above 100"),
    ],
)
def test_what_validates_nothing_is_refused_and_nothing_is_kept(project, report, changed, reason):
    with pytest.raises(Refused, match=reason):
        add_validation(project, "Anna", report(**changed), why="tested")
    assert list_validations(project, "Anna") == []


@pytest.mark.parametrize("text", ["", "[]", '{"form": "something else"}'])
def test_a_file_that_is_no_evaluation_report_is_named(project, tmp_path, text):
    path = tmp_path / "result.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Refused, match=r"result\.json is no evaluation report"):
        add_validation(project, "Anna", path, why="tested")


def test_a_record_needs_its_reason_and_an_administrator(project, report):
    with pytest.raises(Refused, match="needs its reason"):
        add_validation(project, "Anna", report(), why=" ")
    with pytest.raises(NotAllowed):
        add_validation(project, "Boris", report(), why="tested")
    with pytest.raises(NotAllowed):
        withdraw_validation(project, "Boris", "VAL-0001", why="x")


def test_a_calibration_of_ones_own_is_named_by_its_file(project, report, tmp_path):
    own = replace(TIGERS, name="our tigers")
    own.save(tmp_path / "ours.json")
    tested = report(calibration=own.digest)
    with pytest.raises(Refused, match="not the one at hand"):
        add_validation(project, "Anna", tested, why="tested")
    made = add_validation(project, "Anna", tested, why="tested", calibration=tmp_path / "ours.json")
    assert made.record.calibration_name == "our tigers"


def test_a_validation_is_on_the_audit_and_its_report_is_checked_when_read(project, report, clock):
    made = add_validation(project, "Anna", report(), why="tested", clock=clock)
    whole = project.store.read(Reader.whole("a test looks"))
    [row] = [row for row in whole.audit.rows(last=9) if row.action == "validate"]
    assert row.by == made.record.by
    project.store.originals.path_of(made.record.report).write_bytes(b"{}")
    with pytest.raises(StoreRefused, match="has been changed"):
        project.store.originals.read(made.record.report)


def answered(validation="VAL-0001"):
    """A stored answer whose one candidate a validation covers."""
    candidate = {"individual": "IND-0001", "validated": True, "validation": validation}
    return {"candidates": [candidate], "calibration": "calibration c", "lead": {}}


@pytest.mark.parametrize("withdrawn", [False, True])
def test_a_bag_holds_the_validation_and_its_report_and_says_when_it_was_withdrawn(
    project, report, clock, tmp_path, monkeypatch, withdrawn
):
    made = add_validation(project, "Anna", report(), why="blind test", clock=clock)
    add_validation(project, "Anna", report(limited=False), why="of another case", clock=clock)
    if withdrawn:
        withdraw_validation(project, "Anna", "VAL-0001", why="labels swapped", clock=clock)
    monkeypatch.setattr(
        "workbench.services.exporting.comparisons_of", lambda *_: ((), [answered()])
    )
    case = open_case(project, "Anna", "A skin", members=[], clock=clock).id
    (tmp_path / "scratch").mkdir()
    said = contents_of(project, acting(project, "Anna"), case, tmp_path / "scratch", clock=clock)
    assert len(said.method.validations) == 1
    assert said.method.validations[0].startswith("VAL-0001: ")
    assert said.method.validated is not withdrawn
    assert ("was withdrawn after these numbers" in " ".join(said.method.limits)) is withdrawn
    [attached] = [one for one in said.attachments if one.folder == "method"]
    assert attached.name == "VAL-0001-evaluation.json"
    assert sha256(attached.content).hexdigest() == made.record.report


def test_a_case_without_validated_numbers_names_no_validation(project, report, clock):
    add_validation(project, "Anna", report(), why="tested", clock=clock)
    reader = acting(project, "Anna")
    assert validations_behind(project, reader, [answered(validation="")]) == ()
    assert validations_behind(project, reader, []) == ()
