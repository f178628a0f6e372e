"""Which calibration weighs a photo, and why that one."""

from collections.abc import Sequence
from pathlib import Path

from embeddings.strength.calibration import Calibration, load

FOR_DEMONSTRATION = "weighed with a calibration fitted on simulated coats: for demonstration only"
OTHER_WEIGHTS = (
    "it was fitted on photos described by other network weights, so its ratios are not to be "
    "relied on: fit one for these weights"
)


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
    weights: frozenset[str] = frozenset(),
) -> tuple[Calibration, str]:
    """The calibration for a species and domain ("camera" or "pelt"), and why it was chosen.

    One fitted for these network weights (digests; empty: not asked) comes before any other; then
    same species and domain, then same species, then same domain, then any. simulated: the query
    itself is simulated, by its source; only such a query is ever weighed with a calibration fitted
    on simulated coats. Raises ValueError when there is none for it.
    """
    allowed = [one for one in calibrations if simulated or not one.simulated]
    if not allowed:
        raise ValueError("no calibration is at hand: reinstall the program or fit one")

    def foreign(calibration: Calibration) -> bool:
        return bool(weights and calibration.weights and calibration.weights != weights)

    def fitness(calibration: Calibration) -> tuple[bool, bool, bool, bool, str]:
        return (
            foreign(calibration),
            calibration.species != species,
            calibration.domain != domain,
            calibration.simulated != simulated,
            calibration.name,
        )

    best = min(allowed, key=fitness)
    fits = []
    fits.append("its species" if best.species == species else f"another species ({best.species})")
    fits.append("its kind of photo" if best.domain == domain else f"{best.domain} photos")
    beside = [FOR_DEMONSTRATION] if best.simulated else []
    beside += [OTHER_WEIGHTS] if foreign(best) else []
    why = f"calibration {best.name}: fitted on {' and '.join(fits)}"
    return best, "; ".join([why, *beside])
