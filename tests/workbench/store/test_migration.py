"""The migrations make exactly the tables that the code declares, in both databases."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import CheckConstraint, inspect, text

from workbench.store import Store, StoreRefused
from workbench.store.engine import reading, writing
from workbench.store.migrating import at_version, newest_version
from workbench.store.tables import METADATA


@pytest.mark.filterwarnings("ignore:.*expression-based index")
def test_the_migrated_schema_is_the_declared_one(store: Store) -> None:
    with reading(store.engine) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        changes = [c for c in compare_metadata(context, METADATA) if "alembic" not in str(c)]
        indexes = {i["name"] for t in METADATA.tables for i in inspect(connection).get_indexes(t)}
    # An index on an expression is reflected by PostgreSQL only, and compared by neither.
    changes = [c for c in changes if "ix_statement_property_value" not in str(c)]
    assert changes == []
    wanted = {i.name for table in METADATA.sorted_tables for i in table.indexes}
    assert wanted - indexes <= {"ix_statement_property_value"}


def test_the_rules_for_columns_are_there(store: Store) -> None:
    wanted = {
        (table.name, str(check.name))
        for table in METADATA.sorted_tables
        for check in table.constraints
        if isinstance(check, CheckConstraint)
    }
    with reading(store.engine) as connection:
        look = inspect(connection)
        there = {
            (t, str(c["name"])) for t in METADATA.tables for c in look.get_check_constraints(t)
        }
    assert there == wanted


def test_migrating_again_changes_nothing(store: Store) -> None:
    assert store.ready()
    store.migrate()
    assert at_version(store.engine) == newest_version()


def test_a_project_of_a_newer_program_is_refused_and_left_alone(store: Store) -> None:
    with writing(store.engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert not store.ready()
    with pytest.raises(StoreRefused, match="newer version") as refused:
        store.migrate()
    assert refused.value.remedy == "update the program"
    assert at_version(store.engine) == "9999"


@pytest.mark.parametrize("url", ["mysql://host/db", "oracle://host/db"])
def test_other_databases_are_refused_with_the_two_that_work(url: str, tmp_path: Path) -> None:
    with pytest.raises(StoreRefused, match="cannot be kept in") as refused:
        Store.open(url, tmp_path)
    assert "sqlite:///" in refused.value.remedy


def test_a_file_that_is_no_database_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "kedrovka.sqlite").write_text("not a database at all, " * 100)
    store = Store.open(f"sqlite:///{tmp_path}/kedrovka.sqlite", tmp_path)
    with pytest.raises(StoreRefused, match="damaged or is something else"):
        store.ready()
