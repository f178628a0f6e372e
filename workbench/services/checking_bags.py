"""Whether a bag is what was packed: needs no project, and nothing that packs one.

Whoever receives a bag checks it on a machine where nothing else of the program is used.
"""

from dataclasses import dataclass
from pathlib import Path

from workbench.bag.paths import BagRefused
from workbench.bag.verifying import verify
from workbench.services.refusal import Refused

__all__ = ["BagState", "bag_refusal", "verify_bag"]


@dataclass(frozen=True, slots=True)
class BagState:
    """What a check of a bag found; intact: nothing."""

    intact: bool
    files: int
    signed_by: str | None
    problems: tuple[str, ...]

    @property
    def sentences(self) -> list[str]:
        """The result in plain words, one line a file that is not what it was."""
        signed = f"signed by {self.signed_by}" if self.signed_by else "not signed"
        if self.intact:
            return [f"The bag is whole: {self.files} files checked, {signed}."]
        return [f"The bag is NOT what was packed ({signed}):", *self.problems]


def verify_bag(bag: Path, *, trusted: Path | None = None) -> BagState:
    """Check every byte of a bag; needs no project. Raises Refused where it is no folder."""
    try:
        checked = verify(bag, trusted=trusted)
    except BagRefused as refused:
        raise bag_refusal(refused) from refused
    return BagState(
        checked.ok,
        checked.files,
        checked.signed_by,
        tuple(problem.sentence for problem in checked.problems),
    )


def bag_refusal(refused: BagRefused) -> Refused:
    """What a bag refused, as a reason and a remedy for a person."""
    reason, _, remedy = str(refused).partition(": ")
    return Refused(reason, remedy or "look at the folder and try again")
