"""One record of a published format while it is told: its texts, what was read of them, what not.

What nobody asked for is kept at the end under its own name, so that a column that a later version
of the format brings is not lost.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from cases.dates import DateRefused, When, read_date
from cases.formats import cell as cells
from cases.formats.cell import CellRefused
from cases.formats.table import squeezed
from cases.formats.telling import Telling
from cases.model import PropertyType, property_of
from cases.reject import Reject
from cases.statement import Claim, Locator, Ref

__all__ = ["Record", "value_of"]


def value_of(text: str, kind: PropertyType, name: str, *, region: str = "") -> str:
    """A text as a value of this kind; name: the property, which tells latitude from longitude.

    region: of phone numbers without a plus. Raises CellRefused.
    """
    match kind:
        case PropertyType.NUMBER:
            return cells.number(text)
        case PropertyType.PHONE:
            return cells.phone(text, region=region)
        case PropertyType.PLATE:
            return cells.plate(text)
        case PropertyType.COUNTRY:
            return cells.country_code(text)
        case PropertyType.COORDINATE:
            return cells.coordinate(text, axis=name)
        case PropertyType.MONEY:
            return cells.money(text)
        case PropertyType.DATE:
            try:
                return str(read_date(text))
            except DateRefused as refused:
                raise CellRefused(refused.reason, refused.remedy) from refused
        case _:
            return text


@dataclass(slots=True)
class Record:
    """The texts of one record by column. row: as a person counts it in the file.

    missing: words of this format for "no value". Rejects gather while it is read.
    """

    file: str
    row: int
    texts: Mapping[str, str]
    sheet: str | None = None
    missing: frozenset[str] = frozenset()
    rejects: list[Reject] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)

    @property
    def locator(self) -> Locator:
        """The place of the record in its file."""
        return Locator(file=self.file, sheet=self.sheet, row=self.row)

    def text(self, column: str) -> str:
        """The squeezed text of a column, empty where it is missing; the column counts as told."""
        self.asked.add(column)
        text = squeezed(self.texts.get(column, ""))
        return "" if text in self.missing else text

    def refuse(self, column: str, reason: str, remedy: str) -> None:
        """Note that a column's text cannot be taken."""
        text = self.texts.get(column, "")
        self.rejects.append(Reject(self.file, self.row, column, text, reason, remedy))

    def when(self, column: str, *, order: str = "YMD", zone: str = "") -> When | None:
        """The date of a column; None where it is blank or refused."""
        text = self.text(column)
        if not text:
            return None
        try:
            return read_date(text, order=order, zone=zone or None)
        except DateRefused as refused:
            self.refuse(column, refused.reason, refused.remedy)
            return None

    def value(self, column: str, schema: str, name: str) -> str:
        """The text of a column as a value of a property; empty where blank or refused."""
        text = self.text(column)
        if not text:
            return ""
        try:
            return value_of(text, property_of(schema, name).type, name)
        except CellRefused as refused:
            self.refuse(column, refused.reason, refused.remedy)
            return ""

    def say(self, told: Telling, columns: Mapping[str, str]) -> Iterator[Claim]:
        """A claim for each filled column. columns: column -> property of the telling's kind."""
        for column, name in columns.items():
            value = self.value(column, told.subject.schema, name)
            if value:
                yield told.say(name, value, column=column, original=self.text(column))

    def link(self, told: Telling, name: str, ref: Ref, column: str) -> Claim:
        """An edge to another entity, with the text of the column it was read from."""
        return told.say(name, ref, column=column, original=self.text(column))

    def rest(self, told: Telling) -> Iterator[Claim]:
        """What no column of the format was asked for, under its own name."""
        for column, raw in self.texts.items():
            text = squeezed(raw)
            if column not in self.asked and text and text not in self.missing:
                yield told.say(column[:120], text, column=column)
