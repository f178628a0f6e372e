"""Half-entered forms, each its author's own: no record, no evidence, and read by nobody else.

A form has turns. What the browser sends for a turn that is over, because its form was kept or
thrown away in the meantime, is refused: otherwise a late message would bring a ghost back.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, delete, func, insert, or_, select, update

from workbench.store.encode import canonical, instant, instant_of
from workbench.store.engine import reading, writing
from workbench.store.reader import Reader
from workbench.store.store import Store
from workbench.store.tables import DRAFT

__all__ = ["DAYS_KEPT", "MOST", "DraftRow", "DraftRows"]

DAYS_KEPT = 90
# Forms that one person may have begun at one time.
MOST = 200
_EMPTY = "{}"
_CLOSED_FOR = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DraftRow:
    """What was begun. fields: what differs from the blank form; empty where the form was closed."""

    name: str
    turn: int
    fields: Mapping[str, str]
    address: str
    at: datetime


class DraftRows:
    """The drafts of one store."""

    def __init__(self, store: Store) -> None:
        self._engine = store.engine

    def keep(
        self,
        reader: Reader,
        name: str,
        turn: int,
        fields: Mapping[str, str],
        address: str,
        now: datetime,
    ) -> bool:
        """Put what the form `name` holds now in place of what it held.

        False, with nothing written, where that turn of the form is over or the person has begun
        too many forms.
        """
        mine = (DRAFT.c.person == reader.person) & (DRAFT.c.name == name)
        values = {"fields": canonical(dict(fields)), "address": address, "at": instant(now)}
        with writing(self._engine) as connection:
            there = connection.execute(select(DRAFT.c.turn).where(mine)).scalar()
            if there is not None:
                if there != turn:
                    return False
                connection.execute(update(DRAFT).where(mine).values(**values))
                return True
            connection.execute(
                delete(DRAFT).where(
                    or_(
                        DRAFT.c.at < instant(now - timedelta(days=DAYS_KEPT)),
                        (DRAFT.c.fields == _EMPTY) & (DRAFT.c.at < instant(now - _CLOSED_FOR)),
                    )
                )
            )
            # What was kept as a record is begun no more: who keeps hundreds a day goes on.
            own = (
                select(func.count())
                .select_from(DRAFT)
                .where(DRAFT.c.person == reader.person, DRAFT.c.fields != _EMPTY)
            )
            if connection.execute(own).scalar_one() >= MOST:
                return False
            connection.execute(
                insert(DRAFT).values(person=reader.person, name=name, turn=turn, **values)
            )
        return True

    def close(self, reader: Reader, name: str, turn: int, now: datetime) -> None:
        """End a turn of a form, kept or thrown away: what it held is gone, the next may begin.

        A turn that is over already ends no later one: that was begun in another window.
        """
        mine = (DRAFT.c.person == reader.person) & (DRAFT.c.name == name)
        values = {"turn": turn + 1, "fields": _EMPTY, "address": "", "at": instant(now)}
        with writing(self._engine) as connection:
            there = connection.execute(select(DRAFT.c.turn).where(mine)).scalar()
            if there == turn:
                connection.execute(update(DRAFT).where(mine).values(**values))
            elif there is None:
                connection.execute(insert(DRAFT).values(person=reader.person, name=name, **values))

    def one(self, reader: Reader, name: str) -> DraftRow | None:
        """What the reader has begun in the form `name`, or that it was closed; None for neither."""
        asked = select(DRAFT).where(DRAFT.c.person == reader.person, DRAFT.c.name == name)
        with reading(self._engine) as connection:
            row = connection.execute(asked).first()
        return None if row is None else _draft(row)

    def all(self, reader: Reader) -> list[DraftRow]:
        """Everything that the reader has begun and not kept, newest first."""
        asked = (
            select(DRAFT)
            .where(DRAFT.c.person == reader.person, DRAFT.c.fields != _EMPTY)
            .order_by(DRAFT.c.at.desc(), DRAFT.c.name)
        )
        with reading(self._engine) as connection:
            return [_draft(row) for row in connection.execute(asked)]


def _draft(row: Row[Any]) -> DraftRow:
    return DraftRow(row.name, row.turn, json.loads(row.fields), row.address, instant_of(row.at))
