"""What leads are worth by photos taken together, on animals their thresholds were not chosen on.

    python benchmarks/strength.py GALLERY.csv QUERIES.csv --cache DIR --name NAME [--domain pelt]
        [--sizes 28 14]

Reads the look-ups that `matching_calibrate.py` kept in this cache. Ratios are held out by animal,
and so are thresholds, bounds and leanings: chosen on four fifths of the animals, counted on the
last fifth, each query once with its animal in the catalogue and once with it taken out. --sizes:
also with so many animals drawn at random to be compared, the thresholds as they were chosen.
"""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from matching_calibrate import asking_of, progress

from embeddings.evaluation.answering import Judged
from embeddings.evaluation.best_of import fit_best_of
from embeddings.evaluation.calibrating import Wish, looks_of, names_of
from embeddings.evaluation.describing import Means
from embeddings.evaluation.fitting import Told, fit_model
from embeddings.evaluation.grouping import Grouped, taken_together
from embeddings.evaluation.measuring import measure
from embeddings.evaluation.mixing import join
from embeddings.evaluation.protocol import folds
from embeddings.evaluation.ranking import opened
from embeddings.evaluation.thresholds import Weighed, choose_thresholds
from embeddings.evaluation.trials import Trial, population, trials
from embeddings.lead import Searched, say
from embeddings.photo import Array
from embeddings.strength import (
    CLOSE,
    Basis,
    Bounds,
    Strength,
    Thresholds,
    by_animals,
    cllr,
    cllr_min,
    elub,
    not_in_catalogue_llr,
)
from embeddings.strength.measures import Floats

Row = tuple[Trial, float]


def strength_of(trial: Trial, log10_lr: float, bounds: Bounds) -> Strength:
    """A strength with nothing but its numbers."""
    held = bounds.hold(log10_lr)
    name = trial.evidence.individual
    return Strength(name, log10_lr, held, held, held, bounds.low, bounds.high, "", "", False, "")


def told(rows: Sequence[Row], bounds: Bounds, thresholds: Thresholds) -> Judged:
    """What the lead says of one query and the animals it met, beside the truth."""
    strengths = [strength_of(trial, value, bounds) for trial, value in rows]
    strengths.sort(key=lambda one: -one.log10_lr_raw)
    searched = Searched(("",), ("",), len(strengths), len(strengths), "")
    lead = say(strengths, good_enough=True, searched=searched, thresholds=thresholds)
    mine = rows[0][0].individual
    right = [one.individual == mine for one in strengths]
    place = right.index(True) + 1 if any(right) else 0
    return Judged(
        query=rows[0][0].evidence.query,
        animal=mine,
        flank=mine,
        quality="",
        decision=lead.verdict.value,
        photos=len(strengths),
        hits=(place,) if place else (),
        animals=len(strengths),
        place=place,
        best=strengths[0].log10_lr_raw,
        none_llr=not_in_catalogue_llr(strengths),
        same=tuple(one.log10_lr for one, hit in zip(strengths, right, strict=True) if hit),
        different=tuple(one.log10_lr for one, hit in zip(strengths, right, strict=True) if not hit),
        seconds=0.0,
        firm=not lead.leans,
    )


def chosen_on(
    made: Grouped, held_out: Floats, inside: Array, rng: np.random.Generator
) -> tuple[Bounds, Thresholds]:
    """Bounds and thresholds by the trials inside (n,)."""
    asked = np.array([trial.individual for trial in made.trials])
    same = np.array([trial.same for trial in made.trials])
    animals = len(set(asked[inside & same].tolist()))
    bounds = elub(held_out[inside & same], held_out[inside & ~same]).tightest(
        by_animals(animals, len(set(asked[inside].tolist())))
    )
    kept = [made.trials[int(place)] for place in np.flatnonzero(inside)]
    weighed = Weighed(kept, held_out[inside], bounds)
    best_of = fit_best_of(kept, held_out[inside], rng)
    return bounds, choose_thresholds(weighed, weighed, best_of, rng)


