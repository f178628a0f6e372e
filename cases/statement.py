"""The statement: the only form in which a fact exists.

Who says it (source), where in the source it stands (locator), how good source and information are
(grade), who may see it (handling). Two sources that say the same are two statements, which is why
source and place are part of a statement's identity; FollowTheMoney's hash leaves them out.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from hashlib import sha256

from cases.dates import When
from cases.grade import AdmiraltyInterval, Grade

__all__ = [
    "LEVELS",
    "AdmiraltyInterval",
    "Claim",
    "Grade",
    "Handling",
    "Locator",
    "Ref",
    "Retraction",
    "Source",
    "Statement",
    "framed_digest",
    "statement_digest",
]

LEVELS = ("open", "restricted", "confidential", "secret")


@dataclass(frozen=True, slots=True)
class Handling:
    """Who may see it: an ordered level, need-to-know compartments, whom it may be released to.

    native: the code as it came (`H2`, `P`, a stamp), never thrown away.
    """

    level: int = 0
    compartments: frozenset[str] = frozenset()
    releasable_to: frozenset[str] = frozenset()
    native: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.level < len(LEVELS):
            raise ValueError(f"there is no level {self.level}; levels are 0 open to 3 secret")
        for name in self.compartments | self.releasable_to:
            if not name or "|" in name:
                raise ValueError(f"a compartment's name has letters and no bar: {name!r}")

    @property
    def compartment_key(self) -> str:
        """The compartments as one canonical text, `A|B`; empty when there are none."""
        return "|".join(sorted(self.compartments))

    def with_strictest(self, other: "Handling") -> "Handling":
        """What holds for something made of both: highest level, all compartments, common releases.

        An empty `releasable_to` names nobody beyond the project, so it wins over any list.
        """
        native = ", ".join(sorted({n for n in (self.native, other.native) if n}))
        return Handling(
            max(self.level, other.level),
            self.compartments | other.compartments,
            self.releasable_to & other.releasable_to,
            native,
        )


@dataclass(frozen=True, slots=True)
class Source:
    """Where statements come from: a file, a report, a person's judgement.

    digest: sha256 of the original file. origin: id of the root source that this one repeats, so
    that syndicated copies of one article count once.
    """

    id: str
    kind: str
    title: str
    digest: str | None = None
    origin: str | None = None
    grade: Grade = field(default_factory=Grade)
    handling: Handling = field(default_factory=Handling)
    published: When | None = None
    simulated: bool = False

    @property
    def root(self) -> str:
        """The independent origin under which it counts for corroboration."""
        return self.origin or self.id


@dataclass(frozen=True, slots=True)
class Locator:
    """The place in the source: as much of it as the source has. Rows count from 1 as shown."""

    file: str | None = None
    sheet: str | None = None
    page: int | None = None
    row: int | None = None
    column: str | None = None
    quote: str | None = None
    box: tuple[float, float, float, float] | None = None

    def __str__(self) -> str:
        """In words: `incidents.xlsx, sheet INCIDENTS, row 12, column Origin`."""
        parts = [self.file] if self.file else []
        for word in ("sheet", "page", "row", "column"):
            if (here := getattr(self, word)) is not None:
                parts.append(f"{word} {here}")
        if self.quote:
            parts.append(f"“{self.quote}”")
        return ", ".join(parts)

    @property
    def order(self) -> tuple[str, str, int, int]:
        """Where it stands among other places: by file, sheet, page and row as a reader meets them.

        Of what became known in one moment, that counts as first said which stands first.
        """
        return self.file or "", self.sheet or "", self.page or 0, self.row or 0

    def parts(self) -> tuple[str, ...]:
        """All fields as text in a fixed order, absent ones empty: what identity is made of."""
        box = "" if self.box is None else ",".join(repr(float(side)) for side in self.box)
        plain = (self.file, self.sheet, self.page, self.row, self.column, self.quote)
        return (*("" if part is None else str(part) for part in plain), box)


@dataclass(frozen=True, slots=True)
class Ref:
    """An entity as an outside file names it; the store gives each of them one id."""

    schema: str
    namespace: str
    key: str

    def __post_init__(self) -> None:
        if not (self.schema and self.key):
            raise ValueError(f"a reference needs a kind and a key: {self.schema!r}, {self.key!r}")


@dataclass(frozen=True, slots=True)
class Claim:
    """What a format reads out of a source, before the store gives ids.

    A grade or handling of None means that of the source.
    """

    subject: Ref | str
    schema: str
    property: str
    value: str | Ref
    original_value: str = ""
    lang: str = ""
    locator: Locator = field(default_factory=Locator)
    event_time: When | None = None
    grade: Grade | None = None
    handling: Handling | None = None
    derived_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim as it is kept: subject and target are ids of the project.

    id: `statement_digest`. first_seen: when the project learnt it (aware, UTC). judgement: the
    person's judgement it was translated from, which decides who may see it.
    """

    id: str
    subject: str
    schema: str
    property: str
    value: str
    target: str | None
    original_value: str
    lang: str
    source_id: str
    locator: Locator
    grade: Grade
    handling: Handling
    event_time: When | None
    first_seen: datetime
    recorded_by: str
    derived_from: tuple[str, ...] = ()
    supersedes: str | None = None
    judgement: str | None = None


