"""Who is query and who is catalogue: split by animal, then by encounter, with unknown animals.

Query and gallery never share an encounter; a flank is an animal of its own (left and right share no
pattern); a third of the animals have no photo in the gallery at all, because in casework the
animal of a skin may never have been photographed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Shot:
    """One labelled photo of an evaluation set; place is its row in the caller's list."""

    place: int
    individual: str
    encounter: str
    flank: str

    @property
    def animal_flank(self) -> str:
        """The unit of identity: one side of one animal."""
        return f"{self.individual}/{self.flank}"


@dataclass(frozen=True, slots=True)
class Split:
    """Rows that ask, rows that are searched, and which asking rows have no answer in them."""

    queries: tuple[int, ...]
    gallery: tuple[int, ...]
    unknown: frozenset[int]


def open_set(
    shots: Sequence[Shot],
    rng: np.random.Generator,
    *,
    unknown_share: float = 0.3,
    per_encounter: int = 3,
) -> Split:
    """Queries with and without an answer, and the gallery they are held against.

    Of animal-flanks with two or more encounters one encounter, drawn at random, asks. A share of
    all animals (whole animals, both flanks) has no gallery photo; one encounter of each flank of
    theirs asks. per_encounter: most queries from one encounter. Raises ValueError for a share
    outside 0..1.
    """
    if not 0.0 <= unknown_share <= 1.0:
        raise ValueError(f"a share of {unknown_share} animals: give 0 to 1")
    animals = sorted({shot.individual for shot in shots})
    absent = set(rng.permutation(animals)[: round(unknown_share * len(animals))].tolist())
    queries: list[int] = []
    asking: set[tuple[str, str]] = set()
    unknown: set[int] = set()
    for unit, members in sorted(_by_animal_flank(shots).items()):
        encounters = sorted({shot.encounter for shot in members})
        missing = members[0].individual in absent
        if len(encounters) < 2 and not missing:
            continue
        chosen = encounters[int(rng.integers(len(encounters)))]
        asking.add((unit, chosen))
        places = [shot.place for shot in members if shot.encounter == chosen]
        drawn = rng.permutation(places)[:per_encounter].tolist()
        queries.extend(drawn)
        if missing:
            unknown.update(drawn)
    gallery = [
        shot.place
        for shot in shots
        if shot.individual not in absent and (shot.animal_flank, shot.encounter) not in asking
    ]
    return Split(tuple(sorted(queries)), tuple(gallery), frozenset(unknown))


def folds(animals: Iterable[str], count: int, rng: np.random.Generator) -> list[frozenset[str]]:
    """Animals dealt into `count` folds of about equal size, each in exactly one.

    Raises ValueError for fewer animals than folds.
    """
    names = sorted(set(animals))
    if not 2 <= count <= len(names):
        raise ValueError(f"{len(names)} animals cannot be dealt into {count} folds")
    dealt = rng.permutation(names).tolist()
    return [frozenset(dealt[place::count]) for place in range(count)]


def _by_animal_flank(shots: Sequence[Shot]) -> dict[str, list[Shot]]:
    units: dict[str, list[Shot]] = {}
    for shot in shots:
        units.setdefault(shot.animal_flank, []).append(shot)
    return units
