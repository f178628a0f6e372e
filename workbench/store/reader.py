"""Who is reading: the one value on which every query is filtered.

There is no query without a reader. A program that must see everything (a rebuild, an export of the
whole) says so by name with `Reader.whole`, which is greppable.
"""

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Reader", "Role"]


class Role(StrEnum):
    """What a person is in the house; one person may be several."""

    ADMINISTRATOR = "administrator"
    ANALYST = "analyst"
    INVESTIGATOR = "investigator"
    PROSECUTOR = "prosecutor"


@dataclass(frozen=True, slots=True)
class Reader:
    """A person's clearance as it is at this moment.

    person: id of the account. clearance: highest level they may see (0 open to 3 secret).
    compartments: those they are in. cases: ids handed over to them, all that a person who is a
    prosecutor and nothing else may see.
    """

    person: str
    roles: frozenset[str] = frozenset()
    clearance: int = 0
    compartments: frozenset[str] = frozenset()
    cases: frozenset[str] = frozenset()
    # Only `whole` sets it: no person has it, so no page can show past the filters.
    unfiltered: bool = False

    @property
    def examines(self) -> bool:
        """Whether the judgement rule applies: who may be asked as a second, blind examiner."""
        return Role.INVESTIGATOR in self.roles and not self.unfiltered

    @property
    def only_handed_over(self) -> bool:
        """Whether they see nothing but the cases released to them."""
        return self.roles == frozenset({Role.PROSECUTOR}) and not self.unfiltered

    @classmethod
    def whole(cls, why: str) -> "Reader":
        """The program itself, for what must not depend on a person. why: shown in the log."""
        return cls(person=f"program: {why}", clearance=3, unfiltered=True)
