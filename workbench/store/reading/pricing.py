"""What prices are made of, read by the columns that they need: thousands of offers at a look.

The statements are whole enough for `cases.markets` and for nothing else: words as they were
written, language, grade, handling and the place in the source are left out. What a person is shown
of a price is read by its statement's id.
"""

from collections import Counter
from collections.abc import Collection
from operator import itemgetter

from sqlalchemy import ColumnElement, Select, func, or_, select

from cases.statement import Grade, Handling, Locator, Statement
from workbench.store.encode import instant_of, locator_of, when_of
from workbench.store.reading.asking import Asking
from workbench.store.tables import ENTITY, STATEMENT

__all__ = ["PROPERTIES", "PricingQueries"]

# Where several currencies are stated, an amount and its own belong together by their row.
_BESIDE = frozenset({"amount", "currency"})
PROPERTIES = (
    *("price", "amount", "currency", "asked", "agreed", "paid", "officerValued", "kind"),
    *("product", "species", "verifiedSpecies", "quantity", "unit", "priceUnit", "date"),
    *("market", "place", "country", "channel", "name", "rate", "toCurrency"),
    *("role", "legStatus", "seizure"),
)
# A market's name and country stand in every row of a table of offers, which is one source.
_REPEATED = frozenset({"Market"})
_NOWHERE, _UNGRADED, _OPEN = Locator(), Grade(), Handling()
_AT_ONCE = 500
_KNOWN_FROM = itemgetter(13, 0)
_COLUMNS = (
    *(STATEMENT.c.id, STATEMENT.c.subject, STATEMENT.c.schema, STATEMENT.c.property),
    *(STATEMENT.c.value, STATEMENT.c.target, STATEMENT.c.source, STATEMENT.c.locator),
    *(STATEMENT.c.event_start, STATEMENT.c.event_end, STATEMENT.c.event_precision),
    *(STATEMENT.c.event_offset, STATEMENT.c.event_written, STATEMENT.c.recorded_at),
)


class PricingQueries:
    """Statements about offers, markets, rates, and the seizures that state a price."""

    def __init__(self, asking: Asking) -> None:
        self._asking = asking

    def of_kinds(self, kinds: Collection[str]) -> list[Statement]:
        """What prices need of every entity of these kinds, in the order it became known."""
        asked, told = sorted(set(kinds) - _REPEATED), []
        if asked:
            ids = select(ENTITY.c.id).where(ENTITY.c.schema.in_(asked))
            told = self._told(STATEMENT.c.subject.in_(ids) & STATEMENT.c.schema.in_(asked))
        for kind in sorted(_REPEATED & set(kinds)):
            told += self._told(STATEMENT.c.id.in_(self._once(kind)))
        return told

    def of(self, ids: Collection[str]) -> list[Statement]:
        """The same of some entities."""
        wanted = sorted(set(ids))
        return [
            one
            for first in range(0, len(wanted), _AT_ONCE)
            for one in self._told(STATEMENT.c.subject.in_(wanted[first : first + _AT_ONCE]))
        ]

    def _once(self, kind: str) -> Select[tuple[str]]:
        """One statement of all that say the same of the same by the same source."""
        rules, said = self._asking.rules, STATEMENT.c
        return (
            select(func.min(said.id))
            .where(said.schema == kind, rules.statement(), rules.alive())
            .group_by(said.subject, said.property, said.value, said.target, said.source,
                      said.recorded_at, said.event_start)
        )  # fmt: skip

    def _told(self, condition: ColumnElement[bool]) -> list[Statement]:
        rules = self._asking.rules
        asked = select(*_COLUMNS).where(
            condition,
            # What says when something happened may be said of any property.
            or_(STATEMENT.c.property.in_(PROPERTIES), STATEMENT.c.event_start.is_not(None)),
            rules.statement(),
            rules.alive(),
        )
        # Put in order here: the database would carry every column through its sorting.
        rows = sorted(self._asking.rows(asked), key=_KNOWN_FROM)
        stated = Counter(row[1] for row in rows if row[3] == "currency")
        return [
            Statement(
                known, subject, schema, name, value, target, "", "", source,
                locator_of(locator) if name in _BESIDE and stated[subject] > 1 else _NOWHERE,
                _UNGRADED, _OPEN,
                when_of(start, end, precision, offset, written) if start else None,
                instant_of(at), "",
            )
            for known, subject, schema, name, value, target, source, locator,
                start, end, precision, offset, written, at in rows
        ]  # fmt: skip
