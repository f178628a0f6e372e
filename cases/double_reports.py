"""Reports that may tell of one event: two lists name a seizure, two states report one shipment.

A candidate needs the same country and times that can be one, and agreement in at least two of
place, species, goods and amount, with a contradiction in none of species, amount and place on the
map. One or two animals are what most seizures are: such an amount is no agreement. Of two states'
reports those of one amount go together; what may stand for many others alike is left alone. It is
linked and never deleted or joined: whether two reports are one is for a person to say.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from cases import taxa
from cases.countries import fold
from cases.dates import When
from cases.routes import distance_km

__all__ = ["DoubleReport", "Report", "double_reports"]

# More reports of one country and month than this are looked at only if they name one species.
_CROWD = 400
_NEEDED = 2
_MOST_MONTHS = 36
# Numbers that mean the same only under the same name; whoever says one of two is not contradicted.
_AMOUNTS = ("quantity", "weight", "scalesWeight", "liveAnimals", "carcasses")
_COMMON = frozenset({"1", "2", "1.0", "2.0"})
# Two reports put one event at the town or in the middle of its province.
_APART_KM = 150.0
# Shipments of one amount, and of amounts that differ, that one report may stand for.
_ALIKE, _UNLIKE = 4, 2


@dataclass(frozen=True, slots=True)
class Report:
    """What is said of one event. values: property -> its values. id: the event's.

    statements: ids of the statements that this was read from, by property.
    """

    id: str
    kind: str
    when: When
    values: Mapping[str, frozenset[str]]
    statements: Mapping[str, tuple[str, ...]]

    def of(self, *names: str) -> frozenset[str]:
        """All values of some properties, folded."""
        return frozenset(fold(one) for name in names for one in self.values.get(name, ()))


@dataclass(frozen=True, slots=True)
class DoubleReport:
    """Two reports that may be one, the smaller id first; agreeing: in which properties."""

    left: str
    right: str
    agreeing: tuple[str, ...]
    statements: tuple[str, ...]


def double_reports(reports: Iterable[Report]) -> Iterator[DoubleReport]:
    """Each pair that may be one event, once. Work grows with the reports of a country and month."""
    blocks: dict[tuple[str, ...], list[Report]] = defaultdict(list)
    for report in reports:
        for key in _blocks(report):
            blocks[key].append(report)
    seen: set[tuple[str, str]] = set()
    for members in blocks.values():
        if members[0].kind == "Shipment":
            yield from _shipments(members, seen)
            continue
        crowded = len(members) > _CROWD
        for one, other in _pairs(members, by_species=crowded):
            left, right = sorted((one, other), key=lambda report: report.id)
            if left.id == right.id or (left.id, right.id) in seen:
                continue
            seen.add((left.id, right.id))
            if agreeing := _agreeing(left, right):
                yield _double(left, right, agreeing)


def _double(left: Report, right: Report, agreeing: tuple[str, ...]) -> DoubleReport:
    told = {
        s
        for report in (left, right)
        for name in (*agreeing, "country", "date")
        for s in report.statements.get(name, ())
    }
    return DoubleReport(left.id, right.id, agreeing, tuple(sorted(told)))


def _shipments(members: list[Report], seen: set[tuple[str, str]]) -> Iterator[DoubleReport]:
    """Of one year and importer: reports of one amount, then of what is left over those that have
    hardly another to go with."""
    found: list[tuple[Report, Report, tuple[str, ...]]] = []
    for one, other in _pairs(members, by_species=len(members) > _CROWD):
        left, right = sorted((one, other), key=lambda report: report.id)
        if left.id == right.id or (left.id, right.id) in seen:
            continue
        if agreeing := _one_shipment(left, right):
            seen.add((left.id, right.id))
            found.append((left, right, agreeing))
    alike = [one for one in found if one[0].of("quantity") & one[1].of("quantity")]
    met = {report.id for left, right, _ in alike for report in (left, right)}
    unlike = [one for one in found if not {one[0].id, one[1].id} & met]
    for pairs, most in ((alike, _ALIKE), (unlike, _UNLIKE)):
        partners = Counter(report.id for left, right, _ in pairs for report in (left, right))
        for left, right, agreeing in pairs:
            if max(partners[left.id], partners[right.id]) <= most:
                equal = ("quantity",) if pairs is alike else ()
                yield _double(left, right, (*agreeing, *equal))


def _blocks(report: Report) -> Iterator[tuple[str, ...]]:
    """Country and each month that it may have been in: of a year all twelve."""
    if report.kind == "Shipment":
        yield ("Shipment", str(report.when.start.year), *sorted(report.of("importer")))
        return
    first, last = report.when.day, report.when.last_day
    begin = first.year * 12 + first.month - 1
    end = min(last.year * 12 + last.month, begin + _MOST_MONTHS)
    for country in report.of("country"):
        for month in range(begin, end):
            yield (report.kind, country, f"{month // 12}-{month % 12 + 1}")


def _pairs(members: list[Report], *, by_species: bool) -> Iterator[tuple[Report, Report]]:
    if not by_species:
        yield from combinations(members, 2)
        return
    groups: dict[str, list[Report]] = defaultdict(list)
    for report in members:
        for species in _species(report):
            groups[species].append(report)
    for same in groups.values():
        if len(same) <= _CROWD:
            yield from combinations(same, 2)


def _species(report: Report) -> frozenset[str]:
    return frozenset(fold(taxa.accepted(one) or one) for one in report.values.get("species", ()))


def _agreeing(left: Report, right: Report) -> tuple[str, ...]:
    """In which properties two reports agree; empty where they are not taken for one event."""
    if left.kind != right.kind or not left.when.overlaps(right.when):
        return ()
    if left.when.precision in ("year", "month") and right.when.precision in ("year", "month"):
        # Two events of one month are no candidates for their month alone.
        return ()
    if _far_apart(left, right):
        return ()
    found = []
    for name, ones, others in (
        ("species", _species(left), _species(right)),
        *((name, left.of(name), right.of(name)) for name in _AMOUNTS),
        ("product", left.of("product", "term"), right.of("product", "term")),
        ("location", left.of("location"), right.of("location")),
    ):
        if ones & others:
            if name not in _AMOUNTS or ones & others - _COMMON:
                found.append(name)
        elif ones and others and name in ("species", *_AMOUNTS):
            return ()
    return tuple(found) if len({_sort(name) for name in found}) >= _NEEDED else ()


def _sort(name: str) -> str:
    """Two amounts that agree are one agreement."""
    return "amount" if name in _AMOUNTS else name


def _far_apart(left: Report, right: Report) -> bool:
    """Whether both stand on the map, too far apart for one event, and share no word of place."""
    one, other = _point(left), _point(right)
    if one is None or other is None or distance_km(one, other) <= _APART_KM:
        return False
    return not _words(left) & _words(right)


def _words(report: Report) -> set[str]:
    return {word for text in report.of("location") for word in text.split()}


def _point(report: Report) -> tuple[float, float] | None:
    try:
        latitude, longitude = (
            float(next(iter(report.values.get(name, ())), "")) for name in ("latitude", "longitude")
        )
    except ValueError:
        return None
    return latitude, longitude


def _one_shipment(left: Report, right: Report) -> tuple[str, ...]:
    """Importer and exporter each report a shipment: what both say must agree, but the reporter."""
    reporters = left.of("reporter") | right.of("reporter")
    if len(reporters) < 2:
        return ()
    names = ("species", "term", "importer", "exporter")
    for name in (*names, "purpose", "origin", "unit"):
        ones, others = left.of(name), right.of(name)
        if (ones and others and not ones & others) or (name in names and not ones & others):
            return ()
    return names
