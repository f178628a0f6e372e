"""Who asks, and which animals of the gallery are looked at a second time.

The first look is our search and, beside it, a plain method (SIFT, ratio test, affine RANSAC) over
exactly the photos that ours may see; the best animals of either make the shortlist.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from embeddings.evaluation import trials
from embeddings.evaluation.dataset import Dataset
from embeddings.evaluation.peers import sift_affine_inliers
from embeddings.evaluation.protocol import across_encounters, few_of_each
from embeddings.evaluation.table import PhotoRow
from embeddings.features import Features
from embeddings.gallery import Gallery
from embeddings.search.scoring import weigh_up
from embeddings.strength import CLOSE, Calibration, weigh


@dataclass(frozen=True, slots=True)
class Seen:
    """One query before its second look: the gallery's rows of each shortlisted animal."""

    features: Features
    path: Path
    animal: str
    ours: tuple[str, ...]
    plain: tuple[str, ...]
    scores: dict[str, list[float]]
    rows: dict[str, tuple[int, ...]]


def split(data: Dataset, seed: int, each: int, held: int) -> tuple[list[PhotoRow], list[PhotoRow]]:
    """Queries, `each` an encounter of animals met in several, and the gallery, `held` each."""
    rng = np.random.default_rng(seed)
    chosen = few_of_each(data.shots, rng, held)
    told = across_encounters(chosen, rng)
    known = frozenset(told.queries) - told.unknown
    asking = few_of_each([shot for shot in chosen if shot.place in known], rng, each)
    rows = data.rows
    queries = in_turn([rows[shot.place] for shot in asking])
    return queries, [rows[place] for place in told.gallery]


def in_turn(rows: Sequence[PhotoRow]) -> list[PhotoRow]:
    """One row of every animal before any second one, so that a part of them is a fair part."""
    turn: dict[str, int] = {}
    drawn = []
    for place, row in enumerate(rows):
        turn[row.individual] = turn.get(row.individual, 0) + 1
        drawn.append((turn[row.individual], place))
    return [rows[place] for _, place in sorted(drawn)]


def first_look(
    one: trials.Asked,
    path: Path,
    gallery: Gallery,
    calibration: Calibration,
    most: int,
    photos: int,
) -> Seen | None:
    """Search as ever, rank by the plain method too; None where the animal cannot be found."""
    seen = next(trials.look_up([one], gallery))
    names = calibration.models[CLOSE].names
    evidence = weigh_up(seen.look, seen.scored, gallery, calibration.cohorts)
    strength = {key: weigh([told], calibration).log10_lr_raw for key, told in evidence.items()}
    members = gallery.members(seen.look.allowed)
    fits = {
        int(row): sift_affine_inliers(one.features, gallery.entries[row].features)
        for rows in members.values()
        for row in rows
    }
    pair = seen.scored.pair
    name_of = {key: evidence[key].individual for key in members}
    likely = {key: (strength[key], max(pair[row] for row in rows)) for key, rows in members.items()}
    plain = {key: max(fits[int(row)] for row in rows) for key, rows in members.items()}
    by_ours = sorted(members, key=lambda key: (*(-part for part in likely[key]), key))
    by_plain = sorted(members, key=lambda key: (-plain[key], key))
    if one.individual not in name_of.values():
        return None
    looked_at = {}
    for key in {*by_ours[:most], *by_plain[:most]}:
        likeness = pair if key in by_ours[:most] else fits
        best = sorted(members[key].tolist(), key=lambda row: -likeness[row])
        looked_at[name_of[key]] = tuple(best[:photos])
    return Seen(
        features=one.features,
        path=path,
        animal=one.individual,
        ours=tuple(name_of[key] for key in by_ours),
        plain=tuple(name_of[key] for key in by_plain),
        scores={
            name_of[key]: [evidence[key].scores.get(name, 0.0) for name in names]
            for key in by_ours[:most]
        },
        rows=looked_at,
    )
