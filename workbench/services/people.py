"""Who works in the project and what they may do; only an administrator changes it."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.security import Account, account_of, accounts, add_account, change_account
from workbench.services.acting import KEEPING, acting
from workbench.services.pace import Clock, utc_now
from workbench.services.refusal import Refused

if TYPE_CHECKING:
    from workbench.project import Project

LEVELS = ("open", "restricted", "confidential", "secret")


@dataclass(frozen=True, slots=True)
class Person:
    """A person as they are listed."""

    id: str
    name: str
    roles: tuple[str, ...]
    clearance: int
    compartments: tuple[str, ...]
    active: bool

    @property
    def sentence(self) -> str:
        """Who they are, in one line."""
        away = "" if self.active else ", no longer active"
        inside = f", in {', '.join(self.compartments)}" if self.compartments else ""
        return (
            f"{self.id} {self.name}: {', '.join(self.roles)}; "
            f"cleared to {LEVELS[self.clearance]}{inside}{away}"
        )


def add_person(
    project: "Project",
    by: str,
    name: str,
    *,
    roles: Sequence[str],
    clearance: int = 0,
    compartments: Iterable[str] = (),
    password: str = "",
    clock: Clock = utc_now,
) -> Person:
    """Add a person. Without a password they work on the command line and cannot sign in.

    Raises NotAllowed for anybody but an administrator, StoreRefused for a name that is taken.
    """
    reader = acting(project, by, *KEEPING)
    made = add_account(
        project.store,
        reader.person,
        name,
        password or secrets.token_urlsafe(32),
        roles,
        clock(),
        clearance=clearance,
        compartments=compartments,
    )
    return _person(made)


def set_roles(
    project: "Project", by: str, name: str, *, roles: Sequence[str], clock: Clock = utc_now
) -> Person:
    """Say anew which roles a person has; their open sessions end."""
    reader = acting(project, by, *KEEPING)
    account = _known(project, name)
    change_account(project.store, reader.person, account.id, clock(), roles=roles)
    return _person(_known(project, name))


def grant(
    project: "Project",
    by: str,
    name: str,
    *,
    roles: Sequence[str],
    clearance: int,
    compartments: Iterable[str],
    active: bool = True,
    clock: Clock = utc_now,
) -> Person:
    """Say anew what a person may do and see, less or more; their open sessions end.

    What stays the same is not written. Raises NotAllowed for anybody but an administrator,
    StoreRefused where nobody would be left as one, or for a role or level that is none.
    """
    reader = acting(project, by, *KEEPING)
    account = _known(project, name)
    wanted = (frozenset(roles), clearance, frozenset(compartments), active)
    if wanted != (account.roles, account.clearance, account.compartments, account.active):
        change_account(
            project.store,
            reader.person,
            account.id,
            clock(),
            roles=roles,
            clearance=clearance,
            compartments=compartments,
            active=active,
        )
    return _person(_known(project, name))


def set_password(
    project: "Project", by: str, name: str, password: str, *, clock: Clock = utc_now
) -> Person:
    """Set a password: one's own, or as an administrator anybody's; open sessions end."""
    reader = acting(project, by)
    account = _known(project, name)
    change_account(project.store, reader.person, account.id, clock(), password=password)
    return _person(account)


def list_people(project: "Project", by: str) -> list[Person]:
    """Everybody, for whoever has an account."""
    acting(project, by)
    return [_person(one) for one in accounts(project.store)]


def _known(project: "Project", name: str) -> Account:
    account = account_of(project.store, name)
    if account is None:
        raise Refused(f"there is no account {name}", "see who is there: kedrovka people list")
    return account


def _person(account: Account) -> Person:
    return Person(
        account.id,
        account.name,
        tuple(sorted(account.roles)),
        account.clearance,
        tuple(sorted(account.compartments)),
        account.active,
    )
