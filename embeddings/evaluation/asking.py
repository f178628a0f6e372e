"""Which photos of one table ask, and which are searched, when a calibration is fitted.

One table of identified photos is enough. Two photos of every encounter of every flank that was met
in two or more encounters ask, and one photo of every flank that was met once: it has no answer, and
shows what a stranger reaches. All photos are searched, never those of the query's own encounter.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from embeddings.coat import Flank, Kind
from embeddings.evaluation.protocol import Shot, Split, across_encounters, few_of_each
from embeddings.evaluation.table import PhotoRow, RowReject
from embeddings.gallery import same_species
from embeddings.strength import EmptySet

ASKING, STRANGERS = 2, 1
"""Photos of an encounter that ask: of an animal met again, of one met once."""
OF_KINDS = {
    "camera": (Kind.CAMERA, Kind.CAMERA),
    "pelt": (Kind.PELT, Kind.CAMERA),
    "skin": (Kind.PELT, Kind.PELT),
}
"""What asks and what is searched, by the domain of a calibration."""


@dataclass(frozen=True, slots=True)
class Asking:
    """Rows that ask and rows that are searched; rule: how the asking ones were drawn, in words."""

    queries: tuple[PhotoRow, ...]
    gallery: tuple[PhotoRow, ...]
    rule: str

    @property
    def met_again(self) -> int:
        """Animals that ask and could be found by the same flank in another encounter of theirs."""
        searched: dict[str, set[tuple[str, Flank]]] = {}
        for row in self.gallery:
            searched.setdefault(row.individual, set()).add((row.encounter, row.flank))
        return len(
            {
                row.individual
                for row in self.queries
                for encounter, flank in searched.get(row.individual, ())
                if encounter != row.encounter and _comparable(flank, row.flank)
            }
        )


def _comparable(one: Flank, other: Flank) -> bool:
    return one is other or Flank.UNKNOWN in (one, other)


def usable(
    rows: Iterable[PhotoRow | RowReject],
    *,
    species: str,
    kinds: frozenset[Kind],
    reject: Callable[[RowReject], None],
) -> list[PhotoRow]:
    """The rows that may teach a calibration of this species, in their order; others are rejected.

    A row that names no species is of this one. A row without animal or encounter teaches nothing:
    two frames of one moment would pass for two meetings.
    """
    kept = []
    for row in rows:
        bad = row if isinstance(row, RowReject) else _refused(row, species, kinds)
        if bad is not None:
            reject(bad)
        elif isinstance(row, PhotoRow):
            kept.append(replace(row, species=row.species or species))
    return kept


def _refused(row: PhotoRow, species: str, kinds: frozenset[Kind]) -> RowReject | None:
    """Why a row teaches nothing, if it does not."""
    wanted = " or ".join(sorted(kind.value for kind in kinds))
    problems = (
        (not row.individual, "individual_id", "", "it names no animal", "name the animal"),
        (
            not row.encounter,
            "encounter_id",
            "",
            "it names no encounter, and no photo may meet its own",
            "give photos that were taken together one encounter_id",
        ),
        (
            not same_species(row.species, species),
            "species",
            row.species,
            f"it is no photo of {species}",
            "fit each species by itself",
        ),
        (
            row.kind not in kinds,
            "kind",
            row.kind.value,
            f"this domain is fitted on photos of kind {wanted}",
            "correct the kind, or fit the domain that it belongs to",
        ),
    )
    for is_so, field, value, reason, remedy in problems:
        if is_so:
            return RowReject(row.table, row.row, row.file, field, value, reason, remedy)
    return None


def drawn(
    rows: Sequence[PhotoRow],
    rng: np.random.Generator,
    *,
    domain: str = "camera",
    per_encounter: int | None = None,
    most: int | None = None,
) -> Asking:
    """Queries and gallery of one table, by the rule at the head of this module.

    per_encounter: at most so many photos of an encounter of a flank are searched (the asking ones
    among them). most: at most so many queries, a third of them of animals met once; every animal
    asks before one asks again, because animals carry a calibration and photos do not. Raises
    EmptySet where one side has no photo.
    """
    asks, searched = OF_KINDS[domain]
    shots = [
        Shot(place, row.individual, row.encounter, row.flank.value)
        for place, row in enumerate(rows)
    ]
    held = shots if per_encounter is None else few_of_each(shots, rng, per_encounter)
    gallery = [shot for shot in held if rows[shot.place].kind is searched]
    asking = few_of_each([shot for shot in held if rows[shot.place].kind is asks], rng, ASKING)
    if asks is searched:
        split = across_encounters(asking, rng, per_encounter=STRANGERS)
    else:
        # A skin and a living animal never share an encounter: one encounter of either will do.
        split = Split(tuple(shot.place for shot in asking), (), frozenset())
    split = replace(split, gallery=tuple(shot.place for shot in gallery))
    if not split.queries or not gallery:
        raise EmptySet("no photo can ask, or none can be searched")
    if most is not None:
        split = _fewer(rows, split, rng, most)
    rule = (
        f"at most {ASKING} photos an encounter and flank ask, of animals met once {STRANGERS}"
        + (
            ""
            if per_encounter is None
            else f"; at most {per_encounter} photos of each are searched"
        )
        + ("" if most is None else f"; at most {most} queries")
    )
    return Asking(
        tuple(rows[place] for place in split.queries),
        tuple(rows[place] for place in split.gallery),
        rule,
    )


def _fewer(rows: Sequence[PhotoRow], split: Split, rng: np.random.Generator, most: int) -> Split:
    """The same gallery, at most `most` queries."""
    sides = [
        _in_turn(
            rows, [place for place in split.queries if (place in split.unknown) is met_once], rng
        )
        for met_once in (False, True)
    ]
    room = min(len(sides[1]), max(most // 3, most - len(sides[0])))
    kept = [*sides[0][: most - room], *sides[1][:room]]
    return Split(tuple(sorted(kept)), split.gallery, split.unknown & frozenset(kept))


def _in_turn(
    rows: Sequence[PhotoRow], places: Sequence[int], rng: np.random.Generator
) -> list[int]:
    """The places: one of every animal, then a second of each, of other encounters first."""
    order: list[int] = rng.permutation(np.asarray(places, dtype=np.int64)).tolist()
    for unit in (
        lambda row: (row.individual, row.encounter, row.flank),
        lambda row: (row.individual,),
    ):
        times: dict[tuple[str, ...], int] = {}
        turns = []
        for place in order:
            times[unit(rows[place])] = times.get(unit(rows[place]), 0) + 1
            turns.append(times[unit(rows[place])])
        order = [
            place for _, place in sorted(zip(turns, order, strict=True), key=lambda one: one[0])
        ]
    return order