@dataclass(frozen=True, slots=True)
class Retraction:
    """A statement taken back: a row of its own, the statement stays."""

    statement: str
    why: str
    who: str
    at: datetime


# An import makes a digest a statement, and most parts of it are those of the row before: words that
# repeat (kinds, properties, columns, times) are framed once each.
_FRAMES = tuple(length.to_bytes(8, "big") for length in range(1024))
_NOTHING = _FRAMES[0]


def _framed(part: str) -> bytes:
    encoded = part.encode("utf-8", "surrogatepass")
    length = len(encoded)
    return (_FRAMES[length] if length < 1024 else length.to_bytes(8, "big")) + encoded


_framed_word = lru_cache(4096)(_framed)


@lru_cache(4096)
def _framed_time(when: When) -> bytes:
    return _framed(str(when))


def _framed_place(locator: Locator) -> bytes:
    """The frames of `Locator.parts`, in its order."""
    row, quote, box = locator.row, locator.quote, locator.box
    return b"".join(
        (
            _framed_word(locator.file) if locator.file else _NOTHING,
            _framed_word(locator.sheet) if locator.sheet else _NOTHING,
            _NOTHING if locator.page is None else _framed(str(locator.page)),
            _NOTHING if row is None else _framed(str(row)),
            _framed_word(locator.column) if locator.column else _NOTHING,
            _framed(quote) if quote else _NOTHING,
            _NOTHING if box is None else _framed(locator.parts()[-1]),
        )
    )


def framed_digest(parts: Iterable[str]) -> str:
    """sha256 over length-framed parts: two different lists never share a digest."""
    return sha256(b"".join(map(_framed, parts))).hexdigest()


_HEAD = _framed("kedrovka statement 1")


def statement_digest(
    *,
    subject: str,
    schema: str,
    property: str,
    value: str,
    source_id: str,
    locator: Locator,
    target: str | None = None,
    original_value: str = "",
    lang: str = "",
    event_time: When | None = None,
    derived_from: Iterable[str] = (),
    supersedes: str | None = None,
    judgement: str | None = None,
) -> str:
    """The identity of a statement: what is said, by which source, at which place in it.

    Grade, handling, reader and time of recording are not part of it: the same cell imported twice
    is one statement.
    """
    return sha256(
        b"".join(
            (
                _HEAD,
                _framed_word(subject),
                _framed_word(schema),
                _framed_word(property),
                _framed(value),
                _framed(target) if target else _NOTHING,
                _framed(original_value) if original_value else _NOTHING,
                _framed_word(lang) if lang else _NOTHING,
                _framed_word(source_id),
                _framed_place(locator),
                _NOTHING if event_time is None else _framed_time(event_time),
                _framed(supersedes) if supersedes else _NOTHING,
                _framed(judgement) if judgement else _NOTHING,
                *map(_framed, derived_from),
            )
        )
    ).hexdigest()
