"""What a sceptic is shown of a stored comparison, and to whom it is shown."""

import io

import numpy as np
import pytest
from PIL import Image

from workbench.services.acting import acting
from workbench.services.contributing import contributions_in, made_of
from workbench.services.examining import MACHINE, see
from workbench.services.explaining import controlled, explained, picture
from workbench.views.pairs import pair

SKIN = "SK-0001"


@pytest.fixture
def animal(matched, named):
    return named(matched, "L2")


@pytest.fixture
def anna(matched):
    return acting(matched, "Anna")


def pixels(found):
    with Image.open(io.BytesIO(found.content)) as opened:
        return np.asarray(opened)


def test_every_mark_of_the_photos_is_on_the_strips_in_the_same_order(matched, anna, animal):
    shown = pair(matched, anna, SKIN, animal)
    drawn = explained(matched, anna, SKIN, animal)
    assert [mark.kind for mark in shown.marks] == [mark[4] for mark in drawn.marks]
    assert len(drawn.marks) > 10
    sizes = [drawn.pictures[name] for name in ("strip-query", "strip-candidate")]
    places = np.array([mark[:4] for mark in drawn.marks]).reshape(-1, 2, 2)
    for side, size in enumerate(sizes):
        inside = (places[:, side] > 0) & (places[:, side] < (size.width, size.height))
        assert inside.all(axis=1).mean() > 0.9


def test_the_strips_show_the_same_coat_at_each_mark(matched, anna, animal):
    drawn = explained(matched, anna, SKIN, animal)
    strips = [
        pixels(drawn.pictures[name]).mean(axis=2) for name in ("strip-query", "strip-candidate")
    ]
    grey = []
    for mark in drawn.marks:
        ends = np.rint(np.array(mark[:4]).reshape(2, 2)).astype(int)
        if all(4 < x < s.shape[1] - 5 and 4 < y < s.shape[0] - 5
               for (x, y), s in zip(ends, strips, strict=True)):  # fmt: skip
            grey.append([s[y - 4 : y + 5, x - 4 : x + 5].mean()
                         for (x, y), s in zip(ends, strips, strict=True)])  # fmt: skip
    assert np.corrcoef(np.array(grey).T)[0, 1] > 0.8


def test_the_candidate_lies_bent_on_the_skin(matched, anna, animal):
    drawn = explained(matched, anna, SKIN, animal)
    over = pixels(drawn.pictures["laid-over"])
    assert over.shape[2] == 4
    assert 0.2 < (over[..., 3] > 128).mean() < 1.0
    assert drawn.off_px < 12


def test_the_controls_find_nothing_worth_a_word(matched, anna, animal):
    found = controlled(matched, anna, SKIN, animal)
    assert [one.name for one in found.controls] == ["background", "mirrored"]
    assert not any(one.warns for one in found.controls)
    for one in found.controls:
        assert pixels(found.pictures[one.name]).shape[2] == 3


def test_who_has_not_looked_on_record_is_shown_nothing(matched, animal, clock):
    boris = acting(matched, "Boris")
    names = ("strip-query", "strip-candidate", "laid-over", "background", "mirrored")
    assert explained(matched, boris, SKIN, animal) is None
    assert controlled(matched, boris, SKIN, animal) is None
    assert [picture(matched, boris, SKIN, animal, name) for name in names] == [None] * 5
    see(matched, "Boris", SKIN, MACHINE, clock=clock)
    looked = acting(matched, "Boris")
    assert explained(matched, looked, SKIN, animal) is not None
    assert all(picture(matched, looked, SKIN, animal, name) for name in names)


def test_a_prosecutor_sees_nothing_before_the_case_is_handed_over(matched, animal):
    vera = acting(matched, "Vera")
    assert explained(matched, vera, SKIN, animal) is None


def test_no_picture_is_made_of_a_name_that_nobody_offers(matched, anna, animal):
    assert picture(matched, anna, SKIN, animal, "../originals") is None
    assert picture(matched, anna, SKIN, "IND-9999", "strip-query") is None


def test_the_stored_parts_add_up_to_the_stored_ratio(matched, anna):
    searches = matched.store.read(anna).matching.searches(SKIN)
    for candidate in searches[0].answer["candidates"]:
        apart = contributions_in(candidate)
        assert apart.raw == pytest.approx(candidate["log10_lr_raw"], abs=1e-9)
        assert apart.bounded == pytest.approx(candidate["log10_lr"], abs=1e-9)
        printed = made_of(apart)
        total = float(printed.start) + sum(float(row[-1]) for row in printed.rows)
        assert total == pytest.approx(float(printed.raw), abs=1e-9)
        assert "-0.00" not in (printed.start, printed.raw, *(row[-1] for row in printed.rows))
