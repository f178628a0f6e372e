"""Shares of animals: what to expect of the next ones, and how sure that is."""

import numpy as np


def expected_of_others(share: float, count: int) -> float:
    """The share to expect of animals not seen, where a limit was drawn just above so many seen.

    share: of `count` animals. One more than was seen is counted: a limit set so that the next
    animal would cross it is crossed by (k + 1) / (n + 1) of others (rank statistics).
    """
    return (share * count + 1.0) / (count + 1.0)


def wilson(share: float, count: float) -> tuple[float, float]:
    """95 % interval of a share of `count` animals; honest at zero (Wilson 1927)."""
    z = 1.959964
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    spread = z / (1 + z * z / count)
    spread *= float(np.sqrt(share * (1 - share) / count + z * z / (4 * count * count)))
    return max(0.0, middle - spread), min(1.0, middle + spread)
