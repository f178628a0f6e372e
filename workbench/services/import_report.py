"""What became of an import, as a value and in one sentence."""

from dataclasses import dataclass

from cases.reject import Reject
from workbench.services.intake import Intake, Tally


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of an import.

    refused: rejects, of which `rejects` holds the first ten thousand.
    new, known: statements. photos, photos_known: originals. batches_known: batches that an earlier
    run had finished. described: coats whose features were computed. seconds: reading and writing,
    describing_seconds: computing features.
    """

    run: str
    title: str
    new: int
    known: int
    photos: int
    photos_known: int
    batches: int
    batches_known: int
    described: int
    stopped: bool
    seconds: float
    describing_seconds: float
    refused: int
    rejects: tuple[Reject, ...]

    @property
    def sentence(self) -> str:
        """What happened, in one sentence."""
        if self.batches == self.batches_known and not self.stopped and not self.described:
            return f"{self.title} was imported before as {self.run}: nothing new."
        parts = [f"{self.new:,} new statements", f"{self.photos:,} new photos"]
        if self.known:
            parts.append(f"{self.known:,} statements known before")
        if self.photos_known:
            parts.append(f"{self.photos_known:,} photos known before")
        parts.append(f"{self.refused:,} refused")
        took = f" in {self.seconds:.1f} s"
        if self.described:
            took += f"; {self.described:,} coats described in {self.describing_seconds:.1f} s"
        ending = " Stopped: the same command goes on." if self.stopped else ""
        return f"{self.title} ({self.run}): {', '.join(parts)}{took}.{ending}"


def report_of(
    run: str, intake: Intake, tally: Tally, described: int, seconds: float
) -> ImportReport:
    """The report of a run; described, seconds: coats whose features were computed, and the time."""
    return ImportReport(
        run=run,
        title=intake.source.title,
        new=tally.new,
        known=tally.known,
        photos=tally.photos,
        photos_known=tally.photos_known,
        batches=tally.batches,
        batches_known=tally.batches_known,
        described=described,
        stopped=tally.stopped,
        seconds=tally.seconds,
        describing_seconds=seconds,
        refused=tally.refused,
        rejects=tuple(tally.rejects),
    )
