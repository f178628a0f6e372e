"""Who is rendered: seeds, styles, siblings."""

import numpy as np
import pytest

from embeddings.synthesis import LEOPARD, SPECIES, TIGER, make_animal, rosettes
from embeddings.synthesis.coat_texture import coat_texture


@pytest.mark.parametrize("species", SPECIES)
def test_the_same_seed_gives_the_same_animal(species: str) -> None:
    first, again = (make_animal(np.random.default_rng(3), species) for _ in range(2))
    assert first == again


def test_other_seeds_give_other_animals() -> None:
    animals = {make_animal(np.random.default_rng(seed), TIGER) for seed in range(20)}
    assert len(animals) == 20


def test_the_two_flanks_have_seeds_of_their_own() -> None:
    animal = make_animal(np.random.default_rng(3), LEOPARD)
    assert animal.flank_seed("left") != animal.flank_seed("right")


def test_a_sibling_shares_the_style_of_the_marks_but_no_seed() -> None:
    rng = np.random.default_rng(3)
    elder = make_animal(rng, LEOPARD)
    younger = make_animal(rng, LEOPARD, sibling_of=elder)
    assert younger.style.mark_scale == elder.style.mark_scale
    assert younger.style.field_seed == elder.style.field_seed
    own = {younger.seed, younger.left_seed, younger.right_seed}
    assert not own & {elder.seed, elder.left_seed, elder.right_seed}


def test_a_leopard_is_no_sibling_of_a_tiger() -> None:
    rng = np.random.default_rng(3)
    with pytest.raises(ValueError, match="no sibling"):
        make_animal(rng, LEOPARD, sibling_of=make_animal(rng, TIGER))


def test_a_species_without_a_coat_is_refused_with_the_ones_that_have_one() -> None:
    with pytest.raises(ValueError, match="Panthera pardus"):
        make_animal(np.random.default_rng(3), "Panthera onca")


@pytest.mark.parametrize("species", SPECIES)
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_the_marks_of_two_flanks_are_unrelated(species: str, seed: int) -> None:
    animal = make_animal(np.random.default_rng(seed), species)
    # The middle of the trunk, where both are marked alike in kind and amount.
    left, right = (coat_texture(animal, side).marks[40:150, 470:780] for side in ("left", "right"))
    alike = np.corrcoef(left.ravel(), right.ravel())[0, 1]
    # Stripes are few and wide, so chance alone reaches 0.25.
    assert abs(alike) < 0.35


@pytest.mark.parametrize("species", SPECIES)
def test_a_flank_is_marked_but_not_black(species: str) -> None:
    animal = make_animal(np.random.default_rng(8), species)
    share = float(coat_texture(animal, "left").marks[20:170, 450:900].mean())
    assert 0.12 < share < 0.6


def test_a_leopards_flank_bears_rings_and_its_legs_bear_solid_spots() -> None:
    style = make_animal(np.random.default_rng(8), LEOPARD).style
    dark, middles = rosettes.marks(np.random.default_rng(8), style)
    flank, leg = (slice(40, 150), slice(470, 750)), (slice(250, 330), slice(455, 555))
    assert middles[flank].mean() > 0.15
    assert middles[leg].mean() < 0.02
    assert dark[leg].mean() > 0.1
    # A ring is dark around, not in the middle: deep inside it there is less dark than beside it.
    inside = middles[flank] > 0.9
    rim = (middles[flank] < 0.9) & (middles[flank] > 0.1)
    assert dark[flank][inside].mean() < dark[flank][rim].mean()


def test_tiger_stripes_run_from_spine_to_belly_on_the_trunk_and_across_on_the_legs() -> None:
    marks = coat_texture(make_animal(np.random.default_rng(8), TIGER), "left").marks
    down, along = np.gradient(marks)
    trunk, leg = (slice(30, 150), slice(450, 700)), (slice(215, 330), slice(455, 555))
    assert np.abs(along[trunk]).mean() > 1.5 * np.abs(down[trunk]).mean()
    assert np.abs(down[leg]).mean() > 1.5 * np.abs(along[leg]).mean()
