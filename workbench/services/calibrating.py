"""Fit a calibration on an agency's own identified photos, and say plainly what it is worth.

Nothing is read from a project and nothing is written into one: a calibration is a file, which an
administrator may then give to a project (`kedrovka calibration add`). A broken run goes on where it
stood when the same command is given again.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import numpy as np

from embeddings.coat import Kind
from embeddings.evaluation.asking import OF_KINDS, Asking, drawn, usable
from embeddings.evaluation.calibrating import Made, TooFew, Wish, calibrate
from embeddings.evaluation.describing import Means
from embeddings.evaluation.fitting import Told
from embeddings.evaluation.table import PhotoRow, RowReject, read_table
from embeddings.network import names as network_names
from embeddings.strength import EmptySet
from workbench.services.calibration_worth import worth_sentences
from workbench.services.pace import Progress, Step, silent
from workbench.services.ranking import default_cache, one_thread_each, write_rejects
from workbench.services.refusal import Refused

__all__ = ["CalibrateOrder", "CalibrationReport", "calibrate_table"]


@dataclass(frozen=True, slots=True)
class CalibrateOrder:
    """What calibration is fitted on what.

    table: identified photos, columns as for `kedrovka rank`, with individual_id and encounter_id.
    queries: a second table that asks the first; without one, queries are drawn out of it.
    population: the animals that a ratio compares with, in words that a court will read. most,
    per_encounter: as `asking.drawn`. cosine: weigh the network's cosine as well. for_skins: of
    camera photos, to weigh skins by.
    """

    table: Path
    out: Path
    name: str
    species: str
    population: str
    queries: Path | None = None
    domain: str = "camera"
    simulated: bool = False
    weights: str = ""
    cosine: bool = False
    for_skins: bool = False
    most: int | None = None
    per_encounter: int | None = None
    seed: int = 2026
    cache: Path = field(default_factory=default_cache)
    jobs: int = 1


@dataclass(frozen=True, slots=True)
class CalibrationReport:
    """What was written, on how many animals it stands, and what it is worth on held-out ones."""

    out: Path
    name: str
    digest: str
    met_again: int
    strangers: int
    sentences: tuple[str, ...]
    figures: Mapping[str, object]
    rejected: tuple[RowReject, ...]
    rejects: Path | None


def calibrate_table(order: CalibrateOrder, *, progress: Progress = silent) -> CalibrationReport:
    """Fit, judge on held-out animals, and write the file whole or not at all.

    Raises Refused where the file is there already, a word that a court needs is missing, too few
    animals were met again, or its ratios tell nothing of animals held out; TableRefused for a table
    that cannot be read, OSError where the disk refuses.
    """
    _check(order)
    rejected: list[RowReject] = []
    asking = _asking(order, rejected)
    told = Told(
        order.name.strip(),
        order.species.strip(),
        order.domain,
        order.population.strip(),
        order.simulated,
    )
    wish = Wish(
        told,
        Means(order.cache, order.weights),
        cosine=order.cosine,
        seed=order.seed,
        jobs=order.jobs,
        for_skins=order.for_skins,
    )
    try:
        with one_thread_each():
            made = calibrate(
                asking,
                wish,
                progress=lambda done, total, what: progress(Step(done, total, what)),
                reject=rejected.append,
            )
    except TooFew as few:
        raise Refused(few.reason, few.remedy) from few
    except EmptySet as nothing:
        raise Refused(str(nothing), "give photos of more animals with two encounters") from nothing
    _must_tell_something(made)
    _write(order.out, made.calibration.text())
    return CalibrationReport(
        out=order.out,
        name=made.calibration.name,
        digest=made.calibration.digest,
        met_again=made.met_again,
        strangers=made.strangers,
        sentences=worth_sentences(made),
        figures=made.calibration.figures,
        rejected=tuple(rejected),
        rejects=write_rejects(order.out, rejected),
    )


def _must_tell_something(made: Made) -> None:
    cost = made.ratios.figures["Cllr"].value
    if cost >= 1.0:
        raise Refused(
            f"on animals held out its Cllr is {cost:.2f}, and 1 is what no ratio at all would cost",
            "look whether the table names the animals rightly and the coats can be read at all",
        )


def _check(order: CalibrateOrder) -> None:
    """Refuse in a sentence what cannot be made, before anything is computed."""
    if order.out.exists():
        raise Refused(
            f"{order.out} is there already",
            "name a new file: what was weighed with the old needs it",
        )
    if not order.out.parent.is_dir():
        raise Refused(f"there is no folder {order.out.parent}", "make it, or name another")
    for word, value in (
        ("name", order.name),
        ("species", order.species),
        ("population", order.population),
    ):
        if not value.strip():
            raise Refused(
                f"a calibration needs its {word}", f"say it in words that a court reads: --{word}"
            )
    if order.domain not in OF_KINDS:
        raise Refused(f"there is no domain {order.domain!r}", f"name one of {', '.join(OF_KINDS)}")
    if order.for_skins and order.domain != "camera":
        raise Refused(
            f"photos of the domain {order.domain} show skins already",
            "leave out --for-skins, or calibrate on camera photos",
        )
    named = order.weights in ("", *network_names())
    if not named and not Path(order.weights).is_dir():
        raise Refused(
            f"there is no network {order.weights!r}",
            f"name one of {', '.join(network_names())}, or the folder of one",
        )


def _asking(order: CalibrateOrder, rejected: list[RowReject]) -> Asking:
    """Who asks what: two tables as they are, or one out of which queries are drawn."""
    asks, searched = OF_KINDS[order.domain]

    def rows(table: Path, *kinds: Kind) -> list[PhotoRow]:
        return usable(
            read_table(table, named=True),
            species=order.species.strip(),
            kinds=frozenset(kinds),
            reject=rejected.append,
        )

    if order.queries is not None:
        return Asking(
            tuple(rows(order.queries, asks)),
            tuple(rows(order.table, searched)),
            "all photos of a table of their own",
        )
    try:
        return drawn(
            rows(order.table, asks, searched),
            np.random.default_rng(order.seed),
            domain=order.domain,
            per_encounter=order.per_encounter,
            most=order.most,
        )
    except EmptySet as nothing:
        raise Refused(
            f"{order.table.name}: {nothing}",
            "give identified photos of this species and kind with their encounters",
        ) from nothing


def _write(out: Path, text: str) -> None:
    """The whole file or none of it, and never over another."""
    growing = out.with_name(f".{out.name}.{uuid4().hex}.part")
    try:
        with growing.open("x", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if out.exists():
            raise Refused(f"{out} is there already", "name a new file")
        growing.replace(out)
    finally:
        growing.unlink(missing_ok=True)
