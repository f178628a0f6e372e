"""Which coats are looked at closely where there are more than the budget: no animal drops out."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from embeddings.search.looking import shortlist


@dataclass
class Groups:
    """As much of a gallery as a shortlist asks of it: the animal of each row."""

    groups: list[str]


def chosen(
    animals: str, votes: list[float], cosine: list[float], budget: int, hidden: tuple[int, ...] = ()
) -> list[int]:
    allowed = np.array([row not in hidden for row in range(len(animals))])
    blank = np.where(allowed, 0.0, np.nan)
    gallery: Any = Groups(list(animals))
    scores = (np.array(votes) + blank, np.array(cosine) + blank)
    return shortlist(gallery, allowed, scores, budget).tolist()


VOTES = [9.0, 8.0, 7.0, 1.0, 2.0, 3.0]
COSINE = [0.1, 0.2, 0.3, 0.4, 0.5, 0.9]


@pytest.mark.parametrize(
    ("budget", "rows"),
    [
        (1, [0]),  # the best by votes
        (2, [0, 5]),  # then the best by cosine
        (3, [0, 4, 5]),  # then the third animal before anybody's second coat
        (6, [0, 1, 2, 3, 4, 5]),
        (99, [0, 1, 2, 3, 4, 5]),
    ],
)
def test_votes_and_cosine_take_turns_and_every_animal_comes_before_a_second_coat(
    budget: int, rows: list[int]
) -> None:
    """A has rows 0, 1, 2; B has 4; C has 3 and 5. By votes A0, C5, B4; by cosine C5, B4, A2."""
    assert chosen("AAACBC", VOTES, COSINE, budget) == rows


def test_an_animal_with_one_photo_is_looked_at_beside_one_with_a_hundred() -> None:
    animals = "A" * 100 + "B"
    votes = [50.0] * 100 + [0.1]
    cosine = [0.9] * 100 + [-0.5]

    assert 100 in chosen(animals, votes, cosine, budget=3)


def test_what_may_not_be_compared_is_never_chosen_and_takes_nobodys_place() -> None:
    assert chosen("AABB", [9, 8, 7, 6], [0.9, 0.8, 0.7, 0.6], 3, hidden=(0, 2)) == [1, 3]


def test_ties_fall_in_the_order_of_rows() -> None:
    assert chosen("ABCD", [1.0] * 4, [0.5] * 4, 2) == [0, 1]


@pytest.mark.parametrize("seed", range(5))
def test_no_best_coat_of_an_animal_is_left_out_while_there_is_room(seed: int) -> None:
    """With twice as many places as animals both best coats of each are looked at."""
    rng = np.random.default_rng(seed)
    animals = "".join(rng.choice(list("ABCDEFG"), 60))
    votes, cosine = rng.uniform(0, 9, 60), rng.uniform(-1, 1, 60)
    names = sorted(set(animals))

    rows = chosen(animals, votes.tolist(), cosine.tolist(), 2 * len(names))

    best = {
        max((row for row in range(60) if animals[row] == name), key=lambda row: score[row])
        for name in names
        for score in (votes, cosine)
    }
    assert best <= set(rows)
    assert len(rows) == len(set(rows)) == 2 * len(names)
    assert rows == sorted(rows)
