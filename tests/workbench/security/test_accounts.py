"""Who gets an account, what is granted with it, and what stands in the audit of it."""

import json
from datetime import UTC, datetime
from threading import Barrier, Thread

import pytest
from argon2 import PasswordHasher
from argon2.profiles import RFC_9106_LOW_MEMORY

from workbench.security import (
    Account,
    Role,
    account_of,
    accounts,
    add_account,
    change_account,
    create_administrator,
    reader_of,
    sign_in,
)
from workbench.security.accounts import password_fits
from workbench.store import Reader, Store, StoreRefused
from workbench.store.people import PeopleRows

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
PASSWORD = "a leopard walks at night"


@pytest.fixture
def store(one_store: Store) -> Store:
    """An empty store over SQLite; over both databases where a test asks for them by name."""
    return one_store


BOTH = pytest.mark.parametrize("one_store", ["sqlite_url", "postgresql_url"], indirect=True)


@pytest.fixture
def anna(store: Store) -> Account:
    """The administrator."""
    return create_administrator(store, "Anna", PASSWORD, NOW)


def told(store: Store) -> list[tuple[str, dict[str, object]]]:
    """What the audit says was done, oldest first."""
    with store.read(Reader.whole("a test")) as q:
        return [(row.action, dict(row.detail)) for row in reversed(q.audit.rows())]


@pytest.mark.parametrize("compartment", ["LORD|EAGLE", "", " ", "LO\nRD", "LO\x00RD", "\ud800"])
def test_a_grant_of_one_compartment_cannot_smuggle_in_another(
    store: Store, anna: Account, compartment: str
) -> None:
    with pytest.raises(StoreRefused, match="compartment"):
        add_account(store, anna.id, "Boris", PASSWORD, ["analyst"], NOW, compartments=[compartment])
    boris = add_account(store, anna.id, "Boris", PASSWORD, ["analyst"], NOW, compartments=["LORD"])
    with pytest.raises(StoreRefused, match="compartment"):
        change_account(store, anna.id, boris.id, NOW, compartments=["LORD", compartment])
    assert reader_of(store, boris.id).compartments == {"LORD"}


def test_what_was_granted_at_the_start_stands_in_the_audit_whole(
    store: Store, anna: Account
) -> None:
    add_account(
        store, anna.id, "Boris", PASSWORD, ["investigator", "analyst"], NOW,
        clearance=2, compartments=["LORD", "EAGLE"],
    )  # fmt: skip
    assert told(store)[-1] == (
        "add account",
        {
            "name": "Boris",
            "roles": ["analyst", "investigator"],
            "clearance": 2,
            "compartments": ["EAGLE", "LORD"],
        },
    )


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"roles": ["prosecutor", "analyst"]}, {"roles": "analyst|prosecutor"}),
        ({"clearance": 3}, {"clearance": 3}),
        ({"compartments": ["B", "A"]}, {"compartments": "A|B"}),
        ({"active": False}, {"active": 0}),
        ({"active": True}, {"active": 1}),
    ],
)
def test_each_change_stands_in_the_audit_and_no_password_ever_does(
    store: Store, anna: Account, change: dict[str, object], expected: dict[str, object]
) -> None:
    boris = add_account(store, anna.id, "Boris", PASSWORD, ["analyst"], NOW)
    change_account(store, anna.id, boris.id, NOW, **change)  # type: ignore[arg-type]
    change_account(store, anna.id, boris.id, NOW, password="another long sentence")
    first, second = told(store)[-2:]
    assert first == ("change account", {"account": boris.id, "password": False, **expected})
    assert second == ("change account", {"account": boris.id, "password": True})
    assert "argon2" not in json.dumps(told(store))


def test_a_change_that_is_refused_changes_nothing_and_leaves_no_line(
    store: Store, anna: Account
) -> None:
    boris = add_account(store, anna.id, "Boris", PASSWORD, ["analyst"], NOW, clearance=1)
    before = (account_of(store, boris.id), told(store))
    for refused in (
        {"clearance": -1},
        {"clearance": 4},
        {"roles": []},
        {"roles": ["analyst", "king"]},
        {"password": "123456789"},
        {"clearance": 2, "password": "short"},
    ):
        with pytest.raises(StoreRefused):
            change_account(store, anna.id, boris.id, NOW, **refused)  # type: ignore[arg-type]
    with pytest.raises(StoreRefused, match="no account STAFF-0099"):
        change_account(store, anna.id, "STAFF-0099", NOW, clearance=1)
    assert (account_of(store, boris.id), told(store)) == before


@pytest.mark.parametrize("length", [9, 10])
def test_a_password_of_ten_characters_is_long_enough_and_one_of_nine_is_not(
    store: Store, anna: Account, length: int
) -> None:
    if length < 10:
        with pytest.raises(StoreRefused, match="9 characters is too short"):
            add_account(store, anna.id, "Boris", "я" * length, ["analyst"], NOW)
    else:
        boris = add_account(store, anna.id, "Boris", "я" * length, ["analyst"], NOW)
        assert password_fits(store, boris.id, "я" * length)


@pytest.mark.parametrize(
    "name",
    ["Bo\nris", "Bo\tris", "Bo\x00ris", "Bo\x1bris", "Bo\u202eris", "Bo\u2028ris", "An\u200bna",
     "\ud800", "\u00a0", "   "],
)  # fmt: skip
def test_a_name_that_would_look_like_another_or_break_a_line_is_refused(
    store: Store, anna: Account, name: str
) -> None:
    with pytest.raises(StoreRefused, match="needs a name"):
        add_account(store, anna.id, name, PASSWORD, ["analyst"], NOW)
    assert [one.id for one in accounts(store)] == [anna.id]


