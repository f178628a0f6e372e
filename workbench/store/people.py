"""The rows of sign-in: accounts, sessions, failed attempts. May change, unlike evidence.

What it means to sign in is decided in `workbench.security`; here it is only kept.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, delete, func, insert, select, update

from workbench.store.encode import instant, instant_of, names_key
from workbench.store.engine import reading, writing
from workbench.store.naming import record_id
from workbench.store.reader import Reader
from workbench.store.refusal import StoreRefused
from workbench.store.store import Store
from workbench.store.tables import ACCOUNT, ATTEMPT, RELEASE, SESSION
from workbench.store.work import Work

__all__ = ["Account", "PeopleRows", "SessionRow"]


@dataclass(frozen=True, slots=True)
class Account:
    """A person who may sign in."""

    id: str
    name: str
    roles: frozenset[str]
    clearance: int
    compartments: frozenset[str]
    active: bool


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session as it is kept: the hash of its token, never the token."""

    token_hash: str
    account: str
    created_at: datetime
    expires_at: datetime


class PeopleRows:
    """Accounts, sessions and attempts of one store."""

    def __init__(self, store: Store) -> None:
        self._engine = store.engine

    def count(self) -> int:
        """How many accounts there are."""
        with reading(self._engine) as connection:
            return int(connection.execute(select(func.count()).select_from(ACCOUNT)).scalar_one())

    def all(self) -> list[Account]:
        """Every account, in order of the numbers of their ids."""
        asked = select(ACCOUNT).order_by(func.length(ACCOUNT.c.id), ACCOUNT.c.id)
        with reading(self._engine) as connection:
            return [_account(r) for r in connection.execute(asked)]

    def one(self, account: str) -> Account | None:
        """An account by id, or by name in any capitals."""
        asked = select(ACCOUNT).where(
            (ACCOUNT.c.id == account) | (ACCOUNT.c.folded == account.strip().casefold())
        )
        with reading(self._engine) as connection:
            row = connection.execute(asked).first()
        return None if row is None else _account(row)

    def password_hash(self, account: str) -> str:
        """The argon2 hash of an account's password."""
        with reading(self._engine) as connection:
            asked = select(ACCOUNT.c.password_hash).where(ACCOUNT.c.id == account)
            return str(connection.execute(asked).scalar_one())

    def add(
        self,
        work: Work,
        name: str,
        password_hash: str,
        roles: Iterable[str],
        clearance: int,
        compartments: Iterable[str],
        now: datetime,
    ) -> str:
        """A new account within a transaction of the store; returns its id (STAFF-0001)."""
        folded = name.strip().casefold()
        there = select(ACCOUNT.c.id).where(ACCOUNT.c.folded == folded)
        if work.connection.execute(there).first() is not None:
            raise StoreRefused(f"there is already an account named {name}", "choose another name")
        counted = select(func.count()).select_from(ACCOUNT)
        known = record_id("STAFF", work.connection.execute(counted).scalar_one() + 1)
        work.connection.execute(
            insert(ACCOUNT).values(
                id=known,
                name=name.strip(),
                folded=folded,
                password_hash=password_hash,
                roles=names_key(roles),
                clearance=clearance,
                compartments=names_key(compartments),
                active=1,
                created_at=instant(now),
            )
        )
        return known

    def change(self, work: Work, account: str, **values: str | int) -> None:
        """Change roles, clearance, compartments, password_hash or active of an account.

        Its sessions end, so that nobody goes on with what was taken from them.
        """
        done = work.connection.execute(
            update(ACCOUNT).where(ACCOUNT.c.id == account).values(**values)
        )
        if done.rowcount == 0:
            raise StoreRefused(f"there is no account {account}", "see who is there")
        work.connection.execute(delete(SESSION).where(SESSION.c.account == account))

    def open_session(self, session: SessionRow) -> None:
        """Keep a new session."""
        with writing(self._engine) as connection:
            connection.execute(
                insert(SESSION).values(
                    token_hash=session.token_hash,
                    account=session.account,
                    created_at=instant(session.created_at),
                    expires_at=instant(session.expires_at),
                    seen_at=instant(session.created_at),
                )
            )

    def session(self, token_hash: str) -> SessionRow | None:
        """A session by the hash of its token, expired or not."""
        asked = select(SESSION).where(SESSION.c.token_hash == token_hash)
        with reading(self._engine) as connection:
            row = connection.execute(asked).first()
        if row is None:
            return None
        return SessionRow(
            row.token_hash, row.account, instant_of(row.created_at), instant_of(row.expires_at)
        )

    def close_session(self, token_hash: str) -> None:
        """Forget a session; an unknown one is no error."""
        with writing(self._engine) as connection:
            connection.execute(delete(SESSION).where(SESSION.c.token_hash == token_hash))

    def forget_expired(self, now: datetime) -> None:
        """Forget sessions that are over."""
        with writing(self._engine) as connection:
            connection.execute(delete(SESSION).where(SESSION.c.expires_at <= instant(now)))

    def failed(self, name: str, attempt: str, now: datetime) -> None:
        """Note a failed sign-in. attempt: an id of its own."""
        with writing(self._engine) as connection:
            connection.execute(
                insert(ATTEMPT).values(id=attempt, folded=name.strip().casefold(), at=instant(now))
            )

    def failures(self, name: str, since: datetime) -> int:
        """How many sign-ins under this name have failed since then."""
        asked = select(func.count()).where(
            ATTEMPT.c.folded == name.strip().casefold(), ATTEMPT.c.at > instant(since)
        )
        with reading(self._engine) as connection:
            return int(connection.execute(asked).scalar_one())

    def forget_failures(self, name: str) -> None:
        """After a sign-in that went well."""
        with writing(self._engine) as connection:
            connection.execute(delete(ATTEMPT).where(ATTEMPT.c.folded == name.strip().casefold()))

    def reader(self, account: Account) -> Reader:
        """What this person may see at this moment."""
        asked = select(RELEASE.c.case).where(RELEASE.c.person == account.id)
        with reading(self._engine) as connection:
            released = frozenset(str(row.case) for row in connection.execute(asked))
        return Reader(account.id, account.roles, account.clearance, account.compartments, released)


def _account(row: Row[tuple[object, ...]]) -> Account:
    return Account(
        str(row.id),
        str(row.name),
        frozenset(name for name in str(row.roles).split("|") if name),
        int(row.clearance),
        frozenset(name for name in str(row.compartments).split("|") if name),
        bool(row.active),
    )
