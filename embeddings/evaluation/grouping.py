"""Photos of one encounter or one skin taken together, as a search takes them.

A skin comes with several photos and both flanks, so what one photo says is not what a search
weighs. The held-out ratios of an encounter's photos are grouped by the very functions that a
search uses, and what comes out is counted like any other held-out ratio. The unit is the encounter;
a skin whose photos were taken one by one is taken two photos at a time, because most skins come
with few.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from embeddings.evaluation.trials import Trial
from embeddings.strength import Basis, Evidence, Slopes, basis_of, counted, shares_of
from embeddings.strength.measures import Floats

MOST_ENCOUNTERS = 3
"""Of a skin with more photos than these, the later ones are not paired."""

Unit = tuple[str, ...]
_Piece = tuple[Trial, float]
_Met = dict[str, list[_Piece]]
_ONLY_BEST = Slopes(0.0, 1.0, 0.0)


@dataclass(frozen=True, slots=True)
class Grouped:
    """One trial for each group of photos and each animal it met on one basis.

    best, mean (n,): log10 LRs of the best photo and the mean, each summed over flanks. The query of
    a trial is its group's own name.
    """

    trials: tuple[Trial, ...]
    best: Floats
    mean: Floats

    @property
    def met_again(self) -> int:
        """Animals that were asked for with their own among those met."""
        return len({trial.individual for trial in self.trials if trial.same})


def taken_together(
    trials: Sequence[Trial], held_out: Floats, basis: Basis, *, whole_skins: bool
) -> Grouped:
    """Every group of photos on this basis against every animal it met on it.

    held_out (n,): log10 LRs of the trials. whole_skins: where no encounter of an animal has photos
    enough, its encounters are joined two by two (true of skins, not of living animals, whose
    encounters are apart in time).
    """
    pieces = list(zip(trials, held_out.tolist(), strict=True))
    units = _on_basis(pieces, basis, {})
    if whole_skins:
        there = {unit[0] for unit in units}
        rest = [piece for piece in pieces if piece[0].individual not in there]
        units |= _on_basis(rest, basis, _pairs(rest))
    rows = [row for unit in sorted(units) for row in _rows(unit, units[unit])]
    return Grouped(
        tuple(trial for trial, _, _ in rows),
        np.array([best for _, best, _ in rows], dtype=np.float64),
        np.array([mean for _, _, mean in rows], dtype=np.float64),
    )


def _pairs(pieces: Sequence[_Piece]) -> dict[tuple[str, str], tuple[str, ...]]:
    """(animal, encounter) -> the names of the pairs that it is in."""
    found: dict[str, set[str]] = {}
    for trial, _ in pieces:
        found.setdefault(trial.individual, set()).add(trial.encounter)
    joined: dict[tuple[str, str], tuple[str, ...]] = {}
    for animal, encounters in found.items():
        for pair in combinations(sorted(encounters)[:MOST_ENCOUNTERS], 2):
            for one in pair:
                joined[animal, one] = (*joined.get((animal, one), ()), "+".join(pair))
    return joined


def _on_basis(
    pieces: Sequence[_Piece], basis: Basis, joined: dict[tuple[str, str], tuple[str, ...]]
) -> dict[Unit, _Met]:
    """Unit -> animal met -> its pieces, where those amount to the basis.

    joined: names of the pairs that an encounter is in; empty for encounters by themselves.
    """
    one_flank = basis in (Basis.ONE_PHOTO, Basis.SEVERAL_PHOTOS)
    found: dict[Unit, _Met] = {}
    for trial, value in pieces:
        names = joined.get((trial.individual, trial.encounter), ()) if joined else ("",)
        for name in names:
            unit: Unit = (trial.individual, name or trial.encounter)
            unit = (*unit, trial.evidence.flank) if one_flank else unit
            met = found.setdefault(unit, {})
            met.setdefault(trial.evidence.individual, []).append((trial, value))
    kept = {}
    for unit, animals in found.items():
        enough = {animal: held for animal, held in animals.items() if _amounts(held) is basis}
        if enough:
            kept[unit] = enough
    return kept


def _amounts(pieces: Sequence[_Piece]) -> Basis:
    return basis_of(counted([trial.evidence for trial, _ in pieces]))


def _rows(unit: Unit, met: _Met) -> Iterator[tuple[Trial, float, float]]:
    for animal in sorted(met):
        values = {id(trial.evidence): value for trial, value in met[animal]}

        def log10_lr(piece: Evidence, values: dict[int, float] = values) -> float:
            return values[id(piece)]

        groups = counted([trial.evidence for trial, _ in met[animal]])
        best, mean = (
            float(shares_of(groups, log10_lr, slopes).total(groups, log10_lr))
            for slopes in (_ONLY_BEST, None)
        )
        first = met[animal][0][0]
        yield replace(first, evidence=replace(first.evidence, query="\x1f".join(unit))), best, mean
