"""Who acts, and whether they may: asked again by every verb, whatever page or command called it.

A page that stayed open after its person lost a role calls into nothing. A project of one person
needs no name; a project of several does not guess.
"""

from typing import TYPE_CHECKING

from workbench.security import account_of, accounts, reader_of
from workbench.services.refusal import NotAllowed, Refused
from workbench.store import Reader, Role

if TYPE_CHECKING:
    from workbench.project import Project

IMPORTING = (Role.ANALYST, Role.ADMINISTRATOR)
MATCHING = (Role.ANALYST, Role.INVESTIGATOR)
EXAMINING = (Role.INVESTIGATOR, Role.ANALYST)
CASEWORK = (Role.ANALYST, Role.INVESTIGATOR)
READING_CASES = (Role.ANALYST, Role.INVESTIGATOR, Role.PROSECUTOR)
READING_RECORDS = (Role.ANALYST, Role.INVESTIGATOR)
EXPORTING = READING_CASES
KEEPING = (Role.ADMINISTRATOR,)


def acting(project: "Project", by: str, *roles: Role) -> Reader:
    """What the person `by` (id or name; "" for the only one) may see now.

    roles: one of them is needed, none for everybody. Raises NotAllowed with who may, and Refused
    where nobody is named or known.
    """
    person = by.strip() or _only(project)
    account = account_of(project.store, person)
    if account is None or not account.active:
        raise Refused(
            f"{person} has no account in this project",
            "ask an administrator: kedrovka people add NAME --role ROLE",
        )
    if roles and not account.roles & set(roles):
        words = " or ".join(role.value for role in roles)
        may = [one.name for one in accounts(project.store) if one.active and one.roles & set(roles)]
        raise NotAllowed(
            f"{account.name} is {', '.join(sorted(account.roles))}, and this is for {words}",
            f"ask {' or '.join(may)}" if may else f"an administrator can name one as {words}",
        )
    return reader_of(project.store, account.id)


def _only(project: "Project") -> str:
    everybody = [one for one in accounts(project.store) if one.active]
    if len(everybody) == 1:
        return everybody[0].id
    if not everybody:
        raise Refused(
            "nobody has an account in this project",
            "open the dashboard once (kedrovka serve) to make the administrator",
        )
    raise Refused(
        "it is not said who asks, and the project has several people",
        "say who you are: --as NAME, or set KEDROVKA_PERSON; there are "
        + ", ".join(one.name for one in everybody),
    )
