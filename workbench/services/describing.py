"""How photos become features that are kept: the one place where originals meet the networks.

Features are derived: they may be missing (an import without them, a crash, a rebuild) and are then
computed by whoever needs them first. A coat is described once, because its fingerprint is known
before a pixel is looked at.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context, parent_process
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from embeddings.coat import Coat
from embeddings.features import Describer, FeatureCache, Features
from embeddings.network import DEFAULT
from embeddings.photo import read_photo
from workbench.services.pace import Progress, Step, Stop, cores, never, silent

if TYPE_CHECKING:
    from workbench.project import Project

# Below this many coats a second process costs more than it gives: each loads its own networks.
WORTH_A_POOL = 24
# Coats handed to the pool ahead of time: few, so that a stop is answered within seconds.
AHEAD = 4


@dataclass(frozen=True, slots=True)
class Descriptions:
    """The features of one project: where they are kept and how they are computed."""

    project: "Project"
    describer: Describer
    cache: FeatureCache

    @classmethod
    def of(cls, project: "Project") -> "Descriptions":
        """With the network that the project names, kept in its derived folder.

        Raises WeightsRefused where there is no such network.
        """
        describer = _describer(network_of(project))
        return cls(project, describer, FeatureCache(features_folder(project)))

    def known(self, coat: Coat) -> bool:
        """Whether the features of this coat are there; a broken file counts as missing."""
        return self.cache.path(self.describer.fingerprint(coat)).is_file()

    def of_coat(self, coat: Coat) -> Features:
        """The features of a coat, from the cache or computed now from the checked original."""
        found = self.cache.get(self.describer.fingerprint(coat))
        if found is not None:
            return found
        photo = read_photo(self.project.store.originals.read(coat.photo), name=coat.photo[:16])
        made = self.describer.describe(photo, coat)
        self.cache.put(made)
        return made

    def fill(
        self, coats: Sequence[Coat], *, progress: Progress = silent, stop: Stop = never
    ) -> int:
        """Describe all coats that are not described yet, on all cores; how many were.

        A stop is answered between two coats. Two runs at once do no harm, only the work twice.
        """
        missing = [coat for coat in coats if not self.known(coat)]
        if len(missing) < WORTH_A_POOL or cores() == 1:
            return self._fill_one_by_one(missing, progress, stop)
        return self._fill_side_by_side(missing, progress, stop)

    def _fill_one_by_one(self, missing: Sequence[Coat], progress: Progress, stop: Stop) -> int:
        done = 0
        for coat in missing:
            if stop():
                break
            self.of_coat(coat)
            done += 1
            progress(Step(done, len(missing), "coats described"))
        return done

    def _fill_side_by_side(self, missing: Sequence[Coat], progress: Progress, stop: Stop) -> int:
        originals = self.project.store.originals.folder
        done = 0
        # Spawned, not forked: a fork of a process with running network threads can hang.
        with ProcessPoolExecutor(
            cores(),
            mp_context=get_context("spawn"),
            initializer=_prepare,
            initargs=(originals, features_folder(self.project), network_of(self.project)),
        ) as pool:
            tasks = (pool.submit(_describe, coat) for coat in missing)
            for finished in _as_they_come(tasks, cores() * AHEAD, stop):
                finished.result()
                done += 1
                progress(Step(done, len(missing), "coats described"))
        return done


def features_folder(project: "Project") -> Path:
    """Where a project keeps its features."""
    return project.derived / "features"


def network_of(project: "Project") -> str:
    """Name or folder of the embedding network of a project: its own setting, or what ships.

    A folder is given from the project's folder.
    """
    named = project.settings.network
    own = "/" in named or "\\" in named
    return str(project.folder / named) if own else named or DEFAULT


@cache
def _describer(network: str) -> Describer:
    return Describer.shipped(network)


def _as_they_come(tasks: Iterator[Future[None]], ahead: int, stop: Stop) -> Iterable[Future[None]]:
    waiting: set[Future[None]] = set()
    exhausted = False
    while waiting or not exhausted:
        while not exhausted and len(waiting) < ahead:
            task = None if stop() else next(tasks, None)
            if task is None:
                exhausted = True
            else:
                waiting.add(task)
        if waiting:
            finished, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            yield from finished


@dataclass(frozen=True, slots=True)
class _Workplace:
    originals: Path
    features: Path
    network: str


_HERE: list[_Workplace] = []


def _prepare(originals: Path, features: Path, network: str) -> None:
    _HERE[:] = [_Workplace(originals, features, network)]
    Thread(target=_end_with_the_parent, daemon=True).start()


def _end_with_the_parent() -> None:
    # A process of the pool holds both ends of its queue, so it would wait for ever for work from a
    # parent that was killed.
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _describe(coat: Coat) -> None:
    from workbench.store.originals import Originals

    (here,) = _HERE
    content = Originals(here.originals).read(coat.photo)
    made = _describer(here.network).describe(read_photo(content, name=coat.photo[:16]), coat)
    FeatureCache(here.features).put(made)