@pytest.mark.parametrize("name", ["Ван Вэй", "王伟", "Trần Văn Hải", "José Ángel O'Neill", "Ö"])
def test_people_are_called_as_they_are_called(store: Store, anna: Account, name: str) -> None:
    made = add_account(store, anna.id, f"  {name} ", PASSWORD, ["analyst"], NOW)
    assert (made.name, account_of(store, name.upper())) == (name, made)
    with pytest.raises(StoreRefused, match="already an account named"):
        add_account(store, anna.id, name.lower(), PASSWORD, ["analyst"], NOW)


def test_ids_of_people_are_given_in_order_and_never_twice(store: Store, anna: Account) -> None:
    made = [
        add_account(store, anna.id, name, PASSWORD, ["analyst"], NOW).id for name in ("B", "C", "D")
    ]
    change_account(store, anna.id, made[0], NOW, active=False)
    made.append(add_account(store, anna.id, "E", PASSWORD, ["analyst"], NOW).id)
    assert [anna.id, *made] == [f"STAFF-000{n}" for n in range(1, 6)]


def test_an_administrator_who_has_left_grants_nothing(store: Store, anna: Account) -> None:
    dora = add_account(store, anna.id, "Dora", PASSWORD, ["administrator"], NOW)
    change_account(store, anna.id, dora.id, NOW, active=False)
    with pytest.raises(StoreRefused, match="only an administrator"):
        add_account(store, dora.id, "Mallory", PASSWORD, ["administrator"], NOW)
    with pytest.raises(StoreRefused, match="only an administrator"):
        change_account(store, dora.id, dora.id, NOW, active=True)
    with pytest.raises(StoreRefused, match="only an administrator"):
        add_account(store, "STAFF-0099", "Mallory", PASSWORD, ["administrator"], NOW)


def test_the_last_administrator_may_change_everything_about_themselves_but_that(
    store: Store, anna: Account
) -> None:
    dora = add_account(store, anna.id, "Dora", PASSWORD, ["administrator"], NOW)
    change_account(store, anna.id, dora.id, NOW, active=False)
    # An inactive administrator is none: Anna is the last.
    for refused in ({"active": False}, {"roles": ["analyst"]}):
        with pytest.raises(StoreRefused, match="nobody would be left"):
            change_account(store, anna.id, anna.id, NOW, **refused)  # type: ignore[arg-type]
    change_account(store, anna.id, anna.id, NOW, clearance=1, roles=["administrator", "analyst"])
    assert reader_of(store, anna.id) == Reader(anna.id, frozenset({"administrator", "analyst"}), 1)
    change_account(store, anna.id, dora.id, NOW, active=True)
    change_account(store, dora.id, anna.id, NOW, roles=["analyst"])
    assert reader_of(store, anna.id).roles == {"analyst"}


@BOTH
def test_two_administrators_who_demote_each_other_at_once_leave_one(
    store: Store, anna: Account
) -> None:
    """Each looks whether another one is left before either has written."""
    dora = add_account(store, anna.id, "Dora", PASSWORD, ["administrator"], NOW)
    together, refused = Barrier(2), []
    looked = PeopleRows.all

    def look_together(self: PeopleRows) -> list[Account]:
        found = looked(self)
        # Both have looked, or one waits at the door of the other's transaction.
        try:
            together.wait(timeout=0.3)
        except Exception:  # noqa: BLE001 - a broken barrier: the other one waits at the door
            together.reset()
        return found

    def demote(by: str, whom: str) -> None:
        try:
            change_account(store, by, whom, NOW, roles=["analyst"])
        except StoreRefused as error:
            refused.append(error.reason)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PeopleRows, "all", look_together)
        both = [
            Thread(target=demote, args=(anna.id, dora.id)),
            Thread(target=demote, args=(dora.id, anna.id)),
        ]
        for one in both:
            one.start()
        for one in both:
            one.join()
    left = [one.id for one in accounts(store) if Role.ADMINISTRATOR in one.roles]
    assert len(left) == 1
    assert len(refused) == 1


def test_a_new_password_opens_and_the_old_one_does_not_any_more(
    store: Store, anna: Account
) -> None:
    boris = add_account(store, anna.id, "Boris", PASSWORD, ["analyst"], NOW)
    change_account(store, boris.id, boris.id, NOW, password="another long sentence")
    assert password_fits(store, boris.id, "another long sentence")
    assert not password_fits(store, boris.id, PASSWORD)
    assert sign_in(store, "Boris", "another long sentence", NOW) is not None


@pytest.mark.parametrize("kept", ["", "plain text", "$argon2id$v=19$m=8,t=1,p=1$broken"])
def test_a_hash_that_is_damaged_opens_to_nobody(store: Store, anna: Account, kept: str) -> None:
    with store.transaction("a test", "damage", NOW) as work:
        PeopleRows(store).change(work, anna.id, password_hash=kept)
    assert not password_fits(store, anna.id, PASSWORD)
    assert not password_fits(store, anna.id, kept)


def test_passwords_are_hashed_no_cheaper_than_the_standard_asks() -> None:
    """RFC 9106, section 4, second recommendation: 64 MiB, three passes, four lanes."""
    standard, ours = RFC_9106_LOW_MEMORY, PasswordHasher()
    assert (ours.memory_cost, ours.time_cost, ours.parallelism) == (
        standard.memory_cost, standard.time_cost, standard.parallelism,
    ) == (65536, 3, 4)  # fmt: skip
