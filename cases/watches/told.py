"""What a watch says: a code and named parts, and the English they make.

A sentence for people of four languages cannot be put together from pieces of one. So each is one
template under a code, in English here (`english.toml`, spoken by the command line) and in the
reader's language on the page; numbers bring their plural with them. A place where an animal lives
is a part of its own, so that it can be told as a grid cell to whoever may know no more.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TypeAlias

__all__ = [
    "LISTS",
    "Counted",
    "Named",
    "Part",
    "Place",
    "Told",
    "Word",
    "coarsely",
    "plural",
    "tell",
    "together",
]

# Between the members of a list: of things, and of sentences within a sentence.
LISTS = (", ", "; ")
# How far a known place is from an animal's station says where that station is: to whoever may not
# know, the sentence of the other code is said, or none.
_COARSE = {"seized_at_km": "seized_on", "window_reach": None, "window_near": "window_cells"}


@dataclass(frozen=True, slots=True)
class Named:
    """An entity with what it is called: `Lord (IND-0007)`."""

    id: str
    caption: str

    def __str__(self) -> str:
        return self.id if self.caption in ("", self.id) else f"{self.caption} ({self.id})"


@dataclass(frozen=True, slots=True)
class Place:
    """A station by its name, for whoever may know it. cell: the middle of its grid cell."""

    id: str
    name: str
    cell: tuple[float, float] | None

    def __str__(self) -> str:
        return self.name

    def coarsely(self) -> Told:
        """The place without the station: its cell, or that it is not told."""
        if self.cell is None:
            return tell("no_place")
        return tell("cell", latitude=f"{self.cell[0]:.3f}", longitude=f"{self.cell[1]:.3f}")


@dataclass(frozen=True, slots=True)
class Word:
    """A word out of a short list, such as a kind of incident; `section` says which list."""

    section: str
    name: str

    def __str__(self) -> str:
        return _words(self.section).get(self.name.replace(" ", "_"), self.name)


@dataclass(frozen=True, slots=True)
class Counted:
    """A number in a template: `{nights:# night|# nights}` chooses among the forms, # is the number.

    One form serves every number, two are one and more, three are those of Russian. A format without
    a bar or # is that of a number.
    """

    number: float

    def __format__(self, forms: str) -> str:
        if "#" in forms or "|" in forms:
            return plural(self.number, forms.split("|")).replace("#", f"{self.number:g}")
        said = format(self.number, forms)
        # 0.000012 is read by more people than 1.2e-05.
        return f"{Decimal(said):f}" if "e-" in said else said


class Told(str):
    """A sentence in English that knows its code and its parts; several of them in a row.

    sentences: the sentences it is a row of, itself where it is only one.
    """

    code: str
    parts: Mapping[str, Part]
    _row: tuple[Told, ...]

    def __new__(
        cls,
        text: str,
        code: str = "",
        parts: Mapping[str, Part] | None = None,
        row: tuple[Told, ...] = (),
    ) -> Told:
        """A sentence as said. Use `tell` and `together`."""
        made = super().__new__(cls, text)
        made.code, made.parts, made._row = code, MappingProxyType(dict(parts or {})), row
        return made

    def __deepcopy__(self, _: object) -> Told:
        return self

    @property
    def sentences(self) -> tuple[Told, ...]:
        """One by one."""
        return self._row or (self,)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of its sentences, in order."""
        return tuple(one.code for one in self.sentences)


Part: TypeAlias = "str | int | float | date | Named | Place | Word | Told | tuple[Part, ...]"


def tell(code: str, /, **parts: Part) -> Told:
    """One sentence in English. Raises KeyError for a code that `english.toml` does not hold."""
    said = {name: _english(part) for name, part in parts.items()}
    return Told(_words("watch_told")[code].format(**said), code, parts)


def together(*sentences: Told | None) -> Told:
    """Sentences in a row; those that are None are left out, and of one sentence it is that one."""
    row = tuple(one for told in sentences if told is not None for one in told.sentences)
    return row[0] if len(row) == 1 else Told(". ".join(row), row=row)


def coarsely(told: Told) -> Told:
    """The same for whoever may not know where an animal's stations are.

    Stations become their grid cells; distances to them, from which they could be found, are left
    out.
    """
    return together(*(_coarse_sentence(one) for one in told.sentences))


def _coarse_sentence(told: Told) -> Told | None:
    code = _COARSE.get(told.code, told.code)
    if not code:
        return None if told.code else told
    return tell(code, **{name: _coarse(part) for name, part in told.parts.items()})


def plural(number: float, forms: Sequence[str]) -> str:
    """The form of a word for a number, by how many forms a language has (CLDR's rules for ours).

    One: Chinese, Vietnamese. Two: English. Three: Russian, whose fractions take the second.
    """
    if len(forms) == 1:
        return forms[0]
    if len(forms) == 2:
        return forms[0] if number == 1 else forms[1]
    if number != int(number):
        return forms[1]
    last, two = int(number) % 10, int(number) % 100
    if last == 1 and two != 11:
        return forms[0]
    return forms[1] if last in (2, 3, 4) and two not in (12, 13, 14) else forms[2]


def _coarse(part: Part) -> Part:
    if isinstance(part, Place):
        return part.coarsely()
    if isinstance(part, Told):
        return coarsely(part)
    if isinstance(part, tuple):
        return tuple(_coarse(one) for one in part)
    return part


def _english(part: Part) -> object:
    if isinstance(part, tuple):
        between = LISTS[any(isinstance(one, Told) for one in part)]
        return between.join(str(_english(one)) for one in part)
    if isinstance(part, (int, float)):
        return Counted(part)
    return part.isoformat() if isinstance(part, date) else str(part)


@cache
def _words(section: str) -> Mapping[str, str]:
    text = files("cases.watches").joinpath("english.toml").read_text("utf-8")
    return MappingProxyType(tomllib.loads(text)[section])
