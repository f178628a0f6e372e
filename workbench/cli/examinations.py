"""`kedrovka examine ...`: an examination step by step, as the page goes through it.

Before the last answer these commands print neither skin, name nor score, and a picture is written
without what its file said.
"""

from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.frame import HERE, JsonOption, PersonOption, ProjectOption, answer, open_project

ExaminationArgument = Annotated[str, typer.Argument(help="The examination, e.g. EXM-0001.")]
FeatureOption = Annotated[
    list[str],
    typer.Option("--feature", help="X,Y,WORDS: a feature you would look for; repeat the option."),
]
WhyOption = Annotated[str, typer.Option("--why", help="The reason, in words.")]


def queue(
    folder: ProjectOption = HERE, person: PersonOption = "", as_json: JsonOption = False
) -> None:
    """What waits for you, by codes that say neither skin nor truth; and skins that are disputed."""
    from workbench.services.waiting import disputed
    from workbench.services.waiting import queue as waiting

    project = open_project(folder)
    entries, differing = waiting(project, person), disputed(project, person)
    lines = [one.sentence for one in entries] or ["Nothing waits for you."]
    lines += [f"{skin}: two people do not say the same" for skin in differing]
    answer({"waiting": entries, "disputed": differing}, lines, as_json=as_json)


def take(
    code: Annotated[str, typer.Argument(help="A code of the queue; the first if left out.")] = "",
    folder: ProjectOption = HERE,
    person: PersonOption = "",
    as_json: JsonOption = False,
) -> None:
    """Take the next of your queue."""
    from workbench.services.waiting import take as begin

    taken = begin(open_project(folder), person, code)
    told = {"examination": taken.examination, "condition": taken.condition}
    sentence = f"{taken.examination}: {taken.condition}; look at its photo: kedrovka examine show"
    answer(told, f"{sentence} {taken.examination} --to FOLDER", as_json=as_json)


def show(
    examination: ExaminationArgument,
    to: Annotated[
        Path | None, typer.Option("--to", help="Folder in which its pictures are written.")
    ] = None,
    folder: ProjectOption = HERE,
    person: PersonOption = "",
    as_json: JsonOption = False,
) -> None:
    """Where an examination of yours stands; names and scores once it is closed."""
    from workbench.services.acting import EXAMINING, acting
    from workbench.services.answering import write_pictures
    from workbench.services.refusal import Refused
    from workbench.views.examinations import examination as look

    project = open_project(folder)
    page = look(project, acting(project, person, *EXAMINING), examination)
    if page is None:
        raise Refused(f"you have no examination {examination}", "see kedrovka examine queue")
    written = write_pictures(project, person, examination, to) if to else ()
    answer(page, [*page.sentences, *(f"wrote {path}" for path in written)], as_json=as_json)


def mark(
    examination: ExaminationArgument,
    good: Annotated[str, typer.Option("--good", help="sufficient, limited or not-suitable.")],
    features: FeatureOption,
    why: WhyOption = "",
    folder: ProjectOption = HERE,
    person: PersonOption = "",
    as_json: JsonOption = False,
) -> None:
    """Lock what you would look for in the photo, and have the candidates laid out."""
    from workbench.services.answering import mark as lock
    from workbench.services.marked import Marked, read_feature

    marked = Marked(good.replace("-", "_"), tuple(read_feature(one) for one in features), why=why)
    lock(open_project(folder), person, examination, marked)
    answer({"examination": examination}, f"{examination}: locked", as_json=as_json)


def amend(
    examination: ExaminationArgument,
    features: FeatureOption,
    why: WhyOption,
    folder: ProjectOption = HERE,
    person: PersonOption = "",
    as_json: JsonOption = False,
) -> None:
    """Add features after the lock; time and reason are kept beside the locked marks."""
    from workbench.services.answering import amend as add
    from workbench.services.marked import read_feature

    found = [read_feature(one) for one in features]
    add(open_project(folder), person, examination, found, why=why)
    answer({"examination": examination}, f"{examination}: {len(found)} added", as_json=as_json)


def place(
    examination: ExaminationArgument,
    number: Annotated[int, typer.Argument(help="The candidate's place, from 1.")],
    verdict: Annotated[str, typer.Argument(help="same, different or cannot-tell.")],
    why: WhyOption,
    folder: ProjectOption = HERE,
    person: PersonOption = "",
    as_json: JsonOption = False,
) -> None:
    """Answer one candidate; names come after the last answer."""
    from workbench.services.answering import answer as say

    say(open_project(folder), person, examination, number, verdict, why=why)
    answer({"examination": examination}, f"{examination}: place {number} kept", as_json=as_json)


def close(
    examination: ExaminationArgument,
    folder: ProjectOption = HERE,
    person: PersonOption = "",
    as_json: JsonOption = False,
) -> None:
    """Close an examination whose candidates are all answered; names and scores follow."""
    from workbench.services.answering import finish

    ended = finish(open_project(folder), person, examination)
    answer(ended, ended.sentence, as_json=as_json)


def reason(
    examination: ExaminationArgument,
    why: WhyOption,
    folder: ProjectOption = HERE,
    person: PersonOption = "",
    as_json: JsonOption = False,
) -> None:
    """Add to your reasons after the end; what was answered stays as it is."""
    from workbench.services.answering import add_reason

    add_reason(open_project(folder), person, examination, why)
    answer({"examination": examination}, f"{examination}: reason added", as_json=as_json)


def rates(
    folder: ProjectOption = HERE, person: PersonOption = "", as_json: JsonOption = False
) -> None:
    """How often answers to known truths were wrong: yours, an administrator everybody's."""
    from workbench.services.acting import acting
    from workbench.views.proficiency import rates as measured

    project = open_project(folder)
    found = measured(project, acting(project, person))
    lines = [one.sentence for one in found] or ["Nothing has been measured yet."]
    answer({"rates": found}, lines, as_json=as_json)


def add_commands(group: typer.Typer) -> None:
    """Add the steps to `kedrovka examine`."""
    group.command("queue")(queue)
    group.command("next")(take)
    group.command("show")(show)
    group.command("mark")(mark)
    group.command("amend")(amend)
    group.command("answer")(place)
    group.command("close")(close)
    group.command("reason")(reason)
    group.command("rates")(rates)
