"""Which passages are rendered, how each photo is taken, and the rendering itself.

A few photos of each side of each animal are rendered; of the other passages only the observation
stands in the package, as it does where a park keeps its photos to itself. What is rendered depends
on seeds alone, so two processes give the same bytes as one.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from embeddings.synthesis import Animal, FrameConditions, Rendered, Side, encode_jpeg, render_frame
from workbench.demo.cast import FULL, Cast, Scale
from workbench.demo.passages import Passage

__all__ = ["PROCESSES", "Shot", "Taken", "plan", "render_all"]

PROCESSES = 2
# Old residents are known better than others: those of the story, and who looks like the stranger.
_MORE = 2


@dataclass(frozen=True, slots=True)
class Shot:
    """One photo to be rendered: of which passage, which of its frames, and how it is taken."""

    passage: str
    frame: int
    animal: Animal
    side: str
    conditions: FrameConditions
    seed: int
    at: datetime
    companion: Animal | None = None
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """A rendered photo on disk: file inside the package, box of the animal in parts of its sides.

    box: None where nothing of the animal is to be seen.
    """

    passage: str
    frame: int
    file: str
    box: tuple[float, float, float, float] | None
    fault: str = ""


def plan(
    rng: np.random.Generator, cast: Cast, passages: Sequence[Passage], scale: Scale = FULL
) -> list[Shot]:
    """The photos to render: of each known side of each animal some, of the story's turns more."""
    chosen: dict[str, int] = {}
    well_known = (cast.lord, cast.victim, cast.look_alike, *cast.followed)
    for cat in cast.cats:
        for side in cat.flanks:
            own = [p for p in passages if p.cat.key == cat.key and p.camera.side == side]
            wanted = scale.passages_a_side + (_MORE if cat.key in well_known else 0)
            picked = sorted(rng.choice(len(own), min(wanted, len(own)), replace=False).tolist())
            for n, place in enumerate(picked):
                frames = scale.frames[min(n, len(scale.frames) - 1)]
                chosen[own[place].key] = min(frames, own[place].frames)
    last = {p.cat.key: p for p in passages}
    for key in (cast.lord, cast.victim, *cast.followed):
        chosen.setdefault(last[key].key, 1)
    shots = [
        shot for p in passages if p.key in chosen for shot in _frames(rng, cast, p, chosen[p.key])
    ]
    return _with_faults(rng, cast, shots)


def _view(passage: Passage) -> int:
    """The scenery's seed: the two cameras of a station face each other, so each sees its own."""
    return passage.camera.station.seed ^ (passage.camera.side == "right")


def _frames(rng: np.random.Generator, cast: Cast, passage: Passage, count: int) -> Iterator[Shot]:
    side: Side = "left" if passage.camera.side == "left" else "right"
    first = FrameConditions.as_hard_as_life(
        rng, _view(passage), cast.cat(passage.cat.key).species, side
    )
    snow = passage.at.month in (12, 1, 2, 3) and rng.random() < 0.7
    first = replace(first, night=passage.night, season="snow" if snow else "autumn")
    for n in range(count):
        yaw = first.yaw_deg + float(rng.normal(0, 4))
        yield Shot(
            passage.key,
            n + 1,
            cast.cat(passage.cat.key).coat,
            passage.camera.side,
            first.at(first.phase + 0.3 * n, first.across, yaw),
            int(rng.integers(2**31)),
            passage.at.replace(second=0).replace(second=min(59, passage.at.second + n)),
        )


def _with_faults(rng: np.random.Generator, cast: Cast, shots: list[Shot]) -> list[Shot]:
    """One photo blurred, one overexposed, one with two leopards; second frames if there are any."""
    second = [n for n, shot in enumerate(shots) if shot.frame == 2]
    spare = second if len(second) >= 3 else list(range(len(shots)))
    blurred, bright, two = (spare[int(i)] for i in rng.choice(len(spare), 3, replace=False))
    made = list(shots)
    made[blurred] = replace(
        shots[blurred],
        conditions=replace(shots[blurred].conditions, motion_blur_px=22.0, defocus_px=5.0),
        fault="blurred",
    )
    made[bright] = replace(
        shots[bright],
        conditions=replace(shots[bright].conditions, exposure_ev=2.6),
        fault="overexposed",
    )
    companion = cast.cat(cast.family[0]).coat
    made[two] = replace(shots[two], companion=companion, fault="two leopards")
    return made


def render_all(
    shots: Sequence[Shot],
    folder: Path,
    file_of: Callable[[Shot], str],
    offset: Callable[[Shot], datetime],
    *,
    progress: Callable[[int], None],
    processes: int = PROCESSES,
) -> list[Taken]:
    """Render all photos into `folder`, in order of the shots whatever finishes first.

    file_of: where a photo goes inside the folder; offset: its time with zone, for EXIF.
    """
    work = [(shot, folder / file_of(shot), file_of(shot), offset(shot)) for shot in shots]
    for _, path, _, _ in work:
        path.parent.mkdir(parents=True, exist_ok=True)
    taken = []
    if processes == 1 or len(work) < 4:
        for n, job in enumerate(work, 1):
            taken.append(_take(job))
            progress(n)
        return taken
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        for n, one in enumerate(pool.map(_take, work, chunksize=4), 1):
            taken.append(one)
            progress(n)
    return taken


def _take(job: tuple[Shot, Path, str, datetime]) -> Taken:
    shot, path, file, at = job
    rng = np.random.default_rng(shot.seed)
    side: Side = "left" if shot.side == "left" else "right"
    photo = render_frame(shot.animal, side, shot.conditions, rng, shot.companion)
    path.write_bytes(encode_jpeg(photo, captured_at=at, description="camera trap, Kedrovka demo"))
    return Taken(shot.passage, shot.frame, file, _relative(photo), shot.fault)


def _relative(photo: Rendered) -> tuple[float, float, float, float] | None:
    height, width = photo.pixels.shape[:2]
    x, y, w, h = photo.box
    # A sliver behind a bush is no box that a detector would give.
    if w < 40 or h < 30:
        return None
    return (
        round(x / width, 5),
        round(y / height, 5),
        round(w / width, 5),
        round(h / height, 5),
    )
