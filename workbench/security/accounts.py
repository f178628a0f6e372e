"""People, their roles and clearances, and their passwords.

There is no default password and no default account: a new project has nobody, and the first person
to open it may do and see everything, so that they can work, and invites the others. Passwords are
kept as argon2id hashes.
"""

import re
from collections.abc import Iterable
from datetime import datetime

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from workbench.store.encode import names_key, unstorable
from workbench.store.people import Account, PeopleRows
from workbench.store.reader import Reader, Role
from workbench.store.refusal import StoreRefused
from workbench.store.store import Store

__all__ = [
    "Account",
    "account_of",
    "accounts",
    "add_account",
    "change_account",
    "create_administrator",
    "first_run",
    "password_fits",
    "reader_of",
]

# A name like the number of an account to come would be two people's.
_AN_ID = re.compile(r"STAFF-\d+", re.IGNORECASE)
_SHORTEST = 10
_SECRET = 3
# Unseen, but part of how words are written in Persian and in the scripts of India.
_JOINERS = "\u200c\u200d"


def _hasher() -> PasswordHasher:
    # argon2id; the library's defaults are those of RFC 9106's second recommendation.
    return PasswordHasher()


def first_run(store: Store) -> bool:
    """Whether nobody has an account yet."""
    return PeopleRows(store).count() == 0


def create_administrator(store: Store, name: str, password: str, now: datetime) -> Account:
    """The first account of a project: every role and full clearance.

    Nobody else is there yet who could grant them anything. Raises StoreRefused when there is an
    account already.
    """
    people = PeopleRows(store)
    hashed = _hashed(name, password)
    with store.transaction(
        "first run", "create administrator", now, {"name": name}, always=True
    ) as work:
        # Inside the transaction: two first runs at once must not both succeed.
        if people.count():
            raise StoreRefused(
                "this project already has its administrator", "ask them for an account"
            )
        known = people.add(work, name, hashed, set(Role), _SECRET, (), now)
    return _must(people.one(known), known)


def add_account(
    store: Store,
    by: str,
    name: str,
    password: str,
    roles: Iterable[str],
    now: datetime,
    *,
    clearance: int = 0,
    compartments: Iterable[str] = (),
) -> Account:
    """Another account. Raises StoreRefused unless `by` is an administrator."""
    people = PeopleRows(store)
    _administrator(people, by)
    wanted = _roles(roles)
    _clearance(clearance)
    inside = _compartments(compartments)
    if _AN_ID.fullmatch(name.strip()):
        raise StoreRefused(
            f"{name.strip()} is how accounts are numbered, and names nobody",
            "give the person's name",
        )
    hashed = _hashed(name, password)
    detail = {
        "name": name,
        "roles": sorted(wanted),
        "clearance": clearance,
        "compartments": sorted(inside),
    }
    with store.transaction(by, "add account", now, detail, always=True) as work:
        known = people.add(work, name, hashed, wanted, clearance, inside, now)
    return _must(people.one(known), known)


def change_account(
    store: Store,
    by: str,
    account: str,
    now: datetime,
    *,
    roles: Iterable[str] | None = None,
    clearance: int | None = None,
    compartments: Iterable[str] | None = None,
    password: str | None = None,
    active: bool | None = None,
) -> None:
    """Change what is given; the person's sessions end. An administrator, or oneself a password.

    Raises StoreRefused for others, and when nobody would be left as administrator.
    """
    people = PeopleRows(store)
    values: dict[str, str | int] = {}
    if password is not None:
        values["password_hash"] = _hashed(account, password)
    granted = (roles, clearance, compartments, active) != (None, None, None, None)
    if password is None or by != account or granted:
        _administrator(people, by)
    if roles is not None:
        values["roles"] = names_key(_roles(roles))
    if clearance is not None:
        _clearance(clearance)
        values["clearance"] = clearance
    if compartments is not None:
        values["compartments"] = names_key(_compartments(compartments))
    if active is not None:
        values["active"] = int(active)
    told = {name: value for name, value in values.items() if name != "password_hash"}
    detail = {"account": account, "password": password is not None, **told}
    with store.transaction(by, "change account", now, detail, always=True) as work:
        # Inside the transaction: two who demote each other at once must leave one.
        _keep_an_administrator(people, account, values)
        people.change(work, account, **values)


def accounts(store: Store) -> list[Account]:
    """Everybody, in order of id."""
    return PeopleRows(store).all()


def account_of(store: Store, person: str) -> Account | None:
    """An account by id or name."""
    return PeopleRows(store).one(person)


def reader_of(store: Store, person: str) -> Reader:
    """What a person may see at this moment. Raises StoreRefused for nobody, or the inactive."""
    people = PeopleRows(store)
    account = people.one(person)
    if account is None or not account.active:
        raise StoreRefused(
            f"there is no active account {person}", "name one that `kedrovka people` lists"
        )
    return people.reader(account)


def password_fits(store: Store, account: str, password: str) -> bool:
    """Whether this is the password of an account."""
    try:
        return _hasher().verify(PeopleRows(store).password_hash(account), password)
    except (VerificationError, InvalidHashError, UnicodeEncodeError):
        return False


def _hashed(name: str, password: str) -> str:
    if not name.strip() or not all(c.isprintable() or c in _JOINERS for c in name):
        raise StoreRefused(
            "an account needs a name on one line, of letters that can be seen",
            "give the person's name",
        )
    if len(password) < _SHORTEST:
        raise StoreRefused(
            f"a password of {len(password)} characters is too short",
            f"take {_SHORTEST} or more; a sentence is easy to keep",
        )
    return _hasher().hash(password)


def _roles(roles: Iterable[str]) -> frozenset[str]:
    wanted = frozenset(str(role) for role in roles)
    known = {role.value for role in Role}
    if not wanted or not wanted <= known:
        raise StoreRefused(
            f"{', '.join(sorted(wanted - known)) or 'nothing'} is no role",
            f"choose among {', '.join(sorted(known))}",
        )
    return wanted


def _compartments(names: Iterable[str]) -> frozenset[str]:
    wanted = frozenset(names)
    for name in wanted:
        # A bar divides compartments where they are kept: A|B would grant two.
        if not name.strip() or "|" in name or "\n" in name or unstorable(name):
            raise StoreRefused(f"{name!r} is no compartment", "name it on one line, without a bar")
    return wanted


def _clearance(level: int) -> None:
    if not 0 <= level <= 3:
        raise StoreRefused(f"there is no level {level}", "levels are 0 open to 3 secret")


def _administrator(people: PeopleRows, by: str) -> None:
    account = people.one(by)
    if account is None or not account.active or Role.ADMINISTRATOR not in account.roles:
        raise StoreRefused("only an administrator may do this", "ask one")


def _keep_an_administrator(people: PeopleRows, account: str, values: dict[str, str | int]) -> None:
    left = [
        person
        for person in people.all()
        if person.active and Role.ADMINISTRATOR in person.roles and person.id != account
    ]
    still = values.get("active", 1) and Role.ADMINISTRATOR in str(
        values.get("roles", Role.ADMINISTRATOR)
    ).split("|")
    if not left and not still:
        raise StoreRefused("nobody would be left as administrator", "make another one first")


def _must(account: Account | None, known: str) -> Account:
    if account is None:
        raise StoreRefused(f"{known} has just been removed", "try again")
    return account
