"""`rank` as others use it: whole tables, bad rows among good ones, twice the same bytes."""

import csv
import json

import cv2
import numpy as np
import pytest

from embeddings.evaluation.ranking import line_of, rank


def coat_picture(animal: int, take: int) -> np.ndarray:
    """A striped patch of its own for each animal, lit and shifted anew at each take."""
    rng = np.random.default_rng(animal)
    noise = rng.normal(size=(24, 40)).astype(np.float32)
    stripes = cv2.resize(noise, (200, 120), interpolation=cv2.INTER_CUBIC)
    shade = np.where(stripes > 0.2, 60, 170) + cv2.resize(noise[::-1], (200, 120)) * 12
    again = np.random.default_rng((animal, take))
    shift = np.float32([[1, 0.02 * take, again.uniform(-4, 4)], [0, 1, again.uniform(-3, 3)]])
    moved = cv2.warpAffine(shade.astype(np.float32), shift, (200, 120), borderValue=120)
    lit = moved * again.uniform(0.8, 1.2) + again.normal(0, 3, moved.shape)
    return np.clip(np.repeat(lit[..., None], 3, axis=2), 0, 255).astype(np.uint8)


def write_table(path, rows):
    names = ["file", "individual_id", "encounter_id", "flank", "species", "bbox_x"]
    names += ["bbox_y", "bbox_w", "bbox_h"]
    with path.open("w", newline="", encoding="utf-8") as table:
        lines = csv.DictWriter(table, names, restval="")
        lines.writeheader()
        lines.writerows(rows)
    return path


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    """Five animals with two encounters in the gallery; queries of three, of a stranger, and bad."""
    folder = tmp_path_factory.mktemp("tables")
    held, asked = [], []
    for animal in range(6):
        for take in range(3):
            name = f"{animal}-{take}.png"
            cv2.imwrite(str(folder / name), coat_picture(animal, take))
            row = {
                "file": name,
                "individual_id": f"T{animal}",
                "encounter_id": f"{animal}-{take}",
                "flank": "right" if animal == 4 else "left",
                "species": "Panthera tigris",
                **dict(
                    zip(("bbox_x", "bbox_y", "bbox_w", "bbox_h"), (0, 0, 200, 120), strict=True)
                ),
            }
            if animal < 5 and take < 2:
                held.append(row)
            elif animal in (0, 1, 5) and take == 2:
                asked.append(row)
    (folder / "broken.png").write_bytes(b"no picture")
    asked.append({"file": "broken.png", "flank": "left"})
    asked.append(
        {"file": "0-0.png", "individual_id": "lie", "encounter_id": "0-0", "flank": "left"}
    )
    held.append({"file": "gone.png", "individual_id": "T9"})
    return write_table(folder / "G.csv", held), write_table(folder / "Q.csv", asked)


@pytest.fixture(scope="module")
def answers(tables, tmp_path_factory):
    rejects = []
    cache = tmp_path_factory.mktemp("cache")
    lines = list(rank(*tables, cache=cache, reject=rejects.append))
    return lines, rejects, cache


def test_every_query_has_its_line_in_order(answers):
    assert [line["query"] for line in answers[0]] == [
        "0-2.png",
        "1-2.png",
        "5-2.png",
        "broken.png",
        "0-0.png",
    ]


def test_the_animal_and_its_photos_come_first(answers):
    for line, animal in zip(answers[0][:2], ("T0", "T1"), strict=True):
        assert line["individuals"][0]["individual_id"] == animal
        assert {image["file"] for image in line["images"][:2]} == {
            f"{animal[1]}-0.png",
            f"{animal[1]}-1.png",
        }


def test_all_individuals_are_told_the_incomparable_without_a_ratio(answers):
    individuals = {one["individual_id"]: one for one in answers[0][0]["individuals"]}
    assert sorted(individuals) == ["T0", "T1", "T2", "T3", "T4"]
    assert individuals["T4"] == {
        "individual_id": "T4",
        "llr": None,
        "score": None,
        "best_file": None,
    }
    assert answers[0][0]["individuals"][-1]["individual_id"] == "T4"


def test_the_other_flank_is_in_no_list_of_images(answers):
    files = {image["file"] for image in answers[0][0]["images"]}
    assert len(files) == 8
    assert not any(file.startswith("4-") for file in files)


def test_a_query_does_not_see_itself_nor_its_encounter(answers):
    files = {image["file"] for image in answers[0][4]["images"]}
    assert "0-0.png" not in files
    assert "0-1.png" in files


def test_a_broken_query_has_a_line_with_its_reason(answers):
    line = answers[0][3]
    assert (line["decision"], line["firm"]) == ("cannot_tell", False)
    assert line["individuals"] == []
    assert line["error"]


def test_bad_rows_of_both_tables_are_reported(answers):
    assert {(reject.table, reject.file) for reject in answers[1]} == {
        ("G.csv", "gone.png"),
        ("Q.csv", "broken.png"),
    }


def test_numbers_are_finite_and_the_decision_is_one_of_four(answers):
    for line in answers[0]:
        assert line["decision"] in {
            "this_animal",
            "not_this_animal",
            "not_in_catalogue",
            "cannot_tell",
        }
        assert isinstance(line["firm"], bool)
        assert not (line["firm"] and line["decision"] == "cannot_tell")
        json.loads(line_of(line), parse_constant=lambda name: pytest.fail(name))


def test_the_same_tables_give_the_same_bytes_and_the_second_run_computes_nothing(
    answers, tables, monkeypatch
):
    def no_photo_is_looked_at_again(*_args, **_named):
        raise AssertionError("described again")

    monkeypatch.setattr("embeddings.evaluation.describing.locate", no_photo_is_looked_at_again)
    again = list(rank(*tables, cache=answers[2]))
    assert [line_of(line) for line in again] == [line_of(line) for line in answers[0]]


def test_two_processes_give_the_same_bytes_as_one(answers, tables):
    again = list(rank(*tables, cache=answers[2], jobs=2))
    assert [line_of(line) for line in again] == [line_of(line) for line in answers[0]]


def test_top_cuts_both_lists(answers, tables):
    line = next(rank(*tables, cache=answers[2], top=2))
    assert [len(line["individuals"]), len(line["images"])] == [2, 2]
    assert line["individuals"] == answers[0][0]["individuals"][:2]


def test_a_broken_run_goes_on_where_it_stood(answers, tables):
    rest = list(rank(*tables, cache=answers[2], skip=3))
    assert rest == answers[0][3:]


def test_without_names_only_images_are_ranked(answers, tables, tmp_path):
    text = tables[0].read_text("utf-8")
    for animal in range(10):
        text = text.replace(f",T{animal},", ",,")
    unnamed = tables[0].with_name("unnamed.csv")
    unnamed.write_text(text, encoding="utf-8")
    line = next(rank(unnamed, tables[1], cache=answers[2]))
    assert line["individuals"] == []
    assert len(line["images"]) == 8
    assert line["images"][0]["file"].startswith("0-")
