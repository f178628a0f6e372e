"""What a person says about a skin and an animal, and what they had seen before they said it.

Blind or informed is not asked but known: the store decides it from what this person was shown. The
first examiner's answer is hidden from the second by the store, not by a page. A change of mind is a
new answer beside the old one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cases.statement import Handling
from workbench.services.acting import EXAMINING, acting
from workbench.services.flanks import refuse_incomparable
from workbench.services.joining import Answered, handling_of_pair, join, part
from workbench.services.pace import Clock, utc_now
from workbench.services.refusal import NotAllowed, Refused
from workbench.store import Examination, JudgementRecord, Reader, Work

if TYPE_CHECKING:
    from workbench.project import Project

CANNOT_TELL = "cannot_tell"
VERDICTS = ("same", "different", CANNOT_TELL)

# What a person can be shown about a skin beyond its own photos.
MACHINE = "machine result"
NAMES = "catalogue names"
ANSWERS = "another examiner's answer"
SHOWN = (MACHINE, NAMES, ANSWERS)


@dataclass(frozen=True, slots=True)
class Opened:
    """An examination as it stands."""

    examination: str
    skin: str
    examiner: str
    condition: str
    locked: bool

    @property
    def sentence(self) -> str:
        """What is on record now."""
        state = "what you will look for is locked" if self.locked else "nothing is locked yet"
        return f"{self.examination}: {self.condition} examination of {self.skin}; {state}."


@dataclass(frozen=True, slots=True)
class Judged:
    """An answer as it was kept, with the statements that follow from it."""

    judgement: str
    skin: str
    individual: str
    verdict: str
    condition: str
    supersedes: str | None
    statements: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """What is on record now."""
        words = self.verdict.replace("_", " ")
        joined = f"; {len(self.statements)} statement in the case graph" if self.statements else ""
        before = f", in place of {self.supersedes}" if self.supersedes else ""
        return (
            f"{self.judgement}: {self.skin} and {self.individual}: {words} "
            f"({self.condition}){before}{joined}."
        )


def open_examination(project: "Project", by: str, skin: str, *, clock: Clock = utc_now) -> Opened:
    """Open an examination of a skin, or return the one that this person has open.

    Raises Refused where there is no such skin for this person.
    """
    reader = acting(project, by, *EXAMINING)
    _must_know(project, reader, skin, "Specimen")
    seen = could_have_seen(project, reader, skin)
    with project.store.transaction(reader.person, "open examination", clock()) as work:
        return opened(begin(work, skin, seen))


def lock_marks(
    project: "Project", by: str, skin: str, marks: Sequence[str], *, clock: Clock = utc_now
) -> Opened:
    """Fix what will be looked for, before any candidate is shown; once an examination.

    marks: features in words or as a page writes them. Raises Refused without a mark.
    """
    reader = acting(project, by, *EXAMINING)
    wanted = [mark.strip() for mark in marks if mark.strip()]
    if not wanted:
        raise Refused("nothing is marked", "name the features you will look for")
    _must_know(project, reader, skin, "Specimen")
    seen = could_have_seen(project, reader, skin)
    with project.store.transaction(reader.person, "lock examination", clock()) as work:
        own = begin(work, skin, seen)
        work.examinations.lock(own.id, {"marks": wanted})
    return Opened(own.id, skin, reader.person, own.condition, locked=True)


def see(
    project: "Project", by: str, skin: str, what: str = MACHINE, *, clock: Clock = utc_now
) -> None:
    """Note that a person is shown something about a skin; from then on they examine informed.

    what: one of SHOWN. Raises Refused for anything else, and where they may not know of the skin.
    """
    reader = acting(project, by)
    if what not in SHOWN:
        raise Refused(f"{what!r} is nothing that a person is shown", f"say {', '.join(SHOWN)}")
    _must_know(project, reader, skin, "Specimen")
    with project.store.transaction(reader.person, "see", clock()) as work:
        work.exposures.add(reader.person, skin, what)


def judge(
    project: "Project",
    by: str,
    skin: str,
    individual: str,
    verdict: str,
    *,
    why: str,
    clock: Clock = utc_now,
) -> Judged:
    """Keep a person's answer about a skin and an animal, and what follows from it.

    verdict: same, different or cannot_tell. An answer of the same person about the same pair is
    superseded and its statements are retracted. Raises Refused for an unknown skin, animal or
    verdict, for an empty reason, and where one shows the left and the other the right flank.
    """
    reader = acting(project, by, *EXAMINING)
    verdict = verdict.strip().lower().replace("-", "_").replace(" ", "_")
    if verdict not in VERDICTS:
        raise Refused(f"{verdict!r} is no answer", "answer same, different or cannot-tell")
    _must_know(project, reader, skin, "Specimen")
    _must_know(project, Reader.whole("an examiner names an animal"), individual, "IndividualAnimal")
    if verdict != CANNOT_TELL:
        refuse_incomparable(project, skin, individual)
    seen = could_have_seen(project, reader, skin)
    about = prepare(project, reader, skin, individual)
    with project.store.transaction(
        reader.person, "judge", clock(), {"skin": skin, "individual": individual}
    ) as work:
        examination = begin(work, skin, seen)
        return keep(project, work, about, examination.id, verdict, why)


def begin(work: Work, skin: str, seen: Sequence[str]) -> Examination:
    """The examination that who works has open of a skin, or a new one.

    seen: what they could have seen (`could_have_seen`), noted first: its condition follows from it.
    """
    for what in seen:
        work.exposures.add(work.by, skin, what)
    return work.examinations.open(skin, work.by)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A pair before an answer about it is written: what that answer replaces, and its handling."""

    skin: str
    individual: str
    supersedes: str | None
    handling: Handling
    simulated: bool