def answers(
    made: Grouped, held_out: Floats, sizes: Sequence[int | None], rng: np.random.Generator
) -> dict[int | None, list[Judged]]:
    """Catalogue size (None: all that were met) -> every query with its animal and without."""
    asked = np.array([trial.individual for trial in made.trials])
    found: dict[int | None, list[Judged]] = {size: [] for size in sizes}
    for fold in folds(asked.tolist(), 5, rng):
        inside = ~np.isin(asked, sorted(fold))
        bounds, thresholds = chosen_on(made, held_out, inside, rng)
        queries: dict[str, list[Row]] = {}
        for place in np.flatnonzero(~inside).tolist():
            trial = made.trials[place]
            queries.setdefault(trial.evidence.query, []).append((trial, float(held_out[place])))
        for size in sizes:
            for rows in queries.values():
                for met in drawn(rows, size, rng):
                    found[size].append(told(met, bounds, thresholds))
    return found


def drawn(rows: Sequence[Row], size: int | None, rng: np.random.Generator) -> Iterator[list[Row]]:
    """The rows of one query with its animal, where it was met, and without; so many at most."""
    own = [row for row in rows if row[0].same]
    others = [row for row in rows if not row[0].same]
    mixed = [others[int(place)] for place in rng.permutation(len(others))]
    if own and mixed:
        yield [*own, *mixed[: None if size is None else size - 1]]
    if mixed:
        yield mixed[:size]


def print_worth(judged: Sequence[Judged], seed: int) -> None:
    """BAKS, BAUS and their root by each rule of answering, and what leads said."""
    worth = measure(judged, np.random.default_rng(seed))
    for rule, rates in worth.open_set.items():
        print(f"   {rule}: BAKS {rates.baks} BAUS {rates.baus} root {rates.root}")
    for what, share in worth.leads.items():
        print(f"   {what} {share}, {share.animals} animals", flush=True)


def main() -> None:
    """Take the look-ups, hold out, choose, count, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("gallery", "queries"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--name", required=True)
    parser.add_argument("--weights", default="", help="embedding network")
    parser.add_argument("--domain", default="camera")
    parser.add_argument("--sizes", type=int, nargs="*", default=[])
    parser.add_argument("--seed", type=int, default=2026)
    how = parser.parse_args()
    told = Told(how.name, "", how.domain, "", simulated=False)
    wish = Wish(told, Means(how.cache, how.weights))
    held, seen = looks_of(
        asking_of(how.gallery, how.queries), wish, progress=progress, reject=print
    )
    gallery = opened(held.folder)
    met = list(trials(seen, gallery, population(seen, gallery)))
    rng = np.random.default_rng(how.seed)
    ratios = fit_model(met, names_of(wish)[CLOSE], rng).held_out
    for basis in Basis:
        if basis is Basis.ONE_PHOTO:
            made, held_out, joined_by = Grouped(tuple(met), ratios, ratios), ratios, ""
        else:
            skins = how.domain != "camera"
            made = taken_together(met, ratios, basis, whole_skins=skins)
            if made.met_again < 20:
                print(f"{basis}: {made.met_again} animals, too few")
                continue
            joined = join(made, rng)
            held_out = joined.held_out
            joined_by = "joined by the mean" if joined.mix is None else "joined by a fitted line"
        same = np.array([trial.same for trial in made.trials])
        cost, best = (cost(held_out[same], held_out[~same]) for cost in (cllr, cllr_min))
        print(f"{basis}: {made.met_again} animals, Cllr {cost:.3f}, refit {best:.3f}; {joined_by}")
        for size, judged in answers(made, held_out, [None, *how.sizes], rng).items():
            print(f"  among {size or 'all'} animals")
            print_worth(judged, how.seed)


if __name__ == "__main__":
    main()
