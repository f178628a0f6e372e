"""SMART's patrol observations as CSV, its summary of patrols, and its incidents.

One row is one observation; rows of one waypoint repeat its place and time, and rows of one patrol
repeat the patrol, whose facts are told once. Categories and attributes are the conservation area's
own model in its own language: the path of categories becomes one text, and every attribute column
a statement under its own name. Times have no zone and stay local.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from cases.dates import DateRefused, When, read_date
from cases.formats.columns import by_fold
from cases.formats.incident_words import kind_of_report
from cases.formats.record import Record
from cases.formats.table import Row, Table, open_table
from cases.formats.telling import Telling
from cases.reject import Reject
from cases.statement import Claim, Ref

__all__ = ["INCIDENTS", "OBSERVATIONS", "SUMMARY", "read"]

OBSERVATIONS = frozenset({"patrolid", "waypointid", "waypointdate", "x", "y"})
INCIDENTS = frozenset({"source", "waypointdate", "x", "y"})
SUMMARY = frozenset({"patrolid", "numberofdays"})

_PATROL = {
    "Type": "type", "Station": "station", "Team": "team", "Objective": "objective",
    "Mandate": "mandate", "Armed": "armed", "Patrol Transport Type": "transport",
    "Number of Active Patrol Hours": "hours", "Distance (km)": "distance",
    "Number of Days": "days", "Number of Nights": "nights", "Number of Employees": "employees",
}  # fmt: skip
_PEOPLE = {"Leader": "leader", "Pilot": "member"}
_CATEGORY = re.compile(r"^Observation Category \d+$", re.I)


@dataclass(slots=True)
class _File:
    table: Table
    namespace: str
    told: set[tuple[str, str, str]] = field(default_factory=set)
    seen: Counter[str] = field(default_factory=Counter)

    @property
    def has_patrols(self) -> bool:
        """Whether its rows belong to patrols."""
        return "patrolid" in by_fold(self.table.header)


def read(path: Path, *, namespace: str = "") -> Iterator[Claim | Reject]:
    """Claims of every row. namespace: of a conservation area's patrols, by default "smart"."""
    table = open_table(path)
    if isinstance(table, Reject):
        yield table
        return
    if (complaint := table.complaint()) is not None:
        yield complaint
        return
    known = by_fold(table.header).keys()
    if not any(known >= kind for kind in (OBSERVATIONS, INCIDENTS, SUMMARY)):
        yield Reject(
            table.file, None, "", "", "this is no table of SMART's patrols or incidents",
            "export patrol observations, incidents or the summary; or use a mapping",
        )  # fmt: skip
        return
    file = _File(table, namespace or "smart")
    for row in table:
        yield from [row] if isinstance(row, Reject) else _row(row, file)


def _row(row: Row, file: _File) -> Iterator[Claim | Reject]:
    texts = {column: row.text(column) for column in row.cells}
    record = Record(file.table.file, row.number, texts)
    patrol = record.text("Patrol ID")
    if file.has_patrols and not patrol:
        record.refuse("Patrol ID", "the row belongs to no patrol", "fill in the patrol's number")
        yield from record.rejects
        return
    claims: list[Claim] = []
    if patrol:
        claims += _patrol(record, file, Ref("Patrol", file.namespace, patrol))
    if "Waypoint Date" in file.table.header:
        claims += _waypoint(record, file, patrol)
    else:
        told = Telling(Ref("Patrol", file.namespace, patrol), record.locator)
        claims += record.rest(told)
    yield from record.rejects
    yield from claims


def _patrol(record: Record, file: _File, patrol: Ref) -> Iterator[Claim]:
    """What a row says of its patrol and was not said by a row before."""
    begun, ended = record.when("Patrol Start Date"), record.when("Patrol End Date")
    told = Telling(patrol, record.locator, begun)
    found = [told.say("name", patrol.key, column="Patrol ID")]
    if begun is not None:
        found += [
            told.say(name, str(begun), column="Patrol Start Date") for name in ("date", "start")
        ]
    if ended is not None:
        found.append(told.say("end", str(ended), column="Patrol End Date"))
    found += record.say(told, {c: name for c, name in _PATROL.items() if c in record.texts})
    if leg := record.text("Patrol Leg ID"):
        found.append(told.say("leg", leg, column="Patrol Leg ID"))
    for column, role in _PEOPLE.items():
        if name := record.text(column):
            # Names of the area's own list of employees: one spelling is one person there.
            person = Ref("Person", file.namespace, name)
            found.append(record.link(told, role, person, column))
            found.append(Telling(person, record.locator).say("name", name, column=column))
    for claim in found:
        said = (str(claim.subject), claim.property, str(claim.value))
        if said not in file.told:
            file.told.add(said)
            yield claim


def _waypoint(record: Record, file: _File, patrol: str) -> Iterator[Claim]:
    categories = [record.text(c) for c in file.table.header if _CATEGORY.match(c)]
    path = " / ".join(filter(None, categories))
    kind = kind_of_report(path) if file.has_patrols else "Incident"
    named = f"{patrol or record.text('Source')} / {record.text('Waypoint ID') or record.row}"
    file.seen[named] += 1
    when = _moment(record)
    told = Telling(Ref(kind, file.namespace, f"{named} / {file.seen[named]}"), record.locator, when)
    if when is not None:
        yield told.say("date", str(when), column="Waypoint Date")
    if path:
        yield told.say("category", path, column="Observation Category 0")
        yield told.say("type", next(c for c in reversed(categories) if c))
    if patrol:
        yield told.say("patrol", Ref("Patrol", file.namespace, patrol), column="Patrol ID")
    yield from _place(record, told)
    yield from record.say(
        told,
        {"Comment": "description", "Observation Group": "group", "Source": "reportedBy",
         "Waypoint ID": "reference"},
    )  # fmt: skip
    yield from record.rest(told)


def _place(record: Record, told: Telling) -> Iterator[Claim]:
    """X and Y as degrees; metres of some projection are refused, for nothing says which."""
    for column, name in (("X", "longitude"), ("Y", "latitude")):
        yield from record.say(told, {column: name})


def _moment(record: Record) -> When | None:
    day, time = record.text("Waypoint Date"), record.text("Waypoint Time")
    if not day:
        return None
    try:
        return read_date(f"{day} {time}".strip(), order="MDY")
    except DateRefused as refused:
        record.refuse("Waypoint Date", refused.reason, refused.remedy)
        return None
