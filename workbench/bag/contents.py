"""What a court bag is made of: one frozen value that the service fills and this room writes.

Nothing here reads a store. Every field is what a stranger to the program may be told: names and
numbers as text, digests of bytes, and the originals' paths. What a case does not have stays empty,
and the report then says "none recorded" in that place instead of leaving the place out.
"""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class CaseHead:
    """The case in one look.

    handling is the level and compartments in words ("CONFIDENTIAL / WILDLIFE-7"), printed on every
    page; simulated prints "SIMULATED" on every page; prepared_at is aware (UTC); summary holds
    paragraphs of plain text: what happened, what is known, how well, what is open.
    """

    id: str
    title: str
    handling: str
    simulated: bool
    prepared_by: str
    prepared_at: datetime
    opened: str = ""
    recipient: str = ""
    authority: str = ""
    summary: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.prepared_at.tzinfo is None:
            raise ValueError(f"case {self.id}: the time of preparation needs its offset from UTC")


@dataclass(frozen=True, slots=True)
class Transfer:
    """One hand-over of an exhibit: at and digest as recorded, text."""

    at: str
    giver: str
    receiver: str
    place: str = ""
    seal: str = ""
    digest: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One original: sha256 (64 hex) as recorded when it came in, and the file that holds it now.

    The digest is computed again while the file is copied; a difference stops the export. form is
    "original" or "copy"; file_name is the name it came with, in any script; label says what it
    shows ("skin SK-0002, left flank"); thumbnail is PNG or JPEG bytes for the report. names_place:
    the file itself says where it was taken, which no copy for a court may leave out.
    """

    id: str
    sha256: str
    file: Path
    file_name: str
    label: str
    media_type: str = ""
    form: str = "original"
    device: str = ""
    collector: str = ""
    collected_at: str = ""
    transfers: tuple[Transfer, ...] = ()
    thumbnail: bytes | None = None
    names_place: bool = False


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a person judged: condition "blind" or "informed", verdict as the program prints it."""

    examiner: str
    verdict: str
    condition: str
    at: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class MadeOf:
    """A ratio taken apart, as text with its sign: start and the last column of rows add up to raw.

    rows: (score in words, its value, the average pair's, log10 units for each unit, log10 units).
    cut: what the bounds took away, "" where nothing; reason: why they lie there. photos: how many
    photos of the skin count.
    """

    start: str
    rows: tuple[tuple[str, str, str, str, str], ...]
    raw: str
    cut: str
    reason: str
    bounded: str
    photos: int


@dataclass(frozen=True, slots=True)
class ComparisonItem:
    """A skin held against an animal: what the machine computed and what people judged, apart.

    log10_lr is the bounded value, low and high its interval, log10_lr_raw the value before bounds;
    all None where no comparison was possible. wording is "investigative, not validated" or the word
    of the verbal scale. pictures are (caption, PNG or JPEG bytes) pairs. made_of: the ratio taken
    apart; None in answers from before its parts were kept. bound_reason: why the raw value was held
    back. beside: sentences that stand with the number (chance hits, photos it stands on, what lies
    outside a validation). other_question: the ratio for "is its animal catalogued at all", which is
    for other propositions and never multiplied. for_demonstration: weighed with a calibration
    fitted on simulated coats; no real case may hold one. leaning: the lead is no firm one, and says
    in its sentence how often such a one was wrong.
    """

    skin: str
    animal: str
    lead: str
    wording: str
    log10_lr: float | None = None
    low: float | None = None
    high: float | None = None
    log10_lr_raw: float | None = None
    reference_population: str = ""
    searched: str = ""
    fingerprint: str = ""
    controls: tuple[tuple[str, str], ...] = ()
    alternatives: tuple[str, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    pictures: tuple[tuple[str, bytes], ...] = ()
    made_of: MadeOf | None = None
    bound_reason: str = ""
    beside: tuple[str, ...] = ()
    other_question: str = ""
    for_demonstration: bool = False
    leaning: bool = False


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One statement as it stands in the store; grade as written by its source's scheme."""

    id: str
    subject: str
    subject_name: str
    property: str
    value: str
    original_value: str = ""
    lang: str = ""
    event_time: str = ""
    source: str = ""
    source_title: str = ""
    locator: str = ""
    grade: str = ""
    handling: str = ""
    recorded_by: str = ""
    first_seen: str = ""
    retracted: str = ""


@dataclass(frozen=True, slots=True)
class FindingItem:
    """One finding with what competes with it; statements are ids."""

    sentence: str
    interval: str = ""
    competing: tuple[str, ...] = ()
    would_change: str = ""
    caveat: str = ""
    statements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Method:
    """How the numbers came about: everything a second laboratory needs to repeat them.

    networks are (name, sha256, licence); versions (part, version); validations, examiners
    (how often each was wrong where the truth is known) and limits are sentences. validated is False
    until a validation for species, domain and quality is on record.
    """

    program_version: str
    validated: bool
    networks: tuple[tuple[str, str, str], ...] = ()
    versions: tuple[tuple[str, str], ...] = ()
    calibration_digest: str = ""
    calibration: str = ""
    thresholds: tuple[tuple[str, str], ...] = ()
    validations: tuple[str, ...] = ()
    examiners: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One row of the audit chain: digest covers it and the row before."""

    sequence: int
    at: str
    by: str
    action: str
    digest: str
    previous: str = ""


@dataclass(frozen=True, slots=True)
class ScheduleRow:
    """One item of the used or the unused material.

    For unused material, `assists` says in what way it may undermine the case or assist the
    defence; "" where it does neither. sensitive items are listed by number and reason only.
    """

    id: str
    description: str
    reason: str
    assists: str = ""
    sensitive: bool = False


@dataclass(frozen=True, slots=True)
class GraphNode:
    """A node of the picture: kind is the schema (Person, Phone, Seizure ...)."""

    id: str
    caption: str
    kind: str
    emphasis: bool = False


@dataclass(frozen=True, slots=True)
class GraphEdge:
    """A link of the picture; derived links (shared phone ...) are drawn dashed."""

    source: str
    target: str
    label: str = ""
    derived: bool = False


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file another room wrote, e.g. graph.graphml: its bytes or the path that holds them.

    name is a plain file name; it lands in data/<folder>/.
    """

    name: str
    folder: str
    content: bytes | Path
    description: str = ""


@dataclass(frozen=True, slots=True)
class BagContents:
    """Everything a court bag says. positions maps node ids to (x, y) of any scale, y downwards."""

    case: CaseHead
    method: Method
    exhibits: tuple[Exhibit, ...] = ()
    comparisons: tuple[ComparisonItem, ...] = ()
    statements: tuple[StatementRow, ...] = ()
    findings: tuple[FindingItem, ...] = ()
    audit: tuple[AuditRow, ...] = ()
    used: tuple[ScheduleRow, ...] = ()
    unused: tuple[ScheduleRow, ...] = ()
    nodes: tuple[GraphNode, ...] = ()
    edges: tuple[GraphEdge, ...] = ()
    positions: dict[str, tuple[float, float]] = field(default_factory=dict)
    attachments: tuple[Attachment, ...] = ()
