"""What is being served: one project in one process, set once by `serve` and read by every rerun.

Streamlit runs the page's script in threads of its own and hands it nothing: the script asks here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from workbench.project import Project


@dataclass(frozen=True, slots=True)
class Running:
    """The open project and the clock of the house."""

    project: Project
    clock: Callable[[], datetime]


class NothingServed(RuntimeError):
    """A page was asked for before a project was opened."""


_served: list[Running] = []


def now_utc() -> datetime:
    """This moment in UTC."""
    return datetime.now(UTC)


def install(running: Running) -> None:
    """Make this what every page reads; replaces what was served before."""
    _served[:] = [running]


def running() -> Running:
    """What is being served. Raises NothingServed before `install`."""
    if not _served:
        raise NothingServed("no project is open here; start the dashboard with: kedrovka serve")
    return _served[0]
