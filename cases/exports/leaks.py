"""Whether written files hold a name, phone, plate or account of the records, however it is spelt.

It knows nothing of how the files were made: it reads them as they lie on the disk, and searches
every cell for every secret in several foldings. Where it errs it errs towards refusing.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from anyascii import anyascii

from cases.exports.sounds import sounded
from cases.model import PropertyType, property_of
from cases.names import compare, keys
from cases.statement import Statement

__all__ = ["Leak", "Secret", "leaks", "secrets"]

# Texts that name or number a person or what they use, beside all names, phones and plates.
_NUMBERS = frozenset(
    {"accountNumber", "username", "number", "taxNumber", "idNumber", "publicKey", "callerNumber",
     "receiverNumber", "email", "registrationNumber"}
)  # fmt: skip
_NAMES = frozenset(
    {"name", "alias", "weakAlias", "firstName", "lastName", "fatherName", "username"}
)
_NAMED = frozenset({"Person", "Organization", "UserAccount"})
_NUMBERED = frozenset(
    {"Person", "Organization", "Phone", "Vehicle", "BankAccount", "UserAccount", "Identification",
     "CryptoWallet", "Contact"}
)  # fmt: skip
_FEWEST_DIGITS = 6
_PHONE_END = 7
_FEWEST_SIGNS = 5
_ALIKE = 0.8
_MOST_WORDS = 5
_SHORT = 3
_LOOKALIKES = str.maketrans("авекмнорстухіјѕԁ", "abekmhopctyxijsd")


@dataclass(frozen=True, slots=True)
class Secret:
    """What must not stand in a share: a name, or a number of any kind; entity: whose it is."""

    kind: str
    value: str
    entity: str


@dataclass(frozen=True, slots=True)
class Leak:
    """A cell that holds a secret. row: counted from 1, the heading's row included."""

    file: str
    row: int
    column: int
    secret: Secret

    @property
    def sentence(self) -> str:
        """Where it is and what it is, without saying it again."""
        return (
            f"{self.file}, row {self.row}, column {self.column} holds a {self.secret.kind} "
            "of the records"
        )


def secrets(statements: Iterable[Statement]) -> tuple[Secret, ...]:
    """Every name and number in these statements, as read and as it was written."""
    found: dict[Secret, None] = {}
    for statement in statements:
        kind = _kind(statement)
        if kind and statement.target is None:
            for value in (statement.value, statement.original_value):
                if value.strip():
                    found[Secret(kind, value, statement.subject)] = None
    return tuple(found)


def _kind(statement: Statement) -> str:
    type_ = property_of(statement.schema, statement.property).type
    if type_ is PropertyType.PHONE:
        return "phone"
    if type_ is PropertyType.PLATE:
        return "plate"
    named = type_ is PropertyType.NAME or statement.property in _NAMES
    if named and statement.schema in _NAMED:
        return "name"
    if statement.property in _NUMBERS and statement.schema in _NUMBERED:
        return "account"
    return ""


def leaks(paths: Iterable[Path], known: Iterable[Secret]) -> Iterator[Leak]:
    """Every cell of the files (CSV; anything else line by line), and their names, with a secret.

    One leak a cell and secret; the name of a file counts as row 0.
    """
    against = _Against(known)
    for path in sorted(paths):
        for secret in against.found_in(path.stem):
            yield Leak(path.name, 0, 0, secret)
        for row, column, cell in _cells(path):
            for secret in against.found_in(cell):
                yield Leak(path.name, row, column, secret)


def _cells(path: Path) -> Iterator[tuple[int, int, str]]:
    text = path.read_bytes().decode("utf-8-sig", "replace")
    rows: Iterable[Sequence[str]]
    if path.suffix == ".csv":
        rows = csv.reader(io.StringIO(text, newline=""))
    else:
        rows = ([line] for line in text.splitlines())
    for number, row in enumerate(rows, start=1):
        for place, cell in enumerate(row, start=1):
            if cell.strip():
                yield number, place, cell


