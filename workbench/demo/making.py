"""The story's input files, made from a seed, and its truth beside them for tests alone.

The program reads what offices and parks would send; who is who in truth stands in another folder,
which nothing but a test opens. The same seed gives the same files.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import numpy as np

from workbench.demo.cast import FULL, Cast, Scale, cast_of
from workbench.demo.land import cameras_of, stations_of
from workbench.demo.mistakes import Mistake, spoil_package, spoiled
from workbench.demo.package import RESERVES, written
from workbench.demo.passages import DATES, Passage, passages_of, ranges_of
from workbench.demo.pelts import write_pelts
from workbench.demo.people import PEOPLE
from workbench.demo.records import record_sheets
from workbench.demo.seizures import FIRST_CASE, SECOND_CASE, seizure_sheets
from workbench.demo.sheets import Sheet, save
from workbench.demo.shots import PROCESSES, Shot, Taken, plan, render_all
from workbench.services.pace import Progress, Step

__all__ = ["INPUTS", "MADE", "TABLES", "TRUTH", "Made", "make_inputs"]

INPUTS, TRUTH = "inputs", "truth"
# Written last: a folder without it was interrupted and is made again.
MADE, TABLES = "made.json", "tables.json"
VERSION = 1


@dataclass(frozen=True, slots=True)
class Made:
    """What was made: photos rendered, passages in the packages, whether it was there before."""

    seed: int
    photos: int
    passages: int
    known: bool


def make_inputs(
    folder: Path,
    seed: int,
    *,
    scale: Scale = FULL,
    progress: Progress,
    processes: int = PROCESSES,
) -> Made:
    """Write the story of `seed` below `folder`, unless it is there already."""
    inputs = folder / INPUTS
    marker = inputs / MADE
    if marker.is_file():
        told = json.loads(marker.read_text("utf-8"))
        if (told["seed"], told["version"]) == (seed, VERSION):
            return Made(seed, told["photos"], told["passages"], known=True)
    inputs.mkdir(parents=True, exist_ok=True)
    streams = [np.random.default_rng(s) for s in np.random.SeedSequence(seed).spawn(6)]
    cast, stations = cast_of(streams[0], scale), stations_of(streams[1])
    cameras = cameras_of(streams[1], stations)
    ranges = ranges_of(streams[2], cast, stations)
    passages = passages_of(streams[2], cast, ranges, cameras)
    taken = _photos(inputs, plan(streams[3], cast, passages, scale), passages, progress, processes)
    for reserve in RESERVES.values():
        own = [one for one in taken if _reserve(one.passage, passages) == reserve.key]
        written(inputs / reserve.folder, reserve, cast, cameras, passages, own)
    pelts = write_pelts(inputs, streams[4], cast.stranger, cast.cat(cast.victim).coat)
    sheets, mistakes = spoiled(
        [*seizure_sheets(streams[5]), *record_sheets(streams[5], cast, ranges, stations)]
    )
    _tables(inputs, sheets)
    mistakes += _spoil_a_photo(inputs, taken, passages, cast)
    _truth(folder, cast, passages, taken, mistakes)
    photos = len(taken) + pelts
    marker.write_text(
        json.dumps({"seed": seed, "version": VERSION, "photos": photos, "passages": len(passages)}),
        "utf-8",
    )
    return Made(seed, photos, len(passages), known=False)


def _photos(
    inputs: Path,
    shots: Sequence[Shot],
    passages: Sequence[Passage],
    progress: Progress,
    processes: int,
) -> list[Taken]:
    of = {p.key: p for p in passages}
    taken: list[Taken] = []
    for reserve in RESERVES.values():
        own = [s for s in shots if of[s.passage].camera.station.reserve == reserve.key]
        before = len(taken)

        def step(done: int, before: int = before) -> None:
            progress(Step(before + done, len(shots), "rendering photos"))

        def zoned(shot: Shot, local: Callable[[datetime], datetime] = reserve.local) -> datetime:
            return local(shot.at)

        taken += render_all(
            own, inputs / reserve.folder, _file, zoned, progress=step, processes=processes
        )
    return taken


def _file(shot: Shot) -> str:
    camera = shot.passage.rpartition("-")[0]
    return f"media/{camera}/{shot.passage}-{shot.frame}.jpg"


def _reserve(passage: str, passages: Sequence[Passage]) -> str:
    return next(p.camera.station.reserve for p in passages if p.key == passage)


def _tables(inputs: Path, sheets: Sequence[Sheet]) -> None:
    for sheet in sheets:
        save(sheet, inputs)
    told = [{"file": sheet.file, "mapping": sheet.mapping} for sheet in sheets]
    (inputs / TABLES).write_text(json.dumps(told, indent=2), "utf-8")


def _spoil_a_photo(
    inputs: Path, taken: Sequence[Taken], passages: Sequence[Passage], cast: Cast
) -> list[Mistake]:
    """A frame of somebody without a part in the story, a second one if there is: nothing rests on
    it."""
    parts = {cast.lord, cast.victim, cast.one_flank, *cast.crossing, cast.look_alike}
    of = {p.key: p for p in passages}
    spare = next(
        one
        for one in sorted(taken, key=lambda one: -one.frame)
        if not one.fault
        and of[one.passage].cat.key not in parts
        and of[one.passage].camera.station.reserve == "ru"
    )
    return spoil_package(inputs / RESERVES["ru"].folder, spare.file)


def _truth(
    folder: Path,
    cast: Cast,
    passages: Sequence[Passage],
    taken: Sequence[Taken],
    mistakes: Sequence[Mistake],
) -> None:
    last = {p.cat.key: p.at for p in passages}
    seen = [p.at for p in passages if p.cat.key == cast.lord]
    before = max(at for at in seen if at.date() < DATES.lord_again)
    truth = {
        "lord": cast.lord,
        "lord_last_before": before.isoformat(),
        "lord_again": min(at for at in seen if at.date() >= DATES.lord_again).isoformat(),
        "followed": cast.followed,
        "family": cast.family,
        "first_skin": {"case": FIRST_CASE, "animal": None, "look_alike": cast.look_alike},
        "second_skin": {
            "case": SECOND_CASE,
            "animal": cast.victim,
            "last_photo": last[cast.victim].isoformat(),
        },
        "crossing": cast.crossing,
        "one_flank": cast.one_flank,
        "released": cast.released,
        "people": {key: asdict(person) for key, person in PEOPLE.items()},
        "faults": [asdict(one) for one in taken if one.fault],
        "mistakes": [asdict(mistake) for mistake in mistakes],
    }
    place = folder / TRUTH
    place.mkdir(parents=True, exist_ok=True)
    (place / "truth.json").write_text(
        json.dumps(truth, ensure_ascii=False, indent=2, default=str) + "\n", "utf-8"
    )
