"""Tune the embedding network to a catalogue: learn, prove on animals held out, promote if better.

What is learned from is kept beside the result, so that a run that was stopped or killed is taken up
by the same command. A network is written only where it finds held-out animals more often than the
one in use; calibrations belong to one network, and the answer says so where there is none.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from embeddings.coat import Flank, locate
from embeddings.evaluation.table import PhotoRow, RowReject, TableRefused, read_table
from embeddings.network import DEFAULT, load
from embeddings.photo import PhotoRefused, fingerprint, read_photo
from embeddings.training.drawing import Recipe
from embeddings.training.material import Crop, crop_from, keep, kept
from embeddings.training.proving import Worth, held_out, worth_of
from workbench.services.pace import Progress, Step, Stop, never, silent


@dataclass(frozen=True, slots=True)
class TrainOrder:
    """What to learn from and how.

    table: a CSV as `kedrovka rank` reads it, every row with individual_id and flank. name, licence:
    for the card. start: "imagenet", or the folder of a network that was trained before. against:
    name or folder of the network that has to be beaten. share: of the animals held out; 0 learns
    from all of them, and then nothing proves the result. rendered: rendered animals that are
    learned beside the real ones.
    """

    table: Path
    out: Path
    name: str
    licence: str
    steps: int = 1200
    start: str = "imagenet"
    against: str = DEFAULT
    share: float = 0.2
    rendered: int = 0
    seed: int = 2026


@dataclass(frozen=True, slots=True)
class TrainReport:
    """What came of it: worth of the old and the new network on the same held-out animals.

    folder is None where the new one was not better, and where learning was stopped before its end.
    old is None where no animal was held out.
    """

    old: Worth | None
    new: Worth | None
    steps: int
    animals: int
    folder: Path | None
    rejected: tuple[RowReject, ...]

    @property
    def sentence(self) -> str:
        """The outcome in plain words."""
        if self.folder is not None and self.old is None:
            return (
                f"Learned from all {self.animals:,} flanks; none was held out, so nothing shows yet"
                f" that it is better: hold {self.folder} against the network in use, on other "
                "animals, with kedrovka evaluate --weights before you choose it."
            )
        if self.new is None or self.old is None:
            return f"Stopped after {self.steps:,} steps; the same command goes on from there."
        told = f"the network in use has mAP {self.old.mean_average_precision:.3f}"
        told += (
            f", the new one {self.new.mean_average_precision:.3f} "
            f"({self.new.queries:,} photos of {self.new.identities:,} flanks held out)"
        )
        if self.folder is None:
            return f"Not better, so nothing was promoted: {told}."
        return f"Better: {told}. The new network is in {self.folder}."


def train(order: TrainOrder, *, progress: Progress = silent, stop: Stop = never) -> TrainReport:
    """Learn from a table of photos and promote the result if it is better.

    Raises TableRefused for a table that cannot be used, TrainingRefused where a package is missing
    or the folder holds another run, ExportRefused where the network cannot be written.
    """
    from embeddings.training.coat_net import started
    from embeddings.training.learning import learn

    rejected: list[RowReject] = []
    order.out.mkdir(parents=True, exist_ok=True)
    crops = _material(order, progress, rejected)
    teach, prove = _dealt(order, crops)
    teach += _rendered(order, progress)
    learned = learn(
        started(order.start, order.seed),
        teach,
        Recipe(order.steps, seed=order.seed),
        order.out / "checkpoint.pt",
        proof=prove,
        progress=lambda done, total, what: progress(Step(done, total, what)),
        stop=stop,
    )
    old = _worth_of_the_one_in_use(order, prove) if prove else None
    animals = len({crop.identity for crop in crops})
    if learned.steps < order.steps and stop():
        return TrainReport(old, None, learned.steps, animals, None, tuple(rejected))
    new, folder = learned.worth, None
    better = (
        old is not None
        and new is not None
        and new.mean_average_precision > old.mean_average_precision
    )
    if better or not prove:
        folder = _promote(order, learned.state, new, learned.step)
    return TrainReport(old, new, learned.steps, animals, folder, tuple(rejected))


def _dealt(order: TrainOrder, crops: list[Crop]) -> tuple[list[Crop], list[Crop]]:
    """What teaches and what proves."""
    if not order.share:
        return list(crops), []
    try:
        return held_out(crops, order.share, order.seed)
    except ValueError as few:
        raise TableRefused(f"{order.table}: {few}", "add photos of other encounters") from few


def _worth_of_the_one_in_use(order: TrainOrder, prove: list[Crop]) -> Worth:
    network = load(order.against)
    return worth_of(network.embed([(crop.pixels, crop.mask) for crop in prove]), prove)


def _promote(order: TrainOrder, state: object, worth: Worth | None, step: int) -> Path:
    from embeddings.training.shipping import Origin, ship

    folder = order.out / order.name
    origin = Origin(
        name=order.name,
        licence=order.licence,
        data=f"{order.table.name}, and the coats of its start ({order.start})",
        recipe=f"kedrovka train, seed {order.seed}, step {step:,} of {order.steps:,}, "
        f"{order.rendered:,} rendered animals beside",
        figures=_figures(worth),
        limits="It makes a shortlist; it is no evidence. It has no calibration of its own, so no "
        "likelihood ratio leans on it until one is fitted.",
    )
    ship(state, Recipe(1).canvas, origin, folder)  # type: ignore[arg-type]
    return folder


def _figures(worth: Worth | None) -> dict[str, float]:
    if worth is None:
        return {"held_out_flanks": 0}
    return {
        "held_out_map": worth.mean_average_precision,
        "held_out_top1": worth.top_1,
        "held_out_queries": worth.queries,
        "held_out_flanks": worth.identities,
    }


def _material(order: TrainOrder, progress: Progress, rejected: list[RowReject]) -> list[Crop]:
    """The coats of the table, cut once and kept beside the result."""
    rows = [_usable(row) for row in read_table(order.table, named=True)]
    rejected += [row for row in rows if isinstance(row, RowReject)]
    good = [row for row in rows if isinstance(row, PhotoRow)]
    told = fingerprint(
        order.table.read_bytes(), repr(sorted(str(row.path) for row in good)).encode()
    )
    cut = order.out / f"coats-{told[:16]}.npz"
    if not cut.exists():
        keep(_cut(good, progress, rejected), cut)
    return list(kept(cut))


def _usable(row: PhotoRow | RowReject) -> PhotoRow | RowReject:
    """The row, or why nothing can be learned from it."""
    if isinstance(row, RowReject):
        return row
    if not row.individual:
        return _no(row, "individual_id", "", "it names no animal", "name the animal")
    if row.flank not in (Flank.LEFT, Flank.RIGHT):
        why = "left and right share no pattern, so one flank has to be named"
        return _no(row, "flank", row.flank.value, why, "write left or right")
    return row


def _cut(rows: Iterable[PhotoRow], progress: Progress, rejected: list[RowReject]) -> Iterator[Crop]:
    listed = list(rows)
    for done, row in enumerate(listed, 1):
        try:
            photo = read_photo(row.path.read_bytes(), name=row.file)
            coat = locate(photo, region=row.region, flank=row.flank, kind=row.kind)
        except PhotoRefused as bad:
            rejected.append(_no(row, "file", row.file, bad.reason, bad.remedy))
            continue
        except OSError as gone:
            why = f"the file cannot be opened ({gone.strerror or gone})"
            rejected.append(_no(row, "file", row.file, why, "check the path and the disk"))
            continue
        except ValueError as bad_box:
            rejected.append(_no(row, "bbox_x", "", str(bad_box), "correct the row's box"))
            continue
        identity = f"{row.individual}/{row.flank.value}"
        # Without an encounter a photo is one of its own, as the table's makers would have it.
        encounter = f"{row.individual}-{row.encounter or row.file}"
        yield crop_from(photo, coat, identity, encounter)
        progress(Step(done, len(listed), "photos cut"))


def _no(row: PhotoRow, field: str, value: str, reason: str, remedy: str) -> RowReject:
    return RowReject(row.table, row.row, row.file, field, value, reason, remedy)


def _rendered(order: TrainOrder, progress: Progress) -> list[Crop]:
    """Rendered animals, labelled as such by their identities, kept beside the result."""
    if not order.rendered:
        return []
    from embeddings.training.rendered import LEAST_SEED, rendered_crops

    made = order.out / f"rendered-{order.rendered}.npz"
    if not made.exists():
        crops: list[Crop] = []
        for number in range(order.rendered):
            crops += rendered_crops(LEAST_SEED + order.seed, number)
            progress(Step(number + 1, order.rendered, "rendered animals"))
        keep(crops, made)
    return list(kept(made))
