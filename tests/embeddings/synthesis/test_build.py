"""Builds: big and small, stout and lean animals, always the same for one animal."""

from dataclasses import replace

import numpy as np
import pytest

from embeddings.synthesis import LEOPARD, make_animal
from embeddings.synthesis.anatomy import skeleton
from embeddings.synthesis.body import body
from embeddings.synthesis.build import Build, build_of
from embeddings.synthesis.pose import Pose, posed

AVERAGE = Build(size=1.0, trunk=1.0, legs=1.0, head=1.0, neck=1.0, tail=1.0, belly_m=0.0)


def standing(build: Build) -> np.ndarray:
    return posed(body(False), Pose({}, {}), build)[0]


def of_bone(name: str) -> np.ndarray:
    """Which vertices hang mostly on a bone, or on all bones whose names begin so."""
    columns = [i for i, bone in enumerate(skeleton()) if bone.name.startswith(name)]
    return body(False).ties[:, columns].sum(axis=1) > 0.7


def paws() -> np.ndarray:
    return body(False).vertices[:, 2] < 0.05


def test_an_animal_keeps_its_build_and_two_animals_differ() -> None:
    rng = np.random.default_rng(4)
    animals = [make_animal(rng, LEOPARD) for _ in range(30)]
    assert build_of(animals[0]) == build_of(animals[0])
    assert len({build_of(animal) for animal in animals}) == 30


def test_builds_are_those_of_healthy_cats() -> None:
    rng = np.random.default_rng(4)
    builds = [build_of(make_animal(rng, LEOPARD)) for _ in range(300)]
    sizes = np.array([build.size for build in builds])
    assert 0.8 < sizes.min() < 0.9
    assert 1.08 < sizes.max() < 1.2
    # Males are larger than females: the spread is wider than that of one sex alone (0.05).
    assert sizes.std() > 0.06
    assert all(0.85 < build.trunk < 1.2 for build in builds)
    assert all(0 <= build.belly_m <= 0.08 for build in builds)


@pytest.mark.parametrize("axis", [0, 1, 2])
def test_a_larger_animal_is_larger_all_ways(axis: int) -> None:
    ratio = np.ptp(standing(replace(AVERAGE, size=1.1))[:, axis]) / np.ptp(
        standing(AVERAGE)[:, axis]
    )
    assert ratio == pytest.approx(1.1, abs=0.01)


def test_long_legs_make_a_higher_animal_and_no_longer_one() -> None:
    usual, leggy = standing(AVERAGE), standing(replace(AVERAGE, legs=1.08))
    assert np.ptp(leggy[:, 2]) == pytest.approx(1.08 * np.ptp(usual[:, 2]), rel=0.01)
    assert np.ptp(leggy[:, 0]) == pytest.approx(np.ptp(usual[:, 0]), rel=0.001)


@pytest.mark.parametrize("part", ["head", "neck", "tail"])
def test_a_thicker_part_is_thicker_and_the_rest_is_not(part: str) -> None:
    usual, thick = standing(AVERAGE), standing(replace(AVERAGE, **{part: 1.2}))
    there, feet = of_bone(part), paws()
    assert np.ptp(thick[there, 1]) > 1.1 * np.ptp(usual[there, 1])
    assert np.allclose(thick[feet], usual[feet], atol=2e-3)


def test_a_stout_trunk_is_broader() -> None:
    trunk = of_bone("loin")
    usual, stout = (standing(replace(AVERAGE, trunk=trunk_of))[trunk] for trunk_of in (1.0, 1.1))
    assert np.ptp(stout[:, 1]) > 1.05 * np.ptp(usual[:, 1])


def test_a_belly_hangs_lower_between_the_legs_only() -> None:
    usual, fed = standing(AVERAGE), standing(replace(AVERAGE, belly_m=0.06))
    down = usual[:, 2] - fed[:, 2]
    assert down.max() > 0.04
    lowest = np.argmax(down)
    assert abs(body(False).vertices[lowest, 0] + 0.05) < 0.15
    assert np.abs(down[paws()]).max() < 2e-3


def test_the_skin_stays_whole_in_any_build() -> None:
    rng = np.random.default_rng(6)
    cat = body(False)
    for _ in range(12):
        points = standing(build_of(make_animal(rng, LEOPARD)))
        edges = points[cat.faces[:, 0]] - points[cat.faces[:, 1]]
        assert np.linalg.norm(edges, axis=1).max() < 0.08
        assert np.isfinite(points).all()
