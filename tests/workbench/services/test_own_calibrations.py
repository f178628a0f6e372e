"""A project's own calibrations: who may put one in use, what it then weighs, and what stays."""

import json
from dataclasses import replace
from hashlib import sha256

import pytest

from embeddings.strength import CalibrationRefused, shipped
from workbench.project import Project
from workbench.services import keeping
from workbench.services.acting import acting
from workbench.services.casework import open_case
from workbench.services.describing import Descriptions
from workbench.services.exporting import export_case, verify_bag
from workbench.services.matching import match_skin
from workbench.services.own_calibrations import (
    add_calibration,
    list_calibrations,
    withdraw_calibration,
)
from workbench.services.refusal import NotAllowed, Refused
from workbench.services.validating import add_validation
from workbench.store import Reader, StoreRefused
from workbench.views import house
from workbench.views.calibrations import OF_SKINS, at_hand

LEOPARD = "Panthera pardus"
TIGERS = next(one for one in shipped() if one.domain == "camera" and not one.simulated)
OURS = replace(
    TIGERS, name="our leopards", species=LEOPARD, population="31 leopards of one reserve"
)


@pytest.fixture
def file(tmp_path):
    """file(calibration): written to a file of its own."""

    def write(calibration=OURS):
        path = tmp_path / f"{calibration.name}.json"
        calibration.save(path)
        return path

    return write


def weighs(project, species=LEOPARD, **how):
    known = at_hand(project, acting(project, "Anna"))
    return known.chosen(species=species, domain="camera", **how)


def test_what_an_administrator_puts_in_use_weighs_its_species_and_no_other(project, file, clock):
    before, why = weighs(project)
    assert before.name == TIGERS.name
    assert "another species (Panthera tigris)" in why
    made = add_calibration(project, "Anna", file(), why="fitted by the institute", clock=clock)
    assert made.record.id == "CAL-0001"
    assert f"({OURS.figures['animals']} animals, Cllr 0." in made.sentence
    assert "fitted on 31 leopards of one reserve" in made.sentence
    chosen, why = weighs(project)
    assert chosen.digest == OURS.digest
    assert why.startswith("this project's own calibration our leopards: fitted on its species")
    assert weighs(project, "Panthera tigris")[0].digest == TIGERS.digest


def test_another_project_knows_nothing_of_it(project, catalogue, file, clock):
    add_calibration(project, "Anna", file(), why="ours", clock=clock)
    assert weighs(catalogue)[0].name == TIGERS.name


def test_only_an_administrator_may_and_it_needs_a_reason(project, file):
    for person in ("Boris", "Vera"):
        with pytest.raises(NotAllowed):
            add_calibration(project, person, file(), why="mine")
        with pytest.raises(NotAllowed):
            withdraw_calibration(project, person, "CAL-0001", why="not mine")
    with pytest.raises(Refused, match="needs its reason"):
        add_calibration(project, "Anna", file(), why=" ")
    assert list_calibrations(project, "Boris") == []


def test_a_withdrawn_one_weighs_nothing_and_stays_to_be_read(project, file, clock):
    add_calibration(project, "Anna", file(), why="ours", clock=clock)
    gone = withdraw_calibration(project, "Anna", "CAL-0001", why="two cubs swapped", clock=clock)
    assert "WITHDRAWN (CAL-0002): two cubs swapped" in gone.sentence
    assert weighs(project)[0].name == TIGERS.name
    assert [one.record.withdrawn for one in list_calibrations(project, "Vera")] == ["CAL-0002"]
    with pytest.raises(Refused, match="no calibration in use is called CAL-0001"):
        withdraw_calibration(project, "Anna", "CAL-0001", why="again", clock=clock)
    again = add_calibration(project, "Anna", file(), why="labels mended", clock=clock)
    assert again.record.id == "CAL-0003"
    assert weighs(project)[0].digest == OURS.digest


def test_the_newer_of_two_weighs(project, file, clock):
    add_calibration(project, "Anna", file(), why="last year", clock=clock)
    newer = replace(OURS, name="a newer name")
    add_calibration(project, "Anna", file(newer), why="this year", clock=clock)
    assert weighs(project)[0].name == "a newer name"


def test_what_is_in_use_or_ships_is_not_added_again(project, file, clock):
    add_calibration(project, "Anna", file(), why="ours", clock=clock)
    with pytest.raises(Refused, match="in use already, as CAL-0001"):
        add_calibration(project, "Anna", file(), why="ours", clock=clock)
    with pytest.raises(Refused, match="comes with the program"):
        add_calibration(project, "Anna", file(TIGERS), why="theirs", clock=clock)


def test_a_hostile_file_is_refused_and_nothing_is_kept(project, file, tmp_path):
    told = json.loads(file().read_text("utf-8"))
    told["models"]["close"]["line"]["offset"] = float("nan")
    path = tmp_path / "theirs.json"
    path.write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(CalibrationRefused, match="nan is no number"):
        add_calibration(project, "Anna", path, why="sent by mail")
    assert list_calibrations(project, "Anna") == []
    assert list(project.store.originals.digests()) == []


def test_one_fitted_on_rendered_coats_never_weighs_a_real_photo(project, file, clock):
    rendered = replace(OURS, name="rendered", simulated=True)
    made = add_calibration(project, "Anna", file(rendered), why="to show", clock=clock)
    assert "SIMULATED: it weighs no real skin." in made.sentence
    assert weighs(project)[0].name == TIGERS.name
    assert weighs(project, simulated=True)[0].name == "rendered"


