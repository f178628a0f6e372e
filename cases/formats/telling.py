"""One row's way of making claims about one entity: subject, place in the source and time fixed."""

from dataclasses import dataclass

from cases.dates import When
from cases.statement import Claim, Grade, Handling, Locator, Ref

__all__ = ["Telling"]


@dataclass(frozen=True, slots=True)
class Telling:
    """Makes claims about `subject` that share locator, time, grade and handling."""

    subject: Ref
    locator: Locator
    event_time: When | None = None
    grade: Grade | None = None
    handling: Handling | None = None

    def say(
        self, property_: str, value: str | Ref, *, column: str | None = None, original: str = ""
    ) -> Claim:
        """One claim. original: the text as it stood, where `value` is a reading of it."""
        return Claim(
            subject=self.subject,
            schema=self.subject.schema,
            property=property_,
            value=value,
            original_value="" if original == value else original,
            locator=self.locator if column is None else self._at(column),
            event_time=self.event_time,
            grade=self.grade,
            handling=self.handling,
        )

    def _at(self, column: str) -> Locator:
        # Written out: `replace` costs more than all the rest of a claim.
        here = self.locator
        return Locator(here.file, here.sheet, here.page, here.row, column, here.quote, here.box)

    def about(self, subject: Ref) -> "Telling":
        """The same row telling of another entity."""
        return Telling(subject, self.locator, self.event_time, self.grade, self.handling)