def prepare(project: "Project", reader: Reader, skin: str, individual: str) -> Prepared:
    """What has to be known of a pair before the transaction in which it is answered."""
    before = _own(project, reader, skin, individual)
    handling, simulated = handling_of_pair(project, skin, individual)
    return Prepared(skin, individual, before.id if before else None, handling, simulated)


def keep(
    project: "Project", work: Work, about: Prepared, examination: str, verdict: str, why: str
) -> Judged:
    """Write an answer of who works, and what follows from it; the older one is retracted."""
    condition = work.exposures.condition(work.by, about.skin)
    known = work.judgements.add(
        about.skin,
        about.individual,
        verdict,
        work.by,
        why,
        examination,
        supersedes=about.supersedes,
    )
    if about.supersedes:
        part(project, work, about.supersedes, about.skin, f"superseded by {known}")
    answer = Answered(known, about.skin, about.individual, verdict, condition, work.by, why)
    statements = join(work, answer, handling=about.handling, simulated=about.simulated)
    return Judged(
        known, about.skin, about.individual, verdict, condition, about.supersedes, statements
    )


def undo(
    project: "Project", by: str, judgement: str, *, why: str, clock: Clock = utc_now
) -> Judged:
    """Take one's own judgement back: a new answer "cannot tell" that supersedes it.

    Its statements are retracted. Raises Refused where it is not there, or somebody else's.
    """
    reader = acting(project, by, *EXAMINING)
    whole = project.store.read(Reader.whole("undo a judgement"))
    found = next((one for one in whole.examining.judgements() if one.id == judgement), None)
    if found is None:
        raise Refused(f"there is no judgement {judgement}", "check its id")
    if found.examiner != reader.person:
        raise NotAllowed(
            f"{judgement} is the answer of {found.examiner}",
            f"only {found.examiner} can take it back; you can answer yourself",
        )
    if found.superseded:
        raise Refused(f"{judgement} was replaced already", "undo the newest answer of this pair")
    about = prepare(project, reader, found.skin, found.individual)
    at_work = holds_open(project, reader, found.skin)
    detail = {"skin": found.skin, "individual": found.individual}
    with project.store.transaction(reader.person, "undo", clock(), detail) as work:
        examination = work.examinations.open(found.skin, reader.person)
        kept = keep(project, work, about, examination.id, CANNOT_TELL, f"undone: {why}")
        if not at_work:
            work.examinations.close(examination.id)
    return kept


def holds_open(project: "Project", reader: Reader, skin: str) -> bool:
    """Whether this person is at work on a skin: what was opened for one answer is closed after."""
    return any(
        one.examiner == reader.person and not one.closed
        for one in project.store.read(reader).examining.examinations(skin)
    )


def close(project: "Project", by: str, skin: str, *, clock: Clock = utc_now) -> None:
    """End an examination: names and scores may be shown from now on."""
    reader = acting(project, by, *EXAMINING)
    seen = could_have_seen(project, reader, skin)
    with project.store.transaction(reader.person, "close examination", clock()) as work:
        work.examinations.close(begin(work, skin, seen).id)


def could_have_seen(project: "Project", reader: Reader, skin: str) -> list[str]:
    """What a person could read about a skin at any time, unrecorded.

    The store hides the machine's results from examiners until their looking is on record, and
    others' answers until it need not; from an analyst it hides nothing. An answer is never called
    blind when there was something to see.
    """
    queries = project.store.read(reader)
    others = [one for one in queries.examining.judgements(skin) if one.examiner != reader.person]
    seen = [ANSWERS] if others else []
    if not reader.examines and queries.matching.searches(skin):
        seen.append(MACHINE)
    return seen


def _own(project: "Project", reader: Reader, skin: str, individual: str) -> JudgementRecord | None:
    """This person's standing answer about the pair."""
    answers = project.store.read(reader).examining.judgements(skin, individual)
    standing = [one for one in answers if one.examiner == reader.person and not one.superseded]
    return standing[-1] if standing else None


def _must_know(project: "Project", reader: Reader, entity: str, schema: str) -> None:
    ref = project.store.read(reader).entities.refs_of([entity]).get(entity)
    if ref is None or ref.schema != schema:
        kind = "skin" if schema == "Specimen" else "animal"
        raise Refused(f"there is no {kind} {entity}", "check its id")


def opened(examination: Examination) -> Opened:
    """An examination of the store as it is told."""
    return Opened(
        examination.id,
        examination.skin,
        examination.examiner,
        examination.condition,
        examination.locked,
    )
