"""Queries looked up in a gallery, each kept on the disk: a broken run goes on where it stood.

What is kept of a look is numbers and nothing else, under a digest of all that it follows from, so
that another gallery, another mask or another version of the search never reads a stale one.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from uuid import uuid4
from zipfile import BadZipFile

import numpy as np

from embeddings.evaluation.ranking import Ranked, opened
from embeddings.evaluation.trials import Asked, Seen, look_up
from embeddings.photo import fingerprint
from embeddings.search import BUDGET, VERSION
from embeddings.search.looking import Look
from embeddings.search.scoring import Scored

_FORM = b"looked-up/1"
_SCORE = "score-"
Told = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Looking:
    """In what is looked up, and where each look is kept."""

    held: Ranked
    cache: Path

    def path_of(self, asked: Asked) -> Path:
        """Where the look of this query lies."""
        key = fingerprint(
            _FORM,
            VERSION.encode(),
            str(BUDGET).encode(),
            self.held.digest.encode(),
            asked.features.coat.id.encode(),
            asked.features.fingerprint.encode(),
            asked.encounter.encode(),
        )
        return self.cache / "looked-up" / key[:2] / f"{key}.npz"


def looked_up(
    asked: Sequence[Asked], looking: Looking, *, jobs: int = 1, progress: Told
) -> list[Seen]:
    """Each query looked up as a search would, in their order; those kept are not looked up again.

    An interrupt lets what is being looked up end and leaves the rest.
    """
    waiting = [one for one in asked if kept(one, looking) is None]
    done = len(asked) - len(waiting)
    progress(done, len(asked), "looked up")
    if jobs <= 1 or len(waiting) < 2 * jobs:
        for one in waiting:
            keep(one, looking)
            done += 1
            progress(done, len(asked), "looked up")
    else:
        pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"))
        try:
            for _ in pool.map(keep, waiting, [looking] * len(waiting), chunksize=2):
                done += 1
                progress(done, len(asked), "looked up")
        finally:
            pool.shutdown(cancel_futures=True)
    return [kept(one, looking) or keep(one, looking) for one in asked]


def keep(asked: Asked, looking: Looking) -> Seen:
    """Look one query up and keep what was seen, whole or not at all."""
    seen = next(look_up([asked], opened(looking.held.folder)))
    path = looking.path_of(asked)
    path.parent.mkdir(parents=True, exist_ok=True)
    growing = path.with_name(f".{uuid4().hex}.part")
    try:
        with growing.open("xb") as file:
            parts: dict[str, Any] = {
                f"{_SCORE}{name}": values for name, values in seen.scored.scores.items()
            }
            np.savez(file, allowed=seen.look.allowed, pair=seen.scored.pair, **parts)
        growing.replace(path)
    finally:
        growing.unlink(missing_ok=True)
    return seen


def kept(asked: Asked, looking: Looking) -> Seen | None:
    """What was seen of this query, or None where nothing whole is kept."""
    try:
        with np.load(looking.path_of(asked), allow_pickle=False) as parts:
            scores = {
                name.removeprefix(_SCORE): parts[name]
                for name in parts.files
                if name.startswith(_SCORE)
            }
            pair, allowed = parts["pair"], parts["allowed"]
            look = Look(asked.features, allowed, scores["cosine"], scores["votes"], {})
    except (FileNotFoundError, KeyError, ValueError, EOFError, BadZipFile):
        return None
    return Seen(asked, look, Scored(scores, pair))
