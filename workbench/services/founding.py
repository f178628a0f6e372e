"""A new project and its first person."""

import secrets
from dataclasses import dataclass
from pathlib import Path

from workbench.project import Project
from workbench.security import create_administrator
from workbench.services.pace import Clock, utc_now


@dataclass(frozen=True, slots=True)
class Founded:
    """A project that was made: its name, its first person and their id."""

    name: str
    person: str
    account: str
    can_sign_in: bool


def found(
    folder: Path,
    *,
    name: str = "",
    person: str = "",
    password: str = "",
    database_url: str | None = None,
    clock: Clock = utc_now,
) -> Founded:
    """Make a project in `folder`; its first person may do everything and see everything.

    Without a person the dashboard asks for its first person when it is opened. Without a
    password nobody can sign in as that person until one is set; the command line works. Raises
    StoreRefused where there is a project already or the folder cannot be written.
    """
    project = Project.create(folder, name=name or folder.resolve().name, database_url=database_url)
    try:
        if not person:
            return Founded(project.settings.name, "", "", can_sign_in=False)
        # Nobody knows the random one, so it opens nothing: there is no default password.
        first = create_administrator(
            project.store, person, password or secrets.token_urlsafe(32), clock()
        )
        return Founded(project.settings.name, person, first.id, can_sign_in=bool(password))
    finally:
        project.close()