class _Against:
    """All secrets, folded once; cells repeat, so each text is searched once.

    within: what may stand anywhere in a cell; alone: what counts only as a whole word or cell.
    """

    def __init__(self, known: Iterable[Secret]) -> None:
        self._within: dict[str, Secret] = {}
        self._alone: dict[str, Secret] = {}
        self._sounds: dict[str, Secret] = {}
        self._keys: dict[str, list[Secret]] = {}
        for secret in known:
            self._take(secret)
        self._longest = max((len(one) for one in self._within), default=0)
        self.found_in = lru_cache(100_000)(self._found_in)

    def _take(self, secret: Secret) -> None:
        digits = _digits(secret.value)
        if secret.kind != "name" and len(digits) >= _FEWEST_DIGITS:
            end = digits[-_PHONE_END:] if secret.kind == "phone" else digits
            self._within.setdefault(f"#{end}", secret)
        for signs in _signs(secret.value):
            self._alone.setdefault(signs, secret)
            if (len(signs) >= _FEWEST_SIGNS and not signs.isdigit()) or _is_han(signs):
                self._within.setdefault(signs, secret)
        if secret.kind == "name":
            for sound in sounded(secret.value):
                self._sounds.setdefault(sound, secret)
            for key in keys(secret.value):
                self._keys.setdefault(key, []).append(secret)

    def _found_in(self, cell: str) -> tuple[Secret, ...]:
        if _is_country_code(cell):
            return ()
        found: dict[Secret, None] = {}
        searched = [(_digits(cell), "#"), *((signs, "") for signs in _signs(cell))]
        for text, mark in searched:
            for part in _stretches(text, self._longest):
                if mark + part in self._within:
                    found[self._within[mark + part]] = None
        for part in (cell, *_parts(cell)):
            # A word of three letters stands in every sentence; alone in its cell it is a name.
            if part == cell or len("".join(part.split())) > _SHORT:
                found |= self._called(part)
        return tuple(found)

    def _called(self, part: str) -> dict[Secret, None]:
        """Secrets that this whole text is, by its signs, its sound or as names are compared."""
        found = {self._alone[one]: None for one in _signs(part) if one in self._alone}
        found |= {self._sounds[one]: None for one in sounded(part) if one in self._sounds}
        alike = {secret for key in keys(part) for secret in self._keys.get(key, ())}
        for secret in sorted(alike - set(found), key=lambda one: (one.entity, one.value)):
            if compare(part, secret.value).score >= _ALIKE:
                found[secret] = None
        return found


def _stretches(text: str, longest: int) -> Iterator[str]:
    """Every stretch of a text that a secret could be."""
    for first in range(len(text)):
        for last in range(first + 2, min(first + longest, len(text)) + 1):
            yield text[first:last]


def _parts(cell: str) -> Iterator[str]:
    """All stretches of up to five words."""
    split = re.findall(r"[^\W_]+(?:['’ʹ-][^\W_]+)*", cell)
    for first in range(len(split)):
        for last in range(first + 1, min(first + _MOST_WORDS, len(split)) + 1):
            yield " ".join(split[first:last])


def _digits(text: str) -> str:
    """The digits of a text in whatever script they are written."""
    read = (unicodedata.digit(c, None) for c in text)
    return "".join(str(digit) for digit in read if digit is not None)


def _is_han(signs: str) -> bool:
    """Two characters or more, all of them Han: a name in a script that writes no blanks."""
    return len(signs) > 1 and all("\u3400" <= c <= "\u9fff" for c in signs)


def _signs(text: str) -> tuple[str, ...]:
    """Letters and digits alone, in Latin: as they look, and as they are transliterated."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    looks = "".join(c for c in folded.translate(_LOOKALIKES) if c.isalnum())
    latin = "".join(c for c in anyascii(folded).casefold() if c.isalnum())
    return tuple(dict.fromkeys(one for one in (looks, latin) if one))


def _is_country_code(cell: str) -> bool:
    """A bare code of two capitals is a country and no name, though somebody may be called Li."""
    return len(cell) == 2 and cell.isascii() and cell.isalpha() and cell.isupper()
