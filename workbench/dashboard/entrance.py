"""The accounts as the doors and the guard need them: who is empty, who comes in, who still holds.

Passwords, hashes and tokens are the business of `workbench.security`; this module only binds it to
the one project that is served and to the house's clock.
"""

from dataclasses import dataclass

from workbench.dashboard.running import Running
from workbench.security import (
    Reader,
    Session,
    account_of,
    create_administrator,
    first_run,
    reader_of_session,
    session_of,
    sign_in,
    sign_out,
)
from workbench.services.refusal import as_refusal


class Closed(Exception):
    """The door cannot open now, in two sentences for the person before it."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A session just begun: the token for the cookie and how many seconds it may live."""

    token: str
    seconds: int


@dataclass(frozen=True, slots=True)
class Entrance:
    """The accounts of the project that is being served."""

    running: Running

    def empty(self) -> bool:
        """Whether nobody has an account yet."""
        return first_run(self.running.project.store)

    def holds(self, token: str) -> bool:
        """Whether a session holds at this moment."""
        return session_of(self.running.project.store, token, self.running.clock()) is not None

    def reader_of(self, token: str) -> Reader | None:
        """What the person of a session may see now; None where the session is over."""
        return reader_of_session(self.running.project.store, token, self.running.clock())

    def name_of(self, person: str) -> str:
        """The name of an account, or its id where it has gone."""
        account = account_of(self.running.project.store, person)
        return account.name if account else person

    def sign_in(self, name: str, password: str) -> Opened | None:
        """A new session; None for a wrong name or password. Raises Closed after too many tries."""
        now = self.running.clock()
        try:
            session = sign_in(self.running.project.store, name, password, now)
        except Exception as error:
            raise _closed(error) from error
        return self._opened(session) if session else None

    def create_first(self, name: str, password: str) -> Opened:
        """The first account, and its session. Raises Closed for a name or password refused."""
        store, now = self.running.project.store, self.running.clock()
        try:
            create_administrator(store, name, password, now)
            session = sign_in(store, name, password, now)
        except Exception as error:
            raise _closed(error) from error
        if session is None:
            raise Closed("the account was created, but its session could not be opened")
        return self._opened(session)

    def sign_out(self, token: str) -> None:
        """End a session; again is no error."""
        sign_out(self.running.project.store, token)

    def _opened(self, session: Session) -> Opened:
        left = session.expires_at - self.running.clock()
        return Opened(session.token, int(left.total_seconds()))


def _closed(error: Exception) -> Exception:
    """A refusal of the store as words for the door; a broken program stays what it is."""
    refusal = as_refusal(error)
    return error if refusal is None else Closed(f"{refusal.reason}: {refusal.remedy}")
