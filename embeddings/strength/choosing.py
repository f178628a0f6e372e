"""Which calibration weighs a photo, and why that one."""

from collections.abc import Sequence
from pathlib import Path

from embeddings.strength.calibration import Calibration, load

FOR_DEMONSTRATION = "weighed with a calibration fitted on simulated coats: for demonstration only"


class NoCalibration(ValueError):
    """Nothing at hand may weigh this query; reason and remedy are plain sentences."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(f"{reason}: {remedy}")
        self.reason = reason
        self.remedy = remedy


def shipped() -> tuple[Calibration, ...]:
    """The calibrations that come with the program, in order of name."""
    folder = Path(__file__).parent.parent / "calibrations"
    return tuple(load(path) for path in sorted(folder.glob("*.json")))


def choose(
    calibrations: Sequence[Calibration],
    *,
    species: str,
    domain: str,
    simulated: bool = False,
    network: str = "",
) -> tuple[Calibration, str]:
    """The calibration for a species and domain ("camera" or "pelt"), and why it was chosen.

    Same species and domain first, then same species, then same domain, then any; of equal ones that
    with the network's cosine. simulated: the query itself is simulated, by its source; only such a
    query is ever weighed with a calibration fitted on simulated coats. network: digest of the
    embedding network in use; only calibrations of that network, or of marks alone, may weigh then
    (empty: not asked). Raises NoCalibration when there is none for it.
    """
    honest = [one for one in calibrations if simulated or not one.simulated]
    if not honest:
        raise NoCalibration("no calibration is at hand", "reinstall the program or fit one")
    allowed = [one for one in honest if not network or one.network in ("", network)]
    if not allowed:
        raise NoCalibration(
            f"every calibration was fitted with another network than {network[:12]}",
            "fit one for this network, or one that weighs marks alone, or choose another network",
        )

    def fitness(calibration: Calibration) -> tuple[bool, bool, bool, bool, str]:
        return (
            calibration.species != species,
            calibration.domain != domain,
            calibration.simulated != simulated,
            bool(network) and calibration.network != network,
            calibration.name,
        )

    best = min(allowed, key=fitness)
    fits = []
    fits.append("its species" if best.species == species else f"another species ({best.species})")
    fits.append("its kind of photo" if best.domain == domain else f"{best.domain} photos")
    beside = ["by marks alone, without the network"] if network and not best.network else []
    beside += [FOR_DEMONSTRATION] if best.simulated else []
    return best, "; ".join([f"calibration {best.name}: fitted on {' and '.join(fits)}", *beside])