def test_one_of_skins_weighs_skins_alone(project, file, clock):
    skins = replace(OURS, name="our skins", domain=OF_SKINS)
    add_calibration(project, "Anna", file(skins), why="ours", clock=clock)
    assert weighs(project)[0].name == TIGERS.name
    known = at_hand(project, acting(project, "Anna"))
    assert known.chosen(species=LEOPARD, domain=OF_SKINS)[0].name == "our skins"


def test_it_is_on_the_audit_and_a_changed_file_weighs_nothing(project, file, clock):
    made = add_calibration(project, "Anna", file(), why="ours", clock=clock)
    whole = project.store.read(Reader.whole("a test looks"))
    [row] = [row for row in whole.audit.rows(last=9) if row.action == "put calibration in use"]
    assert row.by == made.record.by
    assert keeping.verify_audit(project).intact
    kept = project.store.originals.path_of(OURS.digest)
    kept.write_text(kept.read_text("utf-8").replace("one reserve", "two"), encoding="utf-8")
    with pytest.raises(StoreRefused, match="has been changed"):
        weighs(project)
    assert not keeping.verify_audit(project).intact


def test_a_backup_brings_it_back(project, file, clock, tmp_path):
    add_calibration(project, "Anna", file(), why="ours", clock=clock)
    keeping.backup(project, "Anna", tmp_path / "backup", clock=clock)
    back = keeping.restore(tmp_path / "backup", tmp_path / "again")
    assert back.intact
    again = Project.open(tmp_path / "again")
    assert weighs(again)[0].digest == OURS.digest
    again.close()


def test_both_databases_keep_it(either, file, clock):
    add_calibration(either, "Anna", file(), why="ours", clock=clock)
    withdraw_calibration(either, "Anna", "CAL-0001", why="gone", clock=clock)
    add_calibration(either, "Anna", file(), why="back", clock=clock)
    assert [one.record.id for one in list_calibrations(either, "Anna")] == ["CAL-0001", "CAL-0003"]


def test_the_house_lists_it_before_those_that_ship(project, file, clock):
    add_calibration(project, "Anna", file(), why="ours", clock=clock)
    rows = house.calibrations(project, acting(project, "Anna"))
    assert (rows[0].own, rows[0].name, rows[0].withdrawn) == ("CAL-0001", "our leopards", "")
    assert {one.own for one in rows[1:]} == {""}
    assert rows[1:] == house.calibrations()


def test_a_validation_finds_it_by_the_digest_in_the_report(project, file, clock, tmp_path):
    report = tmp_path / "result.json"
    report.write_text(json.dumps(evaluated(project)), encoding="utf-8")
    with pytest.raises(Refused, match="not the one at hand"):
        add_validation(project, "Anna", report, why="other animals", clock=clock)
    add_calibration(project, "Anna", file(), why="ours", clock=clock)
    made = add_validation(project, "Anna", report, why="other animals", clock=clock)
    assert (made.record.calibration, made.record.species) == (OURS.digest, LEOPARD)


def evaluated(project):
    """An evaluation of these leopards as its result.json says it."""

    def told(value):
        return {"value": value, "low": value, "high": value, "animals": 30}

    return {
        "form": "kedrovka-evaluation-1",
        "run": {
            "calibration": [{"name": OURS.name, "digest": OURS.digest}],
            "weights_digest": Descriptions.of(project).describer.network.digest,
            "pelts": "",
        },
        "figures": {
            "retrieval": {"top-1": told(0.6)},
            "ratios": {"figures": {"Cllr": told(0.5), "other animal, LR above 100": told(0.0)}},
        },
        "curves": {"quality": [{"quality": "sufficient", "same": [1.0], "other": [-1.0]}]},
    }


def test_a_search_is_weighed_by_it_and_its_bag_carries_it_also_when_withdrawn(
    matched, file, clock, tmp_path
):
    before = match_skin(matched, "Anna", "SK-0001", clock=clock).answer
    assert "another species" in before["calibration"]
    add_calibration(matched, "Anna", file(), why="ours", clock=clock)
    answer = match_skin(matched, "Anna", "SK-0001", clock=clock).answer
    assert answer["calibration"].startswith("this project's own calibration our leopards")
    first = answer["candidates"][0]
    assert first["calibration_digest"] == OURS.digest
    assert first["reference_population"] == "31 leopards of one reserve"
    # What each score added is kept with it, by the calibration that weighed it.
    parts = first["contributions"]
    total = parts["start"] + sum((score - mean) * w for _, _, score, mean, w in parts["parts"])
    assert total == pytest.approx(first["log10_lr_raw"], abs=1e-6)
    withdraw_calibration(matched, "Anna", "CAL-0001", why="two cubs swapped", clock=clock)
    found = matched.store.read(acting(matched, "Anna")).matching.searches("SK-0001")
    assert found[0].calibration_digest == OURS.digest
    case = open_case(matched, "Anna", "A skin", members=["SK-0001"], clock=clock).id
    bag = tmp_path / "bag"
    export_case(matched, "Anna", case, bag, clock=clock)
    kept = bag / "data" / "method" / f"calibration-{OURS.digest}.json"
    assert sha256(kept.read_bytes()).hexdigest() == OURS.digest
    method = json.loads((bag / "data" / "method" / "method.json").read_text("utf-8"))["method"]
    assert OURS.digest in method["calibration_digest"]
    said = " ".join(method["limits"])
    assert "withdrawn after these numbers were computed: two cubs swapped" in said
    assert "31 leopards of one reserve" in said
    assert verify_bag(bag).intact
    kept.write_text(kept.read_text("utf-8").replace("one reserve", "two"), encoding="utf-8")
    assert kept.name in " ".join(verify_bag(bag).problems)
