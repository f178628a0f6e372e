"""The calibrations at hand in a project: those that come with the program, and its own.

Whatever weighs photos in a project asks here, so that no place knows of others than the rest does.
"""

from dataclasses import dataclass

from embeddings.strength import Calibration, choose, shipped, sound_calibration
from workbench.project import Project
from workbench.store import CalibrationRecord, Reader

__all__ = ["OF_SKINS", "AtHand", "at_hand", "own_calibration"]

OF_SKINS = "skin"
"""Domain of a calibration of skins against skins, which weighs nothing else."""


@dataclass(frozen=True, slots=True)
class AtHand:
    """What may weigh in a project. own: digests of the project's own, the newest first."""

    every: tuple[Calibration, ...]
    own: tuple[str, ...]

    def chosen(
        self,
        *,
        species: str,
        domain: str,
        simulated: bool = False,
        network: str = "",
    ) -> tuple[Calibration, str]:
        """The best of them for such photos, and why; `strength.choose` decides.

        Skins are weighed against skins by calibrations of that domain, all else by the others.
        Raises NoCalibration.
        """
        of_skins = domain == OF_SKINS
        fitting = [one for one in self.every if (one.domain == OF_SKINS) is of_skins]
        return choose(
            fitting,
            species=species,
            domain=domain,
            simulated=simulated,
            network=network,
            own=self.own,
        )


def at_hand(project: Project, reader: Reader) -> AtHand:
    """The calibrations that stand now.

    Raises StoreRefused where the file of one is missing or was changed: what an agency put in use
    is never silently replaced by another.
    """
    standing = project.store.read(reader).calibrations.standing()
    own = [own_calibration(project, one) for one in standing]
    return AtHand((*shipped(), *own), tuple(one.digest for one in standing))


def own_calibration(project: Project, record: CalibrationRecord) -> Calibration:
    """One of the project's own, also one withdrawn since, its digest checked."""
    content = project.store.originals.read(record.digest)
    return sound_calibration(content, f"{record.id} ({record.name})")
