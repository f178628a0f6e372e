"""What a network is worth is counted on other encounters of the same side only."""

import numpy as np
import pytest

from embeddings.training.material import Crop
from embeddings.training.proving import held_out, worth_of


def crop(identity, encounter):
    return Crop(np.zeros((4, 4, 3), np.uint8), np.ones((4, 4), bool), identity, encounter)


def unit(*angles_deg):
    return np.stack([(np.cos(np.radians(a)), np.sin(np.radians(a))) for a in angles_deg])


def test_average_precision_by_hand():
    crops = [crop("A/left", "1"), crop("B/left", "2"), crop("A/left", "3"), crop("A/left", "4")]
    # From A1 the order is B2 (10 degrees), A3 (20), A4 (40): precision (1/2 + 2/3) / 2.
    worth = worth_of(unit(0, 10, 20, 40), crops)
    # From A3 it is B2, then A1 and A4 equally far, the earlier first; from A4: A3, B2, A1.
    expected = ((1 / 2 + 2 / 3) / 2 + (1 / 2 + 2 / 3) / 2 + (1 + 2 / 3) / 2) / 3
    assert worth.mean_average_precision == pytest.approx(expected, abs=1e-4)
    assert worth.top_1 == pytest.approx(1 / 3, abs=1e-4)
    assert (worth.queries, worth.identities) == (3, 1)


def test_photos_of_one_passage_and_of_the_other_side_count_for_nothing():
    crops = [crop("A/left", "1"), crop("A/left", "1"), crop("A/right", "2"), crop("A/left", "3")]
    crops.append(crop("B/left", "4"))
    # The twin of the passage and the other side lie nearest and must not be seen.
    worth = worth_of(unit(0, 0, 0, 30, 60), crops)
    assert worth.queries == 3
    assert worth.top_1 == 1.0


def test_nothing_to_prove_is_said():
    with pytest.raises(ValueError, match="two encounters"):
        worth_of(unit(0, 10), [crop("A/left", "1"), crop("B/left", "2")])


def test_an_animal_is_held_out_with_both_its_sides():
    crops = [
        crop(f"{animal}/{side}", f"{animal}-{side}-{walk}")
        for animal in range(20)
        for side in ("left", "right")
        for walk in range(1 if animal % 2 else 2)
    ]
    teach, prove = held_out(crops, 0.3, seed=4)
    animals = {
        name: {c.identity.split("/")[0] for c in part}
        for name, part in (("t", teach), ("p", prove))
    }
    assert not animals["t"] & animals["p"]
    assert len(animals["p"]) == 6
    assert len(teach) + len(prove) == len(crops)
    # Animals met twice and animals met once are both in both parts.
    assert {int(a) % 2 for a in animals["p"]} == {0, 1}


def test_too_few_animals_to_hold_out_is_said_with_the_remedy():
    crops = [crop("A/left", "1"), crop("A/left", "2"), crop("B/left", "3")]
    with pytest.raises(ValueError, match="larger share"):
        held_out(crops, 0.1, seed=1)
