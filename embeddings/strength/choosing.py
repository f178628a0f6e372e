"""Which calibration weighs a photo, and why that one."""

from collections.abc import Sequence
from pathlib import Path

from embeddings.strength.calibration import Calibration, load

_LIVING = "camera"
FOR_DEMONSTRATION = "weighed with a calibration fitted on simulated coats: for demonstration only"

ACROSS_SPECIES = (
    'by another species a leaning to "not in the catalogue" tells next to nothing: most animals '
    "that are there are told so too"
)
"""Counted on nyala weighed by tigers (docs/evaluation.md, "A calibration of one's own")."""


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
    own: Sequence[str] = (),
) -> tuple[Calibration, str]:
    """The calibration for a species and domain ("camera" or "pelt"), and why it was chosen.

    Same species and domain first, then same species, then same domain, then any; of equal ones of
    its species the project's own; then for living animals one that weighs the stiff fit, and for
    skins, which are stretched, one that does not; then the first of `own` (digests, the newest
    first); then that with the network's cosine. simulated: the query itself is simulated, by its
    source; only such a query is ever weighed with a calibration fitted on simulated coats. network:
    digest of the embedding network in use; only calibrations of that network, or of marks alone,
    may weigh then (empty: not asked). Raises NoCalibration when there is none for it.
    """
    honest = [one for one in calibrations if simulated or not one.simulated]
    if not honest:
        rendered = " but those fitted on simulated coats, and these photos are real"
        raise NoCalibration(
            f"no calibration is at hand{rendered if calibrations else ''}",
            "fit one on identified photos: kedrovka calibrate",
        )
    allowed = [one for one in honest if not network or one.network in ("", network)]
    if not allowed:
        raise NoCalibration(
            f"every calibration was fitted with another network than {network[:12]}",
            "fit one for this network, or one that weighs marks alone, or choose another network",
        )

    def fitness(calibration: Calibration) -> tuple[bool, bool, bool, bool, bool, int, bool, str]:
        of_species = _one_species(calibration.species, species)
        mine = of_species and calibration.digest in own
        return (
            not of_species,
            calibration.domain != domain,
            calibration.simulated != simulated,
            not mine,
            _weighs_stiffness(calibration) != (domain == _LIVING),
            own.index(calibration.digest) if mine else len(own),
            bool(network) and calibration.network != network,
            calibration.name,
        )

    best = min(allowed, key=fitness)
    of_species = _one_species(best.species, species)
    fits = ["its species" if of_species else f"another species ({best.species})"]
    fits.append("its kind of photo" if best.domain == domain else f"{best.domain} photos")
    beside = [] if of_species else [ACROSS_SPECIES]
    beside += ["by marks alone, without the network"] if network and not best.network else []
    beside += [FOR_DEMONSTRATION] if best.simulated else []
    whose = "this project's own calibration" if best.digest in own else "calibration"
    return best, "; ".join([f"{whose} {best.name}: fitted on {' and '.join(fits)}", *beside])


def _weighs_stiffness(calibration: Calibration) -> bool:
    return any(
        name.startswith("stiff") for model in calibration.models.values() for name in model.names
    )


def _one_species(one: str, other: str) -> bool:
    # As the gallery compares them; to ask it would bring its index along for two words.
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()
