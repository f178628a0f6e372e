"""The measure of the finder: who is held out, what counts, and from where a flank is told."""

from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from landmarks import AIM, BOUNDS, bound, by_animal, errors, flanks, folds_of, taken

from embeddings.coat.landmarks import POINTS, SURE_OF_FLANK, Found, Landmarked
from embeddings.training.landmarks import Labelled


def photo(animal, faces_left=True, labelled=True):
    points = np.array([[20.0 * index, 5.0 * index] for index in range(len(POINTS))])
    return Labelled(Path("x"), animal, faces_left, points, np.full(len(POINTS), labelled))


def test_an_animal_is_held_out_with_all_its_photos():
    photos = [photo(str(n % 9)) for n in range(60)]
    fold = folds_of(photos)
    for animal in {one.animal for one in photos}:
        assert len({f for f, one in zip(fold, photos, strict=True) if one.animal == animal}) == 1
    assert set(fold) == {0, 1, 2}


def test_an_encounter_gives_few_photos_and_labelled_ones_first(tmp_path):
    labelled = [True] * 9 + [False] * 5 + [False] * 7
    met = ["A"] * 14 + ["B"] * 7
    lines = ["file,encounter_id", *(f"{n}.jpg,{e}" for n, e in enumerate(met))]
    (tmp_path / "photos.csv").write_text("\n".join(lines))
    chosen = taken(tmp_path, [photo("1", labelled=one) for one in labelled])
    assert len(set(chosen)) == len(chosen) == 6 + 2 + 4
    assert sum(labelled[place] for place in chosen) == 6
    assert sum(place >= 14 for place in chosen) == 4


def test_every_animal_counts_alike_however_many_photos_it_has():
    animal = np.array(["a"] * 9 + ["b"])
    told = by_animal(animal, np.array([1.0] * 9 + [0.0]), np.mean)
    assert told.startswith("0.500")
    assert by_animal(animal, np.arange(10.0), np.mean, animal == "b").startswith("9.000")


def test_the_bound_is_the_least_from_which_flanks_are_right_often_enough():
    sure = np.array([0.55, 0.75, 0.92, 0.96, 0.999])
    right = np.array([False, False, True, True, True])
    animal = np.array(list("abcde"))
    assert bound(animal, right, sure) == 0.8
    assert bound(animal, right | True, sure) == BOUNDS[0]
    assert bound(animal, right & False, sure) == BOUNDS[-1]
    assert AIM > 0.98


def said(one, off=0.0, confidence=0.9, left=0.99):
    found = {
        name: Found(x + off, y, confidence) for name, (x, y) in zip(POINTS, one.points, strict=True)
    }
    return Landmarked(found, left)


def test_errors_are_in_body_lengths():
    one = photo("a")
    ends = [one.points[POINTS.index(name)] for name in ("belly_shoulder", "belly_hip")]
    body = 1.9 * np.hypot(*(ends[1] - ends[0]))
    told = errors([one, photo("b")], {0: said(one, 0.05 * body), 1: said(one, 0.15 * body)})
    assert told["nose"].startswith("median error 0.100")
    assert "within 0.1: 0.500" in told["nose"]
    assert "(2 photos)" in told["nose"]


def test_photos_without_landmarks_have_no_error():
    told = errors([photo("a"), photo("b", labelled=False)], {0: said(photo("a")), 1: None})
    assert "(1 photos)" in told["nose"]


@pytest.mark.parametrize(("left", "right"), [(0.99, "1.000"), (0.01, "0.000")])
def test_the_flank_is_right_where_it_is_the_animals(left, right):
    photos = [photo(str(n)) for n in range(6)]
    told = flanks(photos, {n: said(one, left=left) for n, one in enumerate(photos)})
    assert told["flank of all (6 photos of 6 flanks): right at once"].startswith(right)
    assert told["flank of all: right where told"].startswith(right)


def test_an_unsure_flank_is_not_told_and_does_not_count_where_told():
    photos = [photo(str(n)) for n in range(4)]
    out = {n: said(one, left=0.999) for n, one in enumerate(photos)}
    out[3] = SimpleNamespace(faces_left=0.45)
    told = flanks(photos, out)
    assert told["flank of all (4 photos of 4 flanks): right at once"].startswith("0.750")
    assert told[f"flank of all: told from {SURE_OF_FLANK}"].startswith("0.750")
    assert told["flank of all: right where told"].startswith("1.000")
    assert told[f"least sureness from which {AIM} are right"] == "0.6"
