"""Nobody by default; who may what; sessions that end when they should."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from workbench.security import (
    Account,
    Role,
    accounts,
    add_account,
    change_account,
    create_administrator,
    first_run,
    reader_of,
    reader_of_session,
    session_of,
    sign_in,
    sign_out,
)
from workbench.store import Reader, Store, StoreRefused
from workbench.store.audit import verify
from workbench.store.engine import reading
from workbench.store.tables import METADATA

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
PASSWORD = "a leopard walks at night"


@pytest.fixture
def anna(store: Store) -> Account:
    """The administrator."""
    return create_administrator(store, "Anna", PASSWORD, NOW)


@pytest.fixture
def boris(store: Store, anna: Account) -> Account:
    """An analyst and investigator, cleared for what concerns Lord."""
    return add_account(
        store, anna.id, "Boris", PASSWORD, ["analyst", "investigator"], NOW,
        clearance=2, compartments=["LORD"],
    )  # fmt: skip


def test_a_new_project_has_nobody_and_its_first_person_may_do_everything(store: Store) -> None:
    assert (first_run(store), accounts(store)) == (True, [])
    first = create_administrator(store, "Anna", PASSWORD, NOW)
    assert (first_run(store), first.roles, first.clearance) == (False, set(Role), 3)
    with pytest.raises(StoreRefused, match="already has its administrator"):
        create_administrator(store, "Mallory", PASSWORD, NOW)


def test_passwords_are_kept_as_argon2id_and_nowhere_else(store: Store, boris: Account) -> None:
    session = sign_in(store, "boris", PASSWORD, NOW)
    assert session is not None
    with reading(store.engine) as connection:
        kept = connection.execute(text("SELECT password_hash FROM account")).scalars().all()
        told = repr([connection.execute(METADATA.tables[t].select()).all() for t in TABLES])
    assert all(one.startswith("$argon2id$") for one in kept)
    assert kept[0] != kept[1]
    assert PASSWORD not in told
    assert session.token not in told


TABLES = ("account", "session", "audit", "sign_in_attempt")


def test_a_person_may_be_several_and_reads_as_what_they_are_now(
    store: Store, anna: Account, boris: Account
) -> None:
    assert reader_of(store, "BORIS") == Reader(
        boris.id, frozenset({"analyst", "investigator"}), 2, frozenset({"LORD"})
    )
    change_account(
        store, anna.id, boris.id, NOW, roles=["prosecutor"], clearance=1, compartments=[]
    )
    assert reader_of(store, boris.id) == Reader(boris.id, frozenset({"prosecutor"}), 1)
    change_account(store, anna.id, boris.id, NOW, active=False)
    with pytest.raises(StoreRefused, match="no active account"):
        reader_of(store, boris.id)


@pytest.mark.parametrize(
    ("name", "password", "roles", "clearance", "refusal"),
    [
        ("Cui", "short", ["analyst"], 0, "characters is too short"),
        ("  ", PASSWORD, ["analyst"], 0, "needs a name"),
        ("Cui", PASSWORD, ["king"], 0, "king is no role"),
        ("Cui", PASSWORD, [], 0, "nothing is no role"),
        ("Cui", PASSWORD, ["analyst"], 4, "no level 4"),
        ("ANNA", PASSWORD, ["analyst"], 0, "already an account"),
    ],
)
def test_accounts_that_are_refused(
    store: Store, anna: Account, name: str, password: str, roles: list[str], clearance: int,
    refusal: str,
) -> None:  # fmt: skip
    with pytest.raises(StoreRefused, match=refusal):
        add_account(store, anna.id, name, password, roles, NOW, clearance=clearance)
    assert [account.id for account in accounts(store)] == [anna.id]


def test_only_an_administrator_grants_and_one_always_remains(
    store: Store, anna: Account, boris: Account
) -> None:
    for refused in (
        lambda: add_account(store, boris.id, "Cui", PASSWORD, ["analyst"], NOW),
        lambda: change_account(store, boris.id, boris.id, NOW, clearance=3),
        lambda: change_account(store, boris.id, boris.id, NOW, compartments=["ALL"]),
        lambda: change_account(store, boris.id, anna.id, NOW, password=PASSWORD),
        # With one's own password, which one may change, comes nothing else.
        lambda: change_account(store, boris.id, boris.id, NOW, password=PASSWORD, roles=["a"]),
        lambda: change_account(
            store, boris.id, boris.id, NOW, password=PASSWORD, compartments=["ALL"]
        ),
    ):
        with pytest.raises(StoreRefused, match="only an administrator"):
            refused()
    with pytest.raises(StoreRefused, match="nobody would be left"):
        change_account(store, anna.id, anna.id, NOW, roles=["analyst"])
    assert reader_of(store, boris.id).clearance == 2


def test_a_session_lives_until_it_ends_or_is_ended(store: Store, boris: Account) -> None:
    session = sign_in(store, "Boris", PASSWORD, NOW)
    assert session is not None
    reader = reader_of_session(store, session.token, NOW + timedelta(hours=11))
    assert reader is not None
    assert reader.person == boris.id
    assert session_of(store, session.token, session.expires_at) is None
    assert session_of(store, session.token + "x", NOW) is None
    assert session_of(store, "", NOW) is None
    sign_out(store, session.token)
    sign_out(store, session.token)
    assert session_of(store, session.token, NOW) is None


@pytest.mark.parametrize(
    ("later", "lives"),
    [
        (timedelta(0), True),
        (timedelta(hours=11, minutes=59), True),
        (timedelta(hours=12), False),
        (timedelta(days=400), False),
        (timedelta(seconds=-2), True),
        (timedelta(hours=-1), False),
        (timedelta(days=-365), False),
    ],
)
def test_no_clock_makes_a_session_longer_than_its_twelve_hours(
    store: Store, boris: Account, later: timedelta, lives: bool
) -> None:
    session = sign_in(store, "Boris", PASSWORD, NOW)
    assert session is not None
    assert (session_of(store, session.token, NOW + later) is not None) is lives
    assert (reader_of_session(store, session.token, NOW + later) is not None) is lives


def test_only_the_very_password_opens(store: Store, boris: Account) -> None:
    wrong = ["", " ", PASSWORD.upper(), PASSWORD + " ", " " + PASSWORD, PASSWORD[:-1],
             PASSWORD + "\0", "%", "' OR '1'='1", "ночью ходит леопард"]  # fmt: skip
    for number, tried in enumerate(wrong):
        # Far enough apart that nobody has to wait for the next.
        assert sign_in(store, "Boris", tried, NOW + timedelta(hours=number)) is None
    assert sign_in(store, "Boris", PASSWORD, NOW + timedelta(hours=len(wrong))) is not None


def test_failed_sign_ins_are_not_forgotten_by_a_clock_put_back(
    store: Store, boris: Account
) -> None:
    for _ in range(5):
        assert sign_in(store, "Boris", "wrong", NOW) is None
    with pytest.raises(StoreRefused, match="too many failed"):
        sign_in(store, "Boris", PASSWORD, NOW - timedelta(days=30))


def test_what_is_taken_from_a_person_ends_their_sessions(
    store: Store, anna: Account, boris: Account
) -> None:
    session = sign_in(store, "Boris", PASSWORD, NOW)
    assert session is not None
    change_account(store, anna.id, boris.id, NOW, clearance=0)
    assert session_of(store, session.token, NOW) is None


def test_a_name_that_fails_too_often_has_to_wait_also_with_the_right_password(
    store: Store, boris: Account
) -> None:
    for _ in range(5):
        assert sign_in(store, "Boris", "wrong", NOW) is None
    with pytest.raises(StoreRefused, match="too many failed"):
        sign_in(store, "boris ", PASSWORD, NOW + timedelta(minutes=14))
    assert sign_in(store, "Anna", PASSWORD, NOW) is not None
    assert sign_in(store, "Boris", PASSWORD, NOW + timedelta(minutes=16)) is not None


def test_a_name_that_is_not_there_fails_like_a_wrong_password(store: Store, anna: Account) -> None:
    assert sign_in(store, "Nobody", PASSWORD, NOW) is None
    assert sign_in(store, "", "", NOW) is None


def test_every_change_of_people_stands_in_the_audit(
    store: Store, anna: Account, boris: Account
) -> None:
    change_account(store, boris.id, boris.id, NOW, password="another long sentence")
    sign_in(store, "Boris", "another long sentence", NOW)
    with store.read(reader_of(store, anna.id)) as q:
        rows = [(row.by, row.action) for row in reversed(q.audit.rows())]
    assert rows == [
        ("first run", "create administrator"),
        (anna.id, "add account"),
        (boris.id, "change account"),
        (boris.id, "sign in"),
    ]
    assert verify(store).intact
    with store.read(reader_of(store, boris.id)) as q:
        assert q.audit.rows() == []
