"""Who is query and who is catalogue: split by animal, then by encounter, with unknown animals.

Query and gallery never share an encounter; a flank is an animal of its own (left and right share no
pattern); a third of the animals have no photo in the gallery at all, because in casework the
animal of a skin may never have been photographed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from embeddings.strength.measures import EmptySet

ENCOUNTERS, ONE_PER_ENCOUNTER, OPEN_SET = "encounters", "one-per-encounter", "open-set"
PROTOCOLS = (ENCOUNTERS, ONE_PER_ENCOUNTER, OPEN_SET)


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


def split_by(
    protocol: str, shots: Sequence[Shot], rng: np.random.Generator, *, most: int | None = None
) -> Split:
    """The split of one of PROTOCOLS, with at most so many queries (two thirds of them known).

    encounters: every photo asks, all photos of other encounters answer; animals of one encounter
    are the unknown ones. one-per-encounter: the same with one photo an encounter, drawn at random.
    open-set: `open_set`. Raises ValueError for another name, EmptySet where nothing can ask.
    """
    if protocol == OPEN_SET:
        split = open_set(shots, rng)
    elif protocol == ENCOUNTERS:
        split = across_encounters(shots, rng)
    elif protocol == ONE_PER_ENCOUNTER:
        split = across_encounters(few_of_each(shots, rng, 1), rng)
    else:
        raise ValueError(f"there is no protocol {protocol!r}: name one of {', '.join(PROTOCOLS)}")
    if not split.queries:
        raise EmptySet("no photo can ask: no animal has two encounters, and none is left out")
    return split if most is None else thinned(shots, split, rng, most)


def across_encounters(
    shots: Sequence[Shot], rng: np.random.Generator, *, per_encounter: int = 3
) -> Split:
    """Every photo against all photos of other encounters.

    A flank with one encounter has no answer then: up to `per_encounter` photos of it ask as
    unknown. Whoever searches must leave out the query's own encounter: it is in the gallery.
    """
    queries: list[int] = []
    unknown: list[int] = []
    for _, members in sorted(_by_animal_flank(shots).items()):
        places = [shot.place for shot in members]
        if len({shot.encounter for shot in members}) > 1:
            queries += places
        else:
            unknown += rng.permutation(places)[:per_encounter].tolist()
    gallery = tuple(shot.place for shot in shots)
    return Split(tuple(sorted(queries + unknown)), gallery, frozenset(unknown))


def thinned(shots: Sequence[Shot], split: Split, rng: np.random.Generator, most: int) -> Split:
    """The same gallery, at most `most` queries: one of every encounter in turn, as they are drawn.

    A third of them unknown where there are so many. Raises ValueError for fewer than one.
    """
    if most < 1:
        raise ValueError(f"{most} queries: ask one or more")
    at = {shot.place: shot for shot in shots}
    known = _in_turn([at[row] for row in split.queries if row not in split.unknown], rng)
    absent = _in_turn([at[row] for row in split.queries if row in split.unknown], rng)
    room = min(len(absent), max(most // 3, most - len(known)))
    kept = [*known[: most - room], *absent[:room]]
    return Split(tuple(sorted(kept)), split.gallery, split.unknown & frozenset(kept))


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


def few_of_each(shots: Sequence[Shot], rng: np.random.Generator, most: int) -> list[Shot]:
    """At most `most` photos of every encounter of every flank, drawn; in their first order."""
    at = {shot.place: shot for shot in shots}
    taken: dict[tuple[str, str], int] = {}
    kept = []
    for place in _in_turn(shots, rng):
        unit = at[place].animal_flank, at[place].encounter
        taken[unit] = taken.get(unit, 0) + 1
        if taken[unit] <= most:
            kept.append(at[place])
    return sorted(kept, key=lambda shot: shot.place)


def _in_turn(shots: Sequence[Shot], rng: np.random.Generator) -> list[int]:
    """Places of the shots: the first of each encounter, then the second; drawn within each."""
    drawn = [shots[place] for place in rng.permutation(len(shots)).tolist()]
    turn: dict[tuple[str, str], int] = {}
    order = []
    for rank, shot in enumerate(drawn):
        unit = shot.animal_flank, shot.encounter
        turn[unit] = turn.get(unit, 0) + 1
        order.append((turn[unit], rank, shot.place))
    return [place for _, _, place in sorted(order)]


def _by_animal_flank(shots: Sequence[Shot]) -> dict[str, list[Shot]]:
    units: dict[str, list[Shot]] = {}
    for shot in shots:
        units.setdefault(shot.animal_flank, []).append(shot)
    return units
