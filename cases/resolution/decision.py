"""What people decided about pairs of records, and the clusters that follow from it.

A decision is a row and stays; a later one about the same pair replaces it. Clusters are the
connected components of "same"; "different" is kept as an edge too, and a cluster that holds a pair
judged different is in conflict and is shown as such, never silently split or joined.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from cases.statement import framed_digest


class Verdict(StrEnum):
    """What a person says about two records."""

    SAME = "same"
    DIFFERENT = "different"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class Decision:
    """One answer about one pair. left < right, so that a pair has one writing.

    why: a sentence; a decision without a reason is refused. weight_bits: what the machine said
    then, for the record. until: when it was taken back, after which what stood before it stands.
    """

    left: str
    right: str
    verdict: Verdict
    by: str
    at: datetime
    why: str
    weight_bits: float | None = None
    until: datetime | None = None

    def __post_init__(self) -> None:
        if not self.left < self.right:
            raise ValueError(f"a pair is written in order and of two: {self.left}, {self.right}")
        if not self.why.strip():
            raise ValueError(f"say why {self.left} and {self.right} are {self.verdict}")
        if self.at.tzinfo is None:
            raise ValueError(f"the time of a decision needs a zone: {self.at}")

    @property
    def id(self) -> str:
        """The digest of who said what about which pair, when and why."""
        parts = (self.left, self.right, self.verdict, self.by, self.at.isoformat(), self.why)
        return framed_digest(("kedrovka decision 1", *parts))

    @property
    def pair(self) -> tuple[str, str]:
        """The two records, in order."""
        return self.left, self.right


def decide(
    one: str, other: str, verdict: Verdict, *, by: str, at: datetime, why: str,
    weight_bits: float | None = None, until: datetime | None = None,
) -> Decision:  # fmt: skip
    """A decision about a pair given in any order. Raises ValueError for one record twice."""
    left, right = sorted((one, other))
    return Decision(left, right, verdict, by, at, why, weight_bits, until)


@dataclass(frozen=True, slots=True)
class Clusters:
    """Which records are one. canonical: every merged record -> the id that stands for it.

    different: pairs judged different, by canonical id. conflicts: pairs judged different that
    nevertheless lie in one cluster.
    """

    canonical: Mapping[str, str]
    members: Mapping[str, tuple[str, ...]]
    different: frozenset[tuple[str, str]]
    conflicts: tuple[tuple[str, str], ...]

    def of(self, record: str) -> str:
        """The canonical id of a record: itself if it was never merged."""
        return self.canonical.get(record, record)

    def kept_apart(self, one: str, other: str) -> bool:
        """Whether a person said that these two, or their clusters, are different."""
        left, right = sorted((self.of(one), self.of(other)))
        return (left, right) in self.different


def standing(decisions: Iterable[Decision], as_of: datetime | None = None) -> tuple[Decision, ...]:
    """The latest decision of each pair at `as_of`, in the order of pairs.

    One that was taken back by then does not stand, and what was said before it does. Two at the
    same instant: the more careful one stands (cannot tell, then different, then same).
    """
    care = {Verdict.SAME: 0, Verdict.DIFFERENT: 1, Verdict.CANNOT_TELL: 2}
    latest: dict[tuple[str, str], Decision] = {}
    for decision in decisions:
        if as_of is not None and decision.at > as_of:
            continue
        if decision.until is not None and (as_of is None or decision.until <= as_of):
            continue
        before = latest.get(decision.pair)
        key = (decision.at, care[decision.verdict], decision.id)
        if before is None or key > (before.at, care[before.verdict], before.id):
            latest[decision.pair] = decision
    return tuple(latest[pair] for pair in sorted(latest))


def clusters(decisions: Iterable[Decision], as_of: datetime | None = None) -> Clusters:
    """Connected components of what was judged the same; the smallest id stands for a cluster.

    Depends on the set of decisions only, not on their order.
    """
    stand = standing(decisions, as_of)
    parent: dict[str, str] = {}

    def root(record: str) -> str:
        parent.setdefault(record, record)
        while parent[record] != record:
            parent[record] = parent[parent[record]]
            record = parent[record]
        return record

    for decision in stand:
        if decision.verdict is Verdict.SAME:
            first, second = sorted((root(decision.left), root(decision.right)))
            parent[second] = first
    canonical = {record: root(record) for record in sorted(parent)}
    members: dict[str, list[str]] = {}
    for record, of in canonical.items():
        members.setdefault(of, []).append(record)
    negative = [d.pair for d in stand if d.verdict is Verdict.DIFFERENT]
    apart = {
        (min(a, b), max(a, b))
        for a, b in ((canonical.get(x, x), canonical.get(y, y)) for x, y in negative)
        if a != b
    }
    return Clusters(
        {record: of for record, of in canonical.items() if record != of},
        {of: tuple(own) for of, own in members.items() if len(own) > 1},
        frozenset(apart),
        tuple((x, y) for x, y in negative if canonical.get(x, x) == canonical.get(y, y)),
    )
