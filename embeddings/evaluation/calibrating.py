"""A calibration from tables of identified photos: described, looked up, fitted, and judged.

The one path on which calibrations are made, those that ship and those of an agency's own animals.
Queries are looked up by the same steps as a search; describing and looking up resume from the
cache. What is told of a calibration's worth comes from animals that were held out of the fit.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from embeddings.coat import Kind
from embeddings.evaluation.asking import Asking
from embeddings.evaluation.best_of import FEWEST
from embeddings.evaluation.describing import Means, Progress, describe_rows, describer
from embeddings.evaluation.fitting import HeldOut, Told, fit_and_judge
from embeddings.evaluation.kept_looks import Looking, looked_up
from embeddings.evaluation.ranking import Ranked, keep_gallery, opened
from embeddings.evaluation.ratios import Ratios, measure_ratios
from embeddings.evaluation.table import PhotoRow, RowReject
from embeddings.evaluation.trials import Asked, Seen, glanced, population, trials
from embeddings.gallery import Gallery
from embeddings.photo import fingerprint
from embeddings.search import VERSION
from embeddings.strength import CLOSE, GLANCE, Calibration

NAMES = {CLOSE: ("sift_beyond", "votes_within"), GLANCE: ("votes_z",)}
"""The scores that are weighed: marks alone, so that a calibration fits any embedding network."""
STIFF = "stiff_beyond"
"""Weighed between living animals: a skin is stretched, and no stiff map carries it over."""
COSINE = "cosine_z"


class TooFew(ValueError):
    """Too few animals were met again to say what a ratio is worth; reason and remedy are plain."""

    def __init__(self, found: int) -> None:
        self.reason = (
            f"{found} {'animal was' if found == 1 else 'animals were'} met in two or more "
            f"encounters by the same flank, and {FEWEST} are needed"
        )
        self.remedy = "add animals that were met again; photos of animals met once do not count"
        super().__init__(f"{self.reason}: {self.remedy}")


@dataclass(frozen=True, slots=True)
class Wish:
    """What calibration is to be made, and by what means.

    told: its name and what it stands for; its network is filled in here. cosine: weigh the
    network's cosine too, and then it is that network's. for_skins: of camera photos, to weigh skins
    of that species by where there is no calibration of skins.
    """

    told: Told
    means: Means
    cosine: bool = False
    seed: int = 2026
    jobs: int = 1
    for_skins: bool = False

    @property
    def network(self) -> str:
        """Digest of the network whose cosine is weighed, "" for marks alone."""
        return describer(self.means.weights).network.digest if self.cosine else ""


@dataclass(frozen=True, slots=True)
class Made:
    """A calibration, and what it was worth on held-out animals.

    met_again: animals that could be found; strangers: animals that asked and could not. ratios:
    figures with intervals over animals, of log10 LRs before bounds.
    """

    calibration: Calibration
    met_again: int
    strangers: int
    ratios: Ratios


def names_of(wish: Wish) -> dict[str, tuple[str, ...]]:
    """The scores of each model."""
    living = wish.told.domain == Kind.CAMERA and not wish.for_skins
    beside = (STIFF,) if living else ()
    names = {**NAMES, CLOSE: (*NAMES[CLOSE], *beside)}
    return {key: (*some, COSINE) if wish.cosine else some for key, some in names.items()}


def calibrate(
    asking: Asking,
    wish: Wish,
    *,
    progress: Progress,
    reject: Callable[[RowReject], None],
) -> Made:
    """Describe, look up, fit, judge. Raises TooFew before and after the hours that it takes.

    The calibration's figures say from what it was made. reject: told of each photo that cannot be
    used.
    """
    if asking.met_again < FEWEST:
        raise TooFew(asking.met_again)
    held, seen = looks_of(asking, wish, progress=progress, reject=reject)
    progress(0, 1, "fitting")
    made = fitted(seen, opened(held.folder), wish)
    progress(1, 1, "fitting")
    return replace(made, calibration=_with_origin(made, asking, wish, held))


def looks_of(
    asking: Asking,
    wish: Wish,
    *,
    progress: Progress,
    reject: Callable[[RowReject], None],
) -> tuple[Ranked, list[Seen]]:
    """The gallery, kept, and every query looked up in it; what was looked up before is read."""
    held = keep_gallery(
        asking.gallery, means=wish.means, jobs=wish.jobs, progress=progress, reject=reject
    )
    asked = list(described(asking.queries, wish, progress=progress, reject=reject))
    looking = Looking(held, wish.means.cache)
    return held, looked_up(asked, looking, jobs=wish.jobs, progress=progress)


def described(
    rows: Sequence[PhotoRow],
    wish: Wish,
    *,
    progress: Progress,
    reject: Callable[[RowReject], None],
) -> Iterator[Asked]:
    """The asking rows as queries; those that cannot be used are rejected."""
    told = describe_rows(
        rows, means=wish.means, jobs=wish.jobs, progress=progress, what="queries described"
    )
    for row, features in zip(rows, told, strict=True):
        if isinstance(features, RowReject):
            reject(features)
        else:
            yield Asked(features, row.individual, row.encounter)


def fitted(seen: Sequence[Seen], gallery: Gallery, wish: Wish) -> Made:
    """The calibration of these looks, and its worth. Raises TooFew."""
    cohorts = population(seen, gallery)
    # In a catalogue larger than the budget some animals are only glanced at, as in a search.
    close = [one for one in trials(seen, gallery, cohorts) if one.evidence.looked_closely]
    found = {trial.individual for trial in close if trial.same}
    if len(found) < FEWEST:
        raise TooFew(len(found))
    calibration, held_out = fit_and_judge(
        close,
        list(glanced(seen, gallery, cohorts)),
        cohorts,
        names_of(wish),
        replace(wish.told, network=wish.network),
        np.random.default_rng(wish.seed),
    )
    strangers = {trial.individual for trial in close} - found
    return Made(calibration, len(found), len(strangers), _worth(held_out, wish.seed))


def _worth(held_out: Sequence[HeldOut], seed: int) -> Ratios:
    found = measure_ratios(held_out, np.random.default_rng(seed))
    if found is None:
        raise ValueError("no held-out ratio on one side: nothing says what this is worth")
    return found


def _with_origin(made: Made, asking: Asking, wish: Wish, held: Ranked) -> Calibration:
    """The calibration with what a second laboratory needs to make it again, in its figures."""
    origin: Mapping[str, Any] = {
        "queries_drawn": asking.rule,
        "seed": wish.seed,
        "gallery_digest": held.digest,
        "gallery_photos": len(held.files),
        "queries_digest": fingerprint(*(repr(_named(row)).encode() for row in asking.queries)),
        "describer": describer(wish.means.weights).version,
        "search": VERSION,
        "met_again": made.met_again,
        "strangers": made.strangers,
    }
    worth = {
        name: [round(one.value, 4), round(one.low, 4), round(one.high, 4)]
        for name, one in made.ratios.figures.items()
    }
    figures = {**made.calibration.figures, "made_from": origin, "held_out": worth}
    return replace(made.calibration, figures=figures)


def _named(row: PhotoRow) -> tuple[str, ...]:
    """A row without where it lies on this machine."""
    region = "" if row.region is None else repr(row.region)
    return (row.path.name, row.individual, row.encounter, row.flank.value, row.species, region)
