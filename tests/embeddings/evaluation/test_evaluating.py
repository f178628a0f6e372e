"""A whole evaluation of a small set: resumable, with controls and peers, told in full."""

import json

import cv2
import numpy as np
import pytest

from embeddings.evaluation.controlling import _few, _shuffled, _turned_over
from embeddings.evaluation.dataset import read_dataset
from embeddings.evaluation.evaluating import evaluate, kept_answers, result_of
from embeddings.evaluation.page import html, sections
from embeddings.evaluation.plain import PEERS, TITLES
from embeddings.evaluation.preparing import Pelts, Wanted, prepare
from embeddings.evaluation.ranking import keep_gallery


def quiet(_done, _total, _what):
    """No progress is looked at."""


def coat_picture(animal: int, take: int) -> np.ndarray:
    """A patch of its own for each animal, lit and shifted anew at each take."""
    rng = np.random.default_rng(animal)
    noise = rng.normal(size=(24, 40)).astype(np.float32)
    stripes = cv2.resize(noise, (200, 120), interpolation=cv2.INTER_CUBIC)
    shade = np.where(stripes > 0.2, 60, 170) + cv2.resize(noise[::-1], (200, 120)) * 12
    again = np.random.default_rng((animal, take))
    shift = np.float32([[1, 0.02 * take, again.uniform(-4, 4)], [0, 1, again.uniform(-3, 3)]])
    moved = cv2.warpAffine(shade.astype(np.float32), shift, (200, 120), borderValue=120)
    # Another light each time: the same light on the same coat would be a near-duplicate.
    across, down = again.uniform(-60, 60, 2)
    shade = across * np.linspace(-1, 1, 200) + down * np.linspace(-1, 1, 120)[:, None]
    lit = moved * again.uniform(0.8, 1.2) + shade + again.normal(0, 3, moved.shape)
    return np.clip(np.repeat(lit[..., None], 3, axis=2), 0, 255).astype(np.uint8)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Four animals in two encounters and two in one; one picture is filed in two encounters."""
    home = tmp_path_factory.mktemp("set")
    (home / "images").mkdir()
    lines = ["file,individual_id,encounter_id,flank"]
    for animal in range(6):
        for take in range(2 if animal < 4 else 1):
            name = f"{animal}-{take}.png"
            cv2.imwrite(str(home / "images" / name), coat_picture(animal, take))
            lines.append(f"{name},T{animal},{animal}-{take},left")
    cv2.imwrite(str(home / "images" / "0-2.jpg"), coat_picture(0, 0))
    lines += ["0-2.jpg,T0,0-2,left", "gone.png,T9,9-0,left"]
    (home / "photos.csv").write_text("\n".join(lines), "utf-8")
    return home


@pytest.fixture(scope="module")
def dataset(folder):
    return read_dataset(folder, species="Panthera tigris")


@pytest.fixture(scope="module")
def wanted(tmp_path_factory):
    home = tmp_path_factory.mktemp("out")
    return Wanted(home, home / "cache", peers=PEERS, controls=True)


@pytest.fixture(scope="module")
def done(dataset, wanted):
    return evaluate(dataset, wanted, quiet)


def test_easy_coats_are_found(done):
    assert done.measures.retrieval["top-1 animal"].value >= 0.75
    assert (done.measures.known, done.measures.unknown) == (9, 2)


def test_the_picture_that_was_filed_twice_is_hidden_and_counted(done):
    assert done.prepared.duplicates == 2
    first = next(one for one in done.judged if one.query == "0-0.png")
    # Of the two other encounters of its animal only the one that is no copy can be found.
    assert len(first.hits) == 1


def test_the_photo_that_is_not_there_is_told_once_as_query_and_once_as_gallery(done):
    assert {reject.file for reject in done.rejects} == {"gone.png"}


def test_shuffled_names_and_background_find_less_than_the_coat(done):
    whole = done.controls["whole coat"].top_1.value
    assert done.controls["shuffled names"].top_1.value < whole
    assert done.controls["mirrored query"].top_1.value < whole
    assert done.controls["background only"].chance < 0.5


def test_a_control_that_nobody_can_ask_is_left_out(done):
    assert "opposite flank" not in done.controls


def test_peers_are_measured_on_the_same_queries(done):
    assert set(done.peers) == {TITLES[name] for name in PEERS}
    assert {peer.queries for peer in done.peers.values()} == {done.measures.known}


def test_a_second_run_gives_the_same_answers_and_asks_nothing(done, dataset, wanted, monkeypatch):
    monkeypatch.setattr(
        "embeddings.evaluation.answering.search_row",
        lambda *_: pytest.fail("searched again"),
    )
    prepared = prepare(dataset, wanted, quiet)
    held = keep_gallery(
        prepared.gallery, means=wanted.means, jobs=1, progress=quiet, reject=lambda _: None
    )
    again = kept_answers(wanted, prepared.questions(wanted, held), quiet)
    assert tuple(one for one in again if one in done.judged) == done.judged


def test_a_run_that_broke_in_a_line_goes_on_behind_the_last_whole_one(done, dataset, wanted):
    answers = wanted.folder / "answers.jsonl"
    whole = answers.read_text("utf-8")
    lines = whole.splitlines(keepends=True)
    answers.write_text("".join(lines[:4]) + lines[4][:20], "utf-8")
    again = evaluate(dataset, Wanted(wanted.folder, wanted.cache), quiet)
    seen = [(one.query, one.hits, one.best) for one in again.judged]
    assert seen == [(one.query, one.hits, one.best) for one in done.judged]


def test_answers_of_another_run_are_not_taken(done, dataset, wanted):
    other = evaluate(dataset, Wanted(wanted.folder, wanted.cache, most=3), quiet)
    assert len(other.judged) <= 3


def test_the_result_tells_how_to_repeat_it(done, dataset, wanted):
    result = json.loads(json.dumps(result_of(dataset, wanted, done, "kedrovka evaluate X")))
    assert result["run"]["command"] == "kedrovka evaluate X"
    assert len(result["run"]["weights_digest"]) == 64
    assert all(len(one["digest"]) == 64 for one in result["run"]["calibration"])
    assert result["data"]["duplicates"] == 2
    interval = result["figures"]["retrieval"]["top-1 photo"]
    assert interval["low"] <= interval["value"] <= interval["high"]


def test_the_page_holds_every_figure_and_needs_no_other_file(done, dataset, wanted):
    result = result_of(dataset, wanted, done, "kedrovka evaluate <X>")
    page = html("T & Co", sections(result))
    assert "T &amp; Co" in page
    assert "kedrovka evaluate &lt;X&gt;" in page
    assert page.count("<svg") == 6
    for words in ("Controls", "shuffled names", "HotSpotter", "Tippett", "Limits", "calibration"):
        assert words in page
    assert "http" not in page.replace("http://www.w3.org/2000/svg", "")


def test_skins_are_asked_for_and_the_report_says_simulated(dataset, tmp_path, wanted):
    skins = Wanted(tmp_path, wanted.cache, most=3, pelts=Pelts(5, severity=1))
    made = evaluate(dataset, skins, quiet)
    assert all(row.kind.value == "pelt" for row in made.prepared.queries)
    result = result_of(dataset, skins, made, "")
    assert "SIMULATED" in " ".join(result["limits"])
    assert "pelts-1" in result["run"]["pelts"]


@pytest.mark.parametrize(
    ("pelts", "words"),
    [(Pelts(3), "1 to 3 by photo"), (Pelts(3, 2), "severity 2"), (Pelts(3, 2, True), "25%")],
)
def test_skins_say_what_was_made_of_the_queries(pelts, words):
    assert words in pelts.words()


def test_few_queries_and_photos_keep_every_encounter(done, wanted):
    known = [one.query for one in done.judged if one.known]
    few = _few(done.prepared, known, np.random.default_rng(1))
    assert {row.encounter for row in few.gallery} == {
        row.encounter for row in done.prepared.gallery
    }
    assert {row.file for row in few.queries} == set(known)


def test_shuffling_deals_names_and_loses_none(dataset):
    dealt = _shuffled(dataset.rows, 4)
    assert sorted(row.encounter for row in dealt) == sorted(row.encounter for row in dataset.rows)
    assert {row.individual for row in dealt} <= {row.individual for row in dataset.rows}
    assert [row.individual for row in dealt] != [row.individual for row in dataset.rows]


def test_turned_over_only_the_flank_changes(dataset):
    turned = _turned_over(dataset.rows)
    assert {row.flank.value for row in turned} == {"right"}
    assert _turned_over(turned) == list(dataset.rows)
