"""What leads are worth by photos taken together, on animals their thresholds were not chosen on.

    python benchmarks/strength.py GALLERY.csv QUERIES.csv --cache DIR --name NAME [--domain pelt]

Reads the look-ups that `matching_calibrate.py` kept under this name. Ratios are held out by animal,
and so are thresholds and bounds: chosen on four fifths of the animals, counted on the last fifth,
each query once with its animal in the catalogue and once with it taken out.
"""

import argparse
import pickle
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from matching_calibrate import NAMES, opened, rows_of

from embeddings.evaluation.describing import Means
from embeddings.evaluation.fitting import fit_model
from embeddings.evaluation.grouping import Grouped, taken_together
from embeddings.evaluation.metrics import over_animals
from embeddings.evaluation.mixing import join
from embeddings.evaluation.protocol import folds
from embeddings.evaluation.ranking import keep_gallery
from embeddings.evaluation.thresholds import Weighed, choose_thresholds
from embeddings.evaluation.trials import Trial, population, trials
from embeddings.lead import Searched, say
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
)
from embeddings.strength.measures import Floats


def strength_of(trial: Trial, log10_lr: float, bounds: Bounds) -> Strength:
    """A strength with nothing but its numbers."""
    held = bounds.hold(log10_lr)
    name = trial.evidence.individual
    return Strength(name, log10_lr, held, held, held, bounds.low, bounds.high, "", "", False, "")


def told(rows: Sequence[tuple[Trial, float]], bounds: Bounds, thresholds: Thresholds) -> str:
    """What the lead says of one query and the animals it met."""
    strengths = [strength_of(trial, value, bounds) for trial, value in rows]
    strengths.sort(key=lambda one: -one.log10_lr_raw)
    searched = Searched(("",), ("",), len(strengths), len(strengths), "")
    lead = say(strengths, good_enough=True, searched=searched, thresholds=thresholds)
    if lead.verdict.value != "this_animal":
        return lead.verdict.value
    mine = {trial.individual for trial, _ in rows}
    return "named rightly" if lead.individual in mine else "named wrongly"


def leads(
    made: Grouped, held_out: Floats, rng: np.random.Generator
) -> dict[str, dict[str, list[str]]]:
    """ "known" and "unknown" -> animal -> what was told of its queries, thresholds kept apart."""
    answers: dict[str, dict[str, list[str]]] = {"known": {}, "unknown": {}}
    asked = np.array([trial.individual for trial in made.trials])
    same = np.array([trial.same for trial in made.trials])
    for fold in folds(asked.tolist(), 5, rng):
        inside = ~np.isin(asked, sorted(fold))
        animals = len(set(asked[inside & same].tolist()))
        bounds = elub(held_out[inside & same], held_out[inside & ~same]).tightest(
            by_animals(animals, len(set(asked[inside].tolist())))
        )
        chosen = [made.trials[int(place)] for place in np.flatnonzero(inside)]
        weighed = Weighed(chosen, held_out[inside], bounds)
        thresholds = choose_thresholds(weighed, weighed)
        queries: dict[str, list[tuple[Trial, float]]] = {}
        for place in np.flatnonzero(~inside).tolist():
            trial = made.trials[place]
            queries.setdefault(trial.evidence.query, []).append((trial, float(held_out[place])))
        for rows in queries.values():
            without = [row for row in rows if not row[0].same]
            kinds = {"unknown": without, **({"known": rows} if len(without) < len(rows) else {})}
            for kind, met in kinds.items():
                if met:
                    answers[kind].setdefault(rows[0][0].individual, []).append(
                        told(met, bounds, thresholds)
                    )
    return answers


def share_of(word: str, words: Sequence[str]) -> float:
    """The share of words that are this one."""
    return float(np.mean([one == word for one in words]))


def main() -> None:
    """Take the look-ups, hold out, choose, count, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("gallery", "queries"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--name", required=True)
    parser.add_argument("--weights", default="", help="embedding network")
    parser.add_argument("--domain", default="camera")
    parser.add_argument("--seed", type=int, default=2026)
    how = parser.parse_args()
    seen = pickle.loads((how.cache / f"seen-{how.name}.pickle").read_bytes())
    held = keep_gallery(
        rows_of(how.gallery),
        means=Means(how.cache, how.weights),
        jobs=1,
        progress=lambda *_: None,
        reject=print,
    )
    gallery = opened(held.folder)
    met = list(trials(seen, gallery, population(seen, gallery)))
    rng = np.random.default_rng(how.seed)
    ratios = fit_model(met, NAMES[CLOSE], rng).held_out
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
        for kind, by_animal in leads(made, held_out, rng).items():
            for word in sorted({word for words in by_animal.values() for word in words}):
                share = over_animals(
                    by_animal,
                    lambda words, word=word: float(np.mean([w == word for w in words])),
                    rng,
                )
                print(f"   {kind}: {word} {share}, {share.animals} animals", flush=True)


if __name__ == "__main__":
    main()
