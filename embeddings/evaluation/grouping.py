"""Photos of one encounter or one skin taken together, as a search takes them.

A skin comes with several photos and both flanks, so what one photo says is not what a search
weighs. The held-out ratios of an encounter's photos are combined by the very functions that a
search uses, and what comes out is counted like any other held-out ratio. The unit is the encounter;
a skin whose photos were taken one by one is its own unit.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from embeddings.evaluation.trials import Trial
from embeddings.strength import Basis, basis_of, combined, counted
from embeddings.strength.measures import Floats

Unit = tuple[str, ...]
_Piece = tuple[Trial, float]


def taken_together(
    trials: Sequence[Trial], held_out: Floats, basis: Basis, *, whole_skins: bool
) -> tuple[list[Trial], Floats]:
    """One trial for each group of photos and each animal it met on this basis, and its log10 LRs.

    held_out (n,): log10 LRs of the trials. whole_skins: where no encounter of an animal has photos
    enough, all its photos make one group (true of skins, not of living animals, whose encounters
    are apart in time). The query of a trial that comes out is the group's own name.
    """
    by_encounter = _met(trials, held_out, basis, whole=False)
    units = dict(by_encounter)
    if whole_skins:
        there = {unit[0] for unit in by_encounter}
        by_skin = _met(trials, held_out, basis, whole=True)
        units |= {unit: met for unit, met in by_skin.items() if unit[0] not in there}
    made = [one for unit in sorted(units) for one in _combined(unit, units[unit])]
    return [trial for trial, _ in made], np.array([value for _, value in made], dtype=np.float64)


def _met(
    trials: Sequence[Trial], held_out: Floats, basis: Basis, *, whole: bool
) -> dict[Unit, dict[str, list[_Piece]]]:
    """Unit -> animal met -> its pieces, where those amount to the basis."""
    found: dict[Unit, dict[str, list[_Piece]]] = {}
    for trial, value in zip(trials, held_out.tolist(), strict=True):
        unit: Unit = (trial.individual, "" if whole else trial.encounter)
        if basis is not Basis.BOTH_FLANKS:
            unit = (*unit, trial.evidence.flank)
        met = found.setdefault(unit, {})
        met.setdefault(trial.evidence.individual, []).append((trial, value))
    kept: dict[Unit, dict[str, list[_Piece]]] = {}
    for unit, animals in found.items():
        enough = {
            animal: pieces
            for animal, pieces in animals.items()
            if basis_of(counted([trial.evidence for trial, _ in pieces])) is basis
        }
        if enough:
            kept[unit] = enough
    return kept


def _combined(unit: Unit, met: Mapping[str, list[_Piece]]) -> Iterator[_Piece]:
    for animal in sorted(met):
        pieces = met[animal]
        values = {id(trial.evidence): value for trial, value in pieces}
        groups = counted([trial.evidence for trial, _ in pieces])
        together = float(combined(groups, lambda piece: values[id(piece)]))  # noqa: B023
        first = pieces[0][0]
        evidence = replace(first.evidence, query="\x1f".join(unit))
        yield replace(first, evidence=evidence), together
