"""A row, cell or file that was not taken in: where, what, why, and what to do about it.

A reject is a value, not an exception: bad input never stops the good input beside it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Reject", "frame"]

_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Reject:
    """One refusal. row: as a person counts it in the file (header is 1); None: the whole file."""

    file: str
    row: int | None
    column: str
    value: str
    reason: str
    remedy: str

    def __post_init__(self) -> None:
        if not (self.reason and self.remedy):
            raise ValueError(f"a reject of {self.file} needs a reason and a remedy")
        # A cell of 100 MB must not travel into logs and tables; its beginning shows what it was.
        if len(self.value) > _SHOWN:
            shortened = f"{self.value[:_SHOWN]}… ({len(self.value)} characters)"
            object.__setattr__(self, "value", shortened)

    def __str__(self) -> str:
        """One sentence for a person."""
        where = self.file
        if self.row is not None:
            where += f", row {self.row}"
        if self.column:
            where += f", column {self.column!r}"
        quoted = f" (“{self.value}”)" if self.value else ""
        return f"{where}{quoted}: {self.reason}; {self.remedy}"


def frame(rejects: Iterable[Reject]) -> pd.DataFrame:
    """The rejects as a table, one a row, columns as the fields of `Reject`; row may be missing."""
    # Rejects are spoken of everywhere; who never asks for the table does not wait for its library.
    import pandas as pd

    names = [field.name for field in fields(Reject)]
    table = pd.DataFrame([asdict(reject) for reject in rejects], columns=names)
    return table.astype({"row": "Int64"})
