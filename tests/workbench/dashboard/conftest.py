"""A small project with people, before pages that are drawn without a browser."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from workbench.dashboard.entrance import Entrance
from workbench.dashboard.running import Running
from workbench.project import Project

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def wait(self, **longer: float) -> None:
        self.now += timedelta(**longer)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = Project.create(tmp_path / "project", name="A project")
    yield made
    made.close()


@pytest.fixture
def entrance(project: Project, clock: Clock) -> Entrance:
    return Entrance(Running(project, clock))
