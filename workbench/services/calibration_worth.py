"""What a calibration is worth, in sentences: for whoever has to answer for its ratios in court."""

from collections.abc import Sequence

from embeddings.evaluation.calibrating import Made
from embeddings.evaluation.ratios import Ratios
from embeddings.strength import CLOSE, Balance, Calibration

__all__ = ["worth_sentences"]


def worth_sentences(made: Made) -> tuple[str, ...]:
    """On how many animals it stands, its cost, how often it misled, its bounds, its leanings."""
    calibration = made.calibration
    lines = [
        f"{calibration.name}: fitted on {made.met_again} animals met in two or more encounters and "
        f"{made.strangers} met once ({made.ratios.pairs_same:,} comparisons of one animal, "
        f"{made.ratios.pairs_different:,} of two).",
        *_cost_lines(made.ratios),
        f"No ratio of one photo is told beyond {_bounds(calibration)}.",
        *_together_lines(calibration),
        *_leaning_lines(calibration.thresholds.balances),
        "These figures are of this population and these cameras, each animal judged by a fit that "
        "never saw it. Until an administrator puts a validation on record, on other animals, every "
        "ratio reads: investigative, not validated.",
    ]
    if calibration.simulated:
        lines.append("SIMULATED: it never weighs a real skin.")
    return tuple(lines)


def _cost_lines(ratios: Ratios) -> list[str]:
    cost, loss = ratios.figures["Cllr"], ratios.figures["calibration loss"]

    def percent(name: str) -> str:
        one = ratios.figures[name]
        return f"{one.value:.1%} ({one.low:.1%} to {one.high:.1%})"

    return [
        f"Cllr on held-out animals: {cost}, where 0 is perfect and 1 tells nothing; of that "
        f"{loss.value:.3f} is lost by calibration.",
        f"Misleading on held-out animals: of photos of one animal "
        f"{percent('same animal, LR below 1')} got a ratio below 1; of two animals "
        f"{percent('other animal, LR above 1')} above 1, {percent('other animal, LR above 10')} "
        f"above 10, {percent('other animal, LR above 100')} above 100.",
    ]


def _bounds(calibration: Calibration) -> str:
    bounds = calibration.models[CLOSE].bounds
    return (
        f"LR {10**bounds.high:.0f} for ({bounds.high_by}) and 1/{10**-bounds.low:.1f} against "
        f"({bounds.low_by})"
    )


def _together_lines(calibration: Calibration) -> list[str]:
    together = calibration.figures.get("taken_together", {})
    lines = []
    for basis, told in together.items():
        if "held_out_cllr" in told:
            cost, best = told["held_out_cllr"], told["held_out_cllr_min"]
            lines.append(
                f"Of {basis}: {told['animals']} animals, Cllr {cost:.3f}, of that "
                f"{cost - best:.3f} lost by calibration."
            )
        else:
            lines.append(
                f"Of {basis} only {told['animals']} animals were met again: not counted, and they "
                "claim no more than one photo."
            )
    return lines


def _leaning_lines(balances: Sequence[Balance]) -> list[str]:
    if not balances:
        return [
            "Too few animals to count leanings: a search that no firm rule decides cannot tell."
        ]
    largest = balances[-1]
    return [
        f"Among {largest.catalogue} animals a search for one that is there is told "
        f'"not in the catalogue" in {largest.known_none.in_a_hundred()}, and given another animal '
        f"in {largest.known_other.in_a_hundred()}; a stranger is given an animal in "
        f"{largest.unknown_named.in_a_hundred()}."
    ]
