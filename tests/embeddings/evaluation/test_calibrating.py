"""A calibration of one's own, from rows to a file: kept looks, honest figures, plain refusals.

The animals are numbers, not photos: what describing gives is put in its place.
"""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from embeddings.coat import Flank, Kind
from embeddings.evaluation import calibrating, kept_looks
from embeddings.evaluation.asking import Asking, drawn
from embeddings.evaluation.calibrating import TooFew, Wish, calibrate, looks_of
from embeddings.evaluation.describing import Means
from embeddings.evaluation.fitting import Told
from embeddings.evaluation.table import PhotoRow, RowReject
from embeddings.strength import CLOSE, load

ANIMALS, STRANGERS = 22, 4


def rows():
    """Animals met in two encounters, and some met in one."""
    names = [(f"tiger {one}", meet) for one in range(ANIMALS) for meet in range(2)]
    names += [(f"stranger {one}", 0) for one in range(STRANGERS)]
    return [
        PhotoRow(
            "T.csv",
            line,
            f"{animal} {meet}",
            Path(f"{animal} {meet}.jpg"),
            animal,
            f"{animal} {meet}",
            Flank.LEFT,
            "Panthera tigris",
            Kind.CAMERA,
            None,
        )
        for line, (animal, meet) in enumerate(names, 2)
    ]


@pytest.fixture(scope="module")
def described(coat_features):
    """In the place of `describe_rows`: invented coats, and one file that cannot be read."""

    def instead(wanted, *, means, jobs, progress, what):
        for row in wanted:
            if row.file == "gone":
                yield RowReject("T.csv", row.row, "gone", "file", "gone", "no picture", "look")
            else:
                # The coat is that of the file, whatever animal the table calls it.
                yield coat_features(row.path.stem.rsplit(" ", 1)[0], photo=row.file)

    return instead


@pytest.fixture
def at_hand(monkeypatch, described):
    """Describing is replaced wherever the path asks for it."""
    monkeypatch.setattr("embeddings.evaluation.calibrating.describe_rows", described)
    monkeypatch.setattr("embeddings.evaluation.ranking.describe_rows", described)


def wish(cache, **changed):
    told = Told("ours", "Panthera tigris", "camera", "22 invented tigers", True)
    return Wish(told, Means(cache), **changed)


def asking(some=None):
    return drawn(rows() if some is None else some, np.random.default_rng(1))


def made(cache, told=lambda *_: None, some=None, **changed):
    rejected = []
    done = calibrate(asking(some), wish(cache, **changed), progress=told, reject=rejected.append)
    return done, rejected


@pytest.fixture(scope="module")
def once(tmp_path_factory, described):
    """One calibration with its cache, for the tests that only look at it."""
    cache = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("embeddings.evaluation.calibrating.describe_rows", described)
        patch.setattr("embeddings.evaluation.ranking.describe_rows", described)
        return made(cache)[0], cache


def test_it_says_how_many_animals_it_stands_on_and_from_what_it_was_made(once):
    done, _ = once
    assert (done.met_again, done.strangers) == (ANIMALS, STRANGERS)
    origin = done.calibration.figures["made_from"]
    assert origin["gallery_photos"] == 2 * ANIMALS + STRANGERS
    assert origin["queries_drawn"].startswith("at most 2 photos an encounter")
    assert str(origin["seed"]) == "2026"
    assert done.calibration.network == ""


def test_its_worth_is_that_of_the_held_out_ratios_in_its_figures(once):
    done, _ = once
    found = done.ratios.figures["Cllr"]
    assert found.value == pytest.approx(done.calibration.figures["held_out_cllr"], abs=1e-4)
    assert found.animals == ANIMALS + STRANGERS
    assert found.low <= found.value <= found.high
    assert done.calibration.figures["held_out"]["Cllr"][0] == pytest.approx(found.value, abs=1e-4)


def test_living_animals_are_weighed_by_a_stiff_fit_and_for_skins_it_is_left_out(once, at_hand):
    done, cache = once
    assert "stiff_beyond" in done.calibration.models[CLOSE].names
    for_skins, _ = made(cache, for_skins=True)
    assert "stiff_beyond" not in for_skins.calibration.models[CLOSE].names


