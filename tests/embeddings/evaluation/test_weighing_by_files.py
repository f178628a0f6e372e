"""`rank` and `evaluate` weighed by calibrations that are named: which of several, and which not."""

import json
from dataclasses import replace

import pytest

from embeddings.evaluation.describing import Means
from embeddings.evaluation.ranking import rank, run_fingerprint, weighing
from embeddings.strength import CalibrationRefused, NoCalibration, shipped

TIGERS = next(one for one in shipped() if one.domain == "camera" and not one.simulated)


@pytest.fixture
def files(tmp_path):
    """Calibrations of nyala and of snow leopards, as files."""
    made = []
    for species in ("Tragelaphus angasii", "Panthera uncia"):
        path = tmp_path / f"{species}.json"
        replace(TIGERS, name=f"our {species}", species=species).save(path)
        made.append(path)
    return tuple(made)


@pytest.mark.parametrize("species", ["Tragelaphus angasii", "Panthera uncia"])
def test_of_several_files_that_of_the_species_weighs(files, tmp_path, species):
    chosen, why = weighing(files, Means(tmp_path), species=species, domain="camera")
    assert chosen.name == f"our {species}"
    assert "fitted on its species" in why


def test_where_files_are_named_what_ships_does_not_weigh(files, tmp_path):
    chosen, why = weighing(files, Means(tmp_path), species="Panthera tigris", domain="camera")
    assert chosen.digest != TIGERS.digest
    assert "another species" in why
    assert weighing((), Means(tmp_path), species="Panthera tigris", domain="camera")[0] == TIGERS


def test_a_calibration_of_another_network_is_refused(tmp_path):
    path = tmp_path / "other.json"
    replace(TIGERS, network="f" * 64).save(path)
    with pytest.raises(NoCalibration, match="another network"):
        weighing((path,), Means(tmp_path), species="Panthera tigris", domain="camera")


def test_a_run_by_other_calibrations_is_another_run(files, tmp_path):
    table = tmp_path / "t.csv"
    table.write_text("file,individual_id\n", encoding="utf-8")
    runs = [run_fingerprint(table, table, None, "", named) for named in ((), files[:1], files)]
    assert len(set(runs)) == 3


def test_an_unsound_file_is_refused_before_anything_is_described(files, tmp_path):
    told = json.loads(files[0].read_text("utf-8"))
    told["models"]["close"]["line"]["weights"][0] = float("nan")
    bad = tmp_path / "bad.json"
    bad.write_text(json.dumps(told), encoding="utf-8")
    table = tmp_path / "t.csv"
    table.write_text("file,individual_id\ngone.jpg,T1\n", encoding="utf-8")
    rejected = []
    with pytest.raises(CalibrationRefused, match=r"bad\.json is unsound: nan is no number"):
        list(
            rank(table, table, cache=tmp_path, calibrations=(files[0], bad), reject=rejected.append)
        )
    assert rejected == []
