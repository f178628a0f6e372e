"""A backup of a live project becomes the project again, in either database."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from workbench.store import Reader, Store, StoreRefused
from workbench.store.audit import Anchor, verify
from workbench.store.backup import BACKUP_DATABASE, backup, restore
from workbench.store.derived import build_catalogue_coats, digest_of_derived, drop_derived
from workbench.store.engine import reading
from workbench.store.tables import METADATA

MOMENT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
Fill = Callable[[Store], dict[str, str]]


def everything(store: Store) -> dict[str, list[tuple[object, ...]]]:
    with reading(store.engine) as connection:
        return {
            name: sorted((tuple(row) for row in connection.execute(table.select())), key=repr)
            for name, table in METADATA.tables.items()
            if name not in ("session", "job")
        }


@pytest.mark.parametrize("into", ["sqlite", "postgresql"])
def test_a_backup_restores_into_either_database_row_for_row(
    store: Store, fill: Fill, into: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    fill(store)
    head = verify(store).head
    backup(store, tmp_path / "backup")
    if into == "sqlite":
        other = Store.open(f"sqlite:///{tmp_path}/other.sqlite", tmp_path / "others")
        other.migrate()
    elif store.engine.dialect.name == "sqlite":
        url = request.getfixturevalue("postgresql_url")
        other = Store.open(url, tmp_path / "others")
    else:
        other = Store.open(request.getfixturevalue("second_postgresql_url"), tmp_path / "others")
    copied = restore(tmp_path / "backup", other)
    assert everything(other) == everything(store)
    assert verify(other, Anchor(head.seq, head.hash)).intact
    assert (copied.originals, copied.head) == (1, str(head))
    with other.transaction("STAFF-0001", "go on", MOMENT) as work:
        work.exposures.add("STAFF-0008", "SK-0001", "catalogue names")
    assert verify(other, head).intact
    other.close()


def test_what_was_taken_back_or_held_closely_stays_so_in_the_other_database(
    sqlite_url: str, postgresql_url: str, fill: Fill, tmp_path: Path
) -> None:
    """A team's SQLite grows into an agency's PostgreSQL: nothing opens or comes back to life."""
    from cases.statement import Claim, Ref, Source

    team = Store.open(sqlite_url, tmp_path / "team")
    agency = Store.open(postgresql_url, tmp_path / "agency")
    ids = fill(team)
    backup(team, tmp_path / "backup")
    restore(tmp_path / "backup", agency)
    cleared = Reader("STAFF-0009", frozenset({"analyst"}), 3, frozenset({"LORD"}))
    below = Reader("STAFF-0008", frozenset({"analyst"}), 1)
    second = Reader("STAFF-0003", frozenset({"investigator"}), 3, frozenset({"LORD"}))
    for store in (team, agency):
        with store.read(cleared) as q:
            assert [s.value for s in q.statements.statements_of([ids["person"]])] == ["Wang Wei"]
            assert [r.why for r in q.statements.retractions([ids["alias"]])] == [
                "another man's name"
            ]
            assert q.entities.find("王伟") == []
            assert q.original(ids["digest"]) == (b"photo of a skin", "image/jpeg")
        with store.read(below) as q:
            assert q.statements.statements_of([ids["person"]]) == []
            assert q.entities.find("wang") == []
        with store.read(second) as q:
            assert q.examining.judgements(ids["skin"]) == []
    with agency.transaction("STAFF-0001", "import", MOMENT) as work:
        again = work.statements.add(
            [Claim(Ref("Person", "t", "Wang"), "Person", "alias", "王伟"),
             Claim(Ref("Person", "t", "Li"), "Person", "name", "Li")],
            Source("", "file", "skins.csv", ids["digest"]),
        )  # fmt: skip
    # Readable numbers go on where the team stopped, and the same man is the same man.
    assert list(again.entities.values()) == [ids["person"], "PER-0002"]
    with agency.read(cleared) as q:
        assert q.entities.captions(["PER-0001", "PER-0002"]) == {
            "PER-0001": "Wang Wei", "PER-0002": "Li",
        }  # fmt: skip
    assert verify(agency).intact
    team.close()
    agency.close()


@pytest.mark.parametrize("name", [BACKUP_DATABASE, "originals"])
def test_a_damaged_backup_is_refused_and_the_file_named(
    store: Store, fill: Fill, tmp_path: Path, name: str
) -> None:
    fill(store)
    backup(store, tmp_path / "backup")
    place = tmp_path / "backup" / name
    damaged = place if place.is_file() else next(p for p in place.rglob("*") if p.is_file())
    damaged.write_bytes(damaged.read_bytes() + b"x")
    other = Store.open(f"sqlite:///{tmp_path}/other.sqlite", tmp_path / "others")
    other.migrate()
    with pytest.raises(StoreRefused, match="is not what it was") as refused:
        restore(tmp_path / "backup", other)
    assert damaged.relative_to(tmp_path / "backup").as_posix() in refused.value.reason
    with other.read(Reader.whole("test")) as q:
        assert q.statements.count() == 0


def test_neither_a_backup_nor_a_project_is_written_over(
    store: Store, fill: Fill, tmp_path: Path
) -> None:
    fill(store)
    backup(store, tmp_path / "backup")
    with pytest.raises(StoreRefused, match="exists already"):
        backup(store, tmp_path / "backup")
    with pytest.raises(StoreRefused, match="not empty"):
        restore(tmp_path / "backup", store)
    with pytest.raises(StoreRefused, match="is no backup"):
        restore(tmp_path, store)
    assert verify(store).intact


def test_sessions_do_not_come_along(store: Store, tmp_path: Path) -> None:
    from workbench.security import create_administrator, sign_in

    create_administrator(store, "Anna", "a long enough password", MOMENT)
    assert sign_in(store, "Anna", "a long enough password", MOMENT)
    backup(store, tmp_path / "backup")
    copy = Store.open(f"sqlite:///{tmp_path}/backup/{BACKUP_DATABASE}", tmp_path)
    with reading(copy.engine) as connection:
        assert connection.execute(text("SELECT count(*) FROM session")).scalar_one() == 0
        assert connection.execute(text("SELECT count(*) FROM account")).scalar_one() == 1


def test_what_is_derived_comes_back_the_same(store: Store, fill: Fill) -> None:
    from cases.statement import Claim, Ref, Source

    photo, lord = Ref("Photo", "c", "1"), Ref("IndividualAnimal", "t", "Lord")
    claims = [
        Claim(photo, "Photo", "digest", "d" * 64),
        Claim(photo, "Photo", "individual", lord),
        Claim(photo, "Photo", "encounter", "c:1"),
    ]
    with store.transaction("STAFF-0001", "import", MOMENT) as work:
        work.statements.add(claims, Source("", "file", "c.csv", "a" * 64))
    empty = digest_of_derived(store)
    assert build_catalogue_coats(store) == 1
    built = digest_of_derived(store)
    drop_derived(store)
    assert digest_of_derived(store) == empty != built
    build_catalogue_coats(store)
    build_catalogue_coats(store, ["PHO-0001"])
    assert digest_of_derived(store) == built


def test_what_rests_on_an_examiners_answer_is_not_lent_back_to_the_machine(
    store: Store, fill: Fill
) -> None:
    from cases.statement import Claim, Source

    ids = fill(store)
    with store.transaction("STAFF-0002", "join", MOMENT) as work:
        work.statements.add(
            [Claim(ids["photo"], "Photo", "individual", ids["lord"])],
            Source("", "judgement", ids["judgement"]),
            judgement=ids["judgement"],
        )
    assert build_catalogue_coats(store) == 0
