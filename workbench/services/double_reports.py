"""Possible double reports, linked as statements: `possibleDouble` from one event to the other.

The link rests on the statements in which both agree and is at least as closely held as they are.
Nothing is joined or deleted; a link that a person takes back is not made again.
"""

from collections import defaultdict
from typing import TYPE_CHECKING

from cases.dates import DateRefused, When, read_date
from cases.double_reports import Report, double_reports
from cases.statement import Claim, Source, Statement
from workbench.services.acting import IMPORTING, acting
from workbench.services.pace import Clock, Progress, Step, silent, utc_now

if TYPE_CHECKING:
    from workbench.project import Project

__all__ = ["KINDS", "link_double_reports"]

KINDS = ("Seizure", "Shipment")
TITLE = "Possible double reports"
_NAMES = (
    "date", "country", "location", "latitude", "longitude", "species", "product", "term",
    "quantity", "weight", "scalesWeight", "liveAnimals", "carcasses", "importer", "exporter",
    "origin", "unit", "purpose", "reporter",
)  # fmt: skip


def link_double_reports(
    project: "Project", by: str, *, clock: Clock = utc_now, progress: Progress = silent
) -> int:
    """Link every pair of events that may be one report told twice; how many links are new."""
    reader = acting(project, by, *IMPORTING)
    new = 0
    for done, kind in enumerate(KINDS):
        progress(Step(done, len(KINDS), "kinds of events held against each other"))
        with project.store.read(reader) as queries:
            said = queries.statements.saying(kind, list(_NAMES))
            simulated = {
                one.id
                for one in queries.sources.of({s.source_id for s in said}).values()
                if one.simulated
            }
        invented = {s.id for s in said if s.source_id in simulated}
        pairs = list(double_reports(_reports(kind, said)))
        with project.store.transaction(reader.person, "link double reports", clock()) as work:
            for all_invented in (False, True):
                source = Source("", "program", TITLE, simulated=all_invented)
                claims = [
                    Claim(
                        pair.left, kind, "possibleDouble", pair.right,
                        original_value=", ".join(pair.agreeing), derived_from=pair.statements,
                    )
                    for pair in pairs
                    if (set(pair.statements) <= invented) == all_invented
                ]  # fmt: skip
                if claims:
                    new += work.statements.add(claims, source).new
    progress(Step(len(KINDS), len(KINDS), "kinds of events held against each other"))
    return new


def _reports(kind: str, said: list[Statement]) -> list[Report]:
    values: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    statements: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    when: dict[str, When] = {}
    for one in said:
        values[one.subject][one.property].add(one.value)
        statements[one.subject][one.property].append(one.id)
        if one.property == "date" and one.subject not in when:
            known = one.event_time or _date(one.value)
            if known is not None:
                when[one.subject] = known
    return [
        Report(
            event, kind, when[event],
            {name: frozenset(own) for name, own in values[event].items()},
            {name: tuple(own) for name, own in statements[event].items()},
        )
        for event in sorted(when)
    ]  # fmt: skip


def _date(text: str) -> When | None:
    try:
        return read_date(text, order="YMD")
    except DateRefused:
        return None
