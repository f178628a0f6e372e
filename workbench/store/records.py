"""What is handed to the store and comes back, beside statements: frozen values, JSON-able parts.

The store knows no pixels: what embeddings computed arrives as plain mappings and goes out the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from cases.dates import When
from cases.statement import Handling

__all__ = [
    "AuthenticityRecord",
    "Case",
    "CatalogueCoat",
    "CoatRecord",
    "ComparisonRecord",
    "CustodyRecord",
    "DecisionRecord",
    "Examination",
    "JudgementRecord",
    "SearchRecord",
]

Json = Mapping[str, object]


class CoatLike(Protocol):
    """What the store reads of `embeddings.coat.Coat`."""

    @property
    def id(self) -> str: ...
    @property
    def photo(self) -> str: ...
    @property
    def region(self) -> object: ...
    @property
    def flank(self) -> str: ...
    @property
    def species(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def quality(self) -> object: ...
    @property
    def fixed_by(self) -> Mapping[str, str]: ...


@dataclass(frozen=True, slots=True)
class CoatRecord:
    """A coat as it was fixed. region, quality: plain mappings. supersedes: the coat corrected."""

    id: str
    photo: str
    region: Json
    flank: str
    species: str
    kind: str
    quality: Json
    fixed_by: Mapping[str, str]
    landmarks: Json = field(default_factory=dict)
    supersedes: str | None = None


@dataclass(frozen=True, slots=True)
class SearchRecord:
    """One search: the skin (empty for loose photos), its coats, the answer as it was given.

    answer: lead, searched, candidates best first with strength, `not_in_catalogue_llr`.
    """

    skin: str
    coats: tuple[str, ...]
    fingerprint: str
    answer: Json
    gallery_digest: str
    network_digest: str
    calibration_digest: str
    id: str = ""
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ComparisonRecord:
    """Two coats held against each other. marks: kind -> matched points in pixels of both photos."""

    search: str | None
    query_coat: str
    gallery_coat: str
    individual: str
    scores: Json
    marks: Json
    fingerprint: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class AuthenticityRecord:
    """Whether a skin is a genuine coat of a species, as a person answered.

    answer: genuine, not_genuine or cannot_tell. basis: "photos", or "skin" for the thing in hand.
    """

    skin: str
    answer: str
    species: str
    basis: str
    speaks_for: tuple[str, ...]
    speaks_against: tuple[str, ...]
    note: str = ""
    id: str = ""
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Examination:
    """A person's examination of a skin. condition: blind or informed, as the store decided it."""

    id: str
    skin: str
    examiner: str
    condition: str
    opened_at: datetime
    locked: bool = False
    closed: bool = False


@dataclass(frozen=True, slots=True)
class JudgementRecord:
    """A person's answer about one skin and one animal, and under which condition it was given."""

    id: str
    skin: str
    individual: str
    verdict: str
    examiner: str
    why: str
    examination: str
    condition: str
    at: datetime
    supersedes: str | None = None
    superseded: bool = False


@dataclass(frozen=True, slots=True)
class CustodyRecord:
    """One step of an exhibit: seized, sealed, handed over, photographed, copied, returned.

    form: original or copy. digest: sha256 of the file, for digital exhibits.
    """

    exhibit: str
    action: str
    from_whom: str = ""
    to_whom: str = ""
    place: str = ""
    when: When | None = None
    seal: str = ""
    digest: str | None = None
    form: str = "original"
    note: str = ""
    handling: Handling = field(default_factory=Handling)
    id: str = ""
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class DecisionRecord:
    """Whether two entities are one, as decided. weight_bits: the machine's evidence at the time;
    until: when it was taken back, by whom and why, if it was."""

    left: str
    right: str
    verdict: str
    why: str
    weight_bits: float | None = None
    reasons: tuple[str, ...] = ()
    handling: Handling = field(default_factory=Handling)
    supersedes: str | None = None
    id: str = ""
    by: str = ""
    at: datetime | None = None
    until: datetime | None = None
    withdrawn_by: str = ""
    withdrawn_why: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """A case file. status: open, closed or handed over, from its last event."""

    id: str
    title: str
    summary: str
    handling: Handling
    opened_at: datetime
    opened_by: str
    status: str
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class CatalogueCoat:
    """A photo of a named animal as a search needs it. box: x, y, width, height in pixels, or None.

    photo: id of the photo (PHO-...). digest: sha256 of its bytes, empty when they were not kept.
    """

    photo: str
    individual: str
    digest: str
    species: str
    flank: str
    kind: str
    box: tuple[float, float, float, float] | None
    encounter: str
    deployment: str
    captured_at: str
    simulated: bool


@dataclass(frozen=True, slots=True)
class CaseEvent:
    """A line of a case's history."""

    id: str
    kind: str
    note: str
    detail: Json
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One transaction as the audit tells it. rows: how many rows of evidence it wrote."""

    seq: int
    at: datetime
    by: str
    action: str
    detail: Json
    rows: int
    hash: str
    previous: str
