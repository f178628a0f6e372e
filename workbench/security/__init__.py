"""People, sign-in and what each may see."""

from workbench.security.accounts import (
    Account,
    account_of,
    accounts,
    add_account,
    change_account,
    create_administrator,
    first_run,
    reader_of,
)
from workbench.security.reader import Reader, Role
from workbench.security.sessions import (
    Session,
    reader_of_session,
    session_of,
    sign_in,
    sign_out,
)

__all__ = [
    "Account",
    "Reader",
    "Role",
    "Session",
    "account_of",
    "accounts",
    "add_account",
    "change_account",
    "create_administrator",
    "first_run",
    "reader_of",
    "reader_of_session",
    "session_of",
    "sign_in",
    "sign_out",
]
