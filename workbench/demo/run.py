"""The main job over the story: import, match, judge, resolve, watch, find, export; nothing else.

Every step is one verb of the workbench, called as a command or a page would call it. The second
run finds everything done, changes nothing, and says the same again.
"""

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from time import monotonic

from cases.reject import Reject, frame
from embeddings.synthesis import LEOPARD
from workbench.bag.verifying import verify
from workbench.demo.border import across_the_border
from workbench.demo.cast import FULL, Scale
from workbench.demo.deciding import answer_of_examiner, decide_names, suspected
from workbench.demo.finding_out import (
    BACK,
    animal_lines,
    finding_lines,
    phone_lines,
    skin_lines,
    window_lines,
)
from workbench.demo.intake import Skin, bring_in, keep_skins
from workbench.demo.making import INPUTS, Made, make_inputs
from workbench.demo.market import price_lines
from workbench.demo.passages import DATES
from workbench.demo.people_of_house import (
    judged_line,
    known_as,
    second_answer,
    suspicion_line,
)
from workbench.demo.shots import PROCESSES
from workbench.demo.telling import Line, Told, page
from workbench.project import Project
from workbench.services.acting import acting
from workbench.services.authenticity import look
from workbench.services.casework import list_cases, note, open_case
from workbench.services.exporting import Exported, export_case
from workbench.services.finding import run_findings
from workbench.services.founding import found
from workbench.services.keeping import verify_audit
from workbench.services.matching import Match
from workbench.services.pace import Progress, Step
from workbench.services.refusal import Refused
from workbench.services.skin_against_skin import search_everywhere
from workbench.services.watching import run_watches
from workbench.services.worlds import world_of

__all__ = ["FOUND", "PERSON", "SIGN_IN", "StoryClock", "run_demo"]

PROJECT, FOUND, SIGN_IN, REJECTS = "project", "found.json", "sign-in.txt", "refused.csv"
BAGS = "bags"
PERSON = "analyst"
SUSPECTED = "Lord"
SIMULATED_LOOK = ("marks grown", "pattern repeats", "proportions")
SIMULATED_EXAMINER = "simulated examiner of the demo; the skin is rendered"


@dataclass(slots=True)
class StoryClock:
    """The moment at which the story is told, a second later at each look: never the real time.

    Watches and findings speak of "today"; a story told years later must find the same.
    """

    now: datetime = field(default_factory=lambda: datetime.combine(DATES.told, time(1), UTC))

    def __call__(self) -> datetime:
        """The next second of the story."""
        self.now += timedelta(seconds=1)
        return self.now


def run_demo(
    folder: Path, seed: int, *, scale: Scale = FULL, progress: Progress, processes: int = PROCESSES
) -> tuple[Told, bool]:
    """Make the story, walk the main job over it, and tell what was found; whether it was known.

    Raises Refused where the folder holds the story of another seed.
    """
    kept = folder / FOUND
    if kept.is_file():
        told = Told.of(json.loads(kept.read_text("utf-8")))
        if told.seed != seed:
            raise Refused(
                f"{folder} holds the story of seed {told.seed}",
                f"name another folder with --folder, or ask for --seed {told.seed}",
            )
        # By name and not by path: the folder may have been moved, or be called from elsewhere.
        bag = folder / BAGS / Path(told.bag).name
        if (folder / PROJECT).is_dir() and bag.is_dir() and verify(bag).ok:
            return told, True
    begun = monotonic()
    made = make_inputs(folder, seed, scale=scale, progress=progress, processes=processes)
    told = _walk(folder, made, begun, progress)
    kept.write_text(json.dumps(told.plain(), ensure_ascii=False, indent=2) + "\n", "utf-8")
    return told, False


def _searched_and_judged(
    project: Project, skin: Skin, suspicion: str, clock: StoryClock, progress: Progress
) -> tuple[Match, list[Line]]:
    """One skin searched, answered by the simulated examiners, and what is told of that."""
    look(
        project, PERSON, skin.id, "genuine", speaks_for=SIMULATED_LOOK, note=SIMULATED_EXAMINER,
        clock=clock,
    )  # fmt: skip
    both = search_everywhere(project, PERSON, skin.id, clock=clock, progress=progress)
    match = both.catalogue
    if match is None:
        raise Refused(both.catalogue_refused, "remove the demo's folder and run it again")
    judged = answer_of_examiner(project, PERSON, skin, match, suspicion, clock=clock)
    if match.firmly == "this_animal":
        judged.append(second_answer(project, PERSON, skin, match, clock=clock))
    lines = (
        suspicion_line(skin, match, suspicion),
        judged_line(skin, match, judged),
        known_as(project, PERSON, skin, match, LEOPARD, clock=clock),
        Line(
            "Among the other skins",
            f"{skin.id}: {both.skins.answer['lead']['sentence']}",
            page("new-skin", skin=skin.id),
            (skin.id,),
        ),
    )
    return match, [line for line in lines if line is not None]


