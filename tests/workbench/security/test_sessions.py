"""Signing in under attack: guesses by turns, broken text, clocks that jump, many sessions."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from sqlalchemy import text

from workbench.security import (
    Account,
    add_account,
    change_account,
    create_administrator,
    session_of,
    sign_in,
    sign_out,
)
from workbench.security.sessions import LASTS
from workbench.store import Store, StoreRefused
from workbench.store.engine import reading

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
PASSWORD = "a leopard walks at night"
QUARTER = timedelta(minutes=15)


@pytest.fixture
def store(one_store: Store) -> Store:
    """An empty store over SQLite; over both databases where a test asks for them by name."""
    return one_store


BOTH = pytest.mark.parametrize("one_store", ["sqlite_url", "postgresql_url"], indirect=True)


@pytest.fixture
def boris(store: Store) -> Account:
    """An analyst beside the administrator Anna."""
    anna = create_administrator(store, "Anna", PASSWORD, NOW)
    return add_account(store, anna.id, "Boris", PASSWORD, ["analyst"], NOW)


def kept_sessions(store: Store) -> list[tuple[str, str]]:
    """(account, hash of the token) of every session row."""
    with reading(store.engine) as connection:
        asked = text("SELECT account, token_hash FROM session ORDER BY account, token_hash")
        return [tuple(row) for row in connection.execute(asked)]


def test_guessing_by_name_and_by_id_in_turns_gives_no_more_guesses(
    store: Store, boris: Account
) -> None:
    names = ["Boris", boris.id, "BORIS ", boris.id, "boris"]
    for name in names:
        assert sign_in(store, name, "wrong", NOW) is None
    for name in ("Boris", boris.id):
        with pytest.raises(StoreRefused, match="too many failed"):
            sign_in(store, name, PASSWORD, NOW)


@pytest.mark.parametrize("failures", [4, 5])
def test_the_fifth_failure_closes_the_door_and_the_fourth_does_not(
    store: Store, boris: Account, failures: int
) -> None:
    for _ in range(failures):
        assert sign_in(store, "Boris", "wrong", NOW) is None
    if failures < 5:
        assert sign_in(store, "Boris", PASSWORD, NOW) is not None
    else:
        with pytest.raises(StoreRefused, match="too many failed"):
            sign_in(store, "Boris", PASSWORD, NOW)


def test_the_door_opens_again_a_quarter_of_an_hour_after_the_failures(
    store: Store, boris: Account
) -> None:
    for _ in range(5):
        sign_in(store, "Boris", "wrong", NOW)
    with pytest.raises(StoreRefused):
        sign_in(store, "Boris", PASSWORD, NOW + QUARTER - timedelta(seconds=1))
    assert sign_in(store, "Boris", PASSWORD, NOW + QUARTER) is not None


def test_a_sign_in_that_went_well_forgets_the_failures_of_this_name_only(
    store: Store, boris: Account
) -> None:
    for _ in range(4):
        sign_in(store, "Boris", "wrong", NOW)
        sign_in(store, "Anna", "wrong", NOW)
    assert sign_in(store, "Boris", PASSWORD, NOW) is not None
    assert sign_in(store, "Boris", "wrong", NOW) is None
    assert sign_in(store, "Boris", PASSWORD, NOW) is not None
    assert sign_in(store, "Anna", "wrong", NOW) is None
    with pytest.raises(StoreRefused):
        sign_in(store, "Anna", PASSWORD, NOW)


def test_a_name_that_is_nobodys_is_held_back_as_well(store: Store, boris: Account) -> None:
    """Or whoever tries names would learn by it which of them have an account."""
    for _ in range(5):
        assert sign_in(store, "Mallory", "wrong", NOW) is None
    with pytest.raises(StoreRefused, match="too many failed"):
        sign_in(store, "Mallory", "wrong", NOW)


@BOTH
@pytest.mark.parametrize("name", ["Bor\x00is", "\x00", "\ud800", "x" * 100_000, "Boris\n", "%"])
def test_a_name_that_no_database_can_keep_is_a_wrong_name_and_no_breakdown(
    store: Store, boris: Account, name: str
) -> None:
    # Line ends round a name are dropped like spaces: the form of a browser may add them.
    signed = sign_in(store, name, PASSWORD, NOW)
    assert (signed is not None) is (name.strip() == "Boris")


@pytest.mark.parametrize("password", ["\x00", "\ud800" * 12, "x" * 100_000])
def test_a_password_that_is_no_text_is_a_wrong_password(
    store: Store, boris: Account, password: str
) -> None:
    assert sign_in(store, "Boris", password, NOW) is None


def test_the_store_knows_the_hash_of_a_token_and_not_the_token(
    store: Store, boris: Account
) -> None:
    tokens = [sign_in(store, "Boris", PASSWORD, NOW).token for _ in range(4)]
    assert len(set(tokens)) == 4
    # 32 random bytes in base64: 43 characters.
    assert {len(token) for token in tokens} == {43}
    expected = sorted((boris.id, sha256(token.encode()).hexdigest()) for token in tokens)
    assert kept_sessions(store) == expected
    for _, hashed in expected:
        assert session_of(store, hashed, NOW) is None


def test_signing_out_ends_this_session_and_no_other(store: Store, boris: Account) -> None:
    here, there = (sign_in(store, "Boris", PASSWORD, NOW) for _ in range(2))
    sign_out(store, here.token)
    sign_out(store, "a token that never was")
    assert session_of(store, here.token, NOW) is None
    assert session_of(store, there.token, NOW).account == boris


def test_sessions_that_are_over_are_swept_away_and_those_that_last_stay(
    store: Store, boris: Account
) -> None:
    early = sign_in(store, "Boris", PASSWORD, NOW)
    late = sign_in(store, "Boris", PASSWORD, NOW + timedelta(hours=6))
    assert (early.expires_at, late.expires_at) == (NOW + LASTS, NOW + timedelta(hours=6) + LASTS)
    # At the very moment at which the first one ends.
    third = sign_in(store, "Boris", PASSWORD, NOW + LASTS)
    hashes = {hashed for _, hashed in kept_sessions(store)}
    assert hashes == {sha256(one.token.encode()).hexdigest() for one in (late, third)}


def test_who_is_let_go_is_out_at_once_and_stays_out(store: Store, boris: Account) -> None:
    session = sign_in(store, "Boris", PASSWORD, NOW)
    change_account(store, "STAFF-0001", boris.id, NOW, active=False)
    assert session_of(store, session.token, NOW) is None
    assert sign_in(store, "Boris", PASSWORD, NOW) is None
    change_account(store, "STAFF-0001", boris.id, NOW, active=True)
    # The old session does not come back to life with the account.
    assert session_of(store, session.token, NOW) is None
    assert sign_in(store, "Boris", PASSWORD, NOW) is not None


def test_a_new_password_of_one_ends_no_session_of_another(store: Store, boris: Account) -> None:
    annas, boriss = (sign_in(store, name, PASSWORD, NOW) for name in ("Anna", "Boris"))
    change_account(store, boris.id, boris.id, NOW, password="another long sentence")
    assert session_of(store, boriss.token, NOW) is None
    assert session_of(store, annas.token, NOW) is not None


@pytest.mark.parametrize(
    ("back", "lives"),
    [(timedelta(minutes=5), True), (timedelta(minutes=5, seconds=1), False)],
)
def test_a_clock_set_right_by_minutes_throws_nobody_out_and_one_put_back_does(
    store: Store, boris: Account, back: timedelta, lives: bool
) -> None:
    session = sign_in(store, "Boris", PASSWORD, NOW)
    assert (session_of(store, session.token, NOW - back) is not None) is lives
