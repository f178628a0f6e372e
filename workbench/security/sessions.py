"""Signing in and staying in.

A session's token is known to the browser alone; the store keeps its hash, so a stolen database
opens no door. It is looked up at every call, because a live page outlives a sign-out. Names that
fail too often have to wait, whoever tries them.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import uuid4

from argon2 import PasswordHasher

from workbench.security.accounts import password_fits
from workbench.store.encode import unstorable
from workbench.store.people import Account, PeopleRows, SessionRow
from workbench.store.reader import Reader
from workbench.store.refusal import StoreRefused
from workbench.store.store import Store

__all__ = ["LASTS", "Session", "reader_of_session", "session_of", "sign_in", "sign_out"]

LASTS = timedelta(hours=12)
_WINDOW = timedelta(minutes=15)
# Clocks are set right by seconds; a jump beyond this would lengthen every session by as much.
_SET_BACK = timedelta(minutes=5)
_FAILURES = 5


@dataclass(frozen=True, slots=True)
class Session:
    """A signed-in person. token: goes into the cookie and nowhere else."""

    token: str
    account: Account
    expires_at: datetime


def sign_in(store: Store, name: str, password: str, now: datetime) -> Session | None:
    """A new session, or None for a wrong name or password (which of them is not said).

    Raises StoreRefused after five failures within a quarter of an hour under this name.
    """
    people = PeopleRows(store)
    # A name that no database can keep is nobody's, and cannot be asked for either.
    typed = "" if unstorable(name) else name
    account = people.one(typed)
    # Who may sign in by name and by id has one count of failures, not two.
    counted = account.name if account is not None else typed
    if people.failures(counted, now - _WINDOW) >= _FAILURES:
        raise StoreRefused(
            "there were too many failed sign-ins under this name",
            "wait a quarter of an hour and try again",
        )
    if account is None or not account.active:
        # As slow as a wrong password, so that names cannot be found out by time.
        PasswordHasher().hash(password.encode("utf-8", "replace"))
        people.failed(counted, uuid4().hex, now)
        return None
    if not password_fits(store, account.id, password):
        people.failed(counted, uuid4().hex, now)
        return None
    token = secrets.token_urlsafe(32)
    expires = now + LASTS
    people.open_session(SessionRow(_hash(token), account.id, now, expires))
    people.forget_failures(counted)
    people.forget_expired(now)
    with store.transaction(account.id, "sign in", now, always=True):
        pass
    return Session(token, account, expires)


def session_of(store: Store, token: str, now: datetime) -> Session | None:
    """The session of a token, or None when it is unknown, over, or its person inactive.

    One that would begin only later, by a clock that was put back, is over as well.
    """
    people = PeopleRows(store)
    kept = people.session(_hash(token)) if token else None
    if kept is None or not kept.created_at - _SET_BACK <= now < kept.expires_at:
        return None
    account = people.one(kept.account)
    if account is None or not account.active:
        return None
    return Session(token, account, kept.expires_at)


def reader_of_session(store: Store, token: str, now: datetime) -> Reader | None:
    """What the person of a session may see now, or None when there is no such session."""
    session = session_of(store, token, now)
    return None if session is None else PeopleRows(store).reader(session.account)


def sign_out(store: Store, token: str) -> None:
    """End a session; again is no error."""
    PeopleRows(store).close_session(_hash(token))


def _hash(token: str) -> str:
    return sha256(token.encode("utf-8")).hexdigest()
