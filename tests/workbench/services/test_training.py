"""Tuning the network to a catalogue: what cannot be learned from is said, worse is not promoted."""

import csv

import numpy as np
import pytest
from PIL import Image

from embeddings.evaluation.table import TableRefused
from workbench.services import training
from workbench.services.training import TrainOrder, TrainReport, train


@pytest.fixture
def table(tmp_path):
    """Six striped animals, two encounters each, and three rows that teach nothing."""
    rows = []
    for animal in range(6):
        rng = np.random.default_rng(animal)
        bars = np.kron(rng.integers(0, 2, (1, 20)), np.ones((70, 6))) * 170 + 40
        for walk in range(2):
            noise = np.random.default_rng((animal, walk)).normal(0, 9, (70, 120, 3))
            pixels = np.clip(bars[..., None] + noise, 0, 255).astype(np.uint8)
            name = f"{animal}-{walk}.png"
            Image.fromarray(pixels).save(tmp_path / name)
            rows.append((name, f"A{animal}", f"{animal}-{walk}", "left"))
    rows.append(("0-0.png", "A0", "x", ""))
    rows.append(("gone.png", "A0", "y", "left"))
    rows.append(("0-0.png", "", "z", "left"))
    path = tmp_path / "photos.csv"
    with path.open("w", newline="", encoding="utf-8") as sink:
        lines = csv.writer(sink)
        lines.writerow(("file", "individual_id", "encounter_id", "flank"))
        lines.writerows(rows)
    return path


def order(table, **more):
    return TrainOrder(table, table.parent / "out", "own", "CC0-1.0", share=0.5, **more)


def test_rows_that_teach_nothing_are_named_and_the_others_are_learned_from(table):
    report = train(order(table, steps=1))
    told = {(reject.row, reject.field) for reject in report.rejected}
    assert told == {(14, "flank"), (15, "file"), (16, "individual_id")}
    assert report.animals == 6
    assert report.steps == 1
    assert report.new is not None
    assert report.old.identities == report.new.identities == 3


def test_a_network_that_is_not_better_is_not_written(table, monkeypatch):
    monkeypatch.setattr(training, "worth_of", lambda rows, crops: training.Worth(1.0, 1.0, 6, 3))
    report = train(order(table, steps=1))
    assert report.folder is None
    assert report.sentence.startswith("Not better, so nothing was promoted")
    assert not (table.parent / "out" / "own").exists()


def test_a_better_one_is_written_with_its_card(table, monkeypatch):
    monkeypatch.setattr(training, "worth_of", lambda rows, crops: training.Worth(0.0, 0.0, 6, 3))
    report = train(order(table, steps=1))
    assert report.folder == table.parent / "out" / "own"
    assert "held_out_map" in (report.folder / "card.json").read_text("utf-8")
    assert report.sentence.startswith("Better")


def test_a_run_that_was_stopped_says_how_it_goes_on(table):
    report = train(order(table, steps=5), stop=lambda: True)
    assert report == TrainReport(report.old, None, 1, 6, None, report.rejected)
    assert "the same command goes on" in report.sentence


def test_learning_from_all_animals_is_written_and_said_to_prove_nothing(table):
    report = train(TrainOrder(table, table.parent / "all", "own", "CC0-1.0", share=0.0, steps=1))
    assert report.old is None
    assert report.new is None
    assert report.folder == table.parent / "all" / "own"
    assert '"held_out_flanks": 0' in (report.folder / "card.json").read_text("utf-8")
    assert "nothing shows yet that it is better" in report.sentence


def test_too_few_animals_are_refused_with_the_remedy(table):
    lines = table.read_text("utf-8").splitlines()
    table.write_text("\n".join([lines[0], lines[1], lines[2], lines[3]]) + "\n", "utf-8")
    with pytest.raises(TableRefused, match="add photos of other encounters"):
        train(TrainOrder(table, table.parent / "o", "own", "CC0-1.0", share=0.05, steps=1))