def test_the_file_reads_back_as_what_was_made(once, tmp_path):
    done, _ = once
    done.calibration.save(tmp_path / "ours.json")
    assert load(tmp_path / "ours.json").digest == done.calibration.digest


def looks(cache, told=lambda *_: None, some=None):
    rejected = []
    of = asking(some) if not isinstance(some, Asking) else some
    return *looks_of(of, wish(cache), progress=told, reject=rejected.append), rejected


def same(one, other):
    """Whether two runs saw the same, number by number."""
    return all(
        np.array_equal(a.scored.scores[name], b.scored.scores[name], equal_nan=True)
        and np.array_equal(a.look.allowed, b.look.allowed)
        for a, b in zip(one, other, strict=True)
        for name in a.scored.scores
    )


def test_again_from_the_cache_nothing_is_looked_up_and_the_same_is_seen(
    once, at_hand, monkeypatch, tmp_path
):
    fresh = looks(tmp_path)[1]
    monkeypatch.setattr(kept_looks, "look_up", lambda *_: pytest.fail("looked up again"))
    assert same(fresh, looks(once[1])[1])


def test_stopped_in_the_middle_it_goes_on_where_it_was(once, at_hand, tmp_path):
    def interrupted(at, of, what):
        if what == "looked up" and at == 10:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        looks(tmp_path, interrupted)
    assert len(list((tmp_path / "looked-up").rglob("*.npz"))) == 10
    began = []

    def told(at, of, what):
        if what == "looked up":
            began.append(at)

    assert same(looks(tmp_path, told)[1], looks(once[1])[1])
    assert began[0] == 10


def test_several_processes_see_what_one_sees(once, at_hand, tmp_path):
    several = wish(tmp_path, jobs=2)
    _, seen = looks_of(asking(), several, progress=lambda *_: None, reject=lambda _: None)
    assert same(seen, looks(once[1])[1])


def test_half_a_look_on_the_disk_is_looked_up_again(once, at_hand, tmp_path):
    looks(tmp_path)
    first, second, *_ = sorted((tmp_path / "looked-up").rglob("*.npz"))
    first.write_bytes(first.read_bytes()[:100])
    second.write_bytes(b"")
    assert same(looks(tmp_path)[1], looks(once[1])[1])


def test_a_photo_that_cannot_be_read_is_told_and_the_rest_is_looked_up(once, at_hand):
    gone = replace(rows()[0], file="gone", encounter="tiger 0 9")
    held, seen, rejected = looks(once[1], some=[*rows(), gone])
    assert {one.file for one in rejected} == {"gone"}
    assert (len(held.files), len(seen)) == (len(rows()), len(rows()))


def test_a_query_never_meets_its_own_encounter_even_if_the_tables_say_so(once, at_hand):
    # Every photo asks every photo: without the rule each would find itself at no distance.
    everything = Asking(tuple(rows()), tuple(rows()), "everything")
    _, seen, _ = looks(once[1], some=everything)
    assert {int(one.look.allowed.sum()) for one in seen} == {len(rows()) - 1}


def test_too_few_animals_are_refused_before_anything_is_described(monkeypatch, tmp_path):
    monkeypatch.setattr(calibrating, "looks_of", lambda *_, **__: pytest.fail("hours were spent"))
    few = [row for row in rows() if row.individual in ("tiger 0", "tiger 1", "stranger 0")]
    with pytest.raises(TooFew) as refused:
        made(tmp_path, some=few)
    assert refused.value.reason.startswith("2 animals were met in two or more encounters")
    assert "20 are needed" in refused.value.reason


def test_animals_whose_photos_cannot_be_read_do_not_count(at_hand, tmp_path):
    broken = [
        replace(row, file="gone") if row.individual in ("tiger 0", "tiger 1", "tiger 2") else row
        for row in rows()
    ]
    with pytest.raises(TooFew, match="19 animals were met"):
        made(tmp_path, some=broken)


def test_names_dealt_at_random_leave_a_calibration_that_says_nothing(at_hand, tmp_path):
    dealt = np.random.default_rng(3).permutation([row.individual for row in rows()]).tolist()
    lied = [
        replace(row, individual=name, encounter=f"e{row.row}")
        for row, name in zip(rows(), dealt, strict=True)
    ]
    done, _ = made(tmp_path, some=lied)
    assert done.ratios.figures["Cllr"].value > 0.95
    assert done.calibration.thresholds.balances == ()
