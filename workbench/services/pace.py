"""How long work reports where it stands, how it is stopped, and what time it is.

Long work says how far it came after every batch and asks there whether to stop: between two
batches everything acknowledged is on disk, so a stop loses nothing.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class Step:
    """Where a piece of long work stands: `done` of `total` (None: not known yet) of `what`."""

    done: int
    total: int | None
    what: str


Progress = Callable[[Step], None]
Stop = Callable[[], bool]
Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """This moment in UTC; the only place where the services read a clock."""
    return datetime.now(UTC)


def silent(_step: Step) -> None:
    """Report nothing."""


def never() -> bool:
    """Never ask for a stop."""
    return False


def cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