def _walk(folder: Path, made: Made, begun: float, progress: Progress) -> Told:
    clock = StoryClock()
    project = _project(folder, clock)
    inputs = folder / INPUTS
    _, rejects = bring_in(project, PERSON, inputs, clock=clock, progress=progress)
    skins = keep_skins(project, PERSON, inputs, clock=clock)
    lord = suspected(project, PERSON, SUSPECTED)
    matches = []
    answered: list[Line] = []
    for skin in skins:
        match, told = _searched_and_judged(project, skin, lord, clock, progress)
        matches.append(match)
        answered += told
    answered += across_the_border(project, PERSON, clock=clock, progress=progress)
    progress(Step(1, 3, "people, watches and findings"))
    names = decide_names(project, PERSON, clock=clock)
    progress(Step(2, 3, "people, watches and findings"))
    lines = _lines(project, skins, matches, answered, lord, clock)
    progress(Step(3, 3, "people, watches and findings"))
    lines.append(_refused(folder, rejects))
    lines.append(
        Line(
            "Names",
            f"{names.same} pairs of records judged one person, {names.different} kept apart "
            "(by the simulated analyst, undone by one decision each)",
            "kedrovka findings",
        )
    )
    back = next(
        (line.sentence for line in lines if line.topic == BACK and lord in line.subjects), ""
    )
    exported = _cases(project, folder, skins, lord, back, clock, progress)
    audit = verify_audit(project)
    lines.append(Line("The audit", audit.sentences[0], "kedrovka audit verify"))
    bag = Path(exported.folder)
    checked = verify(bag)
    lines.append(
        Line(
            f"Bag for {skins[-1].case}",
            f"{exported.exhibits} exhibits, {exported.statements} statements; "
            + ("it verifies" if checked.ok else "it does NOT verify"),
            str(bag),
        )
    )
    pictures = sorted((bag / "data").rglob("*.svg")) + sorted((bag / "data").rglob("*.png"))
    project.close()
    picture = str(pictures[0]) if pictures else ""
    return Told(
        made.seed, tuple(lines), exported.report, str(bag), picture, round(monotonic() - begun, 1)
    )


def _project(folder: Path, clock: StoryClock) -> Project:
    place = folder / PROJECT
    if not (place / "kedrovka.toml").is_file():
        # No default password: one is drawn here and kept beside the project for its reader only.
        password = secrets.token_urlsafe(12)
        found(place, name="The story of Lord (SIMULATED)", person=PERSON, password=password,
              clock=clock)  # fmt: skip
        sign_in = folder / SIGN_IN
        sign_in.touch(mode=0o600)
        sign_in.write_text(f"name: {PERSON}\npassword: {password}\n", "utf-8")
    return Project.open(place)


def _lines(
    project: Project,
    skins: Sequence[Skin],
    matches: Sequence[Match],
    answered: Sequence[Line],
    lord: str,
    clock: StoryClock,
) -> list[Line]:
    watches = run_watches(project, PERSON, clock=clock)
    findings = run_findings(project, PERSON, clock=clock)
    seizures = [skin.seizure for skin in skins]
    lines = animal_lines(watches)
    for skin, match in zip(skins, matches, strict=True):
        lines += skin_lines(skin, match)
    lines += answered
    lines += window_lines(watches, [*(skin.id for skin in skins), lord])
    lines += phone_lines(watches, seizures)
    entities = world_of(project, acting(project, PERSON), clock()).entities
    return lines + finding_lines(findings, seizures) + price_lines(entities, skins)


def _refused(folder: Path, rejects: Sequence[Reject]) -> Line:
    path = folder / REJECTS
    frame(rejects).to_csv(path, index=False)
    reasons = "; ".join(dict.fromkeys(reject.reason for reject in rejects))
    return Line(
        "Refused", f"{len(rejects)} cells, rows and files with reason and remedy: {reasons}",
        str(path),
        short=f"{len(rejects)} cells, rows and files, each with its reason and remedy.",
    )  # fmt: skip


def _cases(
    project: Project,
    folder: Path,
    skins: Sequence[Skin],
    lord: str,
    back: str,
    clock: StoryClock,
    progress: Progress,
) -> Exported:
    """Three cases; that of the missing animal closes if it came back (`back`: how one knows).

    The last skin's becomes a bag.
    """
    there = {case.title: case.id for case in list_cases(project, PERSON)}
    titles = [f"Where is {SUSPECTED}?", *(f"Skin of {skin.case}" for skin in skins)]
    members = [[lord], *([skin.id, skin.seizure] for skin in skins)]
    for title, own in zip(titles, members, strict=True):
        if title not in there:
            opened = open_case(project, PERSON, title, members=own, why="the story", clock=clock)
            there[title] = opened.id
            if own == [lord] and back:
                note(project, PERSON, opened.id, back, kind="closed", clock=clock)
    bag = _free(folder / BAGS / there[titles[-1]])
    bag.parent.mkdir(exist_ok=True)
    return export_case(
        project, PERSON, there[titles[-1]], bag, authority="demonstration", clock=clock,
        progress=progress,
    )  # fmt: skip


def _free(bag: Path) -> Path:
    """The folder, or the next of its name: a run that was broken off may have left a bag there."""
    taken = 1
    while (found := bag if taken == 1 else bag.with_name(f"{bag.name}-{taken}")).exists():
        taken += 1
    return found
