"""An examination from the marked photo to the last answer; only then names, scores and truths.

The query alone is marked and locked; then the line-up is drawn and each place is answered with the
features that decide it; the end writes what follows: judgements about the machine's best and about
any other animal that was called the same. Foils that were told apart become no statement.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from workbench.services.acting import EXAMINING, acting
from workbench.services.examining import (
    MACHINE,
    VERDICTS,
    Judged,
    could_have_seen,
    keep,
    prepare,
)
from workbench.services.lining_up import Drawn, line_up
from workbench.services.marked import Feature, Marked, refuse_unfinished
from workbench.services.pace import Clock, utc_now
from workbench.services.proficiency import RULE, places_of
from workbench.services.refusal import Refused
from workbench.store import Examination, Place, PlaceAnswer, Reader
from workbench.store.examined import CANDIDATE
from workbench.views.examinations import examination as look
from workbench.views.examinations import picture

if TYPE_CHECKING:
    from workbench.project import Project

__all__ = [
    "Finished",
    "add_reason",
    "amend",
    "answer",
    "finish",
    "lay_out",
    "mark",
    "write_pictures",
]


@dataclass(frozen=True, slots=True)
class Finished:
    """An examination that is closed: the judgements that follow from it, none for a known truth."""

    examination: str
    judgements: tuple[Judged, ...]

    @property
    def sentence(self) -> str:
        """What is on record now."""
        kept = "; ".join(one.sentence for one in self.judgements) or "no judgement follows"
        return f"{self.examination} is closed: {kept}"


def mark(
    project: "Project",
    by: str,
    examination: str,
    marked: Marked,
    *,
    seed: int | None = None,
    clock: Clock = utc_now,
) -> None:
    """Lock what was marked on the query and draw the line-up; a photo that is no good ends here.

    seed: for tests; drawn where it is not given, and kept with the line-up. Raises Refused for
    marks that are not whole, an unknown examination or one that is locked.
    """
    reader = acting(project, by, *EXAMINING)
    own = _mine(project, reader, examination)
    if own.locked:
        raise Refused(f"{examination} is locked", "add to it with a reason: kedrovka examine amend")
    refuse_unfinished(marked)
    drawn = None
    if marked.good_enough != "not_suitable":
        drawn = _drawn(project, reader, own.skin, secrets.randbits(62) if seed is None else seed)
    with project.store.transaction(reader.person, "lock examination", clock()) as work:
        work.examinations.lock(examination, asdict(marked))
        if drawn is None:
            work.examinations.close(examination)
        else:
            work.line_ups.add(
                examination, drawn.places, search=drawn.search, seed=drawn.seed, rule=drawn.rule
            )


def lay_out(
    project: "Project",
    by: str,
    examination: str,
    *,
    seed: int | None = None,
    clock: Clock = utc_now,
) -> None:
    """Draw the line-up of an examination that was locked without one; again changes nothing."""
    reader = acting(project, by, *EXAMINING)
    own = _mine(project, reader, examination)
    if own.closed or project.store.read(reader).line_ups.shown(examination):
        return
    drawn = _drawn(project, reader, own.skin, secrets.randbits(62) if seed is None else seed)
    with project.store.transaction(reader.person, "line up", clock()) as work:
        work.line_ups.add(
            examination, drawn.places, search=drawn.search, seed=drawn.seed, rule=drawn.rule
        )


def amend(
    project: "Project",
    by: str,
    examination: str,
    features: Sequence[Feature],
    *,
    why: str,
    clock: Clock = utc_now,
) -> None:
    """Add features to the query's marks after they were locked; time and reason are kept."""
    reader = acting(project, by, *EXAMINING)
    _mine(project, reader, examination)
    with project.store.transaction(reader.person, "amend examination", clock()) as work:
        work.amendments.add(
            examination, "marks", {"features": [asdict(one) for one in features]}, why
        )


