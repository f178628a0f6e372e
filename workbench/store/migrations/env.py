"""Alembic's entry: runs the migrations on the connection that `migrating.migrate` hands over."""

from alembic import context

from workbench.store.tables import METADATA

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=METADATA)
context.run_migrations()
