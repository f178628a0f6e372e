"""Intervals of shares."""

import numpy as np


def wilson(share: float, count: int) -> tuple[float, float]:
    """95 % interval of a share of `count` animals; honest at zero (Wilson 1927)."""
    z = 1.959964
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    spread = z / (1 + z * z / count)
    spread *= float(np.sqrt(share * (1 - share) / count + z * z / (4 * count * count)))
    return max(0.0, middle - spread), min(1.0, middle + spread)
