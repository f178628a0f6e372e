"""What waits for an analyst today: the little that changed, without reading what did not."""

from dataclasses import dataclass
from datetime import datetime

from workbench.project import Project
from workbench.store import Reader
from workbench.store.jobs import JobRow
from workbench.store.reading.intake import ImportedRun
from workbench.store.reading.waiting import ENOUGH_BLIND, Standing
from workbench.views.jobs import jobs

__all__ = ["SET_ASIDE", "Awaiting", "Changed", "Today", "many_records", "today"]

LAST_CASES, LAST_JOBS = 8, 6
# Above this, the watches are looked through when somebody asks for it: they read every record.
MANY = 100_000
# Under which kind the store keeps imports that somebody has dealt with.
SET_ASIDE = "import"


@dataclass(frozen=True, slots=True)
class Awaiting:
    """A searched skin that examiners are still wanted for. blind: who examined it so far, counted.

    disputed: two do not say the same about one animal. mine: the reader is one of those wanted.
    """

    skin: str
    since: str
    blind: int
    wanted: int
    disputed: bool
    mine: bool


@dataclass(frozen=True, slots=True)
class Changed:
    """A case and when something was last written about it."""

    id: str
    title: str
    status: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Today:
    """Each of it newest first. imports: all runs that refused something or did not come to their
    end, until the same file came in well, a correction did, or somebody set them aside.

    work: the reader's long work, what goes on first.
    """

    awaiting: tuple[Awaiting, ...]
    imports: tuple[ImportedRun, ...]
    cases: tuple[Changed, ...]
    work: tuple[JobRow, ...]

    @property
    def nothing(self) -> bool:
        """Whether nothing waits."""
        return not (self.awaiting or self.imports or self.cases or self.work)


def today(project: Project, reader: Reader) -> Today:
    """What waits for this reader, watches apart."""
    with project.store.read(reader) as q:
        standings = q.waiting.standings()
        runs = q.intake.unsettled()
        aside = {one.subject for one in q.cases.dismissals(SET_ASIDE)}
        heads = sorted(q.cases.all(), key=lambda one: (one.changed_at, one.id), reverse=True)
    known = jobs(project, reader)
    at_work = [row for row in known if row.state in ("waiting", "running")]
    ended = [row for row in known if row.state not in ("waiting", "running")]
    return Today(
        tuple(
            _awaiting(one, reader)
            for one in sorted(standings, key=lambda one: (one.since, one.skin), reverse=True)
            if one.disputed or len(one.blind) < ENOUGH_BLIND
        ),
        tuple(run for run in runs if run.id not in aside),
        tuple(Changed(one.id, one.title, one.status, one.changed_at) for one in heads[:LAST_CASES]),
        tuple([*at_work, *ended][:LAST_JOBS]),
    )


def many_records(project: Project, reader: Reader) -> bool:
    """Whether looking through every record takes longer than opening a page may."""
    with project.store.read(reader) as q:
        return q.statements.more_than(MANY)


def _awaiting(one: Standing, reader: Reader) -> Awaiting:
    return Awaiting(
        one.skin,
        one.since,
        len(one.blind),
        ENOUGH_BLIND,
        one.disputed,
        reader.examines and one.waits_for(reader.person),
    )
