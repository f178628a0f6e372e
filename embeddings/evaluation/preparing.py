"""What an evaluation asks of what: split drawn, near-duplicates hidden, queries made into skins."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from embeddings.evaluation.dataset import Dataset
from embeddings.evaluation.describing import Means, Progress
from embeddings.evaluation.duplicates import alike, glimpse
from embeddings.evaluation.pelts import PIECE_SHARE, VERSION, as_pelts
from embeddings.evaluation.protocol import ENCOUNTERS, few_of_each, split_by
from embeddings.evaluation.ranking import Question, Ranked
from embeddings.evaluation.table import PhotoRow, RowReject


@dataclass(frozen=True, slots=True)
class Pelts:
    """Queries are simulated skins: seed, severity (None: 1 to 3 by each photo), whole or piece."""

    seed: int
    severity: int | None = None
    piece: bool = False

    def words(self) -> str:
        """What was made of the queries, in plain words."""
        how = "1 to 3 by photo" if self.severity is None else str(self.severity)
        what = f"pieces of {PIECE_SHARE:.0%} of a flank" if self.piece else "whole flanks"
        return f"simulated skins ({VERSION}, seed {self.seed}, severity {how}, {what})"


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a data set is evaluated.

    folder: where skins, answers and the result are kept; cache: features, between runs. most: at
    most so many queries; per_encounter: at most so many photos of an encounter take part. weights:
    embedding network, "" for the default. calibrations: files, of which the best for a query weighs
    it; those that ship without any.
    peers: names of `plain.PEERS`.
    """

    folder: Path
    cache: Path
    protocol: str = ENCOUNTERS
    seed: int = 2026
    most: int | None = None
    per_encounter: int | None = None
    weights: str = ""
    calibrations: tuple[Path, ...] = ()
    pelts: Pelts | None = None
    controls: bool = False
    peers: tuple[str, ...] = ()
    jobs: int = 1

    @property
    def means(self) -> Means:
        """By what photos are described."""
        return Means(self.cache, self.weights)


@dataclass(frozen=True, slots=True)
class Prepared:
    """Rows that ask and rows that are searched.

    hidden: for each query the digests of photos it may not see: the one it was made from and its
    near-duplicates; duplicates: pairs of query and gallery photo that were hidden so; rejects: rows
    that cannot be used.
    """

    queries: tuple[PhotoRow, ...]
    hidden: tuple[frozenset[str], ...]
    gallery: tuple[PhotoRow, ...]
    duplicates: int
    rejects: tuple[RowReject, ...]

    def questions(self, wanted: Wanted, against: Ranked) -> list[Question]:
        """Each query as a question to a gallery."""
        return [
            Question(row, against, wanted.means, hidden, wanted.calibrations)
            for row, hidden in zip(self.queries, self.hidden, strict=True)
        ]


def prepare(dataset: Dataset, wanted: Wanted, progress: Progress) -> Prepared:
    """Draw the split, hide near-duplicates, make skins where asked. Raises ValueError."""
    shots = dataset.shots
    rng = np.random.default_rng(wanted.seed)
    part = few_of_each(shots, rng, wanted.per_encounter) if wanted.per_encounter else shots
    split = split_by(wanted.protocol, part, rng, most=wanted.most)
    rows = dataset.rows
    chosen = sorted({*split.queries, *split.gallery})
    seen = glimpse([rows[place] for place in chosen], progress)
    digest = dict(zip(chosen, seen.sha256, strict=True))
    partners: dict[int, set[int]] = {}
    units = [f"{shots[place].individual}\x1f{shots[place].encounter}" for place in chosen]
    for one, other in alike(seen, units):
        partners.setdefault(chosen[one], set()).add(chosen[other])
        partners.setdefault(chosen[other], set()).add(chosen[one])
    held = frozenset(split.gallery)
    queries, hidden, rejects, pairs = [], [], list(dataset.rejects), 0
    for place, row in zip(
        split.queries, _asking(rows, split.queries, wanted, progress), strict=True
    ):
        if isinstance(row, RowReject):
            rejects.append(row)
            continue
        like = partners.get(place, set()) & held
        pairs += len(like)
        queries.append(row)
        hidden.append(frozenset(digest[at] for at in (place, *like)) - {""})
    return Prepared(
        tuple(queries),
        tuple(hidden),
        tuple(rows[place] for place in split.gallery),
        pairs,
        tuple(rejects),
    )


def _asking(
    rows: Sequence[PhotoRow], places: Sequence[int], wanted: Wanted, progress: Progress
) -> list[PhotoRow | RowReject]:
    asking = [rows[place] for place in places]
    if wanted.pelts is None:
        return list(asking)
    return list(
        as_pelts(
            asking,
            wanted.folder / "skins",
            seed=wanted.pelts.seed,
            severity=wanted.pelts.severity,
            share=PIECE_SHARE if wanted.pelts.piece else 1.0,
            progress=progress,
        )
    )