def answer(
    project: "Project",
    by: str,
    examination: str,
    number: int,
    verdict: str,
    *,
    why: str,
    marks: Mapping[str, Sequence[float]] | None = None,
    clock: Clock = utc_now,
) -> None:
    """Answer one place: same, different or cannot_tell, and the features that decide it.

    marks: where a feature of the query (by its number) was looked for, in pixels of that photo.
    """
    reader = acting(project, by, *EXAMINING)
    own = _mine(project, reader, examination)
    word = verdict.strip().lower().replace("-", "_").replace(" ", "_")
    if word not in VERDICTS:
        raise Refused(f"{verdict!r} is no answer", "answer same, different or cannot-tell")
    shown = project.store.read(reader).line_ups.shown(examination)
    place = next((one for one in shown if one.number == number), None)
    if place is None:
        raise Refused(
            f"{examination} has no place {number}",
            f"there are {len(shown)}" if shown else "mark the photo and lock it first",
        )
    seen = could_have_seen(project, reader, own.skin)
    with project.store.transaction(reader.person, "answer", clock()) as work:
        for what in seen:
            work.exposures.add(reader.person, own.skin, what)
        work.line_ups.answer(place.id, word, why, dict(marks or {}))


def write_pictures(project: "Project", by: str, examination: str, folder: Path) -> tuple[Path, ...]:
    """Write what is shown of one's own examination into a folder: the photo, then the candidates.

    Pixels only, encoded anew; the names of the files are their places.
    """
    reader = acting(project, by, *EXAMINING)
    page = look(project, reader, examination)
    if page is None:
        raise Refused(f"you have no examination {examination}", "see kedrovka examine queue")
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for sight in (*page.queries, *(spot.sight for spot in page.spots)):
        pixels = picture(project, reader, examination, sight.which)
        if pixels is not None:
            path = folder / f"{examination}-{sight.which}.png"
            Image.fromarray(pixels).save(path)
            written.append(path)
    return tuple(written)


def finish(project: "Project", by: str, examination: str, *, clock: Clock = utc_now) -> Finished:
    """Close an examination whose places are all answered; names and scores are shown from now on.

    Raises Refused while a place is not answered.
    """
    reader = acting(project, by, *EXAMINING)
    own = _mine(project, reader, examination)
    whole = project.store.read(Reader.whole("close an examination"))
    told = whole.line_ups.revealed(examination)
    left = [place.number for place, given in told if given is None]
    if left or not told:
        listed = ", ".join(str(number) for number in left)
        raise Refused(
            f"place {listed} of {examination} is not answered" if told else "nothing was answered",
            "answer every place before names are shown",
        )
    real = whole.line_ups.proficiency(own.skin) is None
    said = [(p, a) for p, a in told if a is not None and (real and _follows(p, a))]
    about = [(prepare(project, reader, own.skin, p.individual), a) for p, a in said]
    seen = could_have_seen(project, reader, own.skin)
    with project.store.transaction(reader.person, "close examination", clock()) as work:
        for what in seen:
            work.exposures.add(reader.person, own.skin, what)
        kept = tuple(
            keep(project, work, pair, examination, given.verdict, given.why)
            for pair, given in about
        )
        work.examinations.close(examination)
        if real:
            work.exposures.add(reader.person, own.skin, MACHINE)
    return Finished(examination, kept)


def add_reason(
    project: "Project", by: str, examination: str, why: str, *, clock: Clock = utc_now
) -> None:
    """Add to the reasons of a closed examination; what was answered stays as it is."""
    reader = acting(project, by, *EXAMINING)
    if not _mine(project, reader, examination).closed:
        raise Refused(f"{examination} is not closed", "write it into the answer itself")
    with project.store.transaction(reader.person, "amend examination", clock()) as work:
        work.amendments.add(examination, "reason", {}, why)


def _drawn(project: "Project", reader: Reader, skin: str, seed: int) -> Drawn:
    whole = project.store.read(Reader.whole("draw a line-up"))
    case = whole.line_ups.proficiency(skin)
    if case is None:
        return line_up(project, reader, skin, seed)
    return Drawn(places_of(case), "", int(str(case.detail["seed"])), RULE)


def _follows(place: Place, given: PlaceAnswer) -> bool:
    """Whether an answer says something of the world: about a candidate, or "same" of any other."""
    return place.role == CANDIDATE or given.verdict == "same"


def _mine(project: "Project", reader: Reader, examination: str) -> Examination:
    mine = project.store.read(reader).line_ups.mine()
    found = next((one for one in mine if one.id == examination), None)
    if found is None:
        raise Refused(f"you have no examination {examination}", "take one: kedrovka examine next")
    return found
