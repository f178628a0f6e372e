"""People of the house: names for everybody, roles and clearances for administrators."""

from workbench.project import Project
from workbench.security import Account, Role, accounts
from workbench.store import Reader

__all__ = ["name_of", "names", "people", "prosecutors"]


def people(project: Project, reader: Reader) -> tuple[Account, ...]:
    """Every account, for an administrator; for anybody else their own."""
    everybody = accounts(project.store)
    if reader.unfiltered or Role.ADMINISTRATOR in reader.roles:
        return tuple(everybody)
    return tuple(account for account in everybody if account.id == reader.person)


def names(project: Project) -> dict[str, str]:
    """id -> name of everybody: colleagues' names are no secret, what they may see is."""
    return {account.id: account.name for account in accounts(project.store)}


def name_of(project: Project, person: str) -> str:
    """A colleague's name; the id itself where there is none."""
    return names(project).get(person, person)


def prosecutors(project: Project) -> dict[str, str]:
    """id -> name of everybody a case can be handed to."""
    return {
        account.id: account.name
        for account in accounts(project.store)
        if account.active and Role.PROSECUTOR in account.roles
    }
