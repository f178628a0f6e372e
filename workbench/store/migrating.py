"""The schema of a database, brought to the newest version by Alembic.

One chain of migrations for both databases, inside the package, so that an installed program can
migrate a project without its sources.
"""

from collections.abc import Sequence
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from workbench.store.engine import reading, writing
from workbench.store.refusal import StoreRefused

__all__ = ["at_version", "migrate", "newest_version"]

_SCRIPTS = Path(__file__).parent / "migrations"


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS))
    config.attributes["connection"] = connection
    return config


def newest_version() -> str:
    """The version of the schema that this program works with."""
    return str(ScriptDirectory.from_config(_config()).get_current_head())


def at_version(engine: Engine) -> str | None:
    """The version a database is at; None for an empty one."""
    with reading(engine) as connection:
        return MigrationContext.configure(connection).get_current_revision()


def migrate(engine: Engine) -> None:
    """Bring a database to the newest version, in one transaction.

    Raises StoreRefused for a database that a newer program has written.
    """
    known: Sequence[str] = [
        s.revision for s in ScriptDirectory.from_config(_config()).walk_revisions()
    ]
    with writing(engine) as connection:
        current = MigrationContext.configure(connection).get_current_revision()
        if current is not None and current not in known:
            raise StoreRefused(
                f"the project was written by a newer version of the program ({current})",
                "update the program",
            )
        if current != newest_version():
            command.upgrade(_config(connection), "head")
