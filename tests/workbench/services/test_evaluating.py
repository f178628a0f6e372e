"""What `evaluate` writes: numbers, page and PDF, whole or not at all; what it refuses, and how."""

import json

import cv2
import numpy as np
import pytest
from pypdf import PdfReader

from embeddings.evaluation.page import Section
from embeddings.evaluation.plots import Axis, Series, plot
from embeddings.evaluation.preparing import Wanted
from embeddings.evaluation.table import TableRefused
from embeddings.network import WeightsRefused
from workbench.services.evaluating import evaluate_dataset, pdf
from workbench.services.refusal import Refused


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "photos.csv"
    path.write_text("file,individual_id,encounter_id\na.png,A,1\nb.png,B,2\n", "utf-8")
    return path


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"protocol": "closed"}, "one-per-encounter"),
        ({"weights": "my-net"}, "lite0-imagenet"),
    ],
)
def test_what_is_not_known_is_refused_with_what_there_is(table, tmp_path, asked, words):
    with pytest.raises(Refused) as refused:
        evaluate_dataset(table, Wanted(tmp_path / "out", tmp_path / "cache", **asked))
    assert words in refused.value.remedy
    assert not (tmp_path / "out").exists()


def test_a_network_may_be_named_by_its_folder_which_must_hold_one(table, tmp_path):
    (tmp_path / "empty").mkdir()
    with pytest.raises(WeightsRefused, match="empty"):
        evaluate_dataset(
            table, Wanted(tmp_path, tmp_path / "cache", weights=str(tmp_path / "empty"))
        )


def test_an_absent_calibration_is_refused(table, tmp_path):
    wanted = Wanted(tmp_path, tmp_path / "cache", calibrations=(tmp_path / "none.json",))
    with pytest.raises(Refused, match=r"none\.json"):
        evaluate_dataset(table, wanted)


def test_a_set_in_which_nothing_can_be_found_is_refused_and_leaves_no_result(table, tmp_path):
    with pytest.raises(Refused, match="nothing can be found"):
        evaluate_dataset(table, Wanted(tmp_path / "out", tmp_path / "cache"))
    assert not (tmp_path / "out" / "result.json").exists()


def test_no_table_is_refused_before_anything_is_computed(tmp_path):
    with pytest.raises(TableRefused):
        evaluate_dataset(tmp_path / "none", Wanted(tmp_path / "out", tmp_path / "cache"))


def test_the_pdf_holds_text_table_and_picture_and_is_the_same_twice(tmp_path):
    svg = plot("A plot", Axis("x", 0, 1), Axis("y", 0, 1), [Series("ours", [(0, 0), (1, 1)])])
    parts = [
        Section("One", ('A sentence #read("x").',), (("figure", "value"), ("top-1", "0.5"))),
        Section("Two", (), (), "two.svg", svg),
    ]
    made = pdf("Evaluation", parts)
    assert made == pdf("Evaluation", parts)
    (tmp_path / "r.pdf").write_bytes(made)
    words = "".join(page.extract_text() for page in PdfReader(tmp_path / "r.pdf").pages)
    for told in ("Evaluation", "A sentence #read", "top-1", "Two"):
        assert told in words


def test_result_page_and_pdf_are_written_with_the_command(tmp_path):
    rng = np.random.default_rng(1)
    lines = ["file,individual_id,encounter_id"]
    for animal in range(3):
        coat = rng.integers(40, 220, (10, 16, 3)).astype(np.uint8)
        for take in range(2):
            # Another part of the coat each time: the same would be a near-duplicate.
            whole = cv2.resize(coat, (240, 150), interpolation=cv2.INTER_CUBIC)
            seen = whole[20 * take : 20 * take + 110, 40 * take : 40 * take + 180]
            name = f"{animal}-{take}.png"
            cv2.imwrite(str(tmp_path / name), seen)
            lines.append(f"{name},T{animal},{animal}-{take}")
    (tmp_path / "photos.csv").write_text("\n".join([*lines, "gone.png,T9,9"]), "utf-8")
    steps = []
    report = evaluate_dataset(
        tmp_path,
        Wanted(tmp_path / "out", tmp_path / "cache"),
        command="kedrovka evaluate set",
        progress=steps.append,
    )
    told = json.loads(report.result.read_text("utf-8"))
    assert told["run"]["command"] == "kedrovka evaluate set"
    assert told["figures"]["queries"] == report.queries == 6
    assert "kedrovka evaluate set" in report.page.read_text("utf-8")
    assert report.pdf.read_bytes().startswith(b"%PDF")
    assert "gone.png" in report.rejects.read_text("utf-8")
    assert {"gallery", "queries"} <= {step.what for step in steps}
