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
