"""What kind of incident a word means in any language, and how far each reaches."""

import pytest

from cases.watches.kernels import KERNELS, Kernel, kind_of, with_reach


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("выстрелы", "shot"),
        ("Gunshot heard", "shot"),
        ("камера разбита", "camera destroyed"),
        ("Camera trap stolen", "camera destroyed"),
        ("petlya / петля", "snare"),
        ("следы людей", "tracks"),
        ("браконьерство", "prey poaching"),
        ("свет ночью", "night light"),
        ("вертолёт", "helicopter"),
        ("枪声", "shot"),
        ("bẫy", "snare"),
        ("Carcass", "carcass"),
        ("a scar on a tree", "other"),
        ("", "other"),
    ],
)
def test_a_word_means_a_kind_in_any_of_our_languages(written: str, kind: str) -> None:
    assert kind_of(written) == kind


def test_reaches_are_those_of_the_design() -> None:
    assert KERNELS["shot"] == Kernel(3.0, 2)
    assert KERNELS["camera destroyed"] == Kernel(10.0, 14)
    assert KERNELS["skin"].days == 180


def test_a_reach_is_set_for_one_kind_and_the_others_stay() -> None:
    found = with_reach({"shot": (5.0, 3)})
    assert found["shot"] == Kernel(5.0, 3)
    assert found["tracks"] == KERNELS["tracks"]


@pytest.mark.parametrize(
    ("written", "told"),
    [({"thunder": (3.0, 1)}, "thunder"), ({"shot": (0.0, 1)}, "no reach"),
     ({"shot": (3.0, -1)}, "no reach"), ({"shot": (float("nan"), 1)}, "no reach")],
)  # fmt: skip
def test_what_is_no_reach_is_refused(written: dict[str, tuple[float, int]], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        with_reach(written)
