"""A table as one version of the schema made it, in few words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

__all__ = ["Frozen"]

_KINDS: dict[str, sa.types.TypeEngine[Any]] = {
    "int": sa.Integer(),
    "real": sa.Float(53),
    "": sa.Text().with_variant(sa.Text(collation="C"), "postgresql"),
}


@dataclass(frozen=True, slots=True)
class Frozen:
    """name, key (columns of the primary key), columns, and what holds for them.

    indexes: name -> the part of CREATE INDEX after ON table, without its outer brackets.
    guarded: append-only triggers belong on it.
    """

    name: str
    key: str
    columns: str
    checks: Mapping[str, str] = field(default_factory=dict)
    unique: tuple[tuple[str, ...], ...] = ()
    indexes: Mapping[str, str] = field(default_factory=dict)
    guarded: bool = False

    def create(self, connection: sa.Connection, metadata: sa.MetaData) -> None:
        """Create the table and its indexes. metadata: holds the tables that columns refer to."""
        table = sa.Table(
            self.name,
            metadata,
            *(self._column(written) for written in self.columns.split()),
            sa.PrimaryKeyConstraint(*self.key.split(), name=f"pk_{self.name}"),
            *(
                sa.CheckConstraint(sa.text(rule), name=f"ck_{self.name}_{name}")
                for name, rule in self.checks.items()
            ),
            *(
                sa.UniqueConstraint(*columns, name=f"uq_{self.name}_{'_'.join(columns)}")
                for columns in self.unique
            ),
        )
        table.create(connection)
        for name, rest in self.indexes.items():
            columns, where, condition = rest.partition(" WHERE ")
            connection.execute(
                sa.text(f'CREATE INDEX {name} ON "{self.name}" ({columns}){where}{condition}')
            )

    def _column(self, written: str) -> sa.Column[Any]:
        head, _, refers = written.partition(">")
        plain = head.rstrip("?")
        name, _, kind = plain.partition(":")
        keys = [sa.ForeignKey(refers, name=f"fk_{self.name}_{name}")] if refers else []
        return sa.Column(
            name, _KINDS[kind], *keys, nullable=head.endswith("?"), autoincrement=False
        )
