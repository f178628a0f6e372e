"""A calibration in its file: nothing lost, one digest for one content, old files as they were."""

import json
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

import embeddings.calibrations
from embeddings.network.weights_folder import WEIGHTS, read_card
from embeddings.strength import Bounds, Combined, Thresholds, load
from embeddings.strength.calibration import FIRST_NETWORK

SHIPPED = sorted(Path(embeddings.calibrations.__file__).parent.glob("*.json"))


def test_a_calibration_reads_back_as_it_was(tmp_path, whole):
    whole.save(tmp_path / "c.json")
    assert load(tmp_path / "c.json") == whole
    assert load(tmp_path / "c.json").digest == whole.digest


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_the_digest_of_a_shipped_calibration_is_that_of_its_file(path):
    assert load(path).digest == sha256(path.read_bytes()).hexdigest()


def test_a_file_from_before_photos_were_taken_together_still_reads(tmp_path, whole):
    plain = replace(
        whole,
        combined={},
        network=FIRST_NETWORK,
        models={
            key: replace(model, bounds=Bounds(model.bounds.low, model.bounds.high), tail=None)
            for key, model in whole.models.items()
        },
        thresholds=Thresholds(1.0, 50),
    )
    plain.save(tmp_path / "old.json")
    content = json.loads((tmp_path / "old.json").read_text("utf-8"))
    assert {"combined", "network"} & set(content) == set()
    assert set(content["thresholds"]) == {
        "this_animal",
        "animals",
        "excluded",
        "excluded_at_a_glance",
    }
    assert content["models"]["close"]["bounds"] == [-1.0, 2.0]
    assert load(tmp_path / "old.json") == plain


@pytest.mark.parametrize(
    "change",
    [
        {"population": "others"},
        {"network": "cc"},
        {"network": ""},
        {"combined": {"close:both flanks": Combined(Bounds(-1.5, 1.8))}},
        {"thresholds": Thresholds(1.0, 50)},
    ],
)
def test_any_change_changes_the_digest(whole, change):
    assert replace(whole, **change).digest != whole.digest


@pytest.mark.parametrize("text", ["", "[]", '{"name": "x"}'])
def test_a_broken_calibration_names_its_file(tmp_path, text):
    (tmp_path / "broken.json").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"broken\.json"):
        load(tmp_path / "broken.json")


def test_the_network_of_an_old_file_is_the_first_that_shipped():
    assert read_card(WEIGHTS / "lite0-imagenet").sha256 == FIRST_NETWORK


def test_what_leanings_stand_on_is_kept_and_an_older_file_knows_none(tmp_path, whole):
    whole.save(tmp_path / "c.json")
    content = json.loads((tmp_path / "c.json").read_text("utf-8"))
    thresholds = content["thresholds"]
    assert [one["catalogue"] for one in thresholds["balances"]] == [10, 50]
    assert thresholds["balances"][0]["wrong_none"] == [0.25, 0.01, 0.9]
    for name in ("balances", "balances_at_a_glance"):
        del thresholds[name]
    (tmp_path / "old.json").write_text(json.dumps(content), encoding="utf-8")
    old = load(tmp_path / "old.json").thresholds
    assert (old.balances, old.balances_at_a_glance) == ((), ())
    assert old == replace(whole.thresholds, balances=(), balances_at_a_glance=())


@pytest.mark.parametrize("change", [{"slope": -1.0}, {"wrong_none": [0.5, 0.6, 0.7]}, {"at": None}])
def test_a_balance_that_cannot_be_is_refused_with_the_file(tmp_path, whole, change):
    whole.save(tmp_path / "c.json")
    content = json.loads((tmp_path / "c.json").read_text("utf-8"))
    content["thresholds"]["balances"][0] |= change
    (tmp_path / "c.json").write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(ValueError, match=r"c\.json"):
        load(tmp_path / "c.json")


def test_the_range_that_was_seen_in_fitting_is_kept(tmp_path, whole):
    ranged = {key: replace(one, seen=((-1.0, 6.25),)) for key, one in whole.models.items()}
    held = replace(whole, models=ranged)
    held.save(tmp_path / "c.json")
    assert load(tmp_path / "c.json") == held
    assert held.digest != whole.digest
